"""One publishing from beginning to end: what there is, what changed, what is written."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive import queries, stories
from feeds import feed_catalogue, names, operator_feed, opml, source_status, state
from feeds.coverage import SourceCheck, coverage
from feeds.feed_catalogue import Feed, FeedContents
from feeds.files import replace_if_changed, settle
from feeds.formats import FORMATS, RenderedEntry, document, render_entry
from feeds.model import ICON, Channel, LeftOut, Site
from feeds.renderer import EntryRenderer
from feeds.tombstones import RETENTION, Tombstone, tombstones_by_page


@dataclass(slots=True)
class PublishedFiles:
    """``current`` names the feeds (not archive pages) whose bytes changed, with their endings."""

    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    current: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page to publish: its channel, the ids of its articles, and by what the next run knows it. ``entered``
    is when each of them did where the page is a window, of which it holds what fits; else empty."""

    channel: Channel
    ids: list[int]
    fingerprint: str
    tombstones: Sequence[Tombstone] = ()
    entered: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page before it is known whether it changed. ``words`` are its description without its counts."""

    channel: Channel
    ids: list[int]
    words: str
    entered: Sequence[datetime] = ()


class Publisher:
    """Publishes into ``folder`` for ``site``. Raises django.db.Error and OSError; nothing is half done then:
    each file is splice_items, and what was not reached is done the next time."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        *,
        stories_once: bool = True,
        days: int = feed_catalogue.WINDOW_DAYS,
        every_page: bool = False,
    ) -> None:
        """``days`` is how long a feed holds an article; ``every_page``: archive pages of all feeds stand as
        files, not only those of the main one."""
        self.folder = folder
        self.site = site
        self.days = days
        self.every_page = every_page
        self.tales = stories.tales()
        # Without these each reprint is an entry.
        self.stories = {number: tale.story for number, tale in self.tales.items()} if stories_once else {}
        self.done = PublishedFiles()
        self.known = queries.sources()
        self.renderer = EntryRenderer(site, self.known, names.topics(), self.tales)

    def run(self) -> PublishedFiles:
        before = state.read(self.folder)
        there = _files(self.folder)
        # What was stored since everything entered: the next time.
        articles = [each for each in queries.placed() if each.entered_at is not None]
        topics = queries.topics_of()
        found = feed_catalogue.contents_by_feed(articles, topics, self.stories, days=self.days)
        versions = queries.versions()
        tombstones = tombstones_by_page(queries.withdrawn(RETENTION), topics)
        listed = feed_catalogue.list_feeds(self.known, (each.source for each in articles))
        checked = source_status.source_checks(self.known, found)
        shared = state.shared_fingerprint(self.site, self.known)

        pages = []
        for each in self._pages(listed, found, checked, {article.id for article in articles}):
            gone = tombstones.get(each.channel.path, ())
            mark = state.page_fingerprint(
                shared, each.channel, each.words, each.ids, versions, gone, self.tales
            )
            pages.append(FeedPage(each.channel, each.ids, mark, gone, each.entered))
        stale = []
        for page in pages:
            same = before.pages.get(page.channel.path) == page.fingerprint
            paths = [f"{page.channel.path}.{suffix}" for suffix in FORMATS]
            if same and there.issuperset(paths):
                self.done.unchanged += [self.folder / path for path in paths]
            else:
                stale.append(page)
        self._write_months([page for page in stale if page.channel.month])
        for page in stale:
            if page.channel.month is None:
                ids = page.ids
                if page.entered:
                    ids = ids[
                        : feed_catalogue.count_fitting(
                            page.entered, self.renderer.sizes(ids), feed_catalogue.MAX_BYTES
                        )
                    ]
                self._write(page, self.renderer.render(ids))
        self._write_operator_feed()
        self._write_merged_provinces()
        self._put("index.opml", opml.render(self.site, listed))
        for group in opml.LISTS:
            self._put(f"{group}.opml", opml.render(self.site, listed, group))
        self._put(ICON, (Path(__file__).parent / ICON).read_bytes())
        everything = coverage(checked, len(articles), provinces=[each.slug for each in names.provinces()])
        self._put("coverage.json", _json(everything.to_record()))

        now = {page.channel.path: page.fingerprint for page in pages}
        self._remove(before.pages.keys() - now.keys())
        untouched = {each.id for each in articles} - self.renderer.rendered_ids
        left = {number: each for number, each in before.left_out.items() if number in untouched}
        left |= self.renderer.left_out
        # The state says what stands there, so it must not outlive it.
        settle({path.parent for path in self.done.written})
        state.write(self.folder, state.State(now, left))
        self.done.left_out = list(left.values())
        return self.done

    def _pages(
        self,
        listed: list[Feed],
        found: Mapping[str, FeedContents],
        checked: list[SourceCheck],
        public: set[int],
    ) -> Iterator[PlannedPage]:
        """Every page that stands as a file, with the ids of its articles in their order."""
        for feed in listed:
            here = found.get(feed.name, FeedContents())
            months = list(here.months) if feed.monthly else []
            channel = Channel(
                feed.name,
                feed.title,
                feed.description,
                self.site,
                listed=feed.listed,
                older=months[0] if months else None,
            )
            about, words = self._about(feed, here, checked)
            if feed is feed_catalogue.MOST_READ:
                most = (
                    number
                    for number, _ in queries.most_read(limit=feed_catalogue.LIST_LENGTH)
                    if number in public
                )
                yield PlannedPage(channel, feed_catalogue.dedupe_stories(most, self.stories), words)
            else:
                ids, entered = [each for each, _ in here.window], [at for _, at in here.window]
                yield PlannedPage(replace(channel, description=about), ids, words, entered)
            if feed is not feed_catalogue.ALL and not self.every_page:
                continue
            for place, month in enumerate(months):
                older = months[place + 1] if place + 1 < len(months) else None
                page = archive_channel(channel, month, older, months[place - 1] if place else None)
                yield PlannedPage(page, here.months[month], page.description)

    def _about(self, feed: Feed, here: FeedContents, checked: list[SourceCheck]) -> tuple[str, str]:
        """The feed's description with its coverage, where it covers some sources; and what of it is worth
        writing the feed anew: of one province or source how they fare, of all nothing, for it changes with
        each night."""
        if feed is feed_catalogue.ALL:
            every = [each.slug for each in names.provinces()]
            told = coverage(checked, here.count, provinces=every).statement()
            return f"{feed.description} {told}", feed.description
        if feed.group in ("province", "source"):
            mine = coverage(
                checked, here.count, province=feed.filters.get("province"), source=feed.filters.get("source")
            )
            return f"{feed.description} {mine.statement()}", f"{feed.description} {mine.counts()}"
        return feed.description, feed.description

    def _write_months(self, pages: list[FeedPage]) -> None:
        """Month by month, so that an article is read and written once for all its feeds."""
        by_month: dict[str, list[FeedPage]] = {}
        for page in pages:
            by_month.setdefault(page.channel.month or "", []).append(page)
        for month in sorted(by_month):
            pieces = self.renderer.render(number for page in by_month[month] for number in page.ids)
            for page in by_month[month]:
                self._write(page, pieces)

    def _write(self, page: FeedPage, pieces: Mapping[int, RenderedEntry]) -> None:
        there = [pieces[number] for number in page.ids if number in pieces]
        self._write_channel(page.channel, there, page.tombstones)

    def _write_channel(
        self, channel: Channel, pieces: list[RenderedEntry], tombstones: Sequence[Tombstone] = ()
    ) -> None:
        for suffix in FORMATS:
            name = f"{channel.path}.{suffix}"
            if self._put(name, document(suffix, channel, pieces, tombstones)) and channel.month is None:
                self.done.current.append(name)

    def _write_operator_feed(self) -> None:
        feed = feed_catalogue.OPERATOR_FEED
        made = [
            render_entry(entry, self.site)
            for entry in operator_feed.finding_entries(source_status.findings_to_report(self.known))
        ]
        channel = Channel(feed.name, feed.title, feed.description, self.site, listed=feed.listed)
        self._write_channel(channel, [each for each in made if isinstance(each, RenderedEntry)])

    def _write_merged_provinces(self) -> None:
        for old, new in feed_catalogue.merged_province_feeds().items():
            for suffix in FORMATS:
                self._put(f"{old}.{suffix}", (self.folder / f"{new}.{suffix}").read_bytes())

    def _put(self, name: str, data: bytes) -> bool:
        path = self.folder / name
        written = replace_if_changed(path, data)
        (self.done.written if written else self.done.unchanged).append(path)
        return written

    def _remove(self, gone: set[str]) -> None:
        """Pages that are no more: a month that lost its last article, a source without any."""
        for name in gone:
            for suffix in FORMATS:
                (self.folder / f"{name}.{suffix}").unlink(missing_ok=True)
        for folder in {(self.folder / name).parent for name in gone}:
            with suppress(OSError):  # Something else is in it.
                folder.rmdir()


def archive_channel(feed: Channel, month: str, older: str | None, newer: str | None) -> Channel:
    """The archive page of a feed for a month (``2026-11``), between the pages of two others."""
    title = f"{feed.title} – {feed_catalogue.month_name(month)}"
    return replace(feed, title=title, month=month, older=older, newer=newer)


def _files(folder: Path) -> set[str]:
    """The files under ``folder`` by their path in it."""
    found: set[str] = set()
    for place, _, files in os.walk(folder):
        inside = os.path.relpath(place, folder)
        found.update(name if inside == "." else f"{inside}/{name}" for name in files)
    return found


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
