"""What a database says, in one line, with what to do where we know it."""

from __future__ import annotations

import re
import shlex

# libpq's own advice, which ours takes the place of.
_ADVICE = re.compile(r" *\b(?:Is the server running (?:locally|on that host) and accepting [^?]*\?)")
_NO_DATABASE = re.compile(r'database "([^"]+)" does not exist')
_NO_ROLE = re.compile(r'role "([^"]+)" does not exist')
_NOT_LET_IN = re.compile(
    r"(?:password|[Pp]eer|[Ii]dent|scram|GSSAPI) authentication failed"
    r"|no password supplied|no pg_hba\.conf entry"
)
_NO_SERVER = re.compile(
    r"Connection refused|No route to host|[Cc]onnection timed out|timeout expired|failed to resolve host"
    r"|could not translate host name|on socket \"[^\"]+\" failed: No such file"
)
_PLACE = re.compile(r'server at "([^"]+)"(?: \([^)]*\))?, port (\d+)')
_SOCKET = re.compile(r'on socket "([^"]+)"')


def database_error(error: Exception) -> str:
    """The error in one line, a remedy behind it.

    >>> database_error(ValueError('FATAL:  database "tin" does not exist'))
    'FATAL: database "tin" does not exist; create it with `createdb tin`, or name another in TCD_DATABASE_URL'
    """
    told = " ".join(_ADVICE.sub("", " ".join(str(error).split())).split())
    todo = _remedy(told)
    return f"{told}; {todo}" if todo else told


def _remedy(told: str) -> str:
    """By the words of PostgreSQL: a connection that failed carries no code. "" where they tell nothing."""
    if found := _NO_DATABASE.search(told):
        return f"create it with `createdb {shlex.quote(found[1])}`, or name another in TCD_DATABASE_URL"
    if found := _NO_ROLE.search(told):
        return (
            "check user and password in TCD_DATABASE_URL, or create the user with "
            f"`createuser --pwprompt {shlex.quote(found[1])}`"
        )
    if _NOT_LET_IN.search(told):
        return "check user and password in TCD_DATABASE_URL"
    if _NO_SERVER.search(told):
        return f"is the server running{_where(told)}? TCD_DATABASE_URL says where it is looked for"
    return ""


def _where(told: str) -> str:
    if found := _PLACE.search(told):
        host, port = found.groups()
        return f" at [{host}]:{port}" if ":" in host else f" at {host}:{port}"
    found = _SOCKET.search(told)
    return f" at {found[1]}" if found else ""
