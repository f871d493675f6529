"""One-time links with which somebody sets their password: the invitation and the reset are the same."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def link(user: User, root: str) -> str:
    """A link for ``user`` alone: it holds for three days and until the password has been set with it."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("set-password", args=[number, default_token_generator.make_token(user)])
    return f"{root}{address}"


def root_of(request: HttpRequest) -> str:
    """Where we are reached: as configured; a Host header is believed only where nothing is."""
    return settings.TCD.base_url or f"{request.scheme}://{request.get_host()}"


def can_mail() -> bool:
    """Whether there is a server that takes mail (``TCD_SMTP_URL``)."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def can_ask() -> bool:
    """Whether anybody may ask for a link by mail: it must lead to us, and without ``TCD_BASE_URL`` only the
    Host header of whoever asks would say where we are."""
    return can_mail() and settings.TCD.base_url is not None


def mail(user: User, address: str) -> bool:
    """Send the link to whom it is for; False where that cannot be: no server, no address, no luck."""
    if not (can_mail() and user.email):
        return False
    text = _(
        "Chào %(name)s,\n\nMở liên kết này để đặt mật khẩu cho tài khoản %(username)s "
        "(chỉ dùng được một lần, trong 3 ngày):\n%(link)s\n"
    ) % {"name": user.get_full_name() or user.username, "username": user.username, "link": address}
    try:
        sent = send_mail(_("Đặt mật khẩu – Tin Công Đoàn"), text, None, [user.email])
    except (OSError, SMTPException) as error:
        logger.warning("a link could not be mailed: %s", error)
        return False
    return sent == 1
