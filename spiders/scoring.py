"""Is this link an article's? Evidence from its address, its words, its place and its neighbours, added up.

No single sign decides: section names can be long, headlines short, slugs without numbers. The weights are
ours, tried on real list pages of NukeViet, WordPress, Liferay and a newspaper.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from spiders.address import parameters
from spiders.anchors import Anchor
from spiders.link_text import fold_link_text
from spiders.platforms import Platform

ENOUGH = 3.0
IN_A_LONG_LIST = 1.5
_LONG_LIST = 8

_ID_QUERY = re.compile(
    r"(?:news|tin|article|bai|item|content|post|distribution|arc|n|a)?_?(?:id|nid)|ddocname|itemid|articleid|"
    r"newsid|contentid|nid|idtin|tinid|arcid|dnnid",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.(?:html?|htm|aspx|php|jsp|tld|ldo|vnp|chn)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|[-_])c?(\d{2,})$")
_LISTING = re.compile(
    r"/(?:category|categories|chuyen-muc|chuyenmuc|danh-muc|danh-sach(?:-tin)?|chu-de|topic|topics|tag|tags|event|"
    r"collection|su-kien-chuyen-de|the-loai|list|don-vi)/|[?&](?:cat|catid|categoryid|chuyenmuc|idcm)=",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"/(?:bai-viet|chi-tiet|chitiet|chitiettin|tin-chi-tiet|view_content|content|detail|details|article|articles|"
    r"newsdetail|tin-bai|post|posts|node)(?:/|[.?-])|(?:detail|chitiet|chi-tiet|viewnews|xemtin)\w*(?:\.aspx|\?|/)",
    re.IGNORECASE,
)
_MORE_LABELS = frozenset(
    ("xem them", "xem tiep", "xem chi tiet", "chi tiet", "doc tiep", "doc them", "read more", "more",
     "detail", "details", "tiep tuc doc", "continue reading", "xem tat ca", "xem", "doc bai viet")
)  # fmt: skip
_SIGNS = "[^a-z0-9]"
_MORE = re.compile(
    rf"{_SIGNS}*(?:{'|'.join(label.replace(' ', f'{_SIGNS}+') for label in sorted(_MORE_LABELS))}){_SIGNS}*"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """All links of a page to one address: ``title`` is what they call it, ``score`` says how surely it is an
    article, ``because`` what for.
    """

    key: str
    anchors: tuple[Anchor, ...]
    title: str
    score: float = 0.0
    because: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return self.anchors[0].address


def title_of(anchors: Sequence[Anchor]) -> str:
    """The headline among the texts that link to one address; "" where none names it.

    A heading's text wins, then the first text of three words, then what ``title`` and ``alt`` say, then
    anything. "Xem thêm" names nothing.
    """
    texts = [anchor.text for anchor in anchors if anchor.text and not _is_more(anchor.text)]
    headings = [anchor.text for anchor in anchors if anchor.heading and anchor.text in texts]
    hints = [anchor.hint for anchor in anchors if anchor.hint and not _is_more(anchor.hint)]
    wordy = [text for text in texts if len(text.split()) >= 3 and len(text) <= 300]
    return next(iter((*headings, *wordy, *hints, *texts)), "")


def _is_more(text: str) -> bool:
    return _MORE.fullmatch(fold_link_text(text)) is not None


def score(entry: Entry, platform: Platform, shapes: Mapping[tuple[str, ...], float]) -> Entry:
    """The entry with its score. ``shapes`` says how many words the links of one shape have on average."""
    evidence = {
        **_address_evidence(entry.address, platform),
        **_title_evidence(entry),
        **_place_evidence(entry, shapes),
    }
    return Entry(
        entry.key, entry.anchors, entry.title, sum(evidence.values()), tuple(sorted(evidence, key=str))
    )


def _address_evidence(address: str, platform: Platform) -> dict[str, float]:
    parts = urlsplit(address)
    place = parts.path + (f"?{parts.query}" if parts.query else "")
    segments = [segment for segment in parts.path.split("/") if segment]
    slug = _EXTENSION.sub("", unquote(segments[-1])) if segments else ""
    words = [word for word in re.split(r"[-_+\s]+", slug) if word and not word.isdigit()]
    evidence: dict[str, float] = {}
    if platform.article and platform.article.search(place):
        evidence["the platform's article address"] = 2.0
    elif _ARTICLE.search(place):
        evidence["an article's path"] = 1.5
    if (platform.listing and platform.listing.search(place)) or _LISTING.search(place):
        evidence["a listing's path"] = -2.5
    if _NUMBER.search(slug) or any(segment.isdigit() for segment in segments[1:]):
        evidence["a number in the path"] = 1.5
    elif any(_ID_QUERY.fullmatch(name) and re.search(r"\d", value) for name, value in parameters(address)):
        evidence["a number in the query"] = 1.5
    if len(words) >= 7:
        evidence["a long slug"] = 2.0
    elif len(words) >= 5:
        evidence["a slug"] = 1.0
    if not segments and not parts.query:
        evidence["the home page"] = -10.0
    return evidence


def _title_evidence(entry: Entry) -> dict[str, float]:
    words = len(entry.title.split())
    if words >= 8:
        return {"a headline's length": 2.0}
    if words >= 5:
        return {"some words": 1.0}
    if words <= 1:
        return {"no words": -1.5}
    return {"few words": -0.5 if words <= 3 else 0.0}


def _place_evidence(entry: Entry, shapes: Mapping[tuple[str, ...], float]) -> dict[str, float]:
    evidence: dict[str, float] = {}
    if all(anchor.zone == "chrome" for anchor in entry.anchors):
        evidence["in the menu"] = -3.0
    if any(anchor.heading for anchor in entry.anchors):
        evidence["a heading"] = 0.5
    if len(entry.anchors) > 1 and any(anchor.image for anchor in entry.anchors) and entry.title:
        evidence["picture and text"] = 0.5
    if max((shapes.get(anchor.shape, 0.0) for anchor in entry.anchors), default=0.0) >= 7:
        evidence["among headlines"] = 1.0
    if any(anchor.calendar for anchor in entry.anchors):
        evidence["a calendar"] = -5.0
    return evidence


def long_lists(entries: Sequence[Entry], *, further: bool) -> frozenset[str]:
    """The forms of numbered addresses that so many entries outside the menu share that they are a list's:
    notices and documents have short names. On a ``further`` page of a list one is enough.
    """
    forms = Counter(
        address_form(entry.address)
        for entry in entries
        if any(reason.startswith("a number in") for reason in entry.because)
        and any(anchor.zone == "main" for anchor in entry.anchors)
    )
    return frozenset(form for form, number in forms.items() if further or number >= _LONG_LIST)


def shapes_of(entries: Sequence[Entry]) -> dict[tuple[str, ...], float]:
    """The average number of words of the links that share a shape, for shapes of three links and more."""
    words: Counter[tuple[str, ...]] = Counter()
    count: Counter[tuple[str, ...]] = Counter()
    for entry in entries:
        for anchor in entry.anchors:
            if anchor.zone != "chrome" and anchor.text:
                words[anchor.shape] += len(anchor.text.split())
                count[anchor.shape] += 1
    return {shape: words[shape] / number for shape, number in count.items() if number >= 3}


@lru_cache(maxsize=2048)  # asked three times of each link
def address_form(address: str) -> str:
    """The form that addresses of one kind share: ``/s/-/view_content/N-s.html`` (N number, s words)."""
    parts = urlsplit(address)
    forms = []
    for segment in parts.path.split("/"):
        stem, dot, extension = segment.rpartition(".")
        stem, extension = (stem, dot + extension) if dot and len(extension) <= 5 else (segment, "")
        pieces = ["N" if piece.isdigit() else "s" for piece in stem.split("-") if piece]
        if pieces:
            middle = "-s" if len(pieces) > 2 else ""
            stem = pieces[0] + middle + (f"-{pieces[-1]}" if len(pieces) > 1 else "")
        forms.append(stem + extension)
    names = "&".join(sorted({name for name, _ in parameters(address)}))
    return "/".join(forms) + (f"?{names}" if names else "")
