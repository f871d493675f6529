"""Where a listing goes on: numbers, arrows, "Trang sau", ``rel=next``; the page number of an address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from spiders.address import address_key
from spiders.anchors import Anchor
from spiders.link_text import fold_link_text
from spiders.platforms import Platform

# labels_seen: paging of NukeViet, Liferay, WordPress, ASP.NET and newspaper lists.
_PAGE = re.compile(
    r"(?:[?&](?:page|paged|p|pg|trang|pageindex|page_?num(?:ber)?|pageno|curpage|currentpage|_?\w*?cur|"
    r"start|offset|pageid|pagefirstrow|brsr)="
    r"|/(?:page|trang|pg|p)[-/_]?(?=\d)|[-_](?:page|trang)[-_]?(?=\d)"
    r")(\d{1,5})(?=$|[/?&.#-])",
    re.IGNORECASE,
)
_NEXT = frozenset(
    ("trang sau", "trang tiep", "trang tiep theo", "trang ke", "tiep", "tiep theo", "ke tiep", "sau", "next",
     "next page", "older posts", "bai cu hon", "tin cu hon", "cac tin cu hon", "tai them", "xem them", "more",
     "load more", "xem tiep")
)  # fmt: skip
_LAST = frozenset(("cuoi", "cuoi cung", "trang cuoi", "last", "last page"))
_ARROWS = frozenset(("»", "›", ">", ">>", "→", "❯", "⟩", "▶", "►", "&raquo;"))
_NUMBER = re.compile(r"(?:trang|page|p)?\s*(\d{1,4})")
ELLIPSES = frozenset(("...", "…", "....", ". . ."))  # the next ten pages
_DECORATION = "»›→❯>⟩ "


@dataclass(frozen=True, slots=True, order=True)
class NextPage:
    """A further page of the listing; ``number`` orders them, ``address`` is where it is.

    ``form`` are the fields to be posted there, where no link leads to it (``spiders.postback``).
    """

    number: int
    address: str
    form: tuple[tuple[str, str], ...] = field(default=(), compare=False)


def page_number(address: str, platform: Platform) -> int | None:
    """The page number that an address tells, or None."""
    found = (platform.page.search(address) if platform.page else None) or _PAGE.search(address)
    return int(found[1]) if found and len(found[1]) < 6 else None


def listing_base(address: str, platform: Platform) -> str:
    """What all pages of one listing have in common: the address without its page number."""
    for pattern in (platform.page, _PAGE):
        if pattern is not None:
            address = pattern.sub("", address, count=1)
    return re.sub(r"\.(?:html?|aspx|php)$", "", urlsplit(address)._replace(query="").geturl()).rstrip("/")


def next_pages(links: Iterable[Anchor], url: str, platform: Platform) -> tuple[NextPage, ...]:
    """The further pages that a listing page names, by number, each address once; never the page itself."""
    here = page_number(url, platform) or 1
    base, own = listing_base(url, platform), address_key(url)
    found: dict[str, NextPage] = {}
    for link in links:
        key = address_key(link.address)
        if key == own or link.calendar or key in found:
            continue
        number = _numbered(link, here, base, platform)
        if number is not None:
            found[key] = NextPage(number, link.address)
    return tuple(sorted(found.values()))


def labelled_page(words: str, here: int) -> int | None:
    """The page that a pager's button on page ``here`` leads to by its words ("3", "»", "Trang sau")."""
    label = fold_link_text(words.strip(_DECORATION))
    if number := _NUMBER.fullmatch(label):
        return int(number[1])
    if (words.strip() in _ARROWS and words.strip() not in ("»", ">>")) or (
        label in _NEXT and label not in ("xem them", "more")
    ):
        return here + 1
    return None


def _numbered(link: Anchor, here: int, base: str, platform: Platform) -> int | None:
    """The number of the listing's page that a link leads to, or None where it is no paging link."""
    if "next" in link.rel:
        return page_number(link.address, platform) or here + 1
    text = (link.text or link.hint).strip()
    label = fold_link_text(text.strip(_DECORATION))
    onward, printed = text in _ARROWS or label in _NEXT or label in _LAST, _NUMBER.fullmatch(label)
    if not (onward or printed or text in ELLIPSES):
        return None
    told = page_number(link.address, platform)
    if told is not None and not link.paging and listing_base(link.address, platform) != base:
        told = None  # another list's page
    if onward:
        if told is not None:
            return told
        return here + 1 if link.paging and label not in _LAST and label not in ("xem them", "more") else None
    if told is None or text in ELLIPSES or printed is None:
        return told
    # An address may count from 0 or count entries (start=20): the printed number orders the pages.
    return int(printed[1])
