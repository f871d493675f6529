"""Values of options that several commands share: times, days, choices."""

from __future__ import annotations

from datetime import date, datetime, time

from cli.errors import OneLineError
from vietnamese.zone import VIETNAM, in_vietnam


def parse_time(text: str | None) -> datetime:
    """Read an ISO 8601 time, which is in +07:00 if it names no zone; None is now.

    Raises OneLineError for anything else.
    """
    if text is None:
        return datetime.now(VIETNAM)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise OneLineError(f"--at: {text!r} is no time; write it like 2021-07-20T15:00+07:00") from error
    return in_vietnam(at)


def parse_day(text: str | None) -> datetime | None:
    """Return the beginning of a day (``2026-11-20``) in Việt Nam; None for None.

    Raises OneLineError for anything else.
    """
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), VIETNAM)
    except ValueError:
        raise OneLineError(f'"{text}" is no day; write it as 2026-11-20') from None


def check_choice(option: str, value: str | None, choices: tuple[str, ...]) -> None:
    """Raise OneLineError if the value of ``--option`` is none of the choices; None is always right."""
    if value is not None and value not in choices:
        raise OneLineError(f'--{option} must be {" or ".join(choices)}; got "{value}"')
