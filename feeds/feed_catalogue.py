"""Which feeds there are, what each selects, and in which months it has articles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from archive.dating.bounds import FIRST_DATED
from archive.values import NO_NEWS
from feeds import names

if TYPE_CHECKING:
    from archive.models import KnownSource
    from archive.queries import Placed

SITE_NAME = "Tin Công Đoàn"
# How many are listed where no time says what is new: the most read, searches by relevance.
LIST_LENGTH = 100
# A feed holds what entered in its last days, and so many entries at least; bytes that it may have, and what
# of the newest it holds whatever they take.
WINDOW_DAYS = 7
MIN_ENTRIES = 30
MAX_BYTES = 1_000_000
NIGHT = timedelta(hours=24)
# Stories by article where each article is to be an entry.
NO_STORIES: Mapping[int, int] = MappingProxyType({})
GROUPS = {
    "main": "Chung",
    "province": "Các tỉnh, thành phố",
    "topic": "Chủ đề",
    "source": "Các nguồn",
    "operators": "Cho người vận hành",
}

# What a feed is of, where another group has one of the same name.
_KINDS = {"province": "địa phương", "topic": "chủ đề", "source": "trang nguồn"}
# What may be a file name and a part of an address.
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Việt Nam has had no other since 1975; months of pages begin and end by it.
_ZONE = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its name under ``feeds`` without its ending, and what it selects. ``label`` is its name
    within its group; ``monthly`` says that it has archive pages."""

    name: str
    group: str
    label: str
    title: str
    description: str
    filters: Mapping[str, str] = field(default_factory=dict)
    monthly: bool = True

    @property
    def listed(self) -> str:
        """The place of the page that lists the same articles; "" where the feed's own is the only one."""
        return f"/?{urlencode(self.filters)}" if self.filters else "/" if self.monthly else ""


ALL = Feed(
    "all",
    "main",
    "Tất cả",
    SITE_NAME,
    "Tin công đoàn các tỉnh, thành phố, tổng hợp từ trang tin của các cấp công đoàn.",
)
DOCUMENTS = Feed(
    "documents",
    "main",
    "Văn bản",
    f"Văn bản – {SITE_NAME}",
    "Kế hoạch, công văn, quyết định và văn bản khác của các cấp công đoàn.",
    {"kind": "document"},
)
MOST_READ = Feed(
    "most-read",
    "main",
    "Đọc nhiều trong 7 ngày",
    f"Đọc nhiều – {SITE_NAME}",
    "Bài có lượt xem tăng nhiều nhất trong 7 ngày, theo số mà trang nguồn ghi; bài tăng nhiều đứng trước.",
    monthly=False,
)
OPERATOR_FEED = Feed(
    "trouble",
    "operators",
    "Sự cố thu thập",
    f"Sự cố thu thập – {SITE_NAME}",
    "Nguồn nào không thu thập được, từ khi nào và vì sao.",
    monthly=False,
)


def list_feeds(known: Mapping[str, "KnownSource"], used: Iterable[str] = ()) -> list[Feed]:
    """The feeds that there are, by group: all, documents, most read, today's provinces, topics, sources.

    ``used`` are slugs of sources that articles came from; a source nobody knows is called by its slug.
    """
    found = [ALL, DOCUMENTS, MOST_READ]
    found += [
        Feed(
            f"province/{province.slug}",
            "province",
            province.name,
            f"{province.name} – {SITE_NAME}",
            f"Tin công đoàn {_in_sentence(province.full_name)}.",
            {"province": province.slug},
        )
        for province in names.provinces()
    ]
    for slug, name in names.topics().items():
        about = f"Tin công đoàn theo chủ đề {name}."
        found.append(Feed(f"topic/{slug}", "topic", name, f"{name} – {SITE_NAME}", about, {"topic": slug}))
    labelled = _labels(known, {*known, *used})
    for slug in sorted(labelled, key=lambda slug: (names.order(labelled[slug]), slug)):
        if SLUG.fullmatch(slug):
            name = labelled[slug]
            found.append(
                Feed(
                    f"source/{slug}",
                    "source",
                    name,
                    f"{name} – {SITE_NAME}",
                    f"Tin từ {name}.",
                    {"source": slug},
                )
            )
    often = Counter(feed.title for feed in found)
    return [
        replace(feed, title=f"{feed.label} ({_KINDS[feed.group]}) – {SITE_NAME}")
        if often[feed.title] > 1 and feed.group in _KINDS
        else feed
        for feed in found
    ]


def find_feed(name: str, known: Mapping[str, "KnownSource"], used: Iterable[str] = ()) -> Feed | None:
    """The feed of this name; None where there is none."""
    return next((each for each in [*list_feeds(known, used), OPERATOR_FEED] if each.name == name), None)


def _labels(known: Mapping[str, "KnownSource"], slugs: Iterable[str]) -> dict[str, str]:
    """The names of sources by slug, each once: two of one name are told apart by where they stand."""
    names_of_all = {slug: known[slug].name if slug in known else slug for slug in slugs}
    often = Counter(names_of_all.values())
    hosts = {slug: urlsplit(known[slug].home).hostname or slug for slug in known if slug in names_of_all}
    told = {
        slug: name if often[name] == 1 else f"{name} ({hosts.get(slug, slug)})"
        for slug, name in names_of_all.items()
    }
    again = Counter(told.values())
    return {
        slug: name if again[name] == 1 else f"{names_of_all[slug]} ({slug})" for slug, name in told.items()
    }


