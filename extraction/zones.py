"""What an element says about the text inside it: menu, footer, hidden, heading, link, bold, edge.

All of it is flags of one number, so that an element's own are read once for all elements like it.

Class names are hints only: they lower a weight or set a line apart *inside* the article, and never
decide alone (a newspaper keeps its main column in ``div.sidebar-1``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from lxml.etree import _Element as Element

from vietnamese.memo import BoundedMemo

NAV: Final = 1  # menus, breadcrumbs
FOOTER: Final = 2
ASIDE: Final = 4
FORM: Final = 8
HEADER: Final = 16  # the page's, not an article's
LIST: Final = 32  # inside li, dt or dd
CAPTION: Final = 64
NOISE: Final = 128  # by its class: related, share, comments, tags, slider …
CELL: Final = 256  # inside a table's cell
RIGHT: Final = 512  # set at the right edge
CENTRE: Final = 1024
ARTICLE: Final = 2048  # inside <article> or <main>
CRUMBS: Final = 4096  # inside what is called breadcrumbs, or the path to the page
ZONE: Final = 8191  # all of the above
LINK: Final = 8192
BOLD: Final = 16384
ITALIC: Final = 32768
PRE: Final = 65536  # line ends in the source are line ends on the screen
HEADING_AT: Final = 17  # the bits from here on are the heading's level, 0 outside headings
HEADING: Final = 7 << HEADING_AT

OUTSIDE: Final = NAV | FOOTER | ASIDE | FORM | NOISE | HEADER

BLOCK: Final = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav
    ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
SKIP: Final = frozenset(
    """
    script style noscript template svg iframe object embed select option textarea button input head math
    canvas video audio map applet frame noframes datalist
    """.split()
)
UNSEEN: Final = SKIP | {"br", "hr", "img"}  # they hold no text, but each means something by itself
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_TAGS: Final = {
    "nav": NAV,
    "aside": ASIDE,
    "li": LIST,
    "dt": LIST,
    "dd": LIST,
    "figcaption": CAPTION,
    "td": CELL,
    "article": ARTICLE,
    "main": ARTICLE,
    "a": LINK,
    "b": BOLD,
    "strong": BOLD,
    "th": CELL | BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "pre": PRE,
    **dict.fromkeys(_HEADINGS, BOLD),
}
_PAGE_TAGS: Final = {"header": HEADER, "footer": FOOTER}
_ROLES: Final = {
    "navigation": NAV,
    "contentinfo": FOOTER,
    "complementary": ASIDE,
    "banner": HEADER,
    "search": FORM,
}
# Parts of names that say what stands inside, at the beginning of a word.
_FOREIGN_NAMES: Final = (
    r"relat(?!iv)|lien-?quan|tin-?khac|other-?news|news-?other|same-?cat|cung-chuyen|breadcrumb|navbar|pagination|"
    r"comment(?!ary)|binh-?luan|social|share(?!holder)|rating|danh-?gia|quang-?cao|advert|copyright|tham-?do|"
    r"poll(?!ut)|login|cookie|consent|newsletter|subscri"
)
_NOISE: Final = re.compile(
    rf"(?<![a-z])(?:{_FOREIGN_NAMES}|slider|slide\b|carousel|banner|popup|modal|(?<!elementor-)widget|counter|"
    r"thong-?ke|hotline|tag-?(?:list|box|cloud)|author-?_?(?:box|bio|card|about)|about-?_?author)|"
    r"(?:related|comment|share|social|breadcrumb|carousel|slider|banner|popup|pagination)(?=s?(?:[-_ ]|$))|"
    r"(?:^|\s)tags?(?:$|\s)",
    re.IGNORECASE,
)
# Names that no theme gives to what holds the article.
_STRONG_NOISE: Final = re.compile(rf"(?<![a-z])(?:{_FOREIGN_NAMES}|tag|author)", re.IGNORECASE)
_PAGE_FORMS: Final = frozenset(("aspnetform", "form1", "form", "frm", "mainform", "frmmain", "ctl00"))
_FORMS: Final = 3  # forms around a form that nobody writes
_SMALL_FORM: Final = 700  # characters of text
_HIDDEN: Final = frozenset(("hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"))
_SHOWN: Final = ("block", "flex", "inline", "visible", "grid")


_CRUMBS: Final = re.compile(
    r"breadcrumb|crumb|duong-?dan|chuyenmuc|chuyen-muc|navpath|pathway|\bpath\b|divpath", re.IGNORECASE
).search
_OWN_FOOTER: Final = re.compile(r"(?:article|entry|post|news|detail|content|card|item|bai)[-_]?footer").search


# What holds for the text inside an element: its flags, whether the element is a block, and whether it is
# itself a menu, sidebar, form, footer or the like. A plain tuple is taken apart faster than a named one.
Inside = tuple[int, bool, bool]


# Buttons that the parser never closed hold the rest of the page.
_MISNESTED: Final = frozenset(("button", "label", "option", "select"))
_TEXT_TAGS: Final = ("p", "main", "article", "h1")
_STREAMED: Final = "S:"  # React sends the text in hidden elements with such an id, and a script shows them
_CLASS_ALONE: Final = ["class"]  # what most elements have that have any
_ADDRESS_ALONE: Final = ["href"]
_RARE: Final = frozenset(("style", "align", "role", "hidden"))
_LONGEST: Final = 300  # characters of attributes that are remembered


def enter(element: Element, tag: str, flags: int) -> Inside | None:
    """What holds inside ``element``, from the flags around it; None where the reader does not see it."""
    if tag in UNSEEN and not (tag in _MISNESTED and next(element.iter(*_TEXT_TAGS), None) is not None):
        return None
    names = element.keys()
    if not names:
        inside = _bare[tag, flags]
    elif names == _CLASS_ALONE:
        inside = _named[tag, flags, element.get("class"), None]
    elif names == _ADDRESS_ALONE:
        inside = _bare[tag, flags]
    else:
        get = element.get  # dear where there is nothing to get
        classes = get("class") if "class" in names else None
        identity = get("id") if "id" in names else None
        if not _RARE.isdisjoint(names):
            if "hidden" in names and not (identity or "").startswith(_STREAMED):
                return None
            inside = _styled[tag, flags, classes, identity, get("style"), get("align"), get("role")]
        elif classes is None and identity is None:
            inside = _bare[tag, flags]
        else:
            inside = _named[tag, flags, classes, identity]
    if tag == "form" and inside is not None and not flags & FORM and _is_own_form(element):
        return inside[0] | FORM, inside[1], True
    return inside


def _inside(
    tag: str,
    flags: int,
    classes: str | None = None,
    identity: str | None = None,
    style: str | None = None,
    align: str | None = None,
    role: str | None = None,
) -> Inside | None:
    in_article = flags & ARTICLE
    own = _TAGS.get(tag, 0)
    if not in_article:
        own |= _PAGE_TAGS.get(tag, 0)
    level = _HEADINGS.get(tag)
    if level:
        flags = flags & ~HEADING | level << HEADING_AT
    if style:
        own |= PRE if "white-space" in style and "pre" in style else 0
        style = style.replace(" ", "").lower()
        if "display:none" in style or "visibility:hidden" in style:
            return None
        flags = _aligned(style.partition("text-align:")[2], flags)
        own |= BOLD if "font-weight:bold" in style or "font-weight:7" in style else 0
    if align:
        flags = _aligned(align.lower(), flags)
    own |= _ROLES.get(role or "", 0)
    if classes:
        classes = classes.lower()
        if not _HIDDEN.isdisjoint(classes.split()) and not any(word in classes for word in _SHOWN):
            return None
        if "text-right" in classes or "align-right" in classes or "txtright" in classes:
            flags = flags & ~CENTRE | RIGHT
        own |= CAPTION if "caption" in classes else 0
    if names_path(classes, identity):
        own |= CRUMBS
    if (
        not level
        and not own & ARTICLE
        and (_is_noise(classes, in_article) or _is_noise(identity, in_article))
    ):
        own |= NOISE
    return flags | own, tag in BLOCK, bool(own & OUTSIDE)


def _size(told: tuple[str | int | None, ...]) -> int:
    return sum(len(each) for each in told if isinstance(each, str))


# The elements of a page, and the pages of a site, share their attributes.
# Most have none, or a class or id alone: a short key is found sooner.
_Name = str | None
_bare: Final = BoundedMemo[tuple[str, int], Inside | None](lambda told: _inside(*told), _LONGEST, _size)
_named: Final = BoundedMemo[tuple[str, int, _Name, _Name], Inside | None](
    lambda told: _inside(*told), _LONGEST, _size
)
_styled: Final = BoundedMemo[tuple[str, int, _Name, _Name, _Name, _Name, _Name], Inside | None](
    lambda told: _inside(*told), _LONGEST, _size
)


def names_path(classes: str | None, identity: str | None) -> bool:
    """Whether an element with this class and id is called breadcrumbs."""
    return (classes is not None and _CRUMBS(classes) is not None) or (
        identity is not None and _CRUMBS(identity) is not None
    )


def is_weak_noise(element: Element) -> bool:
    """Whether only a name that themes give to anything makes the element noise ("widget", "slider")."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("nav", "aside", "form", "footer") and _STRONG_NOISE.search(names) is None


