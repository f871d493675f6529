"""Whose a date on a line is: the article's, another article's, an event's, or the page's own clock's."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from lxml.etree import _Element as Element

from extraction.boxes import HEADLINE, leads_elsewhere, leads_to_file
from extraction.hints import Hint, names_of
from extraction.labels import is_detail, views_of
from extraction.layout import Layout
from extraction.lines import Line, Lines
from extraction.weights import other_columns
from extraction.zones import LIST
from vietnamese.dates import ParsedDate
from vietnamese.documents import parse_place_date
from vietnamese.text import fold
from vietnamese.zone import in_vietnam

ABOVE: Final = 4  # lines above the headline that may still be the article's own
_SHORT_LINK: Final = 12  # characters of a link that is no headline
_ROW: Final = 3  # lines of a headline with its date and count
_CACHED: Final = 3600  # seconds for which a page with a clock may have been kept
_FAR: Final = 12  # lines above it for a labelled date in the article's own container
_DATE_CLASS: Final = Hint(r"date|time|ngay|thoi-?gian|posted|publish")
_CLOCK_CLASS: Final = Hint(r"clock|today|now\b|current|hien-?tai|dong-?ho|hom-?nay")
_CLOCK_WORDS: Final = ("thu ", "chu nhat", "ngay")  # folded
_BARS: Final = "|·•-–"
_VENUE: Final = re.compile(r"(?:\W*|\w{1,3}[.)] ?)(?:tai )?(?:dia diem|noi to chuc)[a-z ]{0,20}:")
_ORIGIN: Final = re.compile(r"[(\[]?(?:trích )?(?:nguồn|theo)\b", re.IGNORECASE)
_LICENCE: Final = re.compile(r"giấy phép|\bGP\b|bản quyền|©", re.IGNORECASE)
_POST_CLASS: Final = Hint(
    r"(post|entry|article|news|publish)(ed|ing)?[-_]?(date|time|on)|date-?header|ngay-?dang"
)


def judge(
    layout: Layout, line: Line, parsed: ParsedDate, in_head: bool, in_tail: bool, at: datetime
) -> tuple[float, str, str | None]:
    """Confidence, rule and reason of refusal of a line with a date: nearness and container decide.

    ``at`` (aware) is when the page was fetched.
    """
    page = layout.page
    if parsed.role in ("issued", "deadline", "clock"):
        return 0.0, f"date.{parsed.role}", f"its label says {parsed.role}, not published"
    if parse_place_date(line.text) is not None:
        return 0.0, "date.place", "place and date of issue of a document"
    if line.index in layout.counters or _LICENCE.search(line.text):
        return 0.0, "date.furniture", "stands in a counter or imprint"
    if not parsed.label and line.text[: parsed.start].rstrip().endswith(":"):
        return 0.0, "date.other", "the date of something else that the line names"
    if _is_of_event(page, line, parsed):
        return 0.0, "date.event", "when something takes place, as its place stands beside it"
    labelled = parsed.role in ("published", "updated")
    article = layout.article if layout.article is not None else page.body
    inside = page.holds(article, line.index)
    share = len(parsed.raw) / max(1, line.size)
    if in_head and not labelled and _is_anothers(layout, line, parsed):
        return 0.0, "date.related", "stands beside the headline of another article"
    unsure = line.index in layout.above and not _is_set_above(layout, line, parsed, at)
    if in_head and not labelled and unsure:
        return 0.0, "date.clock", "nothing but its place tells it from a page's clock: no headline is printed"
    if in_head:
        bonus = 0.05 if labelled or _has_date_class(line) else 0.0
        relative = 0.25 if parsed.relative else 0.0
        return (0.85 if share > 0.25 else 0.6) + bonus - relative, "date.line.head", None
    if line.index < layout.title:
        return _judge_above(layout, line, parsed, inside, at)
    if in_tail and inside:
        listed = not (labelled or _has_date_class(line)) and _is_listed(page, line)
        if line.is_link or listed or _beside_headline(page, line, labelled or _has_date_class(line)):
            return 0.0, "date.related", "stands in a list of other articles"
        if not labelled and heads_another_text(layout, line):
            return 0.0, "date.related", "stands above another text"
        if not labelled and _ORIGIN.match(line.text):
            return 0.0, "date.source", "when the source that the line names had it"
        return (
            (0.7 if labelled else 0.5),
            "date.line.tail",
            None if labelled or share > 0.4 or _is_parted(line, parsed) else "part of a longer line",
        )
    return 0.0, "date.elsewhere", "stands outside the article's own lines"


def is_in_row_of_another(layout: Layout, line: Line) -> bool:
    """The line shares a row with a headline that is a link, and not the article's own."""
    return leads_elsewhere(line) or _beside_headline(layout.page, line, True, layout.title)


