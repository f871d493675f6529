"""May this user write into ``TCD_HOME``?"""

import tempfile
from pathlib import Path

from config.errors import SettingError


def need_writable(home: Path) -> None:
    """Make the folder where it is missing and try a file in it, which is gone afterwards.

    Raises SettingError where that can't be done. Modes and owners are not looked at: only a file that was
    written tells of read-only and full file systems, too.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        raise not_writable(home, error) from error


def not_writable(home: Path, error: OSError) -> SettingError:
    """What to say where a file of ours could not be written into ``home``."""
    return SettingError(
        f"TCD_HOME must be a folder that this user may write to; {home} is not "
        f"({error.strerror}). Create it or set TCD_HOME to another folder."
    )
