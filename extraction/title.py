"""Which visible line is the headline. The page wins over ``<title>`` and og:title, which only vote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import is_address, is_footer_text, is_stop, is_tool, key_of
from extraction.hints import Hint, names_of
from extraction.labels import SECTION_LABEL, byline_shape, has_credit, views_of
from extraction.lines import Line, Lines, Picture
from extraction.metadata import Metadata
from extraction.zones import ARTICLE, ASIDE, CAPTION, FOOTER, FORM, HEADER, LIST, NAV, NOISE
from vietnamese.dates import ParsedDate, parse_date
from vietnamese.text import fold, has_digit

_WINDOW: Final = 250  # lines above the text in which a line without heading markup may be the headline
_RANKS: Final = (0.0, 3.0, 2.2, 1.5, 1.0, 0.5, 0.3)  # what a heading of each level adds
# What any line can score beside: a claim 8, a class 2, bold 0.8, an article around it 0.5, the text's
# container 2, a date below it 1.5.
_CLAIM: Final = 8.0
_SHORT_CLAIM: Final = 6.0
_LONG_CLAIM: Final = (
    25  # characters of what the metadata call the page, from which on it is no section's name
)
_MOST: Final = _CLAIM + 2.0 + 0.8 + 0.5 + 2.0 + 1.5
_LONGEST_SECTION: Final = 40  # characters of a section's name
_DETAILS: Final = 10  # lines of details between a headline and the first heading of its text
_LEAST: Final = -1.0  # a bare line right above the text; a menu's entry scores less
_HINT: Final = Hint(r"title|headline|tieu-?de|heading|subject|name")
_NOT_HINT: Final = Hint(r"site|logo|portlet|block|widget|menu|category|cate\b|sub-?title|related")
_SEPARATOR: Final = re.compile(r"\s+[-–—|»·:]+\s+|\s*[|»]\s*")
_BREADCRUMB: Final = (" » ", " › ", " > ", " → ", " / ", "::")
_SITE_NAME: Final = re.compile(
    r"^(?:(?:trang (?:thong tin|tin (?:dien tu|tuc)|chu|nhat)|cong thong tin|website|homepage|bao dien tu)\b|"
    r"(?:home|tin tuc(?: - su kien)?|trang tin|"
    r"(?:xem )?(?:noi dung )?chi tiet"
    r"(?: (?:tin|bai|bai viet|tin tuc|tin bai|noi dung|thong bao|van ban|su kien))?)$|"
    r"chao mung (?:quy|ban|cac ban|khach|thanh vien|den|toi)\b)"
)


@dataclass(frozen=True, slots=True)
class Headline:
    line: Line
    score: float
    reason: str


def claimed_titles(meta: Metadata) -> tuple[str, ...]:
    """What the metadata call the page, whole and without the site's name, as folded keys."""
    found: list[str] = []
    for text in (meta.headline, meta.og_title, meta.title):
        if not text:
            continue
        found.append(fold(text))
        whole = _SEPARATOR.split(text)
        parts = [part for part in whole if not is_body_name(part)] if len(whole) > 1 else []
        if parts:
            found.extend((fold(parts[0]), fold(max(parts, key=len))))
    return tuple(dict.fromkeys(key for key in found if len(key) >= 8))


def printed_title(meta: Metadata) -> str:
    """The best title that the metadata offer when the page shows none."""
    for text in (meta.headline, meta.og_title):
        if text:
            return text
    parts = _SEPARATOR.split(meta.title)
    if len(parts) > 1 and meta.site_name:
        parts = [part for part in parts if fold(part) != fold(meta.site_name)]
    best = max(parts, key=len) if parts else ""
    return "" if is_body_name(best) else best


def find_headline(
    page: Lines, claims: tuple[str, ...], text_start: int, container: Element | None
) -> Headline | None:
    """The best headline among the lines before ``text_start`` and the first lines from there on.

    ``claims`` are ``claimed_titles`` of the page.
    """
    where = _Where(page, claims, text_start, container)
    best: Headline | None = None
    near = max(0, text_start - _WINDOW)
    lines = page.lines[: text_start + 3]
    headings = [line for line in lines if line.heading]
    # Headings first: beside a sure one few other lines need to be read. The last of the best is the one.
    for line in (*reversed(headings), *reversed([line for line in lines[near:] if not line.heading])):
        if best is not None:
            most = _at_most(line, text_start)
            if most <= best.score or most - _CLAIM + _claim(line.folded, claims, False)[0] <= best.score:
                continue
        scored = _score(line, where)
        if scored is not None and (best is None or scored.score > best.score):
            best = scored
    if best is None or best.score <= (0.0 if _is_weak(best, container) else _LEAST):
        return None
    return _first_print(page, _above_subheading(where, _below_section(where, best)))


