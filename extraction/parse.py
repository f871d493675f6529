"""Text → tree. lxml reads nearly everything; what it cannot read becomes an empty page, never an error."""

from __future__ import annotations

import re
from typing import Final

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

MAX_CHARACTERS: Final = 6_000_000  # without embedded pictures; beyond that the page is cut
_MAX_ATTRIBUTES: Final = 1_000  # in one tag; the parser compares each with all before it
_EMBEDDED: Final = re.compile(
    r"data:[a-z]{2,12}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=\s]{200,}", re.IGNORECASE
)
_LONG_TAG: Final = re.compile(r"<([a-z][a-z0-9]{0,20})\s[^<>]{8000,}>?", re.IGNORECASE)


def parse(text: str) -> HtmlElement:
    """The root ``html`` element of a page, with a ``body`` in any case. Never raises."""
    text = _LONG_TAG.sub(_without_attributes, _EMBEDDED.sub("data:,", text))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text[:MAX_CHARACTERS].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or not isinstance(root.tag, str):
        root = lxml.html.document_fromstring("<html><head></head><body></body></html>")
    if root.find("body") is None:
        _add_body(root)
    return root


def _without_attributes(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[0].count("=") > _MAX_ATTRIBUTES else tag[0]


def body_of(root: HtmlElement) -> HtmlElement:
    """The page's body; ``parse`` makes sure that there is one."""
    body = root.find("body")
    return body if body is not None else _add_body(root)


def _add_body(root: HtmlElement) -> HtmlElement:
    """A frameset or a bare fragment: what is not head becomes the body."""
    body = root.makeelement("body", {})
    for child in list(root):
        if child.tag != "head":
            body.append(child)
    root.append(body)
    return body