def _is_noise(name: str | None, in_article: int) -> bool:
    """ "footer" in a class is the page's; inside an article it holds the article's own date and byline."""
    return name is not None and (
        _NOISE.search(name) is not None or ("footer" in name and not in_article and not _OWN_FOOTER(name))
    )


def _aligned(value: str, flags: int) -> int:
    if value.startswith(("right", "end")):
        return flags & ~CENTRE | RIGHT
    if value.startswith("center"):
        return flags & ~RIGHT | CENTRE
    if value.startswith(("left", "justify", "start")):
        return flags & ~(RIGHT | CENTRE)
    return flags


def _is_own_form(form: Element) -> bool:
    """A form in the page, or in the one form that ASP.NET puts around it: browsers know no deeper ones."""
    outer = list(islice(form.iterancestors("form"), _FORMS))
    return len(outer) < _FORMS and not _is_whole_page(form) and _is_small(form)


def _is_whole_page(form: Element) -> bool:
    """ASP.NET's form holds the page's state."""
    parent = form.getparent()
    if (form.get("id") or "").lower() in _PAGE_FORMS or (parent is not None and parent.tag == "body"):
        return True
    return any(field.get("name") == "__VIEWSTATE" for field in islice(form.iter("input"), 8))


def _is_small(form: Element) -> bool:
    """A search, poll or comment form; not ASP.NET's form around the whole page."""
    total = 0
    for element in form.iter():
        if element.tag in SKIP or not isinstance(element.tag, str):
            text = element.tail
        else:
            text = f"{element.text or ''}{element.tail or ''}" if element is not form else element.text
        total += len(text.strip()) if text else 0
        if total > _SMALL_FORM:
            return False
    return True
