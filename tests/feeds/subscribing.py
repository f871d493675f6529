"""Nights of crawls and those who wait for their news: what each subscriber is shown as new.

Sources print the minute, the day or nothing, and some of what they print is found late; a first walk brings
thousands of old articles, some sources wait for an editor. Who subscribes asks once a day or after every
round and remembers what it has seen by its name, as readers do.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lxml import etree

from archive.models import Article, Run, SourceRun
from archive.states import set_state
from archive.store import Incoming, remember_sources, save_many
from feeds.publish import publish_all
from items import Article as Found
from items import Moment, ProvinceRef, Source
from vietnamese.zone import VIETNAM

BASE = "https://tin.example.vn"
# 02:00 in Việt Nam.
START = datetime(2026, 9, 1, 19, 0, tzinfo=UTC)
SOURCES = tuple(f"nguon-{number}" for number in range(12))
PROVINCES = ("lao-cai", "son-la", "lai-chau", "ha-noi")
TOPICS = ("van_ban", "")
APPROVED = SOURCES[11]  # Only what an editor approved.
WORD = "sáng kiến"  # What the search of these nights is for; every third article has it.
FORMATS = ("rss", "atom", "json")
# Feeds that are subscribed to: of all, of one province, of one topic, of one search.
FEEDS = ("all", "province/lao-cai", "topic/van_ban", "search")
_SYLLABLES = (
    "công đoàn cơ sở người lao động tháng năm hội nghị phong trào thi đua chăm sóc đời sống nhà ở tiền lương "
    "an toàn vệ sinh tập huấn cán bộ nữ thanh niên văn hóa thể thao quỹ tết thăm tặng quà khen thưởng"
).split()


@dataclass
class Subscriber:
    """Remembers by name what it was shown; ``news`` counts for each feed in each format how often each title
    was new, since it subscribed; ``back`` is what left a feed and stood in it again."""

    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    news: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    back: list[tuple[str, str]] = field(default_factory=list)

    def poll(self, place: str, entries: Mapping[str, str]) -> None:
        """``entries`` are the titles by name that stand in the feed now."""
        seen = self.seen[place]
        if seen:
            self.news[place].update(title for name, title in entries.items() if name not in seen)
        self.back += [(place, name) for name in self.gone[place].intersection(entries)]
        self.gone[place] |= seen - entries.keys()
        seen.update(entries)


@dataclass
class Country:
    """What was printed so far. ``expected`` are the titles that must come as news, by feed."""

    home: Path
    fetch: Callable[[str], bytes]
    size: int = 1200
    number: int = 0
    expected: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    waiting: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(16)
        remember_sources(
            Source(
                slug, f"LĐLĐ {slug}", "LĐLĐ", "federation", f"http://{slug}.example.vn", "unverified", "x",
                publish="approved" if slug == APPROVED else None,
            )
            for slug in SOURCES
        )  # fmt: skip
        own = self.home / "sources"
        own.mkdir(parents=True, exist_ok=True)
        (own / f"{APPROVED}.toml").write_text(
            f'name = "{APPROVED}"\npublisher = "x"\nkind = "federation"\nhome = "http://x.example.vn"\n'
            'status = "unverified"\nevidence = "x"\npublish = "approved"\n'
        )

    def first_walk(self, at: datetime, articles: int) -> None:
        """Every source is walked for the first time; nobody waits yet."""
        moments = [at - timedelta(days=30 + number % 900) for number in range(articles)]
        self._store(
            at, [(None if n % 3 == 0 else moment, "day") for n, moment in enumerate(moments)], news=False
        )
        self._report(at + timedelta(hours=1))

    def round(self, at: datetime, articles: int) -> None:
        """A round brings so many: dated to the minute, to the day, undated, some of them late finds."""
        told: list[tuple[datetime | None, str]] = []
        for number in range(articles):
            moment = at - timedelta(minutes=self.random.randrange(1, 1200))
            if number % 10 == 7:
                moment -= timedelta(days=self.random.randrange(20, 400))
            told.append(((moment, "minute"), (moment, "day"), (None, ""))[number % 3])
        self._store(at, told, news=True)
        self._report(at + timedelta(minutes=articles))

    def edit(self, at: datetime) -> None:
        """A source changes an article of before: it is no news."""
        row = Article.objects.filter(public=True).order_by("id")[self.random.randrange(self.number // 2)]
        place = (row.province_current or "", row.topics[0] if row.topics else "")
        text = f"{row.body_text} Sửa."
        found = self._found(row.source, row.title or "", row.published_at, "minute", place, text)
        save_many([Incoming(found, row.key)], run_id=None, at=at)

    def approve(self, at: datetime) -> None:
        """An editor lets out every other of what waits."""
        out, self.waiting = self.waiting[::2], self.waiting[1::2]
        keys = [key for key, _, _ in out]
        ids = Article.objects.filter(source=APPROVED, key__in=keys).values_list("pk", flat=True)
        set_state(ids, "approved", by="mai", at=at)
        for _, title, feeds in out:
            self._expect(title, feeds)

    def publish(self) -> None:
        publish_all(self.home, BASE)

    def poll(self, subscribers: Iterable[Subscriber]) -> None:
        for feed in FEEDS:
            for suffix in FORMATS:
                data = self.fetch(f"/feeds/{feed}.{suffix}" + (f"?q={WORD}" if feed == "search" else ""))
                entries = read(suffix, data)
                for subscriber in subscribers:
                    subscriber.poll(f"{feed}.{suffix}", entries)

    def _store(self, at: datetime, told: Sequence[tuple[datetime | None, str]], *, news: bool) -> None:
        batch: list[Incoming] = []
        for number, (moment, precision) in enumerate(told):
            self.number += 1
            source = SOURCES[self.number % len(SOURCES)]
            title = f"Tin số {self.number}"
            province, topic = PROVINCES[self.number % 4], TOPICS[self.number // 4 % 2]
            word = self.number % 3 == 1
            batch.append(
                Incoming(
                    self._found(source, title, moment, precision, (province, topic), self._words(word=word)),
                    str(self.number),
                )
            )
            feeds = ("all", f"province/{province}", f"topic/{topic}", *(("search",) if word else ()))
            if source == APPROVED:
                self.waiting.append((str(self.number), title, feeds))
            elif news:
                self._expect(title, feeds)
            if len(batch) == 50 or number + 1 == len(told):
                save_many(batch, run_id=None, at=at + timedelta(minutes=number // 10))
                batch = []

    def _expect(self, title: str, feeds: Sequence[str]) -> None:
        for feed in feeds:
            self.expected[feed].add(title)

    def _words(self, *, word: bool) -> str:
        told = " ".join(self.random.choices(_SYLLABLES, k=self.size // 5))
        return f"{told} {WORD}." if word else f"{told}."

    def _found(
        self,
        source: str,
        title: str,
        moment: datetime | None,
        precision: str,
        place: tuple[str, ...],
        text: str,
    ) -> Found:
        published = None
        if moment is not None:
            local = moment.astimezone(VIETNAM)
            value: date | datetime = (
                local.date() if precision == "day" else local.replace(second=0, microsecond=0)
            )
            published = Moment(value, "day" if precision == "day" else "minute", "x", "line")
        province, topic = place
        return Found(
            url=f"http://{source}.example.vn/{title.rpartition(' ')[2]}.html",
            source=source,
            kind="article",
            title=title,
            body_text=text,
            body_html=f"<p>{text}</p>",
            published=published,
            province=ProvinceRef(province, province, province),
            topics=(topic,) if topic else (),
        )

    def _report(self, at: datetime) -> None:
        counts = dict.fromkeys(
            ["pages", "listings", "articles", "new", "changed", "unchanged", "with_date", "with_byline",
             "with_views", "bytes"], 0,
        )  # fmt: skip
        run = Run.objects.create(sources=list(SOURCES), started_at=at, finished_at=at)
        SourceRun.objects.bulk_create(
            SourceRun(
                run=run, source=slug, finished_at=at, ok=True, complete=True, finish_reason="finished",
                seconds=1.0, **counts,
            )
            for slug in SOURCES
        )  # fmt: skip


def read(suffix: str, data: bytes) -> dict[str, str]:
    """The titles of a feed's entries by their names."""
    if suffix == "json":
        return {item["id"]: item["title"] for item in json.loads(data)["items"]}
    atom = "{http://www.w3.org/2005/Atom}"
    tag, name, title = (
        (f"{atom}entry", f"{atom}id", f"{atom}title") if suffix == "atom" else ("item", "guid", "title")
    )
    return {
        element.findtext(name) or "": element.findtext(title) or ""
        for element in etree.fromstring(data).iter(tag)
    }


