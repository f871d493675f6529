"""What to fetch, and what is fresh: decided on plain values, tried without a network."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from crawler.state import KnownArticle

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
    """Does this listed article say that the list goes on with more that no run has seen there?

    New ones do, and what was found since the list was last read as far as it goes (``horizon``): that run may
    have broken off before the list's end. Of a list that was never read so everything does.
    """
    return first_seen_at is None or horizon is None or first_seen_at > horizon


def look_back(
    recent: Sequence[KnownArticle], *, at: datetime, window: timedelta, horizon: datetime | None
) -> list[KnownArticle]:
    """The articles to be visited again for edits and new view counts: dated within ``window`` before ``at``
    (undated ones: first seen then). Not those that a run which did not come to its end saw since
    ``horizon``, when the last one did: that is the same night's work. None where none did.
    """
    if horizon is None:
        return []
    return [
        article
        for article in recent
        if at - (article.dated_at or article.first_seen_at) <= window
        # What was seen in the future was seen by a wrong clock.
        and (article.last_seen_at <= horizon or article.last_seen_at > at)
    ]


def is_trusted(kept_at: datetime | None, *, horizon: datetime, at: datetime, every: timedelta) -> bool:
    """May a list be asked with the validators that were kept at ``kept_at``?

    A server that says "unchanged" for ever is asked in full once in ``every``, by the first run after each:
    ``horizon`` is when the list was last read or said to be unchanged. What a clock that went ahead kept is
    not trusted.
    """
    if kept_at is None or kept_at > at:
        return False
    return (at - kept_at) // every == (max(horizon, kept_at) - kept_at) // every