def _in_sentence(name: str) -> str:
    """``Tỉnh Lào Cai`` as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def merged_province_feeds() -> dict[str, str]:
    """The names of feeds of provinces that are no more, and of what each became."""
    return {f"province/{old}": f"province/{new}" for old, new in names.merged_provinces().items()}


def month_of(article: "Placed") -> str:
    """The month (``2026-11``) of an article, by the clocks of Việt Nam."""
    return month_at(article.sort_at)


def month_at(moment: datetime) -> str:
    """The month of a moment in UTC."""
    local = moment + _ZONE
    return f"{local.year:04}-{local.month:02}"


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """The moments with which a month (``2026-11``) begins and ends, the end not included. Raises ValueError
    where there is no such month."""
    year, number = int(month[:4]), int(month[5:])
    ends = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return datetime(year, number, 1, tzinfo=UTC) - _ZONE, ends - _ZONE


def month_name(month: str) -> str:
    """What an archive page is called; what stands behind all that is dated has no month."""
    if int(month[:4]) < FIRST_DATED.year:
        return "không rõ ngày đăng"
    return f"tháng {month[5:]}/{month[:4]}"


@dataclass(slots=True)
class FeedContents:
    """The ids of a feed's articles: what its window may hold with when each entered, the last to enter
    first; and all by month, newest first, the oldest month last."""

    window: list[tuple[int, datetime]] = field(default_factory=list)
    months: dict[str, list[int]] = field(default_factory=dict)
    # Of all its articles, also those that another of their story tells.
    count: int = 0
    # Nothing that comes belongs into the window any more.
    closed: bool = False

    def ids(self) -> Iterator[int]:
        """All of them, newest first."""
        for month in self.months.values():
            yield from month

    def enter(self, article: "Placed", days: int) -> None:
        """Articles come in the order in which they entered, the last first."""
        at = article.entered_at or NO_NEWS
        if len(self.window) < MIN_ENTRIES or (at > NO_NEWS and at > self.window[0][1] - timedelta(days=days)):
            self.window.append((article.id, at))
        else:
            self.closed = True


def contents_by_feed(
    articles: Sequence["Placed"],
    topics: Mapping[int, list[str]],
    stories: Mapping[int, int] = NO_STORIES,
    *,
    days: int = WINDOW_DAYS,
) -> dict[str, FeedContents]:
    """The contents of each feed by its name; ``articles`` by the time they entered, newest first.

    A feed's window holds what entered in the ``days`` before its newest entry, but at least ``MIN_ENTRIES``.
    ``stories`` maps articles to their stories: a feed has one entry a story (``dedupe_stories``).
    """
    representatives: dict[tuple[str, int], tuple[bool, int]] = {}
    for article in articles if stories else ():
        if (story := stories.get(article.id)) is not None:
            for name in feed_names_of(article, topics):
                mine = story_precedence(article.id, article.entered_at)
                representatives[name, story] = min(mine, representatives.get((name, story), mine))
    found: dict[str, FeedContents] = {}
    for article in articles:
        story = stories.get(article.id)
        for name in feed_names_of(article, topics):
            place = found.get(name)
            if place is None:
                place = found[name] = FeedContents()
            place.count += 1
            if not place.closed and (story is None or representatives[name, story][1] == article.id):
                place.enter(article, days)
    for article in sorted(articles, key=lambda each: (each.sort_at, each.id), reverse=True):
        month, story = month_of(article), stories.get(article.id)
        for name in feed_names_of(article, topics):
            if story is None or representatives[name, story][1] == article.id:
                found[name].months.setdefault(month, []).append(article.id)
    return found


def story_precedence(number: int, entered_at: datetime | None) -> tuple[bool, int]:
    """Who of a story speaks for it, the least: of those that were news to readers, else of all, the first to
    come into the archive."""
    return entered_at == NO_NEWS, number


def count_fitting(entered: Sequence[datetime], sizes: Iterable[int], most: int) -> int:
    """How many entries fit into a feed of ``most`` bytes; ``entered`` is newest first. Pure.

    The first ``MIN_ENTRIES`` and all that entered in the last ``NIGHT`` always fit, so that a reader who
    polls once a day misses nothing; then whole days are added while they fit. ``sizes`` (bytes) is read only
    as far as needed.
    """
    must = max(min(MIN_ENTRIES, len(entered)), sum(at > entered[0] - NIGHT for at in entered))
    whole, total, day = 0, 0, None
    for number, (at, size) in enumerate(zip(entered, sizes, strict=True)):
        if (local := (at + _ZONE).date()) != day:
            whole, day = number, local
        total += size
        if total > most and number >= must:
            return max(whole, must)
    return len(entered)


def dedupe_stories(ids: Iterable[int], stories: Mapping[int, int] = NO_STORIES) -> list[int]:
    """The ids with one for each story, at the place of its first one.

    That is the article that came first into the archive: a reprint that is found later, even one that was
    published before, changes no guid.
    """
    there = list(dict.fromkeys(ids))
    representatives: dict[int, int] = {}
    for number in there:
        if (story := stories.get(number)) is not None:
            representatives[story] = min(number, representatives.get(story, number))
    return list(dict.fromkeys(representatives[stories[each]] if each in stories else each for each in there))


def feed_names_of(article: "Placed", topics: Mapping[int, list[str]]) -> Iterator[str]:
    """The names of the feeds that an article belongs to."""
    yield "all"
    yield f"source/{article.source}"
    if article.province:
        yield f"province/{article.province}"
    if article.kind == "document":
        yield "documents"
    for topic in topics.get(article.id, ()):
        yield f"topic/{topic}"