def heads_another_text(layout: Layout, line: Line) -> bool:
    """Right below the line, in a block apart from the article's text, stands another: a comment."""
    index, page = line.index + 1, layout.page
    if index + 1 < len(page.lines) and is_detail(page.lines[index]):
        index += 1  # "Thu Hà", the date, the comment
    if index >= len(page.lines) or layout.weights[index] <= 0 or index in layout.captions:
        return False
    start, _ = page.ranges.get(page.common(line.block, index), (0, 0))
    return start > max([layout.title, *layout.text[-1:]])


def _is_parted(line: Line, parsed: ParsedDate) -> bool:
    """A detail beside others: a view count, or what bars part from the date."""
    before, after = line.text[: parsed.start].rstrip(), line.text[parsed.end :].lstrip()
    parted = (not before or before[-1] in _BARS) and (not after or after[0] in _BARS)
    return parted or views_of(line.text) is not None


def _is_of_event(page: Lines, line: Line, parsed: ParsedDate) -> bool:
    """ "Thời gian: 8 giờ ngày 30/01/2025; địa điểm: Nhà văn hoá", on one line or on two."""
    if (":" in line.text or "：" in line.text) and _VENUE.search(line.folded):
        return True
    if not parsed.label or not fold(parsed.label).startswith("thoi gian"):
        return False
    beside = page.lines[max(0, line.index - 1) : line.index] + page.lines[line.index + 1 : line.index + 2]
    return any(_VENUE.match(other.folded) for other in beside)


def _is_anothers(layout: Layout, line: Line, parsed: ParsedDate) -> bool:
    """ "Khai mạc giải bóng chuyền (18/06/2020)", of which the words are a link; or a row of such a list."""
    page = layout.page
    words = line.size - len(parsed.raw)
    if words >= HEADLINE and line.links >= HEADLINE and line.links * 10 >= parsed.start * 8:
        return not leads_to_file(line)
    if line.zone & LIST and _beside_headline(page, line, _has_date_class(line)):
        return True
    return line.index in layout.teasers


def _is_listed(page: Lines, line: Line) -> bool:
    """An entry of a list with links to other articles; a list of the article's own details has none."""
    around: Element | None = line.block
    while around is not None and around in page.ranges and around.tag not in ("ul", "ol", "dl", "table"):
        around = around.getparent()
    if not line.zone & LIST or around is None or around not in page.ranges:
        return bool(line.zone & LIST)
    start, end = page.ranges[around]
    return any(other.is_link and other.size > _SHORT_LINK for other in page.lines[start:end])


def _beside_headline(page: Lines, line: Line, sure: bool, own: int = -1) -> bool:
    """A date before or after a headline that is a link, in one row or list with it, is that article's.

    The line ``own`` is the page's headline, which may be a link to itself.

    One with a label or a name of its own (``sure``) is so only in a row.
    """
    beside = page.lines[max(0, line.index - 1) : line.index] + page.lines[line.index + 1 : line.index + 2]
    around = (line.block, line.block.getparent())
    for other in beside:
        if other.index != own and leads_elsewhere(other):
            start, end = page.ranges.get(page.common(line.block, other.index), (0, len(page.lines)))
            in_list = other.block in around or other.block.getparent() in around
            if end - start <= _ROW or (in_list and not sure):
                return True
    return False


