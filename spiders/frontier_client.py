"""The crawl state of one source, asked from the event loop: frontier, known articles, validators, lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.state import CrawlState, Outcome, Pending, StateThread, Validators, load_state
from items.list_report import ListReport
from spiders.discovery import Link
from spiders.keys import page_key
from spiders.plan import choose, is_fresh, is_trusted, look_back

# Outcomes are kept in batches; what a kill takes with it is found out from the articles themselves.
_BATCH = 20
# A server that says "unchanged" for longer than this is asked without its validators.
_TRUST = timedelta(days=7)


class BusyError(Exception):
    """Another process crawls the source at this moment."""


class FrontierClient:
    """One source's crawl state during a crawl. Raises what the state raises (a database's errors, say)."""

    def __init__(self, source: str, *, full: bool) -> None:
        self._source, self._full = source, full
        self._thread = StateThread()
        self._state: CrawlState | None = None
        self._held = False
        self._resumed: set[str] = set()
        self._open: set[str] = set()
        self._complete: datetime | None = None
        self._settling: list[Outcome] = []
        self._found: dict[
            str, datetime | None
        ] = {}  # when each key that was listed in this run was first found
        self.lists: Mapping[str, ListReport] = {}
        self.horizon: datetime | None = None
        self._kept: Mapping[str, Validators] = {}
        self.validators: Mapping[str, Validators] = {}

    async def open(self, dotted: str, *, wait: float) -> tuple[list[Link], dict[str, int]]:
        """Lock the source; what earlier runs left to fetch, and how often each of it failed.

        Raises BusyError where the source stays locked for ``wait`` seconds.
        """
        self._state = await self._thread.ask(load_state, dotted)
        self._held = await self._thread.ask(self._state.acquire, self._source, wait)
        if not self._held:
            raise BusyError(f"another process is crawling {self._source}")
        lists = await self._thread.ask(self._state.lists, self._source)
        self.lists = {page_key(each.address): each for each in lists}
        self._complete = await self._thread.ask(self._state.last_complete, self._source)
        at = datetime.now(UTC)
        read = [each.at for each in lists if each.at is not None and each.at <= at]
        self.horizon = max(read) if read else _past(self._complete, at)
        self._kept = await self._thread.ask(self._state.validators, self._source)
        if not self._full:
            self.validators = {
                address: each
                for address, each in self._kept.items()
                if (horizon := self._last_read(address)) is not None
                and is_trusted(each.at, horizon=horizon, at=at, every=_TRUST)
            }
        pending = await self._thread.ask(self._state.pending, self._source, at=datetime.now(UTC))
        self._resumed = {link.key for link in pending}
        self._open |= self._resumed
        links = [Link(link.address, link.key, "", "main", link.evidence) for link in pending]
        return links, {link.key: link.tries for link in pending}

    @property
    def resumed(self) -> frozenset[str]:
        """The keys of what earlier runs left."""
        return frozenset(self._resumed)

    def horizon_of(self, address: str) -> datetime | None:
        """Up to when what was found there is no news on the list at this address: None where it was never
        read to its end. A horizon in the future is a wrong clock's, and none."""
        known = self.lists.get(page_key(address))
        if known is None:
            return None if self.lists else _past(self._complete, datetime.now(UTC))
        return _past(known.front_at, datetime.now(UTC))

    def _last_read(self, address: str) -> datetime | None:
        """When what stands at this address was last read, or said to be unchanged."""
        known = self.lists.get(page_key(address))
        return self.horizon if known is None else _past(known.at, datetime.now(UTC))

    def fresh(self, keys: Sequence[str], horizon: datetime | None) -> int:
        """How many of these listed keys, chosen among in this run, say that their list goes on with more.

        Whichever list brought them first: each is walked as if it were the only one, for another may fail.
        """
        return sum(
            self._full or key in self._resumed or is_fresh(self._found[key], horizon)
            for key in keys
            if key in self._found or key in self._resumed
        )

    async def choose(self, unseen: Sequence[Link], heads: frozenset[str] = frozenset()) -> tuple[Link, ...]:
        """Which of these links are to be fetched; the new ones are in the frontier before this returns.

        ``heads`` are the keys of links, seen before or not, that stand among the first of this list: kept
        until a walk was complete, for then they tell what of it is news.
        """
        assert self._state is not None
        at = datetime.now(UTC)
        keys = [link.key for link in unseen]
        known = await self._thread.ask(self._state.known_many, self._source, keys)
        settled = await self._thread.ask(self._state.unwanted, self._source, keys, at=at)
        # The first word on a date stands: an article must not change because another list tells it otherwise.
        known_evidence = await self._thread.ask(self._state.evidence, self._source, list(known))
        chosen, new = [], []
        for link in unseen:
            article = known.get(link.key)
            self._found[link.key] = article.first_seen_at if article is not None else settled.get(link.key)
            choice = choose(article, full=self._full)
            if choice == "skip" or (link.key in settled and not self._full):
                continue
            chosen.append(
                replace(link, evidence=known_evidence[link.key]) if link.key in known_evidence else link
            )
            if choice == "new":
                new.append(Pending(link.key, link.address, link.evidence, head=link.key in heads))
        if new:
            await self._thread.ask(self._state.enqueue, self._source, new, at=at)
            self._open |= {link.key for link in new}
        before = heads - {link.key for link in new}
        if before and self._complete is None:
            await self._thread.ask(self._state.mark_heads, self._source, sorted(before))
        return tuple(chosen)

    def conditions(self, address: str) -> dict[str, str]:
        """Headers with what is known of this address's version; none where nothing is, or is trusted."""
        known = self.validators.get(address)
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def is_news(self, address: str, fresh: int = 0) -> bool:
        """Are the validators of a list worth keeping? Those of one that listed nothing fresh would be
        written anew each night by sites whose pages are a little different each time.
        """
        return fresh > 0 or address not in self._kept

    async def recent(self, *, window: timedelta, most: int) -> list[Link]:
        """The young articles that are to be visited again."""
        assert self._state is not None
        at = datetime.now(UTC)
        found = await self._thread.ask(self._state.recent, self._source, since=at - window, most=most)
        young = look_back(found, at=at, window=window, horizon=self.horizon)
        self._found |= {article.key: article.first_seen_at for article in young}
        keys = [article.key for article in young]
        settled = await self._thread.ask(self._state.unwanted, self._source, keys, at=at)
        evidence = await self._thread.ask(self._state.evidence, self._source, keys)
        return [
            Link(article.url, article.key, "", "main", evidence.get(article.key, ()))
            for article in young
            if article.key not in settled
        ]

    async def settle(self, outcome: Outcome) -> None:
        """Keep what became of a link, soon. That a known article is still there is nothing to be kept."""
        if outcome.name == "article" and outcome.key not in self._open:
            return
        if outcome.done:
            self._open.discard(outcome.key)
        self._settling.append(outcome)
        if len(self._settling) >= _BATCH:
            await self._flush()

    async def close(
        self, validators: Mapping[str, Validators] | None, lists: Mapping[str, Sequence[str]]
    ) -> None:
        """Keep the rest, give the source free, end the thread. ``validators`` only of lists that were read as
        far as they go; ``lists`` are the keys that the walked ones named, in their order."""
        try:
            if self._state is not None and self._held:
                await self._flush()
                await self._thread.ask(self._state.learn, self._source, lists, at=datetime.now(UTC))
                if validators:
                    await self._thread.ask(
                        self._state.keep_validators, self._source, validators, at=datetime.now(UTC)
                    )
        finally:
            if self._state is not None and self._held:
                await self._thread.ask(self._state.release, self._source)
            self._thread.close()

    async def _flush(self) -> None:
        assert self._state is not None
        batch, self._settling = self._settling, []
        if batch:
            await self._thread.ask(self._state.settle, self._source, batch, at=datetime.now(UTC))


def _past(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment <= at else None
