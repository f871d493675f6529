"""How much of the country the feeds cover. Pure functions.

Readers must know what is missing: in a feed, a quiet province looks like one whose site blocks us.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from items.failures import meaning

State = Literal["ok", "stale", "blocked", "failing", "unchecked"]

# A source without a report for this long, counted from the newest report of any source, is stale.
STALE = timedelta(days=3)
WORDS: Mapping[State, str] = {
    "ok": "đã thu thập",
    "stale": "lâu chưa thu thập",
    "blocked": "bị chặn",
    "failing": "gặp lỗi",
    "unchecked": "chưa thu thập",
}


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """The last crawls of one source; times are aware, None where it never happened."""

    slug: str
    name: str
    province: str | None
    articles: int
    last_checked: datetime | None = None
    last_ok: datetime | None = None
    ok: bool = False
    failures: tuple[str, ...] = ()

    def state(self, newest: datetime | None) -> State:
        """The source's state; ``newest`` is the last check of any source."""
        if self.last_checked is None or newest is None:
            return "unchecked"
        if newest - self.last_checked > STALE:
            return "stale"
        if self.ok:
            return "ok"
        return "blocked" if is_blocked(self.failures) else "failing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources of a feed and how many articles it has."""

    sources: tuple[SourceCheck, ...]
    articles: int
    newest: datetime | None
    provinces: tuple[str, ...] = ()

    def counts(self) -> dict[State, int]:
        """The number of sources in each state, zeros included."""
        counts: dict[State, int] = dict.fromkeys(WORDS, 0)
        for source in self.sources:
            counts[source.state(self.newest)] += 1
        return counts

    def checked_provinces(self) -> tuple[str, ...]:
        """Those of ``provinces`` with a source in state "ok"."""
        seen = {
            source_check.province for source_check in self.sources if source_check.state(self.newest) == "ok"
        }
        return tuple(slug for slug in self.provinces if slug in seen)

    def statement(self) -> str:
        """One sentence for readers, without times: a night without news must not change the feed."""
        if not self.sources:
            return f"Tình trạng thu thập: chưa có nguồn nào; {_number(self.articles)} bài."
        states = [f"{number} {WORDS[state]}" for state, number in self.counts().items() if number]
        statement = f"Tình trạng thu thập: {len(self.sources)} nguồn ({', '.join(states)})"
        if self.provinces:
            statement += (
                f"; đã thu thập {len(self.checked_provinces())}/{len(self.provinces)} tỉnh, thành phố"
            )
        return f"{statement}; {_number(self.articles)} bài."

    def to_record(self) -> dict[str, Any]:
        """For ``coverage.json``; times in ISO 8601."""
        return {
            "newest_check": self.newest.isoformat() if self.newest else None,
            "articles": self.articles,
            "states": self.counts(),
            "provinces": {
                "of": len(self.provinces),
                "checked": list(self.checked_provinces()),
                "missing": [slug for slug in self.provinces if slug not in self.checked_provinces()],
            },
            "sources": [
                {
                    "slug": source_check.slug,
                    "name": source_check.name,
                    "province": source_check.province,
                    "state": source_check.state(self.newest),
                    "last_checked": source_check.last_checked.isoformat()
                    if source_check.last_checked
                    else None,
                    "last_ok": source_check.last_ok.isoformat() if source_check.last_ok else None,
                    "failures": list(source_check.failures),
                    "articles": source_check.articles,
                }
                for source_check in self.sources
            ],
        }


def is_blocked(failures: Iterable[str]) -> bool:
    """Return True if one of these failures says that the site does not want us (``items.failures``)."""
    return any(meaning(name).shown_as_blocked for name in failures)


def coverage(
    sources: Iterable[SourceCheck],
    articles: int,
    *,
    provinces: Sequence[str] = (),
    province: str | None = None,
    source: str | None = None,
) -> Coverage:
    """The coverage of all sources, or of one province or source. ``provinces``: the slugs of today's
    provinces, where the feed covers the whole country."""
    all_sources = tuple(sources)
    newest = max(
        (source_check.last_checked for source_check in all_sources if source_check.last_checked), default=None
    )
    own = tuple(
        source_check
        for source_check in all_sources
        if (province is None or source_check.province == province)
        and (source is None or source_check.slug == source)
    )
    return Coverage(own, articles, newest, tuple(provinces))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
