"""The text, markup, pictures and files of the article, once its lines are known."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from extraction.files import absolute, end_of_bare, find_files
from extraction.furniture import is_tool, key_of
from extraction.layout import Layout
from extraction.lines import MAX_LINE, Line, read_lines
from extraction.parse import body_of, parse
from extraction.pictures import source_of
from items import Attachment, Image
from vietnamese.bylines import split_credit
from vietnamese.text import clean

_LONGEST: Final = 1_000_000  # characters of a text
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TAG: Final = re.compile(r"<(?:p|br|div|span|strong|b|i|em|a|ul|li|h\d)\b[^<>]{0,2000}>", re.IGNORECASE)
_FINAL: Final = '.!?:;…"”’)]»'
_CONTINUES: Final = re.compile(r"^(\d{1,5}[a-zđ]?\s?/\s?[A-ZĐ]|[a-zà-ỹđ](?![.)]))")


@dataclass(frozen=True, slots=True)
class Body:
    text: str
    html: str
    images: tuple[Image, ...]
    attachments: tuple[Attachment, ...]


def read_body(layout: Layout, base: str) -> Body:
    """Text first: reading the markup empties the tree of what is not the article's."""
    _bound(layout)
    text = body_text([layout.line(index) for index in layout.text])
    images, kept = _images(layout, base)
    attachments = find_files(layout, base)
    markup = _markup(layout, kept) if layout.text else ""
    return Body(text, markup, images, attachments)


def read_given(text: str) -> Body:
    """A text that only machines are given, plain or as markup: its paragraphs, cleaned like any other."""
    text = html.unescape(text[:_LONGEST])
    if _TAG.search(text):
        lines = read_lines(body_of(parse(text))).lines
        paragraphs = [line.text for line in lines if not is_tool(key_of(line.text))]
    else:
        paragraphs = [line for part in text.split("\n") if (line := clean(part))]
    markup = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs)
    return Body("\n\n".join(paragraphs), markup, (), ())


def _bound(layout: Layout) -> None:
    """No article is longer than a book; what follows is a dump of data."""
    total = 0
    for place, index in enumerate(layout.text):
        total += layout.line(index).size
        if total > _LONGEST:
            layout.text = layout.text[: place + 1]
            return


def body_text(lines: list[Line]) -> str:
    """Paragraphs parted by an empty line; a paragraph cut by a page break is joined again."""
    paragraphs: list[str] = []
    for line in lines:
        text = line.text
        if paragraphs and _is_cut(paragraphs[-1], text):
            paragraphs[-1] = f"{paragraphs[-1]} {text}"
        else:
            paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _is_cut(before: str, after: str) -> bool:
    if before[-1] in _FINAL or _CONTINUES.match(after) is None:
        return False
    return len(before) > 60 or before.endswith((" số", " Số"))


def _images(layout: Layout, base: str) -> tuple[tuple[Image, ...], set[Element]]:
    if not layout.text and layout.lead is None:
        low, high = layout.title + 1, end_of_bare(layout)
    else:
        low = min(layout.first, layout.title + 1 if layout.title >= 0 else layout.first)
        high = max([*layout.text, *layout.captions, layout.first]) + 1
    article = layout.article if layout.article is not None else layout.page.body
    inside = set(article.iter("img"))
    captions = set(layout.captions)
    images: list[Image] = []
    kept: set[Element] = set()
    for picture in layout.page.pictures:
        element = picture.element
        if not low <= picture.before <= high or element not in inside:
            continue
        address = source_of(element)
        if not address or picture.is_decoration or _in_noise(layout, picture.outside):
            continue
        kept.add(element)
        caption, credit = None, None
        if picture.before in captions:
            caption, credit = split_credit(layout.line(picture.before).text)
            captions.discard(picture.before)
        elif "caption" in (element.get("class") or "") and element.get("title"):  # Joomla's script shows it
            caption, credit = split_credit(clean(element.get("title") or ""))
        images.append(Image(absolute(base, address), caption or None, credit))
    return tuple(dict.fromkeys(images)), kept


def _in_noise(layout: Layout, outside: Element | None) -> bool:
    """A picture in a sidebar or form inside the article's container."""
    container = layout.article if layout.article is not None else layout.page.body
    if outside is None or outside is container:
        return False
    return any(parent is container for parent in outside.iterancestors())


def _markup(layout: Layout, kept_images: set[Element]) -> str:
    """The container's markup with everything emptied that is not text or caption of the article."""
    page = layout.page
    keep = set(layout.text) | set(layout.captions)
    pieces = {piece for index in keep for piece in page.lines[index].pieces}
    first, last = page.lines[min(layout.text)], page.lines[max(layout.text)]
    root = page.common(first.block, last.index)
    root = page.common(root, first.index)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        text = element.text
        if text and (element, False) not in pieces:
            element.text = None
        elif text and len(text) > MAX_LINE:
            element.text = _CONTROLS.sub("", text[:MAX_LINE])
        if element is not root and (tail := element.tail) and (element, True) not in pieces:
            element.tail = None if tail.strip() else " "
    _drop_empty(root, kept_images)
    outer = str(etree.tostring(root, encoding="unicode", method="html", with_tail=False)).strip()
    if root.tag in ("p", "blockquote", "ul", "ol", "table"):
        return outer
    if root.tag in ("tr", "tbody"):  # rows without their table would lose their cells
        return f"<table>{outer}</table>"
    return outer[outer.index(">") + 1 : outer.rfind("</")].strip() if "</" in outer else outer


def _drop_empty(root: Element, kept_images: set[Element]) -> None:
    """Remove elements left without text and without a picture of the article, innermost first."""
    for parent in reversed(list(root.iter())):
        if len(parent):
            _drop_children(parent, kept_images)


def _drop_children(parent: Element, kept_images: set[Element]) -> None:
    """Remove the empty ones of an element's children; the text between those of one run is joined once."""
    dropped = [child for child in parent if _is_empty(child, kept_images)]
    if not dropped:
        return
    gone = set(dropped)
    before: Element | None = None
    text = [parent.text or ""]
    for child in [*parent, None]:
        if child is not None and child in gone:
            text.append(_CONTROLS.sub("", child.tail or ""))  # "&#1;" passes the parser, but can't be set
            continue
        if len(text) > 1:
            joined = "".join((_CONTROLS.sub("", text[0]), *text[1:]))
            if before is None:
                parent.text = joined
            else:
                before.tail = joined
        before, text = child, [(child.tail or "") if child is not None else ""]
    for child in dropped:
        parent.remove(child)


def _is_empty(element: Element, kept_images: set[Element]) -> bool:
    if element.tag == "br":
        return False
    if element.tag == "img":
        return element not in kept_images
    if not isinstance(element.tag, str):
        return True
    return element.tag not in ("td", "th") and len(element) == 0 and not (element.text or "").strip()
