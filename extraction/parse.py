"""Text → tree. lxml reads nearly everything; what it cannot read becomes an empty page, never an error."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

MAX_CHARACTERS: Final = 6_000_000  # without embedded pictures; beyond that the page is cut
_MAX_ATTRIBUTES: Final = 1_000  # in one tag; the parser compares each with all before it
_EMBEDDED: Final = re.compile(
    r"data:[a-z]{2,12}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=\s]{200,}", re.IGNORECASE
)
_CLOSING: Final = re.compile(rb"</(?:body|html)", re.IGNORECASE)
_ENDS: Final = re.compile(rb"(?:</(?:body|html)[\s>]*)+", re.IGNORECASE)
_END: Final = re.compile(rb"</(?:body|html)\s{0,9}>", re.IGNORECASE)
_LONG: Final = 8000  # characters of a tag that may hold too many attributes
_LONG_TAG: Final = re.compile(rf"<([a-z][a-z0-9]{{0,20}})\s[^<>]{{{_LONG},}}>?", re.IGNORECASE)
_TEXT: Final = etree.XPath("string()", smart_strings=False)


def parse(text: str, encoded: bytes | None = None) -> Element:
    """The root ``html`` element of a page, with a ``body`` in any case. Never raises.

    ``encoded`` is the text in UTF-8, where the caller has it. The elements are lxml's plain ones: those of
    ``lxml.html`` ask Python for their class one by one.
    """
    given = text
    if "64," in text and ("base64," in text or "BASE64," in text):
        text = _EMBEDDED.sub("data:,", text)
    if _has_long_tag(text):
        text = _LONG_TAG.sub(_without_attributes, text)
    if encoded is None or text is not given or len(text) > MAX_CHARACTERS:
        encoded = text[:MAX_CHARACTERS].encode("utf-8", "replace")
    page = unclosed(encoded)
    # Nobody asks for an element by its id: no table of them is made.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root: Element | None = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or not isinstance(root.tag, str):
        root = etree.fromstring("<html><head></head><body></body></html>", etree.HTMLParser())
    body_of(root)
    return root


def unclosed(page: bytes) -> bytes:
    """The page without closing tags of ``html`` and ``body`` where something follows them: an include that
    closes the page too early would end it for libxml2, and browsers read on.
    """
    first = _CLOSING.search(page)
    return page if first is None or _ENDS.fullmatch(page, first.start()) else _END.sub(b"", page)


def _has_long_tag(text: str) -> bool:
    """Whether a tag has a stretch without "<" and ">" so long: it then holds a whole block of half its size.

    Scripts have such stretches on most pages; behind the last "<" before theirs stands a ">".
    """
    block = _LONG // 2
    opening = looked = 0  # at the last "<", and how far it was looked for
    for start in range(0, len(text), block):
        if text.find(">", start, start + block) < 0 and text.find("<", start, start + block) < 0:
            opening, looked = max(opening, text.rfind("<", looked, start)), start
            if text.startswith("<", opening) and text.find(">", opening, start) < 0:
                return True
    return False


def text_of(element: Element) -> str:
    """All text inside the element, as printed in the source, scripts and hidden text too."""
    return str(_TEXT(element)) if len(element) else element.text or ""


def _without_attributes(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[0].count("=") > _MAX_ATTRIBUTES else tag[0]


def body_of(root: Element) -> Element:
    """The page's body; ``parse`` makes sure that there is one."""
    body = next(root.iterchildren("body"), None)
    return body if body is not None else _add_body(root)


def _add_body(root: Element) -> Element:
    """A frameset or a bare fragment: what is not head becomes the body."""
    body = root.makeelement("body", {})
    for child in list(root):
        if child.tag != "head":
            body.append(child)
    root.append(body)
    return body
