"""Delivers alerts by mail (SMTP) and webhook. Raises DeliveryError, whose text never has a password."""

import json
import smtplib
import ssl
import urllib.request
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request

TIMEOUT = 20.0  # seconds


class DeliveryError(Exception):
    """The message was not delivered; the text is one short line for an operator."""


class Server(Protocol):
    """A mail server (``config.alerts.Smtp``). ``secure``: TLS from the first byte."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def secure(self) -> bool: ...


def send_mail(server: Server, sender: str, to: Sequence[str], subject: str, text: str) -> None:
    """Send one mail to all of ``to``. A password is sent only over TLS or to loopback. Raises
    DeliveryError."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, ", ".join(to)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="tincongdoan.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    context = ssl.create_default_context()
    try:
        with _open(server, context) as smtp:
            smtp.ehlo()
            if not server.secure and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
            elif not server.secure and server.user and not _is_here(server.host):
                raise DeliveryError(f"{server.host} offers no encryption: the password was not sent")
            if server.user:
                smtp.login(server.user, server.password)
            refused = smtp.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(_words(error)) from error
    if refused:
        raise DeliveryError(f"refused for {', '.join(sorted(refused))}")


def post(address: str, record: Mapping[str, Any]) -> None:
    """Post the record as JSON; any answer but 2xx, redirects included, raises DeliveryError."""
    body = json.dumps(record, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "TinCongDoan"}
    request = Request(address, body, headers, method="POST")  # noqa: S310 (http(s) only: config.alerts)
    opener = urllib.request.build_opener(_NoRedirect())
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            response.read(65_536)
    except HTTPError as error:
        with error:
            raise DeliveryError(f"the webhook answers {error.code}") from error
    except (OSError, ValueError) as error:
        raise DeliveryError(_words(error)) from error


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _open(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.secure:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the mail server refuses user name or password"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answers {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"refused for {', '.join(sorted(error.recipients))}"
    reason = getattr(error, "reason", None)
    inner = reason if isinstance(reason, OSError) else error
    return f"{type(inner).__name__}: {getattr(inner, 'strerror', None) or inner}"[:300]
