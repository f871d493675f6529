"""Writes the feed files: plans every page, renders those that changed, removes those that are gone."""

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
from feeds.files import replace_if_changed, sync_folders
from feeds.formats import FORMATS, RenderedEntry, document, render_entry
from feeds.model import ICON, Channel, LeftOut, Site
from feeds.renderer import EntryRenderer
from feeds.tombstones import RETENTION, Tombstone, tombstones_by_page


@dataclass(slots=True)
class PublishedFiles:
    """What a publishing did. ``current``: the file names of feeds (not archive pages) whose bytes changed."""

    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    current: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page to publish. The next run compares ``fingerprint`` to see whether it changed.

    ``entered`` is when each article entered, where the page is a window that may be cut to fit; else empty.
    """

    channel: Channel
    ids: list[int]
    fingerprint: str
    tombstones: Sequence[Tombstone] = ()
    entered: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page before its fingerprint is known. ``words``: the description without its counts."""

    channel: Channel
    ids: list[int]
    words: str
    entered: Sequence[datetime] = ()


class Publisher:
    """Publishes into ``folder`` for ``site``. Raises django.db.Error and OSError; every file is complete even
    then, and the next run writes the rest."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        *,
        stories_once: bool = True,
        days: int = feed_catalogue.WINDOW_DAYS,
        all_months: bool = False,
    ) -> None:
        """``days``: length of a feed's window. ``all_months``: write archive pages of all feeds as files, not
        only those of the main feed."""
        self.folder = folder
        self.site = site
        self.days = days
        self.all_months = all_months
        self.tales = stories.tales()
        # Empty: each reprint is an entry of its own.
        self.stories = {number: tale.story for number, tale in self.tales.items()} if stories_once else {}
        self.files = PublishedFiles()
        self.known = queries.sources()
        self.renderer = EntryRenderer(site, self.known, names.topics(), self.tales)

    def run(self) -> PublishedFiles:
        before = state.read(self.folder)
        existing_files = _list_files(self.folder)
        # Articles stored since ``entering.enter`` ran wait for the next publishing.
        articles = [article for article in queries.placed() if article.entered_at is not None]
        topics = queries.topics_of()
        contents = feed_catalogue.contents_by_feed(articles, topics, self.stories, days=self.days)
        versions = queries.versions()
        tombstones = tombstones_by_page(queries.withdrawn(RETENTION), topics)
        feeds = feed_catalogue.list_feeds(self.known, (article.source for article in articles))
        checks = source_status.source_checks(self.known, contents)
        shared = state.shared_fingerprint(self.site, self.known)

        pages = []
        for plan in self._pages(feeds, contents, checks, {article.id for article in articles}):
            own_tombstones = tombstones.get(plan.channel.path, ())
            fingerprint = state.page_fingerprint(
                shared, plan.channel, plan.words, plan.ids, versions, own_tombstones, self.tales
            )
            pages.append(FeedPage(plan.channel, plan.ids, fingerprint, own_tombstones, plan.entered))
        changed = []
        for page in pages:
            same = before.pages.get(page.channel.path) == page.fingerprint
            paths = [f"{page.channel.path}.{suffix}" for suffix in FORMATS]
            if same and existing_files.issuperset(paths):
                self.files.unchanged += [self.folder / path for path in paths]
            else:
                changed.append(page)
        self._write_months([page for page in changed if page.channel.month])
        for page in changed:
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
        self._put("index.opml", opml.render(self.site, feeds))
        for group in opml.LISTS:
            self._put(f"{group}.opml", opml.render(self.site, feeds, group))
        self._put(ICON, (Path(__file__).parent / ICON).read_bytes())
        total_coverage = coverage(
            checks, len(articles), provinces=[province.slug for province in names.provinces()]
        )
        self._put("coverage.json", _json(total_coverage.to_record()))

        fingerprints = {page.channel.path: page.fingerprint for page in pages}
        self._remove(before.pages.keys() - fingerprints.keys())
        untouched = {article.id for article in articles} - self.renderer.rendered_ids
        left_out = {number: entry for number, entry in before.left_out.items() if number in untouched}
        left_out |= self.renderer.left_out
        # The state file names these files, so they must reach the disk before it.
        sync_folders({path.parent for path in self.files.written})
        state.write(self.folder, state.State(fingerprints, left_out))
        self.files.left_out = list(left_out.values())
        return self.files

    def _pages(
        self,
        feeds: list[Feed],
        contents: Mapping[str, FeedContents],
        checks: list[SourceCheck],
        public: set[int],
    ) -> Iterator[PlannedPage]:
        """Every page that is written as a file, with its article ids in order."""
        for feed in feeds:
            own = contents.get(feed.name, FeedContents())
            months = list(own.months) if feed.monthly else []
            channel = Channel(
                feed.name,
                feed.title,
                feed.description,
                self.site,
                listed=feed.listed,
                older=months[0] if months else None,
            )
            about, words = self._about(feed, own, checks)
            if feed is feed_catalogue.MOST_READ:
                most = (
                    number
                    for number, _ in queries.most_read(limit=feed_catalogue.LIST_LENGTH)
                    if number in public
                )
                yield PlannedPage(channel, feed_catalogue.dedupe_stories(most, self.stories), words)
            else:
                ids, entered = [article_id for article_id, _ in own.window], [at for _, at in own.window]
                yield PlannedPage(replace(channel, description=about), ids, words, entered)
            if feed is not feed_catalogue.ALL and not self.all_months:
                continue
            for place, month in enumerate(months):
                older = months[place + 1] if place + 1 < len(months) else None
                page = archive_channel(channel, month, older, months[place - 1] if place else None)
                yield PlannedPage(page, own.months[month], page.description)

    def _about(self, feed: Feed, contents: FeedContents, checks: list[SourceCheck]) -> tuple[str, str]:
        """(description with its coverage statement, the part of it whose change causes a new rendering).

        A province's or source's states count as a change; the main feed's do not, since they differ every
        night."""
        if feed is feed_catalogue.ALL:
            provinces = [province.slug for province in names.provinces()]
            statement = coverage(checks, contents.count, provinces=provinces).statement()
            return f"{feed.description} {statement}", feed.description
        if feed.group in ("province", "source"):
            own = coverage(
                checks,
                contents.count,
                province=feed.filters.get("province"),
                source=feed.filters.get("source"),
            )
            return f"{feed.description} {own.statement()}", f"{feed.description} {own.counts()}"
        return feed.description, feed.description

    def _write_months(self, pages: list[FeedPage]) -> None:
        """Write month by month, so that an article is rendered once for all its feeds."""
        by_month: dict[str, list[FeedPage]] = {}
        for page in pages:
            by_month.setdefault(page.channel.month or "", []).append(page)
        for month in sorted(by_month):
            entries = self.renderer.render(number for page in by_month[month] for number in page.ids)
            for page in by_month[month]:
                self._write(page, entries)

    def _write(self, page: FeedPage, entries: Mapping[int, RenderedEntry]) -> None:
        own = [entries[number] for number in page.ids if number in entries]
        self._write_channel(page.channel, own, page.tombstones)

    def _write_channel(
        self, channel: Channel, entries: list[RenderedEntry], tombstones: Sequence[Tombstone] = ()
    ) -> None:
        for suffix in FORMATS:
            name = f"{channel.path}.{suffix}"
            if self._put(name, document(suffix, channel, entries, tombstones)) and channel.month is None:
                self.files.current.append(name)

    def _write_operator_feed(self) -> None:
        feed = feed_catalogue.OPERATOR_FEED
        entries = [
            render_entry(entry, self.site)
            for entry in operator_feed.finding_entries(source_status.findings_to_report(self.known))
        ]
        channel = Channel(feed.name, feed.title, feed.description, self.site, listed=feed.listed)
        self._write_channel(channel, [entry for entry in entries if isinstance(entry, RenderedEntry)])

    def _write_merged_provinces(self) -> None:
        for old, new in feed_catalogue.merged_province_feeds().items():
            for suffix in FORMATS:
                self._put(f"{old}.{suffix}", (self.folder / f"{new}.{suffix}").read_bytes())

    def _put(self, name: str, data: bytes) -> bool:
        path = self.folder / name
        written = replace_if_changed(path, data)
        (self.files.written if written else self.files.unchanged).append(path)
        return written

    def _remove(self, gone: set[str]) -> None:
        """Delete pages that no longer exist: months and sources without articles."""
        for name in gone:
            for suffix in FORMATS:
                (self.folder / f"{name}.{suffix}").unlink(missing_ok=True)
        for folder in {(self.folder / name).parent for name in gone}:
            with suppress(OSError):  # The folder is not empty.
                folder.rmdir()


def archive_channel(feed: Channel, month: str, older: str | None, newer: str | None) -> Channel:
    """The archive page of a feed for a month (``2026-11``), between the pages of two others."""
    title = f"{feed.title} – {feed_catalogue.month_name(month)}"
    return replace(feed, title=title, month=month, older=older, newer=newer)


def _list_files(folder: Path) -> set[str]:
    """The files under ``folder`` by their path in it."""
    paths: set[str] = set()
    for place, _, files in os.walk(folder):
        inside = os.path.relpath(place, folder)
        paths.update(name if inside == "." else f"{inside}/{name}" for name in files)
    return paths


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
