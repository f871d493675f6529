"""What a page is. "Not an article" is an answer too, and it has a name."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from extraction.files import find_files
from extraction.labels import is_date_line, views_of
from extraction.layout import Layout
from extraction.listing import headlines, is_listing
from items import Kind
from vietnamese.dates import parse_date
from vietnamese.text import fold

_FLOOD: Final = re.compile(r"^hay doi\b|vui long doi|qua nhieu yeu cau|too many requests")
_BLOCKED: Final = re.compile(
    r"just a moment|checking your browser|attention required|access denied|dang kiem tra trinh duyet|"
    r"verify you are human|ddos protection|request blocked|forbidden|enable javascript and cookies|"
    r"(xac minh|xac nhan|xac thuc|chung minh) (rang )?(ban|quy vi) (khong phai|la (con )?nguoi)"
)
_PARKED: Final = re.compile(
    r"domain (is|may be) for sale|ten mien (nay )?(dang )?(duoc )?(rao )?ban|parked domain|buy this domain|"
    r"ten mien (da )?het han|this domain|account (has been )?suspended|"
    r"hosting [a-z ]{0,20}(tam khoa|bi khoa|het han|tam ngung)|"
    r"^welcome to nginx|default page|iis windows server|^it works"
)
_MAINTENANCE: Final = re.compile(
    r"(dang|duoc|tam ngung de|tam dung de|ngung de) (tien hanh )?(bao tri|nang cap)|"
    r"bao tri (he thong|website|dinh ky)|"
    r"(under|scheduled) maintenance|^maintenance|(tam ngung|tam dung) hoat dong"
)
_ERROR: Final = re.compile(
    r"^(loi )?(404|403|500|502|503)\b|not found|khong tim thay (trang|noi dung|bai viet|duong dan)|"
    r"trang khong ton tai|bai viet khong ton tai|server error|error 404|khong ton tai|thong bao loi|"
    r"runtime error|da xay ra loi|^fatal error|uncaught \w*(error|exception)|sqlstate|^parse error|"
    r"establishing a database|(khong the|loi) ket noi (duoc )?([a-z]+ )?(co so du lieu|csdl|database)|"
    r"service (temporarily )?unavailable|bad gateway|"
    r"gateway time-?out|internal server error"
)
_LOGIN: Final = re.compile(r"^(dang nhap|thanh vien dang nhap|login|sign in)\b")
_SEARCH: Final = re.compile(r"^(tim kiem|ket qua tim kiem|search results?)\b|ket qua tim kiem")
_SEARCH_PATH: Final = re.compile(
    r"[?&](s|q|keyword|tukhoa|search)=[^&]|/(search|tim-kiem|seek)\b", re.IGNORECASE
)
_LOGIN_PATH: Final = re.compile(r"/(login|dang-nhap|signin|wp-login|users/login)\b", re.IGNORECASE)
_ROBOT: Final = re.compile(
    r"document\.cookie|location\.(reload|href|replace)|D1N\s*=|challenge", re.IGNORECASE
)


def kind_of(layout: Layout, url: str, markup: str) -> Kind:
    """The page's kind, before documents are told from news (``document`` is decided later)."""
    lines = layout.page.lines
    text_size = sum(line.size for line in lines)
    short = text_size < 2500
    told = not short or _is_dated_text(layout) or _is_dated_file(layout)
    special = None if told else _special(_name(layout), markup, text_size)
    if special is not None:
        return special
    path = _path(url)
    if _LOGIN_PATH.search(path) and layout.prose < 400:
        return "login"
    if layout.prose < 400 and _LOGIN.match(fold(layout.meta.title)):
        return "login"
    listed = headlines(layout)
    if _SEARCH_PATH.search(path) and (len(listed) > 2 or _SEARCH.search(_name(layout))):
        return "search"
    is_root = path.rstrip("/") in (
        "",
        "/index.php",
        "/index.html",
        "/default.aspx",
        "/Default.aspx",
        "/home",
        "/trang-chu",
    )
    if is_root and len(listed) > 5:
        return "home"
    if is_listing(layout, listed, url) or _leads_away(layout, url):
        return "listing"
    if layout.text and (layout.prose > 300 or (layout.headline is not None and _is_told(layout))):
        return "article"
    if _is_bare_article(layout):
        return "article"
    if len(listed) > 5:
        return "listing"
    return "article" if layout.text and layout.prose > 40 else "other"


def _name(layout: Layout) -> str:
    """What the page calls itself, and its first lines; folded."""
    first = (line.text for line in layout.page.lines[:6] if line.size < 160)
    return fold(" ".join([layout.meta.title, *first]))


def _is_told(layout: Layout) -> bool:
    """Sentences, or at least lines with a date: labels alone are a form, a map, a list of contacts."""
    return layout.prose > 0 or any(
        is_date_line(layout.line(index).text) for index in (*layout.head, *layout.tail)
    )


def _is_dated_text(layout: Layout) -> bool:
    """Text with a date of its own: an article may be about maintenance."""
    return layout.prose > 100 and any(
        is_date_line(layout.line(index).text) for index in (*layout.head, *layout.tail)
    )


def _special(name: str, markup: str, size: int) -> Kind | None:
    if _FLOOD.search(name):
        return "flood"
    if _BLOCKED.search(name):
        return "blocked"
    if _PARKED.search(name):
        return "parked"
    if _MAINTENANCE.search(name):
        return "maintenance"
    if _ERROR.search(name):
        return "error"
    if size < 80 and _ROBOT.search(markup[:4000]) and "<script" in markup[:4000].lower():
        return "blocked"
    return None


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _leads_away(layout: Layout, url: str) -> bool:
    """The best headline is a link to another page and nothing says that this page is about it."""
    headline = layout.headline
    if headline is None or not headline.line.is_link or "claim" in headline.reason:
        return False
    href = (headline.line.href or "").strip()
    if href in ("", "#") or href.startswith("javascript:"):
        return False
    try:
        return _path(urljoin(url, href)) != _path(url)
    except ValueError:
        return False


def _is_bare_article(layout: Layout) -> bool:
    """No text, but a headline and a date right below it: a notice with a file or scanned pages.

    The page claims the headline, or has a file to show for it.
    """
    if layout.text or layout.headline is None:
        return False
    if not any(_tells_date(layout.line(index).text) for index in layout.head):
        return False
    return "claim" in layout.headline.reason or _is_dated_file(layout)


def _is_dated_file(layout: Layout) -> bool:
    """A headline, a date and a file: whatever the headline says, that is what a server does not."""
    if layout.headline is None or not layout.headline.line.heading:
        return False
    return any(_tells_date(layout.line(index).text) for index in layout.head) and bool(find_files(layout, ""))


def _tells_date(text: str) -> bool:
    """A date, or a date and a count ("05/03/2024 - Lượt xem: 12")."""
    return is_date_line(text) or (views_of(text) is not None and parse_date(text) is not None)
