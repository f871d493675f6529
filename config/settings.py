"""Settings from the environment and a ``.env`` file: one frozen value, checked once, read everywhere.

The environment outranks ``.env`` in the current folder. A value that cannot be right raises ``SettingError``
with one sentence that says what to write instead; no message ever repeats a password.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from dotenv import dotenv_values

from config.alerts import Alerts, alerts
from config.errors import SettingError
from config.home import not_writable
from config.names import NAMES
from config.secret import kept_secret
from config.web import is_web_address

__all__ = ["SettingError", "Settings", "environment", "load"]

DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Settings:
    """``home`` is absolute; ``allow_private`` are ``address``, ``address:port`` or CIDR as written;
    ``base_url`` ends without a slash; ``given_secret`` is None where one is to be made and kept;
    ``night`` and ``day`` are times in Việt Nam, ``crawl_minutes`` what one source's crawl may take,
    ``list_pages`` how many pages of one list a night reads;
    ``publish`` ("all", "approved") holds for sources that say nothing else; ``keep_raw`` is for how many days
    fetched pages are kept, 0 for none, None for ever; ``stories`` ("once", "all") how feeds tell reprints;
    ``sources`` the folder of own source files where that is not ``home``'s."""

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
    sources: Path | None = None

    @property
    def own_sources(self) -> Path:
        return self.sources or self.home / "sources"

    @property
    def feeds(self) -> Path:
        return self.home / "feeds"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def secret_key(self) -> str:
        """The secret that was set, else the one kept in ``home``, made at the first reading.

        Raises SettingError where it can be neither read nor written.
        """
        if self.given_secret is not None:
            return self.given_secret
        try:
            return kept_secret(self.home / "secret-key")
        except OSError as error:
            raise not_writable(self.home, error) from error


