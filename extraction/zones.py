"""What an element says about the text inside it: menu, footer, hidden, heading, link, bold, edge.

Class names are hints only: they lower a weight or set a line apart *inside* the article, and never
decide alone (a newspaper keeps its main column in ``div.sidebar-1``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

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
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_TAGS: Final = {
    "nav": NAV,
    "aside": ASIDE,
    "li": LIST,
    "dt": LIST,
    "dd": LIST,
    "figcaption": CAPTION,
    "td": CELL,
    "th": CELL,
    "article": ARTICLE,
    "main": ARTICLE,
}
_ROLES: Final = {
    "navigation": NAV,
    "contentinfo": FOOTER,
    "complementary": ASIDE,
    "banner": HEADER,
    "search": FORM,
}
_INLINE: Final = frozenset(("a", "b", "strong", "i", "em"))
_NOISE: Final = re.compile(
    r"relat|lien-?quan|tin-?khac|other-?news|news-?other|same-?cat|cung-chuyen|breadcrumb|navbar|pagination|"
    r"comment|binh-?luan|social|share|rating|danh-?gia|slider|slide\b|carousel|quang-?cao|advert|banner|popup|"
    r"modal|widget|counter|thong-?ke|copyright|tham-?do|poll|hotline|login|tag-?(?:list|box|cloud)|"
    r"(?:^|\s)tags?(?:$|\s)",
    re.IGNORECASE,
)
_PAGE_FORMS: Final = frozenset(("aspnetform", "form1", "form", "frm", "mainform", "frmmain", "ctl00"))
_SMALL_FORM: Final = 700  # characters of text
_HIDDEN: Final = frozenset(("hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"))
_SHOWN: Final = ("block", "flex", "inline", "visible", "grid")


@dataclass(slots=True)
class State:
    """What holds for the text inside an element."""

    block: HtmlElement
    zone: int = 0
    outside: HtmlElement | None = None
    heading: int = 0
    link: bool = False
    bold: bool = False
    italic: bool = False
    pre: bool = False  # line ends in the source are line ends on the screen


def enter(element: HtmlElement, tag: str, outer: State) -> State | None:
    """The state inside ``element``; None where the reader does not see it."""
    attributes = element.attrib
    is_block = tag in BLOCK
    if not attributes and not is_block and tag not in _INLINE:
        return outer
    own = _TAGS.get(tag, 0)
    if tag in ("header", "footer") and not outer.zone & ARTICLE:
        own |= HEADER if tag == "header" else FOOTER
    elif tag == "form" and not _is_whole_page(element) and _is_small(element):
        own |= FORM
    edges = outer.zone
    bold = outer.bold or tag in ("b", "strong", "th") or tag in _HEADINGS
    if attributes:
        hidden, own, edges, heavy = _read_attributes(attributes, own, edges)
        if hidden:
            return None
        bold = bold or heavy
    return State(
        block=element if is_block else outer.block,
        zone=edges | own,
        outside=element if own & OUTSIDE and is_block else outer.outside,
        heading=_HEADINGS.get(tag, outer.heading),
        link=outer.link or tag == "a",
        bold=bold,
        italic=outer.italic or tag in ("i", "em"),
        pre=outer.pre or tag == "pre" or _keeps_lines(attributes),
    )


def _read_attributes(attributes: object, own: int, edges: int) -> tuple[bool, int, int, bool]:
    get = attributes.get  # type: ignore[attr-defined]
    heavy = False
    if get("hidden") is not None:
        return True, own, edges, heavy
    style = get("style")
    if style:
        style = style.replace(" ", "").lower()
        if "display:none" in style or "visibility:hidden" in style:
            return True, own, edges, heavy
        edges = _aligned(style.partition("text-align:")[2], edges)
        heavy = "font-weight:bold" in style or "font-weight:7" in style
    align = get("align")
    if align:
        edges = _aligned(align.lower(), edges)
    role = get("role")
    if role:
        own |= _ROLES.get(role, 0)
    names = get("class")
    if names:
        names = names.lower()
        tokens = names.split()
        if not _HIDDEN.isdisjoint(tokens) and not any(word in names for word in _SHOWN):
            return True, own, edges, heavy
        if "right" in names and ("text-right" in names or "align-right" in names or "txtright" in names):
            edges = edges & ~CENTRE | RIGHT
        if "caption" in names:
            own |= CAPTION
        if not own & ARTICLE and _is_noise(names, edges):
            own |= NOISE
    identity = get("id")
    if identity and not own & ARTICLE and _is_noise(identity, edges):
        own |= NOISE
    return False, own, edges, heavy


@lru_cache(maxsize=8192)
def _noise_in(names: str) -> bool:
    """Cached: the pages of a site share their class names."""
    return _NOISE.search(names) is not None


def _is_noise(names: str, zone: int) -> bool:
    """ "footer" in a class is the page's; inside an article it holds the article's own date and byline."""
    return _noise_in(names) or ("footer" in names and not zone & ARTICLE)


def _keeps_lines(attributes: object) -> bool:
    style: str | None = attributes.get("style") if attributes else None  # type: ignore[attr-defined]
    return style is not None and "white-space" in style and "pre" in style


def _aligned(value: str, edges: int) -> int:
    if value.startswith(("right", "end")):
        return edges & ~CENTRE | RIGHT
    if value.startswith("center"):
        return edges & ~RIGHT | CENTRE
    if value.startswith(("left", "justify", "start")):
        return edges & ~(RIGHT | CENTRE)
    return edges


def _is_whole_page(form: HtmlElement) -> bool:
    """ASP.NET's form holds the page's state."""
    parent = form.getparent()
    if (form.get("id") or "").lower() in _PAGE_FORMS or (parent is not None and parent.tag == "body"):
        return True
    return any(field.get("name") == "__VIEWSTATE" for field in islice(form.iter("input"), 8))


def _is_small(form: HtmlElement) -> bool:
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
