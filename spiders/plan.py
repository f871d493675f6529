"""What to fetch and how far to page: decided on plain values, tried without a network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from crawler.state import KnownArticle
from spiders.address import address_key
from spiders.paging import NextPage

Choice = Literal["new", "revisit", "skip"]


def choose(known: KnownArticle | None, *, full: bool = False) -> Choice:
    """Is this listed article to be fetched?

    One that the archive doesn't hold is new; the others are visited again only when ``full``. Young articles
    are looked at again whether they are listed or not: ``look_back``.
    """
    if known is None:
        return "new"
    return "revisit" if full else "skip"


def is_fresh(first_seen_at: datetime | None, horizon: datetime | None) -> bool:
    """Does this listed article say that the listing goes on with more that no complete run has seen?

    New ones do, and what runs since the last complete one (``horizon``) found: they may have broken off
    before the listing's end. Without any complete run everything does.
    """
    return first_seen_at is None or horizon is None or first_seen_at > horizon


def look_back(
    recent: Sequence[KnownArticle], *, at: datetime, window: timedelta, horizon: datetime | None
) -> list[KnownArticle]:
    """The articles to be visited again for edits and new view counts: dated within ``window`` before ``at``
    (undated ones: first seen then). Not those that a run since the last complete one saw already, which is
    the same night's work; none where no run was complete.
    """
    if horizon is None:
        return []
    return [
        article
        for article in recent
        if at - (article.dated_at or article.first_seen_at) <= window and article.last_seen_at <= horizon
    ]


def is_trusted(kept_at: datetime | None, *, horizon: datetime, at: datetime, every: timedelta) -> bool:
    """May a list be asked with the validators that were kept at ``kept_at``?

    A server that says "unchanged" for ever is asked in full once in ``every``, by the first run after each:
    ``horizon`` is when the last complete run ended.
    """
    if kept_at is None:
        return False
    return (at - kept_at) // every == (max(horizon, kept_at) - kept_at) // every


@dataclass(slots=True)
class Walk:
    """One listing on its way from the first page to the last, one page at a time.

    ``patience`` pages in a row without anything fresh end it: the second one guards against a first page
    that answers under two addresses. ``limit`` bounds what an endless listing can cost. ``broken`` says that
    it ended before its end, ``cut`` that the limit ended it. ``listed`` are the keys of the articles in its
    main column, in the order of the pages.
    """

    start: str
    patience: int = 2
    limit: int = 500
    broken: bool = False
    cut: bool = False
    listed: list[str] = field(default_factory=list)
    _stale: int = 0
    _asked: set[str] = field(default_factory=set)
    _waiting: dict[str, NextPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._asked.add(address_key(self.start))

    def after(self, pages: tuple[NextPage, ...], fresh: int, listed: int) -> str | None:
        """The page to ask for after one that named ``pages`` and listed ``listed`` articles, ``fresh`` of
        them worth coming for; None when the walk is over.
        """
        for page in pages:
            key = address_key(page.address)
            if key not in self._asked:
                self._waiting.setdefault(key, page)
        self._stale = 0 if fresh else self._stale + 1
        if self._stale >= self.patience or not listed:
            return None
        return self._next()

    def failed(self) -> str | None:
        """The page to ask for after one that could not be read."""
        self.broken = True
        self._stale += 1
        return None if self._stale >= self.patience else self._next()

    @property
    def pages(self) -> int:
        return len(self._asked)

    def _next(self) -> str | None:
        if not self._waiting:
            return None
        if self.pages >= self.limit:
            self.broken = self.cut = True
            return None
        key = min(self._waiting, key=lambda waiting: self._waiting[waiting])
        self._asked.add(key)
        return self._waiting.pop(key).address
