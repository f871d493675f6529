"""Find the dates of a text, and decide which date a line has."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from vietnamese.dates import exclusions, grammar
from vietnamese.dates.build import FIRST_YEAR, TWO_TIMES, MatchedDate, is_future, read_full
from vietnamese.dates.fallback import read_foreign
from vietnamese.dates.normalized_text import NormalizedText
from vietnamese.dates.relative import ago, may_be_ago, may_be_named, named, read_ago, read_named, read_no_year
from vietnamese.dates.values import DateRole, ParsedDate
from vietnamese.zone import in_vietnam

# Where a label, weekday, month or time may start: at a digit, or at a word with the first letters of one.
_START = re.compile(
    r"(?<![0-9])[0-9]|(?<![^\W\d_])(?:[đd][ăaượuã]|xu|ph|g[iửưu]|t[hạaiue2-7. ]|c[ậâahủúuôoó.n]|ng|b[ảaàâ]"
    r"|l[ầâaú]|m[ớoơa]|kh|v[iàăa]|h[ạaôoi]|k[ýy]|s[ửưuae]|p[ou]|up|cr|[wfjno]|ap|au|de)"
)
_WHOLE = re.compile("(never)?")
_WINDOW = 70  # characters before a date that may hold its label, weekday and time
_CITATION = 90  # characters from a document's number to its date
_MAX_DATES = 12  # a line with more dates has no date of its own
_MAX_CACHED = 200
_MAX_WITHOUT_YEAR = 100  # characters of a text that consists of a date without a year


class _DateInLine(NamedTuple):
    """A date with a year in a line; ``value`` is the printed one, which ``parsed`` may reduce to the day."""

    value: datetime | date
    parsed: ParsedDate
    verdict: Literal["kept", "left out", "stray", "bars the line"]


def read_line(text: str, at: datetime | None = None, latest: datetime | None = None) -> ParsedDate | None:
    """``parse_date`` by the general rules; a date more than a day after ``latest`` is refused."""
    dates = _dates_in_line_cached(text) if len(text) <= _MAX_CACHED else _dates_in_line(text)
    if dates is None:
        return _read_incomplete(NormalizedText(text), at, latest)
    kept: list[ParsedDate] = []
    strays = 0
    for value, parsed, verdict in dates:
        if verdict == "stray" or is_future(value, latest):
            strays += 1  # an anniversary or a plan, so that other dates of the line need a label
        elif verdict == "bars the line":
            return None
        elif verdict == "kept":
            kept.append(parsed)
    return _choose([date for date in kept if date.label] if strays else kept)


def read_relative(text: str, at: datetime) -> ParsedDate | None:
    """The date of a text without digits ("Hôm qua", "một giờ trước"), or None."""
    return _read_relative(NormalizedText(text), at)


def find_dates(text: str, at: datetime | None = None) -> tuple[ParsedDate, ...]:
    """Every date with a year from 1900 to 2100 in running text, in order.

    With ``at``, dates more than a day later are left out. A date after a document's number has the role
    "issued". Dates without a year, also at the end of a range, and relative forms are not found.
    """
    normalized = NormalizedText(text)
    dates: list[ParsedDate] = []
    done = 0
    for match in _candidates(normalized.low):
        start, before = match.start(grammar.RAW), done
        done = match.end()
        matched = read_full(match)
        if matched is None or matched.short or not 1900 <= matched.value.year <= 2100:
            continue
        if is_future(matched.value, at):
            continue
        left = normalized.low[max(before, start - _CITATION) : start]
        cited = match[1] is None and exclusions.CITED.search(left)
        dates.append(normalized.to_parsed_date(match, matched, start, done, "issued" if cited else None))
    return tuple(dates)


def _candidates(low: str, first: re.Match[str] | None = None) -> Iterator[re.Match[str]]:
    """The matches of ``grammar.full``, each as wide as possible, from left to right.

    ``first`` is the match at the start of the text, if it is known already.
    """
    done = position = 0
    if first is not None:
        yield first
        done = position = first.end()
    while (core := grammar.CORE.search(low, position)) is not None:
        match = _widest(low, core.start(), max(done, core.start() - _WINDOW))
        if match is None:
            position = core.start() + 1
        else:
            yield match
            done = position = match.end()


def _widest(low: str, core: int, first: int) -> re.Match[str] | None:
    """The match that starts farthest left, from ``first`` on, with a date that includes position ``core``."""
    for start in _START.finditer(low, first, core + 1):
        match = grammar.full().match(low, start.start())
        if match is not None and match.start(grammar.DATE) <= core < match.end(grammar.DATE_END):
            return match
    return None


def _dates_in_line(text: str) -> tuple[_DateInLine, ...] | None:
    """The dates of a line; None if they depend on the time of reading or are in another language."""
    normalized = NormalizedText(text)
    low = normalized.low
    if grammar.CORE.search(low) is None:
        return None if _may_be_incomplete(low) else ()
    first = grammar.full().match(low)
    if first is not None and (first.end() == len(low) or grammar.TRAIL.match(low, first.end())):
        matched = read_full(first)
        if matched is None or matched.value.year < FIRST_YEAR:
            return ()
        parsed = normalized.to_parsed_date(first, matched, first.start(grammar.RAW), first.end())
        return (_DateInLine(matched.value, parsed, "kept"),)
    dates: list[_DateInLine] = []
    count = 0
    for match in _candidates(low, first):
        count += 1
        if count > _MAX_DATES or (count == 1 and exclusions.LICENCE.search(low)):
            return ()
        matched = read_full(match)
        if matched is not None and matched.rule != "spaced" and (match[1] is not None or not matched.short):
            dates.append(_judge_context(normalized, match, matched))
    return tuple(dates) if count else None


def _judge_context(normalized: NormalizedText, match: re.Match[str], matched: MatchedDate) -> _DateInLine:
    """The date with the verdict that the words around it give."""
    low, value = normalized.low, matched.value
    start, end = match.start(grammar.RAW), match.end()
    verdict: Literal["kept", "left out", "stray", "bars the line"] = "kept"
    role: DateRole | None = None
    if value.year < FIRST_YEAR:
        verdict = "stray"
    elif exclusions.LUNAR.match(low, end):
        verdict = "left out"
    elif match[1] is None:
        left = low[max(0, start - 200) : start]
        if exclusions.RANGE_LEFT.search(left) or exclusions.RANGE_RIGHT.match(low, end):
            verdict = "bars the line"
        elif (
            exclusions.CITED.search(left) or exclusions.PHONE.search(left) or exclusions.SECTION.search(left)
        ):
            verdict = "left out"
        else:
            if isinstance(value, datetime) and exclusions.TIME_LEFT.search(left):
                warnings = (*matched.warnings, TWO_TIMES)
                matched = matched._replace(value=value.date(), precision="day", warnings=warnings)
            if exclusions.ADDRESS_LEFT.search(left) or exclusions.ADDRESS_RIGHT.match(low, end):
                verdict = "left out"
            elif exclusions.CLOCK.match(low):
                role = "clock"
    return _DateInLine(value, normalized.to_parsed_date(match, matched, start, end, role), verdict)


# Cached: a site prints the dates of its headlines on every page.
_dates_in_line_cached = lru_cache(maxsize=4096)(_dates_in_line)


def _choose(kept: list[ParsedDate]) -> ParsedDate | None:
    """The date if all are of one day.

    Else that of the published ones, else that of those without other labels.
    """
    if len(kept) < 2:
        return kept[0] if kept else None
    for roles in (None, ("published",), ("published", "")):
        candidates = [parsed for parsed in kept if roles is None or parsed.role in roles]
        if len({parsed.day for parsed in candidates}) == 1:
            return max(candidates, key=lambda parsed: (parsed.role == "published", parsed.precision != "day"))
    return None


def _read_incomplete(
    normalized: NormalizedText, at: datetime | None, latest: datetime | None
) -> ParsedDate | None:
    """The date of a text without a year, in a relative form, or in another language; else None."""
    low = normalized.low
    if at is not None:
        short = len(low) <= _MAX_WITHOUT_YEAR and grammar.MAY_BE_NO_YEAR.search(low) is not None
        if short and (match := grammar.no_year().match(low)) is not None:
            matched = read_no_year(match, in_vietnam(at))
            end = match.end() - len(match["trail"])
            return (
                normalized.to_parsed_date(match, matched, match.start(grammar.RAW), end) if matched else None
            )
        relative = _read_relative(normalized, at)
        if relative is not None:
            return relative
    matched = read_foreign(low)
    if matched is None or is_future(matched.value, latest) or matched.value.year < FIRST_YEAR:
        return None
    whole = _WHOLE.match(low)
    assert whole is not None
    return normalized.to_parsed_date(whole, matched, 0, len(low))


def _may_be_incomplete(low: str) -> bool:
    return (
        (len(low) <= _MAX_WITHOUT_YEAR and grammar.MAY_BE_NO_YEAR.search(low) is not None)
        or may_be_ago(low)
        or may_be_named(low)
        or read_foreign(low) is not None
    )


def _read_relative(normalized: NormalizedText, at: datetime) -> ParsedDate | None:
    low = normalized.low
    if len(low) > 2 * _MAX_WITHOUT_YEAR:
        return None
    if may_be_ago(low):
        pairs = [(match, read_ago(match, in_vietnam(at))) for match in ago().finditer(low)]
        known = [(match, matched) for match, matched in pairs if matched is not None]
        if len(known) == 1:
            match, matched = known[0]
            return normalized.to_parsed_date(match, matched, match.start(2), match.end(10))
    if may_be_named(low) and (words := named().match(low)) is not None:
        day = read_named(words, in_vietnam(at))
        if day is not None:
            return normalized.to_parsed_date(words, day, words.start(2), words.start(18))
    return None
