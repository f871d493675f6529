"""Settings from the environment and a ``.env`` file, checked once, as one frozen value.

The environment takes precedence over ``.env`` in the current folder. An invalid value raises ``SettingError``
with one sentence that says what to write instead; no message ever repeats a password.
"""

import ipaddress
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, urlsplit

from dotenv import dotenv_values

from config.alerts import Alerts, alerts
from config.secret import read_or_create_secret
from config.validation import SettingError, is_web_address, unwritable_home

__all__ = ["NAMES", "SettingError", "Settings", "environment", "load", "unknown_names"]

DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")
PREFIX = "TCD_"
# ``load`` reads these and no others: a setting that is missing here has no effect.
NAMES = (
    "TCD_HOME",
    "TCD_DATABASE_URL",
    "TCD_ALLOW_PRIVATE",
    "TCD_BASE_URL",
    "TCD_CONTACT",
    "TCD_WEBSUB_HUB",
    "TCD_SECRET_KEY",
    "TCD_NIGHT",
    "TCD_DAY",
    "TCD_CRAWL_MINUTES",
    "TCD_LIST_PAGES",
    "TCD_ALERT_EMAIL",
    "TCD_ALERT_FROM",
    "TCD_ALERT_WEBHOOK",
    "TCD_ALERT_ALWAYS",
    "TCD_SMTP_URL",
    "TCD_PUBLISH",
    "TCD_KEEP_RAW",
    "TCD_STORIES",
    "TCD_FEED_DAYS",
    "TCD_FEED_FILES",
    "TCD_SOURCES",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a process.

    - ``home`` is absolute; ``base_url`` ends without a slash.
    - ``allow_private``: each is ``address``, ``address:port`` or CIDR, as written.
    - ``given_secret`` is None if the secret is to be created in ``home``.
    - ``night`` and ``day`` are times in Việt Nam.
    - ``crawl_minutes`` limits the crawl of one source.
    - ``list_pages``: how many pages of one listing a night reads.
    - ``publish`` ("all", "approved") holds for sources whose file says nothing else.
    - ``keep_raw``: for how many days fetched pages are kept; 0 for none, None for ever.
    - ``stories`` ("once", "all"): whether an article and its reprints are one feed entry or several.
    - ``feed_days``: for how many days a feed holds an article.
    - ``feed_files`` ("current", "all"): whether the archive pages of every feed are written as files.
    - ``sources``: the folder of your own source files, if that is not ``home / "sources"``.
    """

    home: Path
    database_url: str
    allow_private: tuple[str, ...] = ()
    base_url: str | None = None
    contact: str | None = None
    websub_hub: str | None = None
    given_secret: str | None = None
    night: time = time(2)
    day: tuple[time, ...] = ()
    crawl_minutes: int = 60
    list_pages: int = 500
    alerts: Alerts = field(default_factory=Alerts)
    publish: str = "all"
    keep_raw: int | None = None
    stories: str = "once"
    feed_days: int = 7
    feed_files: str = "current"
    sources: Path | None = None

    @property
    def own_sources(self) -> Path:
        """The folder of your own source files."""
        return self.sources or self.home / "sources"

    @property
    def feeds(self) -> Path:
        """The folder into which feeds are written."""
        return self.home / "feeds"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.home / "logs"

    @property
    def secret_key(self) -> str:
        """The secret that was set, or else the one stored in ``home``, created on first use.

        Raises SettingError if it can be neither read nor written.
        """
        if self.given_secret is not None:
            return self.given_secret
        try:
            return read_or_create_secret(self.home / "secret-key")
        except OSError as error:
            raise unwritable_home(self.home, error) from error


def load(env: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this process, or those in ``env`` alone (then no file is read).

    Raises SettingError. Creates no folder: the code that writes into one does.
    """
    if env is None:
        env = environment()
    values = {name: env[name].strip() for name in NAMES if env.get(name, "").strip()}
    home = Path(values.get("TCD_HOME", "var")).expanduser().absolute()
    if home.exists() and not home.is_dir():
        raise SettingError(f"TCD_HOME must be a folder; {home} is a file. Set it to another path.")
    return Settings(
        home=home,
        database_url=_database_url(values.get("TCD_DATABASE_URL"), home),
        allow_private=_allow_private(values.get("TCD_ALLOW_PRIVATE", "")),
        base_url=_base_url(values.get("TCD_BASE_URL")),
        contact=_contact(values.get("TCD_CONTACT")),
        websub_hub=_websub_hub(values.get("TCD_WEBSUB_HUB")),
        given_secret=_secret(values.get("TCD_SECRET_KEY")),
        night=_time("TCD_NIGHT", values.get("TCD_NIGHT", "02:00")),
        day=_times("TCD_DAY", values.get("TCD_DAY", "")),
        crawl_minutes=_minutes("TCD_CRAWL_MINUTES", values.get("TCD_CRAWL_MINUTES", "60")),
        list_pages=_list_pages(values.get("TCD_LIST_PAGES", "500")),
        alerts=alerts(values),
        publish=_publish(values.get("TCD_PUBLISH", "all")),
        keep_raw=_keep_raw(values.get("TCD_KEEP_RAW", "all")),
        stories=_stories(values.get("TCD_STORIES", "once")),
        feed_days=_feed_days(values.get("TCD_FEED_DAYS", "7")),
        feed_files=_feed_files(values.get("TCD_FEED_FILES", "current")),
        sources=Path(values["TCD_SOURCES"]).expanduser().absolute() if "TCD_SOURCES" in values else None,
    )


def environment() -> dict[str, str]:
    """Return the variables of the environment and of ``.env`` in the current folder; the former win."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}


def unknown_names(names: Iterable[str]) -> dict[str, str | None]:
    """Return those of ``names`` that look like settings and are none, in order, each with the likely one.

    >>> unknown_names(["TCD_NIHGT", "TCD_NIGHT", "PATH"])
    {'TCD_NIHGT': 'TCD_NIGHT'}
    """
    # Compared without the common prefix, which would make any two names look alike.
    suffixes = [name.removeprefix(PREFIX) for name in NAMES]
    unknown: dict[str, str | None] = {}
    for name in names:
        if name in NAMES or not name.upper().startswith(PREFIX):
            continue
        matches = get_close_matches(name.upper().removeprefix(PREFIX), suffixes, n=1)
        unknown[name] = PREFIX + matches[0] if matches else None
    return unknown


def _database_url(value: str | None, home: Path) -> str:
    if value is None:
        return f"sqlite:///{quote(str(home / 'archive.sqlite3'))}"
    scheme, colon, rest = value.partition("://")
    if not colon or scheme not in DATABASE_SCHEMES:
        raise SettingError(
            "TCD_DATABASE_URL must begin with sqlite:/// or postgresql://, "
            "for example postgresql://user:password@host:5432/tincongdoan."
        )
    if scheme == "sqlite" and not rest.startswith("/"):
        raise SettingError(
            "TCD_DATABASE_URL must name a file after sqlite:///, for example sqlite:////srv/tincongdoan/archive.sqlite3."
        )
    if scheme != "sqlite":
        try:
            parts = urlsplit(value)
            usable = bool(parts.path.strip("/")) and (parts.port is None or parts.port > 0)
        except ValueError:
            usable = False
        if not usable:
            raise SettingError(
                "TCD_DATABASE_URL must read postgresql://user:password@host:5432/name, with special "
                "characters of the password written as %xx."
            )
    return value


def _allow_private(value: str) -> tuple[str, ...]:
    entries = tuple(entry.strip() for entry in value.split(",") if entry.strip())
    for entry in entries:
        if not _is_address(entry):
            raise SettingError(
                "TCD_ALLOW_PRIVATE must be address, address:port or CIDR, separated by commas; got "
                f'"{entry}". Write for example 127.0.0.2:8400,10.1.0.0/16,[::1]:8400.'
            )
    return entries


def _is_address(entry: str) -> bool:
    try:
        if "/" in entry:
            ipaddress.ip_network(entry)
            return True
        if entry.startswith("["):
            address, _, rest = entry[1:].partition("]")
            ipaddress.IPv6Address(address)
            return rest == "" or (rest.startswith(":") and _is_port(rest[1:]))
        if entry.count(":") == 1:
            address, _, port = entry.partition(":")
            ipaddress.IPv4Address(address)
            return _is_port(port)
        ipaddress.ip_address(entry)
    except ValueError:
        return False
    return True


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536


def _base_url(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username or not value.isprintable():
        raise SettingError(
            "TCD_BASE_URL must be the address under which readers reach the feeds, "
            "for example https://tin.example.vn, without a question mark or a user name."
        )
    if parts.path.strip("/"):
        raise SettingError(
            "TCD_BASE_URL must end with the host name: the pages are served at the root, not in a folder. "
            f"Write {parts.scheme}://{parts.netloc}."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _contact(value: str | None) -> str | None:
    if value is not None and not (value.isascii() and value.isprintable() and len(value) <= 200):
        raise SettingError(
            "TCD_CONTACT is sent in the User-Agent of every request, so it must be one short line of plain "
            "ASCII, for example an e-mail address or the address of a page."
        )
    return value


def _websub_hub(value: str | None) -> str | None:
    if value is not None and not is_web_address(value):
        raise SettingError(
            "TCD_WEBSUB_HUB must be the address of a WebSub hub, for example https://hub.example.vn/."
        )
    return value


def _secret(value: str | None) -> str | None:
    if value is not None and len(value) < 32:
        raise SettingError(
            "TCD_SECRET_KEY must be at least 32 characters long; leave it unset, and one is created "
            "and stored in TCD_HOME."
        )
    return value


def _time(name: str, value: str) -> time:
    hour, colon, minute = value.partition(":")
    digits = hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()
    if not (colon and digits and len(hour) <= 2 and len(minute) == 2 and int(hour) < 24 and int(minute) < 60):
        raise SettingError(f'{name} must be a time in Việt Nam such as 02:00; got "{value}".')
    return time(int(hour), int(minute))


def _times(name: str, value: str) -> tuple[time, ...]:
    return tuple(sorted({_time(name, entry.strip()) for entry in value.split(",") if entry.strip()}))


def _minutes(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 4 and 1 <= int(value) <= 1440):
        raise SettingError(f'{name} must be a number of minutes from 1 to 1440; got "{value}".')
    return int(value)


def _list_pages(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and 2 <= int(value) <= 20_000):
        raise SettingError(
            "TCD_LIST_PAGES must be the number of pages of one listing that a night reads, from 2 to 20000; "
            f'got "{value}".'
        )
    return int(value)


def _publish(value: str) -> str:
    if value not in ("all", "approved"):
        raise SettingError(
            "TCD_PUBLISH must be all (every article that is not hidden) or approved (only articles that an "
            f'editor approved); got "{value}".'
        )
    return value


def _stories(value: str) -> str:
    if value not in ("once", "all"):
        raise SettingError(
            "TCD_STORIES must be once (an article and its reprints are one entry that names all sources) or "
            f'all (each is an entry); got "{value}".'
        )
    return value


def _feed_days(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= 366):
        raise SettingError(
            "TCD_FEED_DAYS must be the number of days for which a feed holds an article, from 1 to 366; "
            f'got "{value}".'
        )
    return int(value)


def _feed_files(value: str) -> str:
    if value not in ("current", "all"):
        raise SettingError(
            "TCD_FEED_FILES must be current (feeds as files, archive pages of the main feed only) or all "
            f'(archive pages of every feed, for a static site); got "{value}".'
        )
    return value


def _keep_raw(value: str) -> int | None:
    if value in ("all", "none"):
        return None if value == "all" else 0
    if not (value.isascii() and value.isdigit() and len(value) <= 5):
        raise SettingError(
            "TCD_KEEP_RAW must be all, none, or the number of days for which fetched pages are kept; "
            f'got "{value}".'
        )
    return int(value)
