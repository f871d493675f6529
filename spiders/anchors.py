"""All links of a page with what stands around them, read in one walk over the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from lxml import etree, html

from extraction.parse import unclosed
from spiders.address import clean_address

Zone = Literal["main", "side", "chrome"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("script", "style", "noscript", "template", "select", "svg"))
_LONGEST_TEXT = 1000
_WORD = re.compile(r"[a-z]+")
_CHROME = frozenset(
    ("nav", "navbar", "navi", "navigation", "menu", "menus", "submenu", "topmenu", "mainmenu", "megamenu",
     "breadcrumb", "breadcrumbs", "footer", "masthead", "topbar", "toolbar", "social", "share", "sharing",
     "login", "lang", "language", "languages", "copyright", "sitemap", "skip", "dieuhuong", "chantrang",
     "lienket", "weblink", "weblinks")
)  # fmt: skip
_CHROME_NAME = re.compile(
    r"(?:site|page|main|top|web|wrap|wrapper)?[-_]?(?:header|banner|logo|foot)[-_]?(?:wrap|wrapper|top|bar)?"
)
# Beside the list, and about other things. Not "related" or "tin khác": under a list these are its older
# entries. Not "left": the main column stands there more often than not.
_SIDE = frozenset(
    ("sidebar", "aside", "widget", "widgets", "most", "popular", "tooltip", "xemnhieu", "docnhieu",
     "rightcol", "rcol")
)  # fmt: skip
_SIDE_NAME = re.compile(
    r"(?:col|cot|block|box|ben|side)?[-_]?(?:right|phai)[-_]?(?:col|column|content|block|box|side)?"
)
_PAGING = re.compile(
    r"^(?:\w*pag(?:er|es|ing|ination|inator|inate|enav|enum|enumbers?)|\w*phantrang|numbers|pnav|pagenavi)$"
)
# An address inside a script that a click runs: 'RefreshPageTo(event, "/Lists/…")', "location.href='…'".
_SCRIPTED = re.compile(
    r"(?:location(?:\.href)?\s{0,9}=\s{0,9}|\w\([^'\"()]{0,40})['\"]"
    r"((?:https?://|/|\?|[\w-]{1,60}\.(?:aspx?|php|html?)\b)[^'\"]{0,600})['\"]",
    re.IGNORECASE,
)
_DATA = ("data-href", "data-url", "data-link")
_CLICKED = frozenset(("a", "button", "li", "span", "div", "td", "tr", "input", "option"))
_TITLE = frozenset(
    ("title", "tieude", "headline", "heading", "tit", "ten", "subject", "caption", "name")
)  # fmt: skip
_DAYS = frozenset(
    ("calendar", "lich", "datepicker")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link. ``text`` is its visible text (its heading's where it wraps a whole card), ``hint`` what
    ``title`` and ``alt`` say. ``shape`` is the path of tags and classes that repeated entries share.
    """

    address: str
    text: str
    hint: str
    rel: frozenset[str]
    zone: Zone
    heading: bool
    paging: bool
    calendar: bool
    image: bool
    shape: tuple[str, ...]


@dataclass(slots=True)
class _Place:
    """What an element hands down to everything inside it."""

    zone: Zone = "main"
    heading: bool = False
    paging: bool = False
    calendar: bool = False
    entry: bool = False
    names: tuple[str, ...] = field(default_factory=tuple)