def _below_section(where: _Where, best: Headline) -> Headline:
    """The section's name as the page's title: the menu has it too, a lower heading with a date follows."""
    line, lines = best.line, where.page.lines
    if not line.heading or line.size > _LONGEST_SECTION:
        return best
    for other in lines[line.index + 1 : line.index + 3]:
        if other.heading > line.heading and other.size > line.size and not other.is_link:
            key = line.folded
            listed = any(each.is_link and each.folded == key for each in lines if each.size == line.size)
            if listed and where.is_dated(other.index) and not is_label_line(other.text):
                return Headline(other, best.score, f"h{other.heading} below the section's name")
    return best


def _above_subheading(where: _Where, best: Headline) -> Headline:
    """A heading of the text, where one of its rank or above with a date below stands before the text."""
    line = best.line
    inside = where.container is not None and where.page.holds(where.container, line.index)
    if not line.heading or not inside or "claim" in best.reason:
        return best
    for other in where.page.lines[max(0, line.index - _DETAILS) : line.index]:
        if 0 < other.heading <= line.heading and not where.page.holds(where.container, other.index):  # type: ignore[arg-type]
            scored = _score(other, where)
            own = scored is not None and scored.score > 0 and not is_body_name(other.text)
            if scored is not None and own and where.is_dated(other.index):
                return Headline(other, best.score, f"{scored.reason}, above a heading of the text")
    return best


def _is_weak(headline: Headline, container: Element | None) -> bool:
    """Nothing but its place speaks for the line: then it must be a plain line above text, no sentence."""
    line = headline.line
    return (
        container is None
        or line.is_link
        or line.size < 20
        or line.text[-1] in ".;,:!?…"
        or line.outside is not None
    )


class _Where:
    """What the rules of a headline ask of the page, found once."""

    def __init__(
        self, page: Lines, claims: tuple[str, ...], text_start: int, container: Element | None
    ) -> None:
        self.page, self.claims, self.text_start, self.container = page, claims, text_start, container
        self.pictures: dict[int, list[Picture]] = {}
        for picture in page.pictures:
            self.pictures.setdefault(picture.before, []).append(picture)
        first = [line for line in page.lines if line.heading == 1 and not line.is_link and line.size >= 20]
        self.only = first[0].index if len(first) == 1 else -1

    def is_pictured(self, index: int) -> bool:
        """A picture stands right above."""
        return any(not picture.is_decoration for picture in self.pictures.get(index, ()))

    def follows_a_paragraph(self, index: int) -> bool:
        """A lead stands right above: what follows it is a caption or a heading of the text."""
        above = self.page.lines[max(0, index - 2) : index]
        return any(
            line.size > 200 and not line.is_link and line.text.endswith((".", "!", "?")) for line in above
        )

    def is_dated(self, index: int) -> bool:
        """A date, a view count or a labelled byline stands within the next lines."""
        following = self.page.lines[index + 1 : index + 4]
        return any(line.size < 90 and is_label_line(line.text) for line in following)


def _first_print(page: Lines, best: Headline) -> Headline:
    """A headline printed again at the top of the text: the first print is the page's own."""
    key = best.line.folded
    for line in page.lines[max(0, best.line.index - 8) : best.line.index]:
        if line.is_link and not best.line.is_link:
            continue  # a menu's entry for the section that the page is
        if line.folded == key and not line.zone & (NAV | ASIDE | FORM | FOOTER | NOISE):
            return Headline(line, best.score, f"{best.reason}, printed twice")
    return best


def _at_most(line: Line, text_start: int) -> float:
    """No line scores more from its rank, its place and its zones, whatever it says: so few need be read."""
    score = _MOST + _RANKS[line.heading] - _distance(line, text_start)
    if line.heading == 1:
        score += 2.0  # the only one
    if line.is_link:
        score += 0.7  # to itself
    if line.zone & (NAV | ASIDE | FORM | FOOTER):
        score -= 4.0
    return score


def _distance(line: Line, text_start: int) -> float:
    return min(abs(text_start - line.index - 1) * 0.22, 3.5)


