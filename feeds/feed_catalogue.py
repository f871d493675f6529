"""The list of feeds, what each selects, and the articles of its window and months."""

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
# Entries of a feed that is not ordered by time: most read, searches by relevance.
LIST_LENGTH = 100
# A feed holds what entered in its last WINDOW_DAYS, at least MIN_ENTRIES, at most MAX_BYTES; but always the
# last NIGHT.
WINDOW_DAYS = 7
MIN_ENTRIES = 30
MAX_BYTES = 1_000_000
NIGHT = timedelta(hours=24)
# No stories: each article is an entry.
NO_STORIES: Mapping[int, int] = MappingProxyType({})
GROUPS = {
    "main": "Chung",
    "province": "Các tỉnh, thành phố",
    "topic": "Chủ đề",
    "source": "Các nguồn",
    "operators": "Cho người vận hành",
}

# Added to a title where feeds of two groups have the same name.
_KINDS = {"province": "địa phương", "topic": "chủ đề", "source": "trang nguồn"}
# A slug is part of a file name and a URL.
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Việt Nam's offset since 1975; archive pages begin and end by it.
_ZONE = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its path under ``feeds`` without suffix, and what it selects. ``label`` is its name within
    its group; ``monthly``: it has archive pages."""

    name: str
    group: str
    label: str
    title: str
    description: str
    filters: Mapping[str, str] = field(default_factory=dict)
    monthly: bool = True

    @property
    def listed(self) -> str:
        """The path of the page with the same articles; "" where there is none but the feed's own."""
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
    """All feeds for readers by group: all, documents, most read, today's provinces, topics, sources.

    ``used``: slugs of sources with articles; an unknown source is named by its slug.
    """
    feeds = [ALL, DOCUMENTS, MOST_READ]
    feeds += [
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
        feeds.append(Feed(f"topic/{slug}", "topic", name, f"{name} – {SITE_NAME}", about, {"topic": slug}))
    labels = _labels(known, {*known, *used})
    for slug in sorted(labels, key=lambda slug: (names.order(labels[slug]), slug)):
        if SLUG.fullmatch(slug):
            name = labels[slug]
            feeds.append(
                Feed(
                    f"source/{slug}",
                    "source",
                    name,
                    f"{name} – {SITE_NAME}",
                    f"Tin từ {name}.",
                    {"source": slug},
                )
            )
    title_counts = Counter(feed.title for feed in feeds)
    return [
        replace(feed, title=f"{feed.label} ({_KINDS[feed.group]}) – {SITE_NAME}")
        if title_counts[feed.title] > 1 and feed.group in _KINDS
        else feed
        for feed in feeds
    ]


def find_feed(name: str, known: Mapping[str, "KnownSource"], used: Iterable[str] = ()) -> Feed | None:
    """The feed of this name, or None."""
    return next((feed for feed in [*list_feeds(known, used), OPERATOR_FEED] if feed.name == name), None)


def _labels(known: Mapping[str, "KnownSource"], slugs: Iterable[str]) -> dict[str, str]:
    """Unique names of sources by slug: equal names get the host or slug in brackets."""
    names_of_all = {slug: known[slug].name if slug in known else slug for slug in slugs}
    name_counts = Counter(names_of_all.values())
    hosts = {slug: urlsplit(known[slug].home).hostname or slug for slug in known if slug in names_of_all}
    labels = {
        slug: name if name_counts[name] == 1 else f"{name} ({hosts.get(slug, slug)})"
        for slug, name in names_of_all.items()
    }
    label_counts = Counter(labels.values())
    return {
        slug: name if label_counts[name] == 1 else f"{names_of_all[slug]} ({slug})"
        for slug, name in labels.items()
    }


def _in_sentence(name: str) -> str:
    """``Tỉnh Lào Cai`` with a small first letter, for use within a sentence."""
    return name[:1].lower() + name[1:]


def merged_province_feeds() -> dict[str, str]:
    """The feeds of former provinces, each with the feed of its successor."""
    return {f"province/{old}": f"province/{new}" for old, new in names.merged_provinces().items()}


def month_of(article: "Placed") -> str:
    """The month (``2026-11``) of an article, in Việt Nam's time."""
    return month_at(article.sort_at)


def month_at(moment: datetime) -> str:
    """The month (``2026-11``), in Việt Nam's time, of a time in UTC."""
    local = moment + _ZONE
    return f"{local.year:04}-{local.month:02}"


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """Begin and end (exclusive), in UTC, of a month (``2026-11``). Raises ValueError: no such month."""
    year, number = int(month[:4]), int(month[5:])
    ends = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return datetime(year, number, 1, tzinfo=UTC) - _ZONE, ends - _ZONE


def month_name(month: str) -> str:
    """The title of an archive page; the page of undated articles says so."""
    if int(month[:4]) < FIRST_DATED.year:
        return "không rõ ngày đăng"
    return f"tháng {month[5:]}/{month[:4]}"


@dataclass(slots=True)
class FeedContents:
    """The article ids of a feed: the candidates of its window with their entry times, and all ids by month;
    each newest first."""

    window: list[tuple[int, datetime]] = field(default_factory=list)
    months: dict[str, list[int]] = field(default_factory=dict)
    # Number of its articles, reprints included.
    count: int = 0
    # The window takes no more articles.
    closed: bool = False

    def ids(self) -> Iterator[int]:
        """All ids, newest first."""
        for month in self.months.values():
            yield from month

    def enter(self, article: "Placed", days: int) -> None:
        """Add an article to the window if it belongs there; call with the last entered first."""
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
                own = story_precedence(article.id, article.entered_at)
                representatives[name, story] = min(own, representatives.get((name, story), own))
    contents_of: dict[str, FeedContents] = {}
    for article in articles:
        story = stories.get(article.id)
        for name in feed_names_of(article, topics):
            contents = contents_of.get(name)
            if contents is None:
                contents = contents_of[name] = FeedContents()
            contents.count += 1
            if not contents.closed and (story is None or representatives[name, story][1] == article.id):
                contents.enter(article, days)
    for article in sorted(articles, key=lambda article: (article.sort_at, article.id), reverse=True):
        month, story = month_of(article), stories.get(article.id)
        for name in feed_names_of(article, topics):
            if story is None or representatives[name, story][1] == article.id:
                contents_of[name].months.setdefault(month, []).append(article.id)
    return contents_of


def story_precedence(number: int, entered_at: datetime | None) -> tuple[bool, int]:
    """Sort key of a story's articles; the least represents it: the first archived of those that were news,
    else the first archived of all."""
    return entered_at == NO_NEWS, number


def count_fitting(entered: Sequence[datetime], sizes: Iterable[int], most: int) -> int:
    """How many entries fit into a feed of ``most`` bytes; ``entered`` is newest first. Pure.

    The first ``MIN_ENTRIES`` and all that entered in the last ``NIGHT`` always fit, so that a reader who
    polls once a day misses nothing; then whole days are added while they fit. ``sizes`` (bytes) is read only
    as far as needed.
    """
    minimum = max(min(MIN_ENTRIES, len(entered)), sum(at > entered[0] - NIGHT for at in entered))
    whole, total, day = 0, 0, None
    for number, (at, size) in enumerate(zip(entered, sizes, strict=True)):
        if (local := (at + _ZONE).date()) != day:
            whole, day = number, local
        total += size
        if total > most and number >= minimum:
            return max(whole, minimum)
    return len(entered)


def dedupe_stories(ids: Iterable[int], stories: Mapping[int, int] = NO_STORIES) -> list[int]:
    """The ids with one for each story, at the position of the story's first id.

    The first archived article represents the story, so that a reprint found later never changes the guid.
    """
    distinct = list(dict.fromkeys(ids))
    representatives: dict[int, int] = {}
    for number in distinct:
        if (story := stories.get(number)) is not None:
            representatives[story] = min(number, representatives.get(story, number))
    return list(
        dict.fromkeys(
            representatives[stories[article_id]] if article_id in stories else article_id
            for article_id in distinct
        )
    )


def feed_names_of(article: "Placed", topics: Mapping[int, list[str]]) -> Iterator[str]:
    """The names of an article's feeds."""
    yield "all"
    yield f"source/{article.source}"
    if article.province:
        yield f"province/{article.province}"
    if article.kind == "document":
        yield "documents"
    for topic in topics.get(article.id, ()):
        yield f"topic/{topic}"
