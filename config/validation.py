"""Checks that several settings share. Each raises ``SettingError`` or answers a question."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit


class SettingError(ValueError):
    """A setting that cannot be used. The message is one sentence that says what to write instead."""


def is_web_address(text: str) -> bool:
    """Return True for an http or https URL that can stand unescaped in a header, a feed or a request.

    It has a host and is plain ASCII without spaces, quotes or angle brackets.
    """
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
    return usable and text.isascii() and text.isprintable() and not any(sign in text for sign in '<>" ')


def require_writable(home: Path) -> None:
    """Create the folder if it is missing, and write a temporary file into it.

    Raises SettingError if that fails. Modes and owners are not checked: only a file that was written proves
    that the file system is neither read-only nor full.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        raise unwritable_home(home, error) from error


def unwritable_home(home: Path, error: OSError) -> SettingError:
    """Return the error to raise when a file could not be written into ``home``."""
    return SettingError(
        f"TCD_HOME must be a folder that this user may write to; {home} is not "
        f"({error.strerror}). Create it or set TCD_HOME to another folder."
    )
