"""Pagers that post a form in place of following a link: ASP.NET's ``__doPostBack``, and plain submit buttons.

The further page has no address of its own. It is named by the form's address with a fragment that tells the
page, so that a walk can tell pages apart, and carries the form that was on the page which named it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode, urlsplit

from lxml import html

from spiders.address import POSTED, clean_address
from spiders.anchors import base_of
from spiders.paging import ELLIPSES, NextPage, labelled_page

_POSTBACK = re.compile(
    r"__doPostBack\(\s*(?:&#39;|['\"])([^'\"&]{1,300})(?:&#39;|['\"])\s*,\s*"
    r"(?:&#39;|['\"])([^'\"&]{0,200})(?:&#39;|['\"])|"
    r"WebForm_PostBackOptions\(\s*['\"]([^'\"]{1,300})['\"]\s*,\s*['\"]([^'\"]{0,200})['\"]"
)
_FORM = re.compile(r"<form\b[^>]{0,500}\bmethod\s{0,9}=\s{0,9}[\"']?post", re.IGNORECASE)
_PAGER = re.compile(r"pag(?:er|ing|ination|e)|phantrang|trang", re.IGNORECASE)
_DAY = re.compile(r"\d{4,}")  # a calendar counts days since 2000
POSTED_TYPE = "application/x-www-form-urlencoded"
_MOST_FIELDS = 400
_MOST_BUTTONS = 20_000  # elements that may be one; the fullest pages have a tenth of that
_LONGEST_FORM = 2_000_000  # characters; view states are large, but not so


def posted_pages(tree: html.HtmlElement, url: str) -> tuple[NextPage, ...]:
    """The further pages of this listing that a form leads to, by number, each once."""
    here, found = posted_number(url) or 1, dict[int, NextPage]()
    last = here
    for element, pressed in _buttons(tree):
        words = " ".join((element.text_content() or element.get("value") or "").split())
        number = labelled_page(words or _hint(element), here)
        if words in ELLIPSES:  # before the numbers it leads back, behind them on
            number = last + 1 if last >= here and found else None
        elif number is not None:
            last = number
        form = _form_of(element)
        if number is None or number == here or number in found or form is None:
            continue
        fields = _fields(form, pressed)
        address = clean_address(form.get("action") or url, base_of(tree, url))
        if fields and address:
            found[number] = NextPage(number, f"{address}#{POSTED}{number}", fields)
    return tuple(found[number] for number in sorted(found))


def may_post(page: str) -> bool:
    """Has the page a form that could lead on at all? Asked first, as few have."""
    return _FORM.search(page) is not None


def posted_number(url: str) -> int | None:
    """The page that a posted page's address tells, or None for every other address."""
    fragment = urlsplit(url).fragment
    return int(fragment[len(POSTED) :]) if fragment.startswith(POSTED) else None


def body_of(form: tuple[tuple[str, str], ...]) -> str:
    """The form as it is sent, of the type ``POSTED_TYPE``."""
    return urlencode(form)


def _buttons(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, dict[str, str]]]:
    """What may lead to a further page, and what it adds to the form."""
    for element in islice(tree.iter("a", "input", "button", "li", "span"), _MOST_BUTTONS):
        script = f"{element.get('href') or ''} {element.get('onclick') or ''}"
        if "ost" in script and (told := _POSTBACK.search(script)):
            target, argument = told[1] or told[3], told[2] or told[4] or ""
            if not _DAY.fullmatch(argument):
                yield element, {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
        elif element.tag in ("input", "button") and element.get("name") and _is_pager(element):
            kind = (element.get("type") or ("submit" if element.tag == "button" else "text")).lower()
            if kind == "submit":
                yield element, {element.get("name", ""): element.get("value") or ""}


def _is_pager(element: html.HtmlElement) -> bool:
    """A submit button counts only in a pager: "Tiếp" may also send a comment."""
    for outer in (element, *islice(element.iterancestors(), 4)):
        if outer.tag == "form":
            return False
        if _PAGER.search(f"{outer.get('class') or ''} {outer.get('id') or ''}"):
            return True
    return False


def _hint(element: html.HtmlElement) -> str:
    image = next(element.iter("img"), None)
    return element.get("title") or (image.get("alt") if image is not None else "") or ""


def _form_of(element: html.HtmlElement) -> html.HtmlElement | None:
    form = next((outer for outer in element.iterancestors("form")), None)
    if form is None or (form.get("method") or "").lower() != "post":
        return None
    return form


def _fields(form: html.HtmlElement, pressed: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Every field that a browser would send; none where the form is too large to be a pager's."""
    fields: dict[str, str] = {}
    for element in form.iter("input", "select", "textarea"):
        name, kind = element.get("name"), (element.get("type") or "text").lower()
        if not name or kind in ("submit", "button", "image", "file", "reset", "password"):
            continue
        if kind in ("checkbox", "radio") and element.get("checked") is None:
            continue
        fields[name] = _value(element)
    fields.update(pressed)
    if len(fields) > _MOST_FIELDS or sum(map(len, fields.values())) > _LONGEST_FORM:
        return ()
    return tuple(fields.items())


def _value(element: html.HtmlElement) -> str:
    if element.tag == "select":
        options = [*element.iter("option")]
        chosen = next((one for one in options if one.get("selected") is not None), next(iter(options), None))
        return (chosen.get("value") or chosen.text_content().strip()) if chosen is not None else ""
    if element.tag == "textarea":
        return element.text or ""
    return element.get("value") or ""
