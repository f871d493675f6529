"""Django's database sessions with their users (``settings.SESSION_ENGINE``)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from desk.models import DeskSession

# The time of last use is written at most so often.
WRITE_EVERY = timedelta(minutes=5)
# Keys that signing in sets in the session (desk/people/signals.py).
AT, ADDRESS, AGENT = "signed_in_at", "address", "agent"


class SessionStore(DatabaseStore):
    """Sessions stored in ``DeskSession``; its columns are filled from the session's data."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        row: DeskSession = super().create_model_instance(data)  # type: ignore[assignment]
        number = data.get(SESSION_KEY)
        row.user_id = int(number) if number else None
        row.signed_in_at = datetime.fromisoformat(data[AT]) if AT in data else None
        row.seen_at = timezone.now()
        row.address = data.get(ADDRESS)
        row.agent = data.get(AGENT, "")
        return row


def record_use(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that records when a session was last used, to a few minutes. Public pages touch no
    session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith("/desk/")
            and request.session.session_key
            and request.user.is_authenticated
        ):
            now = timezone.now()
            DeskSession.objects.filter(
                session_key=request.session.session_key, seen_at__lt=now - WRITE_EVERY
            ).update(seen_at=now)
        return get_response(request)

    return middleware


def sessions_of(user: User) -> list[DeskSession]:
    """The user's sessions that have not expired, the last used first. Raises django.db.Error."""
    sessions = DeskSession.objects.filter(user=user, expire_date__gt=timezone.now())
    return list(sessions.order_by("-seen_at"))


def end(user: User, number: str = "", *, but: str | None = None) -> int:
    """End the user's session with the handle ``number``, or without it all but the one with the key ``but``.

    Returns the number of ended sessions. Raises django.db.Error.
    """
    keys = [
        row.session_key
        for row in DeskSession.objects.filter(user=user)
        if (not number or handle(row) == number) and row.session_key != but
    ]
    DeskSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def handle(row: DeskSession) -> str:
    """An identifier of the session for pages, from which nobody can learn its key."""
    return salted_hmac("desk.sessions", row.session_key, algorithm="sha256").hexdigest()[:24]
