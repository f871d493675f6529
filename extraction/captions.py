"""Captions: what a picture shows is not the article's text."""

from __future__ import annotations

import re
from typing import Final

from extraction.inline import split_byline
from extraction.labels import byline_shape, has_credit
from extraction.layout import Layout
from extraction.lead import has_lead_class
from extraction.lines import Line
from extraction.zones import CAPTION, CENTRE, RIGHT
from vietnamese.bylines import parse_byline

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
        picture.before
        for picture in page.pictures
        if begin <= picture.before < stop and not picture.is_decoration
    }
    found = []
    for index in range(begin, stop):
        line = page.lines[index]
        if line.size > 260 or line.heading in (1, 2) or line.is_link:
            continue
        if line.zone & CAPTION:
            found.append(index)
        elif index in above:
            if not line.zone & RIGHT and (_closes_with_credit(line) or _is_set_apart(layout, line)):
                found.append(index)
        elif _closes_with_credit(line) or _reads_like_caption(layout, index):
            found.append(index)
    return found


def _is_set_apart(layout: Layout, line: Line) -> bool:
    """A line right below a picture that its type, its place or its length sets apart from the text."""
    if has_lead_class(layout, line):
        return False
    if line.zone & CENTRE and line.is_italic:
        return True
    if line.is_bold:
        return False
    small = line.size < 140 and _after_is_text(layout, line.index)
    return bool(line.zone & CENTRE) or line.is_italic or small


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
