"""Việt Nam's time zone, apart from ``vietnamese.dates`` so that importing it does not load the date rules."""

from datetime import datetime, timedelta, timezone

# Asia/Ho_Chi_Minh has had no summer time since 1975; the date rules refuse dates before 1990.
VIETNAM = timezone(timedelta(hours=7))


def in_vietnam(moment: datetime) -> datetime:
    """The moment in +07:00. A naive datetime is taken to be in +07:00 already."""
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
