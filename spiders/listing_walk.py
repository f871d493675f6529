"""How a listing is read page after page, and what the next run must know of it. No network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from items.failures import meaning
from items.list_report import ListReport, ListState, Rest
from spiders.address import POSTED, address_key
from spiders.keys import page_key
from spiders.paging import NextPage

# More places than these where a list is still to be read on: it is walked as a whole again.
_MOST_RESTS = 4
_FORGOTTEN = timedelta(days=60)


@dataclass(slots=True)
class ListingWalk:
    """One list on its way from a page on, one page at a time.

    ``patience`` pages in a row without anything fresh end it: the second one guards against a first page
    that answers under two addresses. ``limit`` bounds what an endless list can cost. ``horizon`` says what is
    fresh (``spiders.plan.is_fresh``). A walk that goes on where an earlier run stopped begins with page
    ``number`` of the list at ``of``.

    ``broken`` says that it ended before its end or that a page could not be read, ``failure`` which was the
    first; ``cut`` that the limit ended it, ``ended`` that it is over, ``static`` that no list stands there;
    ``read`` pages were read, ``listed`` articles stood in them; ``keys`` are those of its main column, in the
    order of the pages.
    """

    start: str
    patience: int = 2
    limit: int = 500
    horizon: datetime | None = None
    number: int = 1
    of: str = ""
    broken: bool = False
    cut: bool = False
    ended: bool = False
    unchanged: bool = False
    static: bool = False
    failure: str = ""
    read: int = 0
    listed: int = 0
    keys: list[str] = field(default_factory=list)
    _failed_at: NextPage | None = None
    _stale: int = 0
    _asked: set[str] = field(default_factory=set)
    _waiting: dict[str, NextPage] = field(default_factory=dict)
    _page: NextPage = field(init=False)

    def __post_init__(self) -> None:
        self._asked.add(address_key(self.start))
        self._page = NextPage(self.number, self.start)

    def after(self, pages: tuple[NextPage, ...], fresh: int, listed: int) -> str | None:
        """The page to ask for after one that named ``pages`` and listed ``listed`` articles, ``fresh`` of
        them worth coming for; None when the walk is over.
        """
        self.read += 1
        self.listed += listed
        for page in pages:
            key = address_key(page.address)
            if key not in self._asked and page.number > self.number:
                self._waiting.setdefault(key, page)
        self._stale = 0 if fresh else self._stale + 1
        if self._stale >= self.patience or not listed:
            self.ended = True
            return None
        return self._next()

    def failed(self, name: str = "") -> str | None:
        """The page to ask for after one that could not be read; ``name`` is the failure's."""
        self.broken = True
        self.failure = self.failure or name
        # A list that became shorter, or one that names a page too many.
        if self._failed_at is None and not (self.read and meaning(name).gone):
            self._failed_at = self._page
        self._stale += 1
        if self._stale >= self.patience:
            self.ended = True
            return None
        return self._next()

    def mark_static(self) -> None:
        """No list stands there but a page of its own, or a feed: there is nothing more to be read."""
        self.read += 1
        self.ended = self.static = True

    def mark_unchanged(self) -> None:
        """The server said so of its first page (304)."""
        self.ended = self.unchanged = True

    @property
    def pages(self) -> int:
        return len(self._asked)

    def rests(self) -> tuple[Rest, ...]:
        """Where the next run must go on: at the first page that could not be read, and where this run was
        ended. That page is read once more, for what was listed behind it may stand on it now."""
        places = [self._failed_at] if self._failed_at is not None else []
        if self.cut or not self.ended:
            places.append(self._page)
        return tuple(Rest(each.number, each.address, self.horizon) for each in places)

    def _next(self) -> str | None:
        if not self._waiting:
            self.ended = True
            return None
        if self.pages >= self.limit:
            self.broken = self.cut = self.ended = True
            return None
        key = min(self._waiting, key=lambda waiting: self._waiting[waiting])
        self._asked.add(key)
        self._page = self._waiting.pop(key)
        return self._page.address


def report_lists(
    walks: Sequence[ListingWalk], before: Mapping[str, ListReport], *, at: datetime
) -> tuple[ListReport, ...]:
    """What a run at its end ``at`` (aware) says of each list: of those that it walked (``walks``), and what
    earlier runs said (``before``, by ``page_key``) of those to which nothing led this time.
    """
    deep: dict[str, list[ListingWalk]] = {}
    for walk in walks:
        if walk.of:
            deep.setdefault(page_key(walk.of), []).append(walk)
    told = {}
    for walk in walks:
        if not walk.of:
            key = page_key(walk.start)
            told[key] = _of_one(walk, deep.get(key, ()), before.get(key), at)
    absent = [
        replace(each, state="not asked", reason="", pages=0)
        for key, each in before.items()
        if key not in told and each.at is not None and at - each.at < _FORGOTTEN
    ]
    return (*told.values(), *absent)


def _of_one(
    front: ListingWalk, deep: Sequence[ListingWalk], known: ListReport | None, at: datetime
) -> ListReport:
    known = known or ListReport(front.start, "read")
    state = _state(front)
    if state in ("failed", "no list"):
        return replace(known, address=front.start, state=state, reason=front.failure, pages=0)
    walked = {(walk.number, walk.start): walk for walk in deep}
    rests: list[Rest] = [each for each in known.rest if (each.number, each.address) not in walked]
    again: list[datetime | None] = []
    for rest in known.rest:
        walk = walked.get((rest.number, rest.address))
        if walk is None:
            continue
        if meaning(walk.failure).gone and not walk.read:
            again.append(rest.horizon)  # The list is shorter than it was: nobody knows what moved where.
        else:
            rests += walk.rests()
    new = front.rests()
    reach = 0
    if any(POSTED in each.address for each in (*rests, *new)):
        # Only the page before knows the form that leads there: the next run walks all of it, and further.
        again.append(front.horizon)
        reach = front.pages
    rests += new
    if len({each.address for each in rests}) > _MOST_RESTS:
        again += [each.horizon for each in rests]
    if again:
        rests = []
    front_at = _earliest(again) if again else at
    merged = _merged(rests)
    whole = not merged and not again and state in ("read", "unchanged")
    return ListReport(
        address=front.start,
        state=state,
        reason=front.failure or next((walk.failure for walk in deep if walk.failure), ""),
        pages=front.read + sum(walk.read for walk in deep),
        at=at,
        front_at=front_at,
        whole_at=known.whole_at or (at if whole else None),
        rest=merged,
        reach=reach,
    )


def _state(front: ListingWalk) -> ListState:
    if front.unchanged:
        return "unchanged"
    if not front.read and front.failure:
        return "no list" if meaning(front.failure).no_list else "failed"
    if front.cut:
        return "cut"
    return "read" if front.ended else "open"


def _merged(rests: Sequence[Rest]) -> tuple[Rest, ...]:
    """Each page once, with the earliest horizon of those that were noted for it."""
    found: dict[str, Rest] = {}
    for each in rests:
        other = found.get(each.address)
        found[each.address] = (
            each if other is None else replace(each, horizon=_earliest((each.horizon, other.horizon)))
        )
    return tuple(sorted(found.values(), key=lambda rest: rest.number))


def _earliest(moments: Sequence[datetime | None]) -> datetime | None:
    """None, which is before everything, where one of them is."""
    known = [each for each in moments if each is not None]
    return min(known) if len(known) == len(moments) else None
