"""Whether two pages of one source show the same official document. Pure (docs/decisions/0010).

A portal may show a document at two URLs without any link between them. Number, day of issue and issuer
identify it. Both pages must also show the same text, since an annex or a draft may bear all three too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import unquote

from archive.models.document import NAME_LENGTH
from archive.search.entry import number_key
from archive.stories.compare import SHORTEST, one_text
from archive.stories.text import Row, comparable
from vietnamese.documents.issuer import expand_abbreviations
from vietnamese.text import fold

_WORD: Final = re.compile(r"[^\W_]+")
_ABBREVIATIONS: Final = {"tp": "thanh pho"}


class DocumentPage(Row, Protocol):
    """The fields of a page that are compared; ``archive.models.Article`` has them."""

    attachments: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's identity, in the form that is compared.

    ``name`` is its number and day of issue, ``issuer`` who issued it, "" if the page names none.
    """

    name: str
    issuer: str


def identity(kind: str, document: Mapping[str, Any] | None) -> Identity | None:
    """The identity of a document (values of the record); None for other pages, and without number or day."""
    if kind != "document" or document is None:
        return None
    number, day = number_key(document.get("number") or ""), document.get("issued_on")
    if not number or not day:
        return None
    words = _WORD.findall(fold(expand_abbreviations(document.get("issuer") or "")))
    issuer = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return Identity(f"{number}|{day}"[:NAME_LENGTH], issuer[:NAME_LENGTH])


def may_be_one(one: Identity, other: Identity) -> bool:
    """Whether both may be one document: the same name, and no two different issuers."""
    return one.name == other.name and (one.issuer == other.issuer or not one.issuer or not other.issuer)


def is_one(one: DocumentPage, other: DocumentPage) -> bool:
    """Whether two pages whose identities may be one show the same text.

    If they have hardly any text, their files and pictures must be the same too: a plan and its annex may
    differ in nothing else.
    """
    texts = comparable(one), comparable(other)
    if not one_text(*texts):
        return False
    return min(len(text.words) for text in texts) >= SHORTEST or _files(one) == _files(other)


def _files(page: DocumentPage) -> frozenset[str]:
    """The names of its files: their URLs may differ in host or in a key of the day."""
    urls = (file["url"] for file in (*page.attachments, *page.images))
    return frozenset(fold(unquote(url.partition("?")[0]).rpartition("/")[2]) for url in urls)
