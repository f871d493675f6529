"""How much of the country the feeds cover: what was checked, what is stale, what is blocked. Pure functions.

Readers must know what is missing: a quiet province and a province whose site refuses us look alike in a feed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

State = Literal["ok", "stale", "blocked", "failing", "unchecked"]

# A source that no run reported on for so long, counted from the newest report, is stale.
STALE = timedelta(days=3)
# Failures (``crawler.failures``) by which a site says that it does not want us, and kinds of pages that do.
BLOCKED = frozenset({"blocked", "flood", "robots", "http 401", "http 403", "http 429", "address refused"})
WORDS: Mapping[State, str] = {
    "ok": "đã thu thập",
    "stale": "lâu chưa thu thập",
    "blocked": "bị chặn",
    "failing": "gặp lỗi",
    "unchecked": "chưa thu thập",
}


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What is known of one source; times are aware, ``None`` where it never happened."""

    slug: str
    name: str
    province: str | None
    articles: int
    last_checked: datetime | None = None
    last_ok: datetime | None = None
    ok: bool = False
    failures: tuple[str, ...] = ()

    def state(self, newest: datetime | None) -> State:
        """``newest`` is when any source was checked last."""
        if self.last_checked is None or newest is None:
            return "unchecked"
        if newest - self.last_checked > STALE:
            return "stale"
        if self.ok:
            return "ok"
        return "blocked" if BLOCKED.intersection(self.failures) else "failing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources of a feed and how many articles it has."""

    sources: tuple[SourceCheck, ...]
    articles: int
    newest: datetime | None
    provinces: tuple[str, ...] = ()

    def counts(self) -> dict[State, int]:
        """How many sources are in each state, all states named."""
        found: dict[State, int] = dict.fromkeys(WORDS, 0)
        for source in self.sources:
            found[source.state(self.newest)] += 1
        return found

    def checked_provinces(self) -> tuple[str, ...]:
        """Those of ``provinces`` with a source that could be checked."""
        seen = {each.province for each in self.sources if each.state(self.newest) == "ok"}
        return tuple(slug for slug in self.provinces if slug in seen)

    def statement(self) -> str:
        """One sentence for readers. It tells no time: a night without news must leave the feed as it was."""
        if not self.sources:
            return f"Tình trạng thu thập: chưa có nguồn nào; {_number(self.articles)} bài."
        states = [f"{number} {WORDS[state]}" for state, number in self.counts().items() if number]
        told = f"Tình trạng thu thập: {len(self.sources)} nguồn ({', '.join(states)})"
        if self.provinces:
            told += f"; đã thu thập {len(self.checked_provinces())}/{len(self.provinces)} tỉnh, thành phố"
        return f"{told}; {_number(self.articles)} bài."

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
                    "slug": each.slug,
                    "name": each.name,
                    "province": each.province,
                    "state": each.state(self.newest),
                    "last_checked": each.last_checked.isoformat() if each.last_checked else None,
                    "last_ok": each.last_ok.isoformat() if each.last_ok else None,
                    "failures": list(each.failures),
                    "articles": each.articles,
                }
                for each in self.sources
            ],
        }


def coverage(
    sources: Iterable[SourceCheck],
    articles: int,
    *,
    provinces: Sequence[str] = (),
    province: str | None = None,
    source: str | None = None,
) -> Coverage:
    """The coverage of all sources, or of those of one province or one source. ``provinces`` are the slugs
    that there are today, where the feed is for all of them."""
    every = tuple(sources)
    newest = max((each.last_checked for each in every if each.last_checked), default=None)
    mine = tuple(
        each
        for each in every
        if (province is None or each.province == province) and (source is None or each.slug == source)
    )
    return Coverage(mine, articles, newest, tuple(provinces))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
