"""An article's text that an editor put right, as markup: what was not touched keeps its own."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, fragments_fromstring, tostring

# Each holds a line of its own in the text (``Article.body_text``).
_LINES: Final = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "caption")


@dataclass(frozen=True, slots=True)
class Block:
    """A top element of a body: the lines that it has in the text, its markup, and whether it is a picture."""

    lines: tuple[str, ...]
    markup: str
    picture: bool = False


def markup_of(text: str, before: str) -> str:
    """Markup (HTML) of ``text``, a paragraph a line, after the sanitised markup ``before``. Pure.

    Paragraphs, lists and tables that stood there keep their markup, and pictures their places after them;
    what is new becomes plain paragraphs. The result is as clean as ``before`` was.
    """
    wanted = paragraphs(text)
    blocks = _blocks(before)
    lines = [line for block in blocks for line in block.lines]
    place = _places(lines, wanted)
    kept: dict[int, list[str]] = {}
    covered: set[int] = set()
    first = 0
    for block in blocks:
        at = [place.get(first + number, -1) for number in range(len(block.lines))]
        if block.picture:
            before_it = (place[number] + 1 for number in range(first - 1, -1, -1) if number in place)
            kept.setdefault(next(before_it, 0), []).append(block.markup)
        elif at and at[0] >= 0 and at == list(range(at[0], at[0] + len(at))):
            kept.setdefault(at[0], []).append(block.markup)
            covered.update(at)
        first += len(block.lines)
    found: list[str] = []
    for number, line in enumerate(wanted):
        found += kept.get(number, [])
        if number not in covered:
            found.append(f"<p>{html.escape(line, quote=False)}</p>")
    return "\n".join(found + kept.get(len(wanted), []))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, without empty ones."""
    return [clean for line in text.splitlines() if (clean := " ".join(line.split()))]


def _places(lines: list[str], wanted: list[str]) -> dict[int, int]:
    """Where each line stands in ``wanted``, in the same order; lines that are gone are left out."""
    matcher = SequenceMatcher(None, lines, wanted, autojunk=False)
    return {
        match.a + number: match.b + number
        for match in matcher.get_matching_blocks()
        for number in range(match.size)
    }


def _blocks(markup: str) -> list[Block]:
    try:
        found = fragments_fromstring(markup) if markup.strip() else []
    except (etree.ParserError, ValueError):
        return []
    return [block for each in found for block in _taken_apart(each)]


def _taken_apart(each: HtmlElement | str) -> Iterator[Block]:
    """The element's blocks; an element that only holds others is looked into."""
    if isinstance(each, str):
        if text := " ".join(each.split()):
            yield Block((text,), f"<p>{html.escape(text, quote=False)}</p>")
    elif each.tag == "div" and len(each) and not (each.text or "").strip():
        for child in each:
            yield from _taken_apart(child)
            yield from _taken_apart(child.tail or "")
    else:
        markup = tostring(each, encoding="unicode", with_tail=False)
        inner = [_line(line) for line in each.iter(*_LINES)] or [_line(each)]
        lines = tuple(line for line in inner if line)
        # A caption is none of the text's lines.
        picture = each.tag == "figure" or (not lines and each.tag in ("img", "hr", "p", "a"))
        yield Block(() if picture else lines, markup, picture)


def _line(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