def parse(page: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is none (an empty page, a bare comment)."""
    parser = html.HTMLParser(encoding="utf-8")
    try:
        tree = html.document_fromstring(unclosed(page.encode("utf-8", "replace")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None


def base_of(tree: html.HtmlElement, url: str) -> str:
    """What relative links are relative to: ``<base href>`` or the page's own address."""
    for base in tree.iter("base"):
        if href := base.get("href"):
            return clean_address(href, url) or url
    return url


def anchors(tree: html.HtmlElement, url: str) -> Iterator[Anchor]:
    """Every link to an http(s) page, in the order of the document; ``<link rel=next>`` too."""
    base = base_of(tree, url)
    stack = [_Place()]
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in _SILENT and not _leads_on(element, tag):
            silent += 1 if event == "start" else -1
            continue
        if silent:
            continue
        if event == "end":
            stack.pop()
            continue
        stack.append(_inside(stack[-1], element, tag))
        if tag in _CLICKED and (scripted := _scripted(element)):
            if address := clean_address(scripted, base):
                yield _anchor(element, address, frozenset(), stack[-1])
        elif tag in ("a", "link", "area") and (href := element.get("href")):
            rel = frozenset((element.get("rel") or "").lower().split())
            if tag == "link" and "next" not in rel:
                continue
            if href.startswith("#") or (address := clean_address(href, base)) is None:
                continue
            yield _anchor(element, address, rel, stack[-1])


def _leads_on(element: html.HtmlElement, tag: str) -> bool:
    """A choice of pages: its options are addresses."""
    return tag == "select" and "location" in (element.get("onchange") or "")


def _scripted(element: html.HtmlElement) -> str | None:
    """The address that a click on the element leads to by its script, where no link does."""
    if element.tag == "option":
        value = (element.get("value") or "").strip()
        return value if value.startswith(("/", "?", "http")) else None
    href = (element.get("href") or "").strip()
    if href and not href.lower().startswith(("#", "javascript:")):
        return None
    for name in _DATA:
        if told := element.get(name):
            return str(told)
    script = f"{href} {element.get('onclick') or ''}"
    found = _SCRIPTED.search(script) if len(script) > 12 else None
    return str(found[1]).replace("\\u0026", "&") if found else None


@dataclass(frozen=True, slots=True)
class _Naming:
    """What an element's class and id say."""

    chrome: bool
    side: bool
    title: bool
    paging: bool
    calendar: bool
    steady: tuple[str, ...]


@lru_cache(maxsize=4096)
def _naming(classes: str, identity: str) -> _Naming:
    own = f"{classes} {identity}".lower()
    words, names = set(_WORD.findall(own)), own.split()
    return _Naming(
        chrome=bool(words & _CHROME) or any(_CHROME_NAME.fullmatch(name) for name in names),
        side=bool(words & _SIDE) or any(_SIDE_NAME.fullmatch(name) for name in names),
        title=bool(words & _TITLE),
        paging=any(_PAGING.match(word) for word in words),
        calendar=bool(words & _DAYS),
        steady=tuple(sorted(word for word in words if len(word) > 2)[:3]),
    )


_NAMELESS = _naming("", "")


def _inside(outer: _Place, element: html.HtmlElement, tag: str) -> _Place:
    # What <body> is called speaks of the whole page.
    classes, identity = element.get("class"), element.get("id")
    said = _naming(classes or "", identity or "") if (classes or identity) and tag != "body" else _NAMELESS
    entry, zone = outer.entry or tag == "article", outer.zone
    if zone != "chrome":
        if said.chrome or tag in ("nav", "footer") or (tag == "header" and not entry):
            zone = "chrome"
        elif said.side or tag == "aside":
            zone = "side"
    return _Place(
        zone=zone,
        heading=outer.heading or tag in _HEADINGS or said.title,
        paging=outer.paging or said.paging,
        calendar=outer.calendar or said.calendar,
        entry=entry,
        names=(*outer.names[-4:], ".".join((tag, *said.steady))),
    )


def _anchor(element: html.HtmlElement, address: str, rel: frozenset[str], place: _Place) -> Anchor:
    inner = image = None
    if len(element):
        inner = next((child for child in element.iter() if child.tag in _HEADINGS), None)
        image = next(element.iter("img"), None)
        words = (element if inner is None else inner).text_content()
    else:
        words = element.text or ""
    text = " ".join(words.split())
    hint = " ".join((element.get("title") or (image is not None and image.get("alt")) or "").split())
    return Anchor(
        address=address,
        text=text[:_LONGEST_TEXT],
        hint=hint[:_LONGEST_TEXT],
        rel=rel,
        zone=place.zone,
        heading=place.heading or inner is not None,
        paging=place.paging,
        calendar=place.calendar,
        image=image is not None,
        shape=place.names,
    )