def _score(line: Line, where: _Where) -> Headline | None:
    page, container = where.page, where.container
    text = line.text
    if not 6 <= len(text) <= 400 or " " not in text:
        return None
    if line.is_link and len(text) < 20 and not line.heading:
        return None  # an entry of a menu
    key = key_of(text)
    if key and (is_tool(key) or is_stop(key, text)):
        return None
    if line.zone & CAPTION or has_credit(line):
        return None
    if is_address(text) or any(map(text.__contains__, _BREADCRUMB)):
        return None
    named = is_body_name(text)
    score, why = _claim(line.folded, where.claims, named)
    claimed = bool(why) and not named
    if is_footer_text(text) and not line.heading and not claimed:
        return None
    if is_label_line(text) or (line.is_italic and not line.heading and where.is_pictured(line.index)):
        return None
    if SECTION_LABEL.match(text) is not None:
        return None
    if line.heading:
        score += _RANKS[line.heading] * (0.4 if named else 1.0)
        why.append(f"h{line.heading}")
        if line.index == where.only and not named:
            score += 2.0
            why.append("the only h1")
    if _has_hint(line):
        score += 2.0
        why.append("class")
    if line.is_bold and not line.heading:
        score += 0.8
        why.append("bold")
    score += _shape(line, named, claimed or line.heading == 1 or "class" in why)
    if line.heading and line.is_link and len(text) < 30:
        score -= 2.5  # the section's name as a heading
    if not why and where.follows_a_paragraph(line.index):
        score -= 2.5
    if not line.heading and not why and where.is_pictured(line.index):
        score -= 1.5  # a caption
    score -= _distance(line, where.text_start)
    if line.index >= where.text_start:
        score -= 1.5
    if line.zone & (NAV | ASIDE | FORM | FOOTER):
        score -= 4.0
    elif line.zone & (NOISE | HEADER):
        score -= 1.5
    if line.zone & LIST:
        score -= 0.5
    if line.zone & ARTICLE:
        score += 0.5
    if container is not None and page.holds(container, line.index):
        score += 0.8 if len(text) < 20 else 2.0
    plain = not line.is_link and not named and text[-1] != "."
    if -3.0 < score < 3.0 and plain and where.is_dated(line.index):
        score += 1.5
        why.append("above a date")
    return Headline(line, score, ", ".join(why) or "place")


def is_label_line(text: str) -> bool:
    """A date, view count, document number or byline of its own is no headline."""
    return len(text) <= 90 and _is_label(text)


@lru_cache(maxsize=2048)
def _is_label(text: str) -> bool:
    if has_digit(text):
        found = parse_date(text)
        if found is not None and (len(found.label + found.raw) * 2 > len(text) or _opens_with_time(found)):
            return True
        if views_of(text) is not None or _NUMBER.match(text):
            return True
    return byline_shape(text) == "labelled"


def _opens_with_time(found: ParsedDate) -> bool:
    """ "Thứ Sáu, 22/10/2021 14:05 Xem với cỡ chữ": a headline may open with a day, not with a minute."""
    return found.start == 0 and found.precision in ("minute", "second")


_PART: Final = re.compile(r"(?:Kỳ|Bài|Phần|Kì) (?:\d{1,2}|cuối|[IVX]{1,4})\s*[:.-]")
_NUMBER: Final = re.compile(r"^(số|số hiệu|ký hiệu)\s*[:.]?\s*\d+", re.IGNORECASE)


def is_body_name(text: str) -> bool:
    """The site's own name: what it is the page of, or the name of a body and nothing else."""
    return len(text) < 100 and _names_a_body(text)


@lru_cache(maxsize=2048)
def _names_a_body(text: str) -> bool:
    return _SITE_NAME.match(fold(text)) is not None or byline_shape(text) == "organisation"


def _claim(folded: str, claims: tuple[str, ...], named: bool) -> tuple[float, list[str]]:
    for claim in claims:
        if folded == claim:
            full = _CLAIM if len(claim) >= _LONG_CLAIM else _SHORT_CLAIM
            return (1.0 if named else full), ["equals the page's claim"]
        shorter, longer = sorted((len(folded), len(claim)))
        agrees = claim.startswith(folded) or (folded.startswith(claim) and shorter * 2 >= longer)
        if shorter >= 20 and agrees:
            return (1.0 if named else 4.5), ["agrees with the page's claim"]
        if len(folded) >= 20 and folded in claim:
            return (1.0 if named else 4.0), ["stands in the page's claim"]
        if (
            len(claim) >= _LONG_CLAIM
            and folded.endswith(claim)
            and len(folded) - len(claim) <= _LONGEST_SECTION
        ):
            return 4.5, ["ends with the page's claim"]  # the section's name stands before it
    return 0.0, []


def _has_hint(line: Line) -> bool:
    element: Element | None = line.inner
    for _ in range(3):
        if element is None or element.tag == "body":
            return False
        names = names_of(element)
        if _HINT(names) and not _NOT_HINT(names):
            return True
        element = element.getparent()
    return False


def _shape(line: Line, named: bool, marked: bool) -> float:
    """What the words look like; a line that is ``marked`` as the headline may be as long as it likes."""
    score = 0.0
    text = line.text
    if text.endswith((".", ";", ",", ":")) and not text.endswith("..."):
        score -= 3.0 if text.endswith(".") and len(text) > 90 and not marked else 1.2  # a sentence
    if len(text) > 170:
        score -= 0.5 if marked else 3.0
    elif len(text) < 20:
        score -= 0.8
    if line.is_link:
        score += 0.7 if (line.href or "").strip() in ("", "#") else -1.5  # a headline may link to itself
    if text[0] == "(" or _PART.match(text):
        score -= 2.0  # a sub-title
    if named:
        score -= 1.5
    return score
