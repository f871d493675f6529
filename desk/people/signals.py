"""Audit entries for signing in, signing out and locked sign-ins."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from config.security import COOL_OFF
from desk.audit import note
from desk.models import AuditEntry, DeskSession
from desk.people import sessions
from desk.people.address import client_address


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **others: Any) -> None:
    """Record when, where and with what browser the user signed in."""
    request.session[sessions.AT] = timezone.now().isoformat()
    request.session[sessions.ADDRESS] = client_address(request)
    request.session[sessions.AGENT] = request.headers.get("User-Agent", "")[:200]
    note(user, "sign-in", subject=user.username)
    # Expired sessions are removed here, since nothing else does.
    DeskSession.objects.filter(expire_date__lt=timezone.now()).delete()


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **others: Any) -> None:
    """Record that the user signed out."""
    if user is not None:
        note(user, "sign-out", subject=user.username)


@receiver(user_locked_out)
def locked_out(sender: Any, username: str | None, ip_address: str | None, **others: Any) -> None:
    """One entry for each period of the lock: further attempts must not fill the audit trail."""
    subject, address = (username or "")[:150], str(ip_address or "")
    entries = AuditEntry.objects.filter(action="locked-out", subject=subject, actor=address)
    if not entries.filter(at__gt=timezone.now() - COOL_OFF).exists():
        note(None, "locked-out", subject=subject, actor=address)
