"""Positions in a list of articles as text in an address: pages stay the same while new articles arrive."""

from datetime import UTC, datetime, timedelta

from archive.queries import Position

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# The largest id that both databases can store; larger numbers in an address are unknown.
LARGEST_ID = 2**63 - 1


def encode_position(position: Position) -> str:
    """``-?DIGITS.DIGITS``: microseconds since 1970, and the article's id."""
    return f"{(position.sort_at - _EPOCH) // _MICROSECOND}.{position.id}"


def decode_position(text: str) -> Position | None:
    """The inverse of ``encode_position``; None for any other text."""
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