def by_pages(home: Path, fetch: Callable[[str], bytes], feed: str, suffix: str = "rss") -> list[str]:
    """The names of all entries that the archive pages of a feed hold, from the newest page to the oldest."""
    atom = "{http://www.w3.org/2005/Atom}"
    names: list[str] = []
    address: str | None = f"/feeds/{feed}.{suffix}"
    while address:
        data = fetch(address)
        if address != f"/feeds/{feed}.{suffix}":
            names += read(suffix, data)
        links = etree.fromstring(data).iter(f"{atom}link")
        older = [link.get("href", "") for link in links if link.get("rel") == "prev-archive"]
        address = older[0].removeprefix(BASE) if older else None
    return names


def live(
    country: Country, nights: Sequence[int], *, walk: int, check: Callable[[datetime], None] = lambda _: None
) -> tuple[Subscriber, Subscriber]:
    """Nights with so many articles after a first walk; who asked once a day, who after every round."""
    daily, hourly = Subscriber(), Subscriber()
    country.first_walk(START, walk)
    country.round(START + timedelta(hours=2), 12)
    country.publish()
    country.poll([daily, hourly])
    country.expected.clear()
    for night, articles in enumerate(nights, 1):
        at = START + timedelta(days=night, minutes=country.random.randrange(0, 90))
        country.round(at, articles)
        country.edit(at)
        country.publish()
        country.poll([hourly])
        if night % 3 == 0:  # An editor works by day, and some sources are asked then.
            country.round(at + timedelta(hours=10), max(1, articles // 20))
            country.approve(at + timedelta(hours=11))
            country.publish()
            country.poll([hourly])
        country.poll([daily, hourly])
        check(at)
    return daily, hourly
