"""When two pages of one source are one official document: pure (docs/decisions/0010).

A portal may show a document under two addresses that nothing connects. Its number, its day of issue and who
issued it name it; that both pages show one text is asked besides, for an annex or a draft may bear all three.
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
_SPELT: Final = {"tp": "thanh pho"}


class Shown(Row, Protocol):
    """What of a page is compared; ``archive.models.Article`` has it."""

    attachments: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Identity:
    """``name`` is a document's number and day of issue, ``issuer`` who issued it, "" where the page does not
    tell; both as they are compared."""

    name: str
    issuer: str


def identity(kind: str, document: Mapping[str, Any] | None) -> Identity | None:
    """What names the document (values of the record); None for other pages and without number or day."""
    if kind != "document" or document is None:
        return None
    number, day = number_key(document.get("number") or ""), document.get("issued_on")
    if not number or not day:
        return None
    words = _WORD.findall(fold(expand_abbreviations(document.get("issuer") or "")))
    issuer = " ".join(_SPELT.get(word, word) for word in words)
    return Identity(f"{number}|{day}"[:NAME_LENGTH], issuer[:NAME_LENGTH])


def may_be_one(one: Identity, other: Identity) -> bool:
    """Whether nothing that they tell says that they are two documents."""
    return one.name == other.name and (one.issuer == other.issuer or not one.issuer or not other.issuer)


def is_one(one: Shown, other: Shown) -> bool:
    """Whether two pages whose identities may be one show one text; of pages that show hardly any, whether
    their files and pictures are the same too: a plan and its annex may differ in nothing else."""
    texts = comparable(one), comparable(other)
    if not one_text(*texts):
        return False
    return min(len(text.words) for text in texts) >= SHORTEST or _files(one) == _files(other)


def _files(page: Shown) -> frozenset[str]:
    """By their names: an address may hold another host or the day's key."""
    addresses = (each["url"] for each in (*page.attachments, *page.images))
    return frozenset(fold(unquote(address.partition("?")[0]).rpartition("/")[2]) for address in addresses)
