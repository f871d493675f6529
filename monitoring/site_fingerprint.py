"""A site's fingerprint, stored with each crawl report, to see whether it is still the same site. Pure.

Content changes every night; the skeleton (elements with their classes), language, subject and linked hosts of
a site do not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from vietnamese.text import fold

# Number of hashes kept of a skeleton: the smallest ones (MinHash), enough to estimate similarity.
SKETCH_SIZE = 64
_FEWEST = 4
_MARKUP = 200_000  # characters of a page that are looked at
_TAG = re.compile(r"<([a-z][a-z0-9-]{0,20})\b([^<>]{0,2000})>", re.IGNORECASE)
_CLASS = re.compile(r"""\b(?:class|id)\s{0,3}=\s{0,3}["']([^"']{1,300})["']""", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|noscript)\b|</(script|style|noscript)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_HREF = re.compile(r"""\b(?:href|src)\s{0,3}=\s{0,3}["'](https?://[^"'\s]{4,300})""", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
# Letters that Vietnamese has and its neighbours' languages do not (é and ô are French, too).
_VIETNAMESE = frozenset("ăắằẳẵặấầẩẫậđẻẽẹếềểễệỉĩịỏọốồổỗộơớờởỡợủũụưứừửữựỳỷỹỵảạ")
_SUBJECT = re.compile(
    r"\b(?:cong doan|ldld|tldldvn|lien doan lao dong|doan vien|nguoi lao dong|cong nhan|thuong tru|"
    r"uy ban nhan dan|ubnd|lao dong viet nam|chinh sach|an sinh)\b"
)
_SPAM = re.compile(
    r"\b(?:nha cai|ca cuoc|casino|tai xiu|no hu|ban ca|keo bong da|keo nha cai|da ga|xoc dia|jackpot|"
    r"poker|slots?|baccarat|betting|gacor|togel|judi|situs|maxwin|viagra|cialis|porn|sex|"
    r"cho vay nong|vay tien nhanh)\b"
)


@dataclass(frozen=True, slots=True)
class SiteFingerprint:
    """The fingerprint of a site in one crawl.

    ``words``: number of words examined, of them ``subject`` and ``spam`` words. ``vietnamese``: share (0 to
    1) of letters that only Vietnamese has. ``front`` and ``article``: sketches (sorted hashes) of the
    skeletons of listing and article pages, empty where none was seen. ``hosts``: the hosts linked most.
    ``pages``: some of the URLs examined. ``latency``: median response time in seconds, or None. ``skew``:
    seconds by which our clock is ahead of the server's, or None.
    """

    title: str = ""
    words: int = 0
    subject: int = 0
    spam: int = 0
    vietnamese: float = 0.0
    hosts: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    latency: float | None = None
    skew: float | None = None

    def to_record(self) -> dict[str, Any]:
        """The fingerprint as stored, in JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "SiteFingerprint":
        """The inverse of ``to_record``; ignores unknown keys."""
        known: dict[str, Any] = {name: record[name] for name in cls.__dataclass_fields__ if name in record}
        lists: dict[str, Any] = {
            name: tuple(value) for name, value in known.items() if isinstance(value, list)
        }
        return cls(**{**known, **lists})


def page_title(markup: str) -> str:
    """The page's ``<title>`` with single spaces, or ""."""
    match = _TITLE.search(markup[:_MARKUP])
    return " ".join(match[1].split()) if match else ""


def skeleton(markup: str) -> frozenset[str]:
    """The page's elements with classes and ids, without digits: what a redesign changes."""
    elements = set()
    for tag, attributes in _TAG.findall(markup[:_MARKUP]):
        for names in _CLASS.findall(attributes):
            elements |= {f"{tag.lower()}.{_DIGITS.sub('#', name)}" for name in names.split()[:6]}
    return frozenset(elements)


def sketch(tokens: Iterable[str]) -> tuple[str, ...]:
    """The ``SKETCH_SIZE`` smallest hashes of a set, sorted."""
    hashes = {blake2b(token.encode(), digest_size=4).hexdigest() for token in tokens}
    return tuple(sorted(hashes)[:SKETCH_SIZE])


def similarity(one: Sequence[str], other: Sequence[str]) -> float | None:
    """The estimated Jaccard similarity of two sketched sets, 0 to 1; None where one is too small."""
    if min(len(one), len(other)) < _FEWEST:
        return None
    union = sorted({*one, *other})[:SKETCH_SIZE]
    both = {*one} & {*other}
    return sum(value in both for value in union) / len(union)


def count_words(markup: str) -> tuple[int, int, int, float]:
    """(words, subject words, spam words, Vietnamese share of the letters) of the visible text."""
    text = _ANY_TAG.sub(" ", _without_hidden(markup[:_MARKUP]))
    folded = fold(text)
    letters = sum(character.isalpha() for character in text)
    own = sum(character in _VIETNAMESE for character in text.lower())
    return (
        len(_WORD.findall(folded)),
        len(_SUBJECT.findall(folded)),
        len(_SPAM.findall(folded)),
        round(own / letters, 4) if letters else 0.0,
    )


def _without_hidden(markup: str) -> str:
    """The markup without scripts and styles; an unclosed one extends to the end, as in browsers. One pass, so
    that many unclosed tags cost no extra time."""
    parts, begin, inside = [], 0, ""
    for match in _HIDDEN.finditer(markup):
        name = (match[1] or match[2]).lower()
        if not inside and match[1]:
            parts.append(markup[begin : match.start()])
            inside = name
        elif inside == name and match[2]:
            begin, inside = match.start(), ""
    return " ".join([*parts, "" if inside else markup[begin:]])


def hosts_in(markup: str) -> list[str]:
    """The hosts of all absolute URLs in links and resources, with repetitions."""
    hosts = []
    for address in _HREF.findall(markup[:_MARKUP]):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            continue
        if host:
            hosts.append(host)
    return hosts
