"""Articles for searching, put into the archive as a crawl does."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from archive.models import Article as Row
from archive.store import save
from items import Article, Moment

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
VIETNAM = timezone(timedelta(hours=7))


def put(key: str, day: int = 1, **fields: Any) -> Row:
    """An article of that day of November 2026."""
    published = Moment(datetime(2026, 11, day, 8, tzinfo=VIETNAM), "minute", "x", "line")
    values: dict[str, Any] = {"source": "lao-cai", "kind": "article", "published": published, **fields}
    save(Article(url=f"https://a.example.vn/{key}", **values), key=key, run_id=None, at=NIGHT)
    return Row.objects.get(source=values["source"], key=key)
