"""The files that an article hands on: links to them, and viewers that show them on the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml.etree import _Element as Element

from extraction.layout import Layout
from extraction.lines import Line, Lines
from extraction.parse import text_of
from extraction.zones import OUTSIDE, enter
from items import Attachment
from items.media_types import MEDIA_TYPES

_FILE: Final = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|rtf|odt)(?=$|[?#/&])", re.IGNORECASE)
_DOWNLOAD: Final = re.compile(
    r"[?&](download|savefile|getfile|fileid|attachid)=|/download(/|\?|$)|\.ashx\b"
    r"|/(down|download|getfile|viewfile|tai-?ve|taifile)\w*\.(aspx|php|jsp|html?)\b",
    re.IGNORECASE,
)
# Words of a link that can only lead to a file, whatever its address.
_TAKE: Final = frozenset(
    ("tải về", "tải file", "tải xuống", "download", "tải văn bản", "tải tệp", "tải tài liệu")
)
_NOWHERE: Final = ("#", "javascript:", "mailto:", "tel:")
_GENERIC: Final = frozenset(
    ("tải về", "tải file", "download", "tại đây", "xem", "file đính kèm", "tải xuống", "xem văn bản")
)
_MOST_FRAMES: Final = 50
_NEAR: Final = 20  # neighbours before a frame that are looked at
_VIEWERS: Final = ("iframe", "embed", "object")
# "docs.google.com/viewer?url=…", "viewer.html?file=…", Microsoft's "?src=…".
_SHOWN: Final = ("url", "file", "src", "link")
_VIEWS: Final = ("preview", "view", "edit", "pub", "embed")  # of one file, and no file's name
_DRIVE: Final = re.compile(r"^https?://(?:drive|docs)\.google\.com/(?:file|document|presentation)/d/")


def find_files(layout: Layout, base: str) -> tuple[Attachment, ...]:
    """Files in the order of the page, each address once; absolute where ``base`` allows."""
    article = layout.article if layout.article is not None else layout.page.body
    start, _ = layout.page.ranges.get(article, (0, 0))
    begin = max(start, layout.title)
    last = max([layout.title, *layout.text, *layout.tail]) + 1
    if not layout.text:
        last = max(last, end_of_bare(layout))
    found: dict[str, Attachment] = {}
    for line in layout.page.lines[begin:last]:
        if not line.links:
            continue
        for element in _anchors(line):
            address = (element.get("href") or "").strip()
            file = _FILE.search(address)
            if not address or (file is None and not _leads_to_file(element, address)):
                continue
            url = absolute(base, address)
            name = _name(element, url)
            found.setdefault(url, _attachment(url, name, file or _FILE.search(name)))
    for element in islice(article.iter(*_VIEWERS), _MOST_FRAMES):
        url = _shown(element, base)
        if url and begin < _position(layout.page, element) <= last and not _is_outside(element, article):
            name = (element.get("title") or "").strip() or _last_part(url) or url
            found.setdefault(url, _attachment(url, name, _FILE.search(url)))
    return tuple(found.values())


def end_of_bare(layout: Layout) -> int:
    """Behind the last line below the headline that may be of an article without text."""
    end = layout.title + 1
    for line in layout.page.lines[end:]:
        if (
            line.index in layout.stops
            or line.zone & OUTSIDE
            or line.index > max([*layout.head, layout.title])
        ):
            break
        end = line.index + 1
    return end


def absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _attachment(url: str, name: str, file: re.Match[str] | None) -> Attachment:
    return Attachment(url, name, MEDIA_TYPES.get(file.group(1).lower()) if file else None)


def _shown(element: Element, base: str) -> str:
    """The address of the file that the frame shows; "" where it shows none (a film, a map)."""
    address = (element.get("data-src") or element.get("src") or element.get("data") or "").strip()
    viewer = absolute(base, address)
    try:
        parts = urlsplit(viewer)
        asked = parse_qs(parts.query)
        own = parts.netloc == urlsplit(base).netloc
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https"):
        return ""
    inside = (value.strip() for name in _SHOWN for value in asked.get(name, ()))
    if file := next((value for value in inside if _FILE.search(value)), ""):
        # A viewer of the site's own looks for the file from where it stands itself.
        return absolute(viewer if own else base, file)
    return viewer if _FILE.search(parts.path) or _DRIVE.match(viewer) else ""


def _position(page: Lines, element: Element) -> int:
    """How many lines stand before the element, as far as its nearest neighbours tell."""
    node: Element | None = element
    while node is not None:
        for before in islice(node.itersiblings(preceding=True), _NEAR):
            if before in page.ranges:
                return page.ranges[before][1]
        node = node.getparent()
        if node in page.ranges:
            start, end = page.ranges[node]
            if start < end or node is page.body:
                return start
    return 0


def _is_outside(element: Element, article: Element) -> bool:
    """Whether it stands in a sidebar, menu, form or footer within the article's block."""
    for node in element.iterancestors():
        if node is article:
            return False
        inside = enter(node, str(node.tag), 0)
        if inside is not None and inside[2]:
            return True
    return False


def _leads_to_file(element: Element, address: str) -> bool:
    if _DOWNLOAD.search(address):
        return True
    if address.lower().startswith(_NOWHERE):
        return False
    text = " ".join(text_of(element).lower().split()).strip("[]() .:")
    return text in _TAKE or (len(text) < 120 and _FILE.search(text) is not None)


def _anchors(line: Line) -> list[Element]:
    anchors: list[Element] = []
    for element, tail in line.pieces:
        node = element.getparent() if tail else element
        while node is not None and node.tag != "a" and node is not line.block:
            node = node.getparent()
        if node is not None and node.tag == "a" and node not in anchors:
            anchors.append(node)
    return anchors


def _name(element: Element, url: str) -> str:
    text = " ".join(text_of(element).split())
    if text and text.lower() not in _GENERIC and len(text) < 200:
        return text
    return _last_part(url) or text or url


def _last_part(url: str) -> str:
    try:
        last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return "" if last in _VIEWS else last
