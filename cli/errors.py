"""Errors that a user or operator can correct, each in one line with what to do about it."""

from __future__ import annotations

import errno
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import SettingError, load
from sources import SourceFileError

# The folder or file cannot be used by this user. The path says whether TCD_HOME is the cause.
_PATH_ERRORS = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST
)  # fmt: skip
_FULL_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# The hint that libpq adds to its messages; ours replaces it.
_LIBPQ_HINT = re.compile(r" *\b(?:Is the server running (?:locally|on that host) and accepting [^?]*\?)")
_NO_DATABASE = re.compile(r'database "([^"]+)" does not exist')
_NO_ROLE = re.compile(r'role "([^"]+)" does not exist')
_LOGIN_FAILED = re.compile(
    r"(?:password|[Pp]eer|[Ii]dent|scram|GSSAPI) authentication failed"
    r"|no password supplied|no pg_hba\.conf entry"
)
_NO_SERVER = re.compile(
    r"Connection refused|No route to host|[Cc]onnection timed out|timeout expired|failed to resolve host"
    r"|could not translate host name|on socket \"[^\"]+\" failed: No such file"
)
_HOST_AND_PORT = re.compile(r'server at "([^"]+)"(?: \([^)]*\))?, port (\d+)')
_SOCKET = re.compile(r'on socket "([^"]+)"')


class OneLineError(Exception):
    """The message says what to do. The command prints it and exits with code 2."""


@contextmanager
def one_line() -> Iterator[None]:
    """Turn errors of settings, source files, files and the database into OneLineError."""
    try:
        yield
    except (SettingError, SourceFileError) as error:
        raise OneLineError(" ".join(str(error).split())) from error
    except BrokenPipeError:
        raise  # The program that read our output ended first, as ``head`` does: not an error.
    except OSError as error:
        raise OneLineError(describe_os_error(error)) from error
    except Exception as error:
        # By name, so that commands without a database do not load Django.
        if type(error).__module__.startswith(("django.db", "sqlite3", "psycopg")):
            raise OneLineError(f"the archive cannot be used: {describe_database_error(error)}") from error
        raise


def describe_os_error(error: OSError) -> str:
    """Describe an error of the operating system in one line, with a remedy if one is known."""
    path = str(error.filename) if error.filename else ""
    reason = error.strerror or str(error) or type(error).__name__
    if error.errno in _FULL_DISK_ERRORS:
        return f"{path or 'the disk'}: {reason}; free some space and try again, what was stored is safe"
    if error.errno in _PATH_ERRORS and _belongs_to_home(path):
        return (
            f"{path or 'TCD_HOME'} cannot be used: {reason}; set TCD_HOME to a folder that you may write to"
        )
    return f"{path} cannot be used: {reason}" if path else reason


def _belongs_to_home(path: str) -> bool:
    """Return True if the path lies in ``TCD_HOME`` or is one of its parents, or if there is none."""
    try:
        home = load().home
    except SettingError:
        return False
    if not path:
        return True
    given = Path(path).absolute()
    return given.is_relative_to(home) or home.is_relative_to(given)


def describe_database_error(error: Exception) -> str:
    """Describe an error of the database in one line, followed by a remedy if one is known.

    >>> describe_database_error(ValueError('FATAL:  database "tin" does not exist'))
    'FATAL: database "tin" does not exist; create it with `createdb tin`, or name another in TCD_DATABASE_URL'
    """
    message = " ".join(_LIBPQ_HINT.sub("", " ".join(str(error).split())).split())
    remedy = _database_remedy(message)
    return f"{message}; {remedy}" if remedy else message


def _database_remedy(message: str) -> str:
    """Return what to do, or "". By PostgreSQL's wording: a failed connection has no error code."""
    if match := _NO_DATABASE.search(message):
        return f"create it with `createdb {shlex.quote(match[1])}`, or name another in TCD_DATABASE_URL"
    if match := _NO_ROLE.search(message):
        return (
            "check user and password in TCD_DATABASE_URL, or create the user with "
            f"`createuser --pwprompt {shlex.quote(match[1])}`"
        )
    if _LOGIN_FAILED.search(message):
        return "check user and password in TCD_DATABASE_URL"
    if _NO_SERVER.search(message):
        return f"is the server running{_server_address(message)}? TCD_DATABASE_URL sets its address"
    return ""


def _server_address(message: str) -> str:
    if match := _HOST_AND_PORT.search(message):
        host, port = match.groups()
        return f" at [{host}]:{port}" if ":" in host else f" at {host}:{port}"
    match = _SOCKET.search(message)
    return f" at {match[1]}" if match else ""
