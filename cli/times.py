"""Times given on the command line."""

from datetime import date, datetime, time

from cli.errors import OneLineError
from vietnamese.zone import VIETNAM, in_vietnam


def moment(text: str | None) -> datetime:
    """An ISO 8601 time, +07:00 where it names no zone; now where it is absent."""
    if text is None:
        return datetime.now(VIETNAM)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise OneLineError(f"--at: {text!r} is no time; write it like 2021-07-20T15:00+07:00") from error
    return in_vietnam(at)


def midnight(day: str | None) -> datetime | None:
    """The beginning of a day (``2026-11-20``) in Việt Nam. Raises OneLineError for what is no day."""
    if day is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time(), VIETNAM)
    except ValueError:
        raise OneLineError(f'"{day}" is no day; write it as 2026-11-20') from None
