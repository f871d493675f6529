"""Sessions with their users, so that users can see and end them."""

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class DeskSession(AbstractBaseSession):
    """One session; ``address`` and ``agent`` are the client's address and User-Agent at sign-in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="desk_sessions")
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True, default="")

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "phiên làm việc"
        verbose_name_plural = "phiên làm việc"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from desk.people.sessions import SessionStore

        return SessionStore
