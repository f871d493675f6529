"""Captions: what a picture shows is not the article's text."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.icons import is_count
from extraction.inline import split_byline
from extraction.labels import byline_shape, has_credit
from extraction.layout import Layout
from extraction.lead import has_lead_class
from extraction.lines import Line, Picture
from extraction.title import is_label_line
from extraction.zones import CAPTION, CENTRE, RIGHT
from vietnamese.bylines import parse_byline

_LONGEST: Final = 260  # characters
_SHORT: Final = 90
_ENOUGH: Final = 2  # points
_AUTHOR: Final = Hint(r"author|tac-?gia|byline")
_SCENE: Final = re.compile(
    r"phát biểu|quang cảnh|toàn cảnh|trao (quà|tặng|giấy|bằng|cờ|kinh phí|tiền)|chụp ảnh|ảnh:|"
    r"tại (buổi|hội nghị|lễ|đại hội)|các đại biểu|chủ trì|tặng quà|trong ảnh|"
    r"đồng chí .{5,40} (trao|tặng|thăm|phát)",
    re.IGNORECASE,
)


def find_captions(layout: Layout, begin: int, stop: int) -> list[int]:
    """Lines that say what a picture shows: by their markup, by a picture right above, by a credit."""
    page = layout.page
    above = {
        picture.before: picture
        for picture in page.pictures
        if begin <= picture.before < stop and not picture.is_decoration
    }
    usual = _usual_type(layout, begin, stop)
    found = []
    for index in range(begin, stop):
        line = page.lines[index]
        if line.size > _LONGEST or line.heading in (1, 2) or line.is_link:
            continue
        if line.zone & CAPTION:
            found.append(index)
            continue
        picture = above.get(index)
        if picture is not None:
            is_caption = _is_caption(layout, line, picture, usual)
        else:
            is_caption = _closes_with_credit(line) or _reads_like_caption(layout, index)
        if (
            is_caption
            and not is_count(line)
            and not line.zone & RIGHT
            and not _is_signed(line)
            and not is_label_line(line.text)
        ):
            found.append(index)
    return found


def _is_detail(line: Line) -> bool:
    """A date, a count or a byline below a picture, or a count below the icon of an eye."""
    return _is_signed(line) or is_label_line(line.text) or is_count(line)


def _is_signed(line: Line) -> bool:
    """The page calls the line its author, whatever source it names: "Thu Hà (nguồn VNA)"."""
    return _AUTHOR(names_of(line.inner)) or _AUTHOR(names_of(line.block))


def _usual_type(layout: Layout, begin: int, stop: int) -> tuple[bool, bool]:
    """Whether most of the running text there is (centred, italic): what all lines share sets none apart."""
    prose = [layout.line(index) for index in range(begin, stop) if layout.weights[index] > 0]
    half = len(prose) / 2
    return (
        sum(bool(line.zone & CENTRE) for line in prose) > half,
        sum(line.is_italic for line in prose) > half,
    )


def _is_caption(layout: Layout, line: Line, picture: Picture, usual: tuple[bool, bool]) -> bool:
    """Whether the line right below a picture is its caption: what speaks for it is weighed here."""
    if _closes_with_credit(line):
        return True
    shares = _shares_block(layout, line, picture)
    if has_lead_class(layout, line) and not shares:
        return False
    centred, italic = bool(line.zone & CENTRE) and not usual[0], line.is_italic and not usual[1]
    points = 2 * centred + 2 * italic
    points += 2 * shares
    points += _SCENE.search(line.text) is not None
    if line.text[-1] not in '.!?…:;”"':
        points += 1 if line.size < _SHORT and _after_is_text(layout, line.index) else 0
        points += line.size < _SHORT
    else:
        points -= 1 + (line.size > _SHORT) + (line.size > 2 * _SHORT)
    if line.is_bold and not (shares or (centred and italic)):
        return False  # a lead or a sub-heading
    return points >= _ENOUGH


def _shares_block(layout: Layout, line: Line, picture: Picture) -> bool:
    """A block, table or figure of their own around the picture and the line, and next to nothing else."""
    page = layout.page
    element: Element | None = line.block
    inside = set(picture.element.iterancestors())
    while element is not None and element is not page.body:
        start, end = page.ranges.get(element, (0, 0))
        if end - start > 2:
            return False
        if element in inside:
            return True
        element = element.getparent()
    return False


def _closes_with_credit(line: Line) -> bool:
    """ "… tiên tiến. Ảnh: CĐHN" """
    if line.size >= 220 or not has_credit(line) or byline_shape(line.text) is not None:
        return False
    _, byline = split_byline(line.text)  # "… giữa các đơn vị. (Tin, ảnh: Minh Hà)" closes a paragraph
    return byline is None or all(person.role != "writer" for person in parse_byline(byline))


def _reads_like_caption(layout: Layout, index: int) -> bool:
    """A short line about a scene between the first long paragraph and the next: its picture is gone."""
    line = layout.line(index)
    weights = layout.weights
    if line.size > 200 or line.is_bold or (weights[index] > 0 and line.size > 90):
        return False
    before, after = index - 1, index + 1
    return (
        before >= 0
        and after < len(weights)
        and weights[before] > max(150, line.size)
        and weights[after] > max(150, line.size)
        and layout.line(before).index - layout.title <= 5
        and _SCENE.search(line.text) is not None
    )


def _after_is_text(layout: Layout, index: int) -> bool:
    """Only a line shorter than what follows can be a caption when nothing but its place says so."""
    following = layout.page.lines[index + 1 : index + 4]
    return any(layout.weights[line.index] > 80 and line.size > layout.line(index).size for line in following)
