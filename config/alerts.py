"""Who is told of trouble, and how: ``TCD_ALERT_…`` and ``TCD_SMTP_URL`` as one frozen value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from config.errors import SettingError
from config.web import is_web_address

_ADDRESS = re.compile(r"[^\s@<>,;\"']{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
_SMTP = (
    "TCD_SMTP_URL must read smtp://user:password@host:587 or smtps://user:password@host:465, with special "
    "characters of the password written as %xx."
)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. ``secure``: TLS from the first byte; else STARTTLS where the server offers it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    secure: bool = False


@dataclass(frozen=True, slots=True)
class Alerts:
    """``to`` and ``sender`` are mail addresses; ``webhook`` takes a POST of JSON. ``always``: a message every
    night, also where nothing changed."""

    smtp: Smtp | None = None
    to: tuple[str, ...] = ()
    sender: str = ""
    webhook: str | None = field(default=None, repr=False)
    always: bool = False


def alerts(told: Mapping[str, str]) -> Alerts:
    """The alerts that these settings describe, none by default. Raises SettingError."""
    smtp = _smtp(told.get("TCD_SMTP_URL"))
    to = _addresses("TCD_ALERT_EMAIL", told.get("TCD_ALERT_EMAIL", ""))
    sender = _addresses("TCD_ALERT_FROM", told.get("TCD_ALERT_FROM", ""))
    if to and smtp is None:
        raise SettingError("TCD_ALERT_EMAIL needs TCD_SMTP_URL, the mail server that takes the messages.")
    if len(sender) > 1:
        raise SettingError("TCD_ALERT_FROM must be one mail address.")
    default = smtp.user if smtp is not None and _ADDRESS.fullmatch(smtp.user) else (to or ("",))[0]
    return Alerts(smtp, to, (sender or (default,))[0], _webhook(told.get("TCD_ALERT_WEBHOOK")), _always(told))


def _smtp(told: str | None) -> Smtp | None:
    if told is None:
        return None
    try:
        parts = urlsplit(told)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingError(_SMTP) from None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path.strip("/") or parts.query:
        raise SettingError(_SMTP)
    secure = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user.isascii() and password.isascii()):
        raise SettingError(
            "TCD_SMTP_URL: user name and password must be plain ASCII, as mail servers want it."
        )
    return Smtp(host, port or (465 if secure else 587), user, password, secure)


def _addresses(name: str, told: str) -> tuple[str, ...]:
    found = tuple(entry.strip() for entry in told.split(",") if entry.strip())
    for entry in found:
        if not (_ADDRESS.fullmatch(entry) and entry.isascii()):
            shown = " ".join(entry.split())
            raise SettingError(f'{name} must be a comma list of mail addresses; "{shown}" is none.')
    return found


def _webhook(told: str | None) -> str | None:
    if told is not None and not is_web_address(told):
        raise SettingError(
            "TCD_ALERT_WEBHOOK must be the web address that a chat tool gave you, for example "
            "https://chat.example.vn/hooks/abc."
        )
    return told


def _always(told: Mapping[str, str]) -> bool:
    text = told.get("TCD_ALERT_ALWAYS", "0").lower()
    if text not in (*_TRUE, *_FALSE):
        raise SettingError(f'TCD_ALERT_ALWAYS must be 1 or 0; "{text}" is neither.')
    return text in _TRUE
