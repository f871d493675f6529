"""One-time links for setting a password, for invitations and resets."""

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


def password_link(user: User, root: str) -> str:
    """A link for ``user``, valid for three days and until a password is set; ``root`` is the site's
    address."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("set-password", args=[number, default_token_generator.make_token(user)])
    return f"{root}{address}"


def site_root(request: HttpRequest) -> str:
    """The site's address: ``TCD_BASE_URL``, or without it the request's Host header."""
    return settings.TCD.base_url or f"{request.scheme}://{request.get_host()}"


def can_mail() -> bool:
    """Whether a mail server is configured (``TCD_SMTP_URL``)."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def can_request() -> bool:
    """Whether anybody may request a link by mail: only with ``TCD_BASE_URL``, since the Host header of
    whoever requests it must not decide where the link leads."""
    return can_mail() and settings.TCD.base_url is not None


def mail_link(user: User, link: str) -> bool:
    """Send a user their link; False where there is no mail server or address, or sending failed."""
    if not (can_mail() and user.email):
        return False
    text = _(
        "Chào %(name)s,\n\nMở liên kết này để đặt mật khẩu cho tài khoản %(username)s "
        "(chỉ dùng được một lần, trong 3 ngày):\n%(link)s\n"
    ) % {"name": user.get_full_name() or user.username, "username": user.username, "link": link}
    try:
        sent = send_mail(_("Đặt mật khẩu – Tin Công Đoàn"), text, None, [user.email])
    except (OSError, SMTPException) as error:
        logger.warning("a password link could not be mailed: %s", error)
        return False
    return sent == 1
