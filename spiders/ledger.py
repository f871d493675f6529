"""The spider's book of what was found and what became of it: the state, asked from the event loop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler.state import CrawlState, Outcome, Pending, StateThread, Validators, load_state
from spiders.discovery import Link
from spiders.plan import choose, is_fresh, is_trusted, look_back

# Outcomes are kept in batches; what a kill takes with it is found out from the articles themselves.
_BATCH = 20
# A server that says "unchanged" for longer than this is asked without its validators.
_TRUST = timedelta(days=7)


class BusyError(Exception):
    """Another process crawls the source at this moment."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """``links`` to fetch, ``fresh`` listed ones that say that the listing goes on with more."""

    links: tuple[Link, ...]
    fresh: int


class Ledger:
    """One source's frontier and memory during a crawl. Errors are the state's own (a database's, say)."""

    def __init__(self, source: str, *, full: bool) -> None:
        self._source, self._full = source, full
        self._thread = StateThread()
        self._state: CrawlState | None = None
        self._held = False
        self._resumed: set[str] = set()
        self._open: set[str] = set()
        self._settling: list[Outcome] = []
        self.horizon: datetime | None = None
        self._kept: Mapping[str, Validators] = {}
        self.validators: Mapping[str, Validators] = {}

    async def open(self, dotted: str, *, wait: float) -> tuple[list[Link], dict[str, int]]:
        """Lock the source; what earlier runs left to fetch, and how often each of it failed.

        Raises BusyError where the source stays locked for ``wait`` seconds.
        """
        self._state = await self._thread.ask(load_state, dotted)
        self._held = await self._thread.ask(self._state.hold, self._source, wait)
        if not self._held:
            raise BusyError(f"another process is crawling {self._source}")
        self.horizon = await self._thread.ask(self._state.last_complete, self._source)
        self._kept = await self._thread.ask(self._state.validators, self._source)
        if self.horizon is not None and not self._full:
            at, horizon = datetime.now(UTC), self.horizon
            self.validators = {
                address: each
                for address, each in self._kept.items()
                if is_trusted(each.at, horizon=horizon, at=at, every=_TRUST)
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

    async def choose(self, unseen: Sequence[Link]) -> Chosen:
        """Which of these links are to be fetched; the new ones are in the frontier before this returns."""
        assert self._state is not None
        at = datetime.now(UTC)
        keys = [link.key for link in unseen]
        known = await self._thread.ask(self._state.known_many, self._source, keys)
        settled = await self._thread.ask(self._state.unwanted, self._source, keys, at=at)
        # The first word on a date stands: an article must not change because another list tells it otherwise.
        known_evidence = await self._thread.ask(self._state.evidence, self._source, list(known))
        chosen, new, fresh = [], [], 0
        for link in unseen:
            article = known.get(link.key)
            found_at = article.first_seen_at if article is not None else settled.get(link.key)
            fresh += is_fresh(found_at, self.horizon) or self._full
            choice = choose(article, full=self._full)
            if choice == "skip" or (link.key in settled and not self._full):
                continue
            chosen.append(
                replace(link, evidence=known_evidence[link.key]) if link.key in known_evidence else link
            )
            if choice == "new":
                new.append(Pending(link.key, link.address, link.evidence))
        if new:
            await self._thread.ask(self._state.enqueue, self._source, new, at=at)
            self._open |= {link.key for link in new}
        return Chosen(tuple(chosen), fresh)

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

    def listed_again(self, keys: Sequence[str]) -> int:
        """How many of these listed keys were left by an earlier run: they too say that more may follow."""
        return sum(key in self._resumed for key in keys)

    async def recent(self, *, window: timedelta, most: int) -> list[Link]:
        """The young articles that are to be visited again."""
        assert self._state is not None
        at = datetime.now(UTC)
        found = await self._thread.ask(self._state.recent, self._source, since=at - window, most=most)
        young = look_back(found, at=at, window=window, horizon=self.horizon)
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
        """Keep the rest, give the source free, end the thread. ``validators`` only of a complete walk;
        ``lists`` are the keys that the walked ones named, in their order."""
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
