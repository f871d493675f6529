"""Places in a list as they stand in an address: pages that stay where they are while articles arrive."""

from datetime import UTC, datetime, timedelta

from archive.queries import Position

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
LARGEST_ID = 2**63 - 1


def write(place: Position) -> str:
    """``-?DIGITS.DIGITS``: microseconds since 1970, and the article's number."""
    return f"{(place.sort_at - _EPOCH) // _MICROSECOND}.{place.id}"


def read(text: str) -> Position | None:
    """The inverse of ``write``; None for anything else, however it came into the address."""
    moment, dot, number = text.partition(".")
    digits = moment.removeprefix("-")
    if not (dot and len(text) <= 60 and text.isascii() and digits.isdigit() and number.isdigit()):
        return None
    if int(number) > LARGEST_ID:
        return None
    try:
        return Position(_EPOCH + int(moment) * _MICROSECOND, int(number))
    except OverflowError:
        return None
