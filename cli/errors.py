"""What a user did wrong, said in one line."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.database_errors import database_error

# The folder or the file can't be used by us; whether TCD_HOME is to blame, its path says.
_OF_A_PATH = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OneLineError(Exception):
    """The message tells what to do; the command ends with exit code 2."""


@contextmanager
def one_line() -> Iterator[None]:
    """Turn errors about settings, source files, the system's files and the database into one line."""
    from config.settings import SettingError
    from sources import SourceFileError

    try:
        yield
    except (SettingError, SourceFileError) as error:
        raise OneLineError(" ".join(str(error).split())) from error
    except BrokenPipeError:
        raise  # Who read our output has gone, as ``head`` does: no fault of anybody.
    except OSError as error:
        raise OneLineError(os_error(error)) from error
    except Exception as error:
        if type(error).__module__.startswith(("django.db", "sqlite3", "psycopg")):
            raise OneLineError(f"the archive cannot be used: {database_error(error)}") from error
        raise


def os_error(error: OSError) -> str:
    """An error of the system in one line, with what to do where we know it."""
    what = str(error.filename) if error.filename else ""
    words = error.strerror or str(error) or type(error).__name__
    if error.errno in _FULL:
        return f"{what or 'the disk'}: {words}; free some space and try again, what was stored is safe"
    if error.errno in _OF_A_PATH and _is_of_home(what):
        return f"{what or 'TCD_HOME'} cannot be used: {words}; set TCD_HOME to a folder of yours"
    return f"{what} cannot be used: {words}" if what else words


def _is_of_home(path: str) -> bool:
    """Does the path lie in ``TCD_HOME``, or is it one of its parents?"""
    from config.settings import SettingError, load

    try:
        home = load().home
    except SettingError:
        return False
    if not path:
        return True
    given = Path(path).absolute()
    return given.is_relative_to(home) or home.is_relative_to(given)
