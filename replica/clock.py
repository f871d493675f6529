"""Vietnamese time, and weekdays in the two forms that sites print."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Now in Vietnam (+07:00)."""
    return datetime.now(VIETNAM)


def weekday(day: datetime) -> str:
    """``Thứ 2`` … ``Thứ 7``, ``Chủ nhật``."""
    return "Chủ nhật" if day.weekday() == 6 else f"Thứ {day.weekday() + 2}"


def weekday_in_words(day: datetime) -> str:
    """``Thứ hai`` … ``Thứ bảy``, ``Chủ nhật``."""
    return ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")[day.weekday()]
