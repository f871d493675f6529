"""Which feeds there are, what each selects, and in which months it has articles."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from feeds import names

if TYPE_CHECKING:
    from archive.models import KnownSource
    from archive.queries import Placed

NAME = "Tin Công Đoàn"
ENTRIES = 100
# Stories by article where each article is to be an entry.
EVERY_ARTICLE: Mapping[int, int] = MappingProxyType({})
GROUPS = {
    "main": "Chung",
    "province": "Các tỉnh, thành phố",
    "topic": "Chủ đề",
    "source": "Các nguồn",
    "operators": "Cho người vận hành",
}

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


ALL = Feed(
    "all",
    "main",
    "Tất cả",
    NAME,
    "Tin công đoàn các tỉnh, thành phố, tổng hợp từ trang tin của các cấp công đoàn.",
)
DOCUMENTS = Feed(
    "documents",
    "main",
    "Văn bản",
    f"Văn bản – {NAME}",
    "Kế hoạch, công văn, quyết định và văn bản khác của các cấp công đoàn.",
    {"kind": "document"},
)
MOST_READ = Feed(
    "most-read",
    "main",
    "Đọc nhiều trong 7 ngày",
    f"Đọc nhiều – {NAME}",
    "Bài có lượt xem tăng nhiều nhất trong 7 ngày, theo số mà trang nguồn ghi; bài tăng nhiều đứng trước.",
    monthly=False,
)
TROUBLE = Feed(
    "trouble",
    "operators",
    "Sự cố thu thập",
    f"Sự cố thu thập – {NAME}",
    "Nguồn nào không thu thập được, từ khi nào và vì sao.",
    monthly=False,
)


def feeds(known: Mapping[str, "KnownSource"], used: Iterable[str] = ()) -> list[Feed]:
    """The feeds that there are, by group: all, documents, most read, today's provinces, topics, sources.

    ``used`` are slugs of sources that articles came from; a source nobody knows is called by its slug.
    """
    found = [ALL, DOCUMENTS, MOST_READ]
    found += [
        Feed(
            f"province/{province.slug}",
            "province",
            province.name,
            f"{province.name} – {NAME}",
            f"Tin công đoàn {_in_sentence(province.full_name)}.",
            {"province": province.slug},
        )
        for province in names.provinces()
    ]
    for slug, name in names.topics().items():
        about = f"Tin công đoàn theo chủ đề {name}."
        found.append(Feed(f"topic/{slug}", "topic", name, f"{name} – {NAME}", about, {"topic": slug}))
    labelled = {slug: known[slug].name if slug in known else slug for slug in {*known, *used}}
    for slug in sorted(labelled, key=lambda slug: (names.order(labelled[slug]), slug)):
        if SLUG.fullmatch(slug):
            name = labelled[slug]
            found.append(
                Feed(
                    f"source/{slug}", "source", name, f"{name} – {NAME}", f"Tin từ {name}.", {"source": slug}
                )
            )
    return found


def _in_sentence(name: str) -> str:
    """``Tỉnh Lào Cai`` as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def vanished() -> dict[str, str]:
    """The names of feeds of provinces that are no more, and of what each became."""
    return {f"province/{old}": f"province/{new}" for old, new in names.vanished().items()}


def month_of(article: "Placed") -> str:
    """The month (``2026-11``) of an article, by the clocks of Việt Nam."""
    local = article.sort_at + _ZONE
    return f"{local.year:04}-{local.month:02}"


@dataclass(slots=True)
class Contents:
    """The ids of a feed's articles, newest first: the newest, and all by month, the oldest month last."""

    newest: list[int] = field(default_factory=list)
    months: dict[str, list[int]] = field(default_factory=dict)
    # Of all its articles, also those that another of their story tells.
    count: int = 0

    def ids(self) -> Iterator[int]:
        """All of them, newest first."""
        for month in self.months.values():
            yield from month

    def add(self, number: int, month: str) -> None:
        if len(self.newest) < ENTRIES:
            self.newest.append(number)
        self.months.setdefault(month, []).append(number)


def contents(
    articles: Sequence["Placed"],
    topics: Mapping[int, list[str]],
    stories: Mapping[int, int] = EVERY_ARTICLE,
) -> dict[str, Contents]:
    """What stands in each feed, by its name; ``articles`` newest first.

    ``stories`` gives the stories of articles: of each, a feed has the one entry that ``once`` chooses.
    """
    tellers: dict[tuple[str, int], int] = {}
    for article in articles if stories else ():
        if (story := stories.get(article.id)) is not None:
            for name in names_of(article, topics):
                tellers[name, story] = min(article.id, tellers.get((name, story), article.id))
    found: dict[str, Contents] = {}
    for article in articles:
        month = month_of(article)
        story = stories.get(article.id)
        for name in names_of(article, topics):
            place = found.get(name)
            if place is None:
                place = found[name] = Contents()
            place.count += 1
            if story is None or tellers[name, story] == article.id:
                place.add(article.id, month)
    return found


def once(ids: Iterable[int], stories: Mapping[int, int] = EVERY_ARTICLE) -> list[int]:
    """The ids with one for each story, at the place of its first one.

    That is the article that came first into the archive: a reprint that is found later, even one that was
    published before, changes no guid.
    """
    there = list(dict.fromkeys(ids))
    tellers: dict[int, int] = {}
    for number in there:
        if (story := stories.get(number)) is not None:
            tellers[story] = min(number, tellers.get(story, number))
    return list(dict.fromkeys(tellers[stories[each]] if each in stories else each for each in there))


def names_of(article: "Placed", topics: Mapping[int, list[str]]) -> Iterator[str]:
    """The names of the feeds that an article belongs to."""
    yield "all"
    yield f"source/{article.source}"
    if article.province:
        yield f"province/{article.province}"
    if article.kind == "document":
        yield "documents"
    for topic in topics.get(article.id, ()):
        yield f"topic/{topic}"
