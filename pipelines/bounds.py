"""Between which days a page was published that prints no date: what its own page proves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from items import Between, Bound, BoundOrigin, Candidate, Yearless, between
from items.bounds import with_years
from pipelines.draft import Draft
from vietnamese.dates import past_days
from vietnamese.text import fold
from vietnamese.zone import in_vietnam

# "/uploads/2020_06/", "/2020/06/25/", "/Portals/0/2014/10/28/"
_DATED_PATH: Final = re.compile(r"/((?:19|20)\d\d)[/_-](1[0-2]|0?[1-9])(?:[/_-](3[01]|[12]\d|0?[1-9]))?(?=/)")
# Pages of this kind speak of days to come as they speak of past ones.
_PLANS: Final = re.compile(
    r"\b(?:ke hoach|thong bao|giay moi|moi hop|lich|chuong trinh|the le|huong dan|phat dong"
    r"|to chuc cuoc thi)\b"
)
_CLOCK_WORDS: Final = ("thu ", "chu nhat", "t2", "t3", "t4", "t5", "t6", "t7", "cn")
_SURE: Final = 0.5
_SET_BACK: Final = timedelta(days=14)


def decide_bounds(draft: Draft) -> Draft:
    """``published_between`` where no date is decided; each bound that the page proves becomes a candidate.

    Without a date there is always a latest bound: the page was there when it was fetched.
    """
    if draft.article.published is not None:
        return draft
    today = in_vietnam(draft.raw.fetched_at).date()
    found = [one for one in _found(draft) if not isinstance(one.value, date) or one.value <= today]
    seen = Bound(
        "latest", in_vietnam(draft.raw.fetched_at).replace(microsecond=0), "first-seen", "when it was fetched"
    )
    told, warnings = decided([*found, _as_candidate(seen, "bound.first-seen", "")])
    return draft.decided(
        f"published between: {_words(told)}",
        published_between=told,
        proofs=(*draft.article.proofs, *found),
        warnings=(*draft.article.warnings, *warnings),
    )


def decided(candidates: list[Candidate]) -> tuple[Between, tuple[str, ...]]:
    """The bounds that candidates of the fields "earliest" and "latest" leave, and what contradicts itself."""
    bounds = [bound for one in candidates if isinstance(bound := bound_of(one), Bound)]
    yearless = [bound for one in candidates if isinstance(bound := bound_of(one), Yearless)]
    return between([*bounds, *with_years(yearless, between(bounds)[0])])


def bound_of(candidate: Candidate) -> Bound | Yearless:
    """A candidate's value as a bound; "--06-25" is a day without its year (ISO 8601)."""
    value: Any = candidate.value
    if isinstance(value, str):
        return Yearless(int(value[2:4]), int(value[5:7]), candidate.raw)
    field: Any = candidate.field
    origin: Any = candidate.origin
    return Bound(field, value, origin, candidate.raw)


def _found(draft: Draft) -> Iterator[Candidate]:
    yield from _clocks(draft)
    yield from _document(draft)
    yield from _text(draft)
    yield from _uploads(draft)


def _clocks(draft: Draft) -> Iterator[Candidate]:
    """A page's clock shows the day of a kept page. It has its weekday or says "Hôm nay"; what has neither may
    be any date in a page's head."""
    for one in draft.raw.candidates:
        if one.field != "published" or one.rule != "date.clock" or one.refused is None:
            continue
        parsed = one.value
        weekday = fold(parsed.raw).startswith(_CLOCK_WORDS) and not parsed.warnings
        if weekday or parsed.role == "clock":
            yield _candidate("latest", parsed.day, "clock", one.raw, "bound.clock", one.place)


def _document(draft: Draft) -> Iterator[Candidate]:
    document = draft.article.document
    if document is not None and document.issued_on is not None:
        place = f"{document.place}, " if document.place else ""
        raw = f"{place}{document.issued_on:%d/%m/%Y}"
        yield _candidate("earliest", document.issued_on, "document", raw, "bound.issued", "document")


def _text(draft: Draft) -> Iterator[Candidate]:
    """The last day that the text cites or tells as past, and the last one of those without a year."""
    article = draft.article
    news = article.kind == "article" and not _PLANS.search(fold(article.title or ""))
    text = "\n".join(part for part in (article.summary, article.body_text) if part)
    today = in_vietnam(draft.raw.fetched_at).date()
    last: tuple[date, str, str] | None = None
    yearless: dict[tuple[int, int], str] = {}
    for one in past_days(text, events=news):
        if one.year is None:
            yearless.setdefault((one.month, one.day), one.raw)
        elif (day := one.on(one.year)) is not None and day <= today and (last is None or day > last[0]):
            last = day, one.raw, f"bound.{one.kind}"
    if last is not None:
        yield _candidate("earliest", last[0], "text", last[1], last[2], "text")
    for (month, number), raw in list(yearless.items())[:1]:
        yield _candidate("earliest", f"--{month:02}-{number:02}", "text", raw, "bound.event", "text")


def _uploads(draft: Draft) -> Iterator[Candidate]:
    """The first day in the paths of its own pictures and files: others may have been added later.

    Sites set the date of an article back by some days after its files were stored. A month leaves room for
    it; a day gets it.
    """
    host = _host(draft.article.url)
    found: list[tuple[date, str]] = []
    for address in (*(each.url for each in draft.raw.images), *(each.url for each in draft.raw.attachments)):
        match = _DATED_PATH.search(address)
        if match is None or not host or _host(address) != host:
            continue
        try:
            day = date(int(match[1]), int(match[2]), int(match[3] or 1))
            if match[3]:
                found.append((day - _SET_BACK, f"{match[0]}/, {_SET_BACK.days} days allowed"))
            else:
                found.append((day, f"{match[0]}/"))
        except ValueError:
            continue
    if found:
        day, path = min(found)
        yield _candidate("earliest", day, "upload", path, "bound.upload", "pictures and files")


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _candidate(
    field: Any, value: date | str, origin: BoundOrigin, raw: str, rule: str, place: str
) -> Candidate:
    return Candidate(field, value, raw, origin, rule, place, _SURE)


def _as_candidate(bound: Bound, rule: str, place: str) -> Candidate:
    return Candidate(bound.side, bound.value, bound.raw, bound.origin, rule, place, _SURE)


def _words(told: Between) -> str:
    sides = [("not before", told.earliest), ("not after", told.latest)]
    words = [f"{name} {one.day} ({one.origin}: {one.raw})" for name, one in sides if one is not None]
    return ", ".join(words) or "nothing is known"


class BoundsStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_bounds(item)
