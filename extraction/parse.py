"""Text → tree. lxml reads nearly everything; what it cannot read becomes an empty page, never an error."""

from __future__ import annotations

from typing import Final

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

MAX_CHARACTERS: Final = 20_000_000  # beyond that the page is cut: no article is that long


def parse(text: str) -> HtmlElement:
    """The root ``html`` element of a page, with a ``body`` in any case. Never raises."""
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
