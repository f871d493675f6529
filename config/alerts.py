"""Whom alerts reach, and how: ``TCD_ALERT_…`` and ``TCD_SMTP_URL``; Django's mail settings from the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from config.validation import SettingError, is_web_address

_ADDRESS = re.compile(r"[^\s@<>,;\"']{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SMTP_FORM = (
    "TCD_SMTP_URL must read smtp://user:password@host:587 or smtps://user:password@host:465, with special "
    "characters of the password written as %xx."
)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. ``secure``: TLS from the first byte; otherwise STARTTLS if the server offers it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    secure: bool = False


@dataclass(frozen=True, slots=True)
class Alerts:
    """The channels of alerts: mail by ``smtp`` from ``sender`` to the addresses ``to``, and a ``webhook``
    that takes JSON by POST. ``always``: send a message every night, even if nothing changed.
    """

    smtp: Smtp | None = None
    to: tuple[str, ...] = ()
    sender: str = ""
    webhook: str | None = field(default=None, repr=False)
    always: bool = False


def alerts(values: Mapping[str, str]) -> Alerts:
    """Return the alerts that these settings, by name, describe; none by default. Raises SettingError."""
    smtp = _smtp(values.get("TCD_SMTP_URL"))
    to = _addresses("TCD_ALERT_EMAIL", values.get("TCD_ALERT_EMAIL", ""))
    sender = _addresses("TCD_ALERT_FROM", values.get("TCD_ALERT_FROM", ""))
    if to and smtp is None:
        raise SettingError("TCD_ALERT_EMAIL needs TCD_SMTP_URL, the mail server that takes the messages.")
    if len(sender) > 1:
        raise SettingError("TCD_ALERT_FROM must be one mail address.")
    default = smtp.user if smtp is not None and _ADDRESS.fullmatch(smtp.user) else (to or ("",))[0]
    return Alerts(
        smtp, to, (sender or (default,))[0], _webhook(values.get("TCD_ALERT_WEBHOOK")), _always(values)
    )


def django_mail_settings(alerts: Alerts) -> dict[str, Any]:
    """Return Django's mail settings, for links to set a password; without a server no mail is sent.

    Such a link opens an account, so it is sent encrypted, except to a server on this machine.
    """
    smtp = alerts.smtp
    if smtp is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": smtp.host,
        "EMAIL_PORT": smtp.port,
        "EMAIL_HOST_USER": smtp.user,
        "EMAIL_HOST_PASSWORD": smtp.password,
        "EMAIL_USE_SSL": smtp.secure,
        "EMAIL_USE_TLS": not smtp.secure and smtp.host not in _LOOPBACK,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": alerts.sender or f"tincongdoan@{smtp.host}",
    }


def _smtp(url: str | None) -> Smtp | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingError(_SMTP_FORM) from None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path.strip("/") or parts.query:
        raise SettingError(_SMTP_FORM)
    secure = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user.isascii() and password.isascii()):
        raise SettingError(
            "TCD_SMTP_URL: user name and password must be plain ASCII, as mail servers require."
        )
    return Smtp(host, port or (465 if secure else 587), user, password, secure)


def _addresses(name: str, value: str) -> tuple[str, ...]:
    addresses = tuple(entry.strip() for entry in value.split(",") if entry.strip())
    for entry in addresses:
        if not (_ADDRESS.fullmatch(entry) and entry.isascii()):
            shown = " ".join(entry.split())
            raise SettingError(f'{name} must be mail addresses separated by commas; got "{shown}".')
    return addresses


def _webhook(url: str | None) -> str | None:
    if url is not None and not is_web_address(url):
        raise SettingError(
            "TCD_ALERT_WEBHOOK must be the web address that your chat tool shows, for example "
            "https://chat.example.vn/hooks/abc."
        )
    return url


def _always(values: Mapping[str, str]) -> bool:
    text = values.get("TCD_ALERT_ALWAYS", "0").lower()
    if text not in (*_TRUE, *_FALSE):
        raise SettingError(f'TCD_ALERT_ALWAYS must be 1 or 0; got "{text}".')
    return text in _TRUE
