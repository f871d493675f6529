"""What a user did wrong, said in one line."""

from collections.abc import Iterator
from contextlib import contextmanager


class OneLineError(Exception):
    """The message tells what to do; the command ends with exit code 2."""


@contextmanager
def one_line() -> Iterator[None]:
    """Turn the rooms' errors about settings, source files and the home into one line for the user."""
    from config.settings import SettingError
    from sources import SourceFileError

    try:
        yield
    except (SettingError, SourceFileError) as error:
        raise OneLineError(" ".join(str(error).split())) from error
    except OSError as error:
        what = error.filename or "TCD_HOME"
        raise OneLineError(
            f"{what} cannot be used: {error.strerror or error}; set TCD_HOME to a folder of yours"
        ) from error
    except Exception as error:
        if type(error).__module__.startswith(("django.db", "sqlite3", "psycopg")):
            raise OneLineError(f"the archive cannot be used: {' '.join(str(error).split())}") from error
        raise
