"""The place of articles of unknown age in lists by time: behind all that is dated. Pure.

A source's first walk finds articles of many years. Those that tell no date may be of any age, so they stand
behind the dated ones (``Article.sort_at``): among themselves by when they were first seen, on a scale of time
that is a thousand times smaller and ends long before the first date that is believed, 1990.
"""

from datetime import UTC, datetime
from typing import Final

_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SCALE: Final = 1000
# The end of the scale: what was first seen in the year 9960.
END: Final = datetime(1978, 1, 1, tzinfo=UTC)


def behind(first_seen: datetime) -> datetime:
    """The place of an article of unknown age.

    >>> behind(datetime(2026, 11, 22, tzinfo=UTC)).year
    1970
    """
    return _BEGINNING + (first_seen - _BEGINNING) / _SCALE


def when(place: datetime) -> datetime:
    """The time that a place in a list tells: itself, or of what stands behind, when that was first seen.

    >>> when(behind(datetime(2026, 11, 22, tzinfo=UTC))).isoformat()
    '2026-11-22T00:00:00+00:00'
    """
    return _BEGINNING + (place - _BEGINNING) * _SCALE if _BEGINNING <= place < END else place
