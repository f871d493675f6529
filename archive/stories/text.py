"""An article as it is compared: pure. What differs between reprints of one text is left out.

Left out are the agency that opens a lead ("(Dân trí) -"), lines that only name who wrote or photographed, and
captions. Words are folded, so that accents, capitals and punctuation make no difference.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Protocol

from archive.bodies import paragraphs
from archive.search.entry import number_key
from archive.search.words import keys, printed
from vietnamese.bylines import agency_prefix
from vietnamese.provinces import find_provinces
from vietnamese.text import fold

# A line beside a name: "Bài, ảnh: Lò Thị Mai", "Theo Báo Lao Động".
_MOST_BESIDE_A_NAME: Final = 5
# A word within a sentence, or a number.
_FACT: Final = re.compile(r"(?<![.!?:;\n“\"(-])[^\S\n]([^\W\d_]+)|(\d+)")
# Longer texts are compared by their beginnings: one page must not hold up the others.
MOST_WORDS: Final = 20_000
MOST_IDENTITY: Final = 200

Words = tuple[str, ...]


class Row(Protocol):
    """What of an article is compared; ``archive.models.Article`` has it."""

    pk: int
    source: str
    kind: str
    title: str | None
    summary: str | None
    body_text: str
    authors: list[dict[str, Any]]
    images: list[dict[str, Any]]
    document: Mapping[str, Any] | None
    documents_cited: list[str]
    province_current: str | None
    published: Mapping[str, Any] | None


@dataclass(frozen=True)
class Comparable:
    """``parts`` are the words of lead and paragraphs by number (0 is the lead); ``identity`` names an
    official document, None for what is none or does not tell. ``printed`` is lead and text as shown."""

    id: int
    source: str
    document: bool
    identity: str | None
    title: Words
    parts: tuple[tuple[int, Words], ...]
    printed: str
    cited: frozenset[str]

    @cached_property
    def words(self) -> Words:
        return tuple(word for _, part in self.parts for word in part)[:MOST_WORDS]

    @cached_property
    def facts(self) -> frozenset[str]:
        """The words that stand for what happened: capitals within a sentence, and numbers. Capital lines have
        none."""
        lines = [line for line in self.printed.splitlines() if not line.isupper()]
        found = _FACT.findall("\n".join(lines)[:50_000])
        return frozenset(fold(word or number) for word, number in found if number or word[0].isupper())

    @cached_property
    def places(self) -> frozenset[str]:
        """The slugs of the provinces that the text names most often."""
        counts: dict[str, int] = {}
        for mention in find_provinces(self.printed[:50_000]):
            counts[mention.province.slug] = counts.get(mention.province.slug, 0) + 1
        most = max(counts.values(), default=0)
        return frozenset(slug for slug, count in counts.items() if count == most)


def comparable(row: Row) -> Comparable:
    """The article as it is compared."""
    captions = {tuple(_words(told)) for image in row.images if (told := image.get("caption"))}
    names = [tuple(_words(author["name"])) for author in row.authors]
    body = [(number, _opening(line)) for number, line in enumerate(paragraphs(row.body_text), start=1)]
    lead = _opening(" ".join((row.summary or "").split()))
    # Sites that print the lead in the text and sites that print it apart must come out the same.
    if lead and any(part[: len(lead)] == lead for _, part in body[:2]):
        lead = ()
    parts = tuple(
        (number, part)
        for number, part in ((0, lead), *body)
        if part and part not in captions and not _only_names(part, names)
    )
    return Comparable(
        id=row.pk,
        source=row.source,
        document=row.kind == "document",
        identity=identity(row) if row.kind == "document" else None,
        title=tuple(_words(row.title or "")),
        parts=parts,
        printed="\n".join(filter(None, (row.summary, row.body_text))),
        cited=frozenset(map(number_key, row.documents_cited)),
    )


def identity(row: Row) -> str | None:
    """The document's number, who issued it and in which year; None where one of them is not told.

    Numbers restart every year and at every issuer. Issuers are told apart by their province, for pages spell
    their names in many ways; one of no province by its name.
    """
    document = row.document or {}
    number, issuer = document.get("number"), document.get("issuer")
    year = _year(document.get("issued_on")) or _year((row.published or {}).get("value"))
    named = find_provinces(issuer) if issuer else ()
    place = named[0].province.slug if named else ".".join(_words(issuer or "")) or row.province_current
    if not number or not place or not year:
        return None
    return f"{number_key(number)}|{year}|{place}"[:MOST_IDENTITY]


def _words(text: str) -> list[str]:
    return keys(printed(text))


def _opening(line: str) -> Words:
    """The words of a paragraph without the agency that opens it."""
    words = tuple(_words(line))
    agency = agency_prefix(line[:100]) if line else None
    sign = tuple(_words(agency)) if agency else ()
    return words[len(sign) :] if sign and words[: len(sign)] == sign else words


def _only_names(part: Words, names: Iterable[Words]) -> bool:
    """Whether a line names people and says little else."""
    if len(part) > 20:
        return False
    beside = list(part)
    found = False
    for name in names:
        for place in range(len(beside) - len(name) + 1):
            if name and tuple(beside[place : place + len(name)]) == name:
                del beside[place : place + len(name)]
                found = True
                break
    return found and len(beside) <= _MOST_BESIDE_A_NAME


def _year(told: date | datetime | str | None) -> str | None:
    return str(told)[:4] if told else None