def load(env: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, or those that ``env`` alone describes (then no file is read).

    Raises SettingError. Touches nothing: folders are made by who writes into them.
    """
    if env is None:
        env = environment()
    told = {name: env[name].strip() for name in NAMES if env.get(name, "").strip()}
    home = Path(told.get("TCD_HOME", "var")).expanduser().absolute()
    if home.exists() and not home.is_dir():
        raise SettingError(f"TCD_HOME must be a folder; {home} is a file. Set it to another path.")
    return Settings(
        home=home,
        database_url=_database_url(told.get("TCD_DATABASE_URL"), home),
        allow_private=_allow_private(told.get("TCD_ALLOW_PRIVATE", "")),
        base_url=_base_url(told.get("TCD_BASE_URL")),
        contact=_contact(told.get("TCD_CONTACT")),
        websub_hub=_websub_hub(told.get("TCD_WEBSUB_HUB")),
        given_secret=_secret(told.get("TCD_SECRET_KEY")),
        night=_time("TCD_NIGHT", told.get("TCD_NIGHT", "02:00")),
        day=_times("TCD_DAY", told.get("TCD_DAY", "")),
        crawl_minutes=_minutes("TCD_CRAWL_MINUTES", told.get("TCD_CRAWL_MINUTES", "60")),
        list_pages=_list_pages(told.get("TCD_LIST_PAGES", "500")),
        alerts=alerts(told),
        publish=_publish(told.get("TCD_PUBLISH", "all")),
        keep_raw=_keep_raw(told.get("TCD_KEEP_RAW", "all")),
        stories=_stories(told.get("TCD_STORIES", "once")),
        sources=Path(told["TCD_SOURCES"]).expanduser().absolute() if "TCD_SOURCES" in told else None,
    )


def environment() -> dict[str, str]:
    """What ``.env`` in the current folder and the environment set, the environment's before the file's."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}


def _database_url(told: str | None, home: Path) -> str:
    if told is None:
        return f"sqlite:///{quote(str(home / 'archive.sqlite3'))}"
    scheme, colon, rest = told.partition("://")
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
            parts = urlsplit(told)
            usable = bool(parts.path.strip("/")) and (parts.port is None or parts.port > 0)
        except ValueError:
            usable = False
        if not usable:
            raise SettingError(
                "TCD_DATABASE_URL must read postgresql://user:password@host:5432/name, with special "
                "characters of the password written as %xx."
            )
    return told


def _allow_private(told: str) -> tuple[str, ...]:
    entries = tuple(entry.strip() for entry in told.split(",") if entry.strip())
    for entry in entries:
        if not _is_address(entry):
            raise SettingError(
                f'TCD_ALLOW_PRIVATE must be a comma list of address, address:port or CIDR; "{entry}" is '
                "none of them. Write for example 127.0.0.2:8400,10.1.0.0/16,[::1]:8400."
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


def _base_url(told: str | None) -> str | None:
    if told is None:
        return None
    try:
        parts = urlsplit(told)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username or not told.isprintable():
        raise SettingError(
            "TCD_BASE_URL must be the address at which readers reach the feeds, "
            "for example https://tin.example.vn, without a question mark or a user name."
        )
    if parts.path.strip("/"):
        raise SettingError(
            "TCD_BASE_URL must end with the host name: the pages are served at the root, not in a folder. "
            f"Write {parts.scheme}://{parts.netloc}."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _contact(told: str | None) -> str | None:
    if told is not None and not (told.isascii() and told.isprintable() and len(told) <= 200):
        raise SettingError(
            "TCD_CONTACT stands in the User-Agent of every request, so it must be one short line of plain "
            "ASCII, for example an e-mail address or the address of a page."
        )
    return told


def _websub_hub(told: str | None) -> str | None:
    if told is not None and not is_web_address(told):
        raise SettingError(
            "TCD_WEBSUB_HUB must be the address of a WebSub hub, for example https://hub.example.vn/."
        )
    return told


def _secret(told: str | None) -> str | None:
    if told is not None and len(told) < 32:
        raise SettingError(
            "TCD_SECRET_KEY must be at least 32 characters long; leave it unset to have one made "
            "and kept in TCD_HOME."
        )
    return told


def _time(name: str, told: str) -> time:
    hour, colon, minute = told.partition(":")
    digits = hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()
    if not (colon and digits and len(hour) <= 2 and len(minute) == 2 and int(hour) < 24 and int(minute) < 60):
        raise SettingError(f'{name} must be a time in Việt Nam such as 02:00; "{told}" is none.')
    return time(int(hour), int(minute))


def _times(name: str, told: str) -> tuple[time, ...]:
    return tuple(sorted({_time(name, entry.strip()) for entry in told.split(",") if entry.strip()}))


def _minutes(name: str, told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= 4 and 1 <= int(told) <= 1440):
        raise SettingError(f'{name} must be a number of minutes from 1 to 1440; "{told}" is none.')
    return int(told)


def _list_pages(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= 5 and 2 <= int(told) <= 20_000):
        raise SettingError(
            f'TCD_LIST_PAGES must be the pages of one list that a night reads, 2 to 20000; "{told}" is none.'
        )
    return int(told)


def _publish(told: str) -> str:
    if told not in ("all", "approved"):
        raise SettingError(
            "TCD_PUBLISH must be all (everything that nobody hid) or approved (only what an editor "
            f'approved); "{told}" is neither.'
        )
    return told


def _stories(told: str) -> str:
    if told not in ("once", "all"):
        raise SettingError(
            "TCD_STORIES must be once (reprints are one entry that names all sources) or all (each is an "
            f'entry); "{told}" is neither.'
        )
    return told


def _keep_raw(told: str) -> int | None:
    if told in ("all", "none"):
        return None if told == "all" else 0
    if not (told.isascii() and told.isdigit() and len(told) <= 5):
        raise SettingError(
            "TCD_KEEP_RAW must be all, none or for how many days fetched pages are kept; "
            f'"{told}" is none of them.'
        )
    return int(told)