def _is_set_above(layout: Layout, line: Line, parsed: ParsedDate, at: datetime) -> bool:
    """A date that can't be a clock and shares a tight container with the text below it.

    Without a headline between, place and class speak for a clock as well, so nothing may look like one: no
    weekday that is not a post's by its class, and no day near the fetch. A date of the same day is read
    when the article is visited again.
    """
    if abs((parsed.day - in_vietnam(at).date()).days) <= 1 or _is_clock(line, parsed):
        return False
    if fold(parsed.raw).startswith(("thu ", "chu nhat")) and not _is_post_date(line):
        return False
    around = layout.page.common(line.block, layout.first)
    start, _ = layout.page.ranges.get(around, (0, 0))
    return line.index - start <= 2 and around is not layout.page.body


def _judge_above(
    layout: Layout, line: Line, parsed: ParsedDate, inside: bool, at: datetime
) -> tuple[float, str, str | None]:
    page = layout.page
    labelled = parsed.role in ("published", "updated")
    if is_in_row_of_another(layout, line):
        return 0.0, "date.related", "stands beside the headline of another article"
    distance = layout.title - line.index
    around = page.common(line.block, layout.title)
    if labelled and any(page.holds(each, line.index) for each in other_columns(page, layout.title)):
        return 0.0, "date.elsewhere", "stands in another column than the headline"
    if labelled and inside and distance <= _FAR and not page.noise_within(line, around):
        return 0.6, "date.line.above", None
    if distance > ABOVE or page.noise_within(line, around):
        return 0.0, "date.clock", "a page clock: far above the headline or in the page's head"
    between = page.lines[line.index + 1 : layout.title]
    counted = any(views_of(other.text) for other in between)
    if not (labelled or counted or _is_post_date(line)) and _may_tick(parsed, at):
        return 0.0, "date.clock", "the moment of the fetch: nothing tells it from a page's clock"
    start, _ = page.ranges.get(around, (0, 0))
    # What shares its tight container with the headline is the article's; a clock shares only the page.
    own = line.index - start <= 2 and around is not page.body
    own = own and not any(other.is_link for other in between)
    # A header that ends before the text holds nothing but the article's; else the line must look the part.
    inside = inside and (not page.holds(around, layout.first) or not _is_clock(line, parsed))
    if (own and (inside or _is_post_date(line))) or labelled:
        return 0.75 if own else 0.6, "date.line.above", None
    right_above = distance == 1 and inside and around is not page.body
    if right_above and parsed.precision != "day" and not fold(parsed.raw).startswith(_CLOCK_WORDS):
        return 0.6, "date.line.above", None
    if own and counted:
        return 0.6, "date.line.beside", None  # a column of details: date, poster, views, then the headline
    return 0.0, "date.clock", "a page clock: nothing but the page holds it and the headline together"


def _may_tick(parsed: ParsedDate, at: datetime) -> bool:
    """The day of the fetch, or a minute shortly before it. An article's own is read at the next visit."""
    now = in_vietnam(at)
    if parsed.day != now.date():
        return False
    moment = parsed.value
    if not isinstance(moment, datetime) or fold(parsed.raw).startswith(_CLOCK_WORDS):
        return True
    return abs((now - in_vietnam(moment)).total_seconds()) <= _CACHED


def _is_clock(line: Line, parsed: ParsedDate) -> bool:
    """Weekday and day without a time, or a clock's class: what a page prints of its own day."""
    if _matches_class(line, _CLOCK_CLASS):
        return True
    if views_of(line.text) is not None:  # nobody counts the visits to a day
        return False
    weekday = parsed.precision == "day" and fold(parsed.raw).startswith(_CLOCK_WORDS)
    return weekday and not _has_date_class(line)


def _is_post_date(line: Line) -> bool:
    """A date as a heading, as blogs print it, or by its class the day of a post."""
    return bool(line.heading) or _matches_class(line, _POST_CLASS)


def _has_date_class(line: Line) -> bool:
    return _matches_class(line, _DATE_CLASS)


def _matches_class(line: Line, hint: Hint) -> bool:
    element: Element | None = line.inner
    for _ in range(2):
        if element is None:
            break
        if hint(names_of(element)):
            return True
        element = element.getparent()
    return False
