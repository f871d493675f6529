"""Which young article's page may be asked for with its validators when it is looked at again. Pure."""

from datetime import date, datetime, timedelta

from crawler.state import Validators
from items import RawArticle
from vietnamese.dates import ParsedDate


def may_say_unchanged(
    raw: RawArticle, told: Validators | None, *, at: datetime, window: timedelta
) -> Validators | None:
    """What to keep of the page's validators, or None where it must be read in full each time.

    Only of an article that is dated within ``window`` before ``at`` (aware): older ones are not looked at
    again. Not of a page that tells its views: a server that says "unchanged" of the text would hide the new
    count. A Last-Modified alone says too little: many systems write the time of the answer, or of yesterday.
    """
    if told is None or told.etag is None or raw.offered("views"):
        return None
    young = any(
        candidate.refused is None and _is_within(candidate.value, at, window)
        for candidate in raw.offered("published")
    )
    return told if young else None


def _is_within(value: object, at: datetime, window: timedelta) -> bool:
    day: object = value.value if isinstance(value, ParsedDate) else value
    if isinstance(day, datetime):
        day = day.date()
    return isinstance(day, date) and at.date() - day <= window + timedelta(days=1)
