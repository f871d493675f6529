"""Bytes of a page → RawArticle: every candidate with its proof, nothing decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from extraction.authors import find_authors
from extraction.body import Body, read_body, read_given
from extraction.dates import find_dates
from extraction.decode import read_bytes
from extraction.document import find_document, is_record
from extraction.kind import kind_of
from extraction.layout import Layout
from extraction.lines import read_lines
from extraction.metadata import Metadata, names_page, read_metadata
from extraction.parse import body_of, parse
from extraction.place import place_of
from extraction.section import find_section
from extraction.selectors import apply_selectors
from extraction.split import find_layout
from extraction.title import printed_title
from extraction.views import find_views
from items import Author, Candidate, RawArticle, Source
from vietnamese.bylines import agency_prefix
from vietnamese.documents import ParsedDocument
from vietnamese.text import clean

_SHORTEST_GIVEN: Final = 80  # characters of a text that machines are given
_MUCH_MORE: Final = 3  # times what the page shows
_PROOF: Final = 80  # characters
_GENRES: Final = ("tin tổng hợp:",)


def extract(
    body: bytes,
    url: str,
    *,
    source: Source | None = None,
    at: datetime,
    content_type: str | None = None,
) -> RawArticle:
    """Take a page apart. Never raises on a page, however broken; ``at`` (aware) is when it was fetched."""
    markup, encoded = read_bytes(body, content_type)
    root = parse(markup, encoded)
    meta = read_metadata(root, markup)
    page = read_lines(body_of(root))
    layout = find_layout(page, meta)
    candidates: list[Candidate] = []
    warnings: list[str] = []
    if source is not None:
        chosen, missed = apply_selectors(root, layout, source.select, at)
        candidates += chosen
        warnings += missed
    kind = kind_of(layout, url, markup)
    documents, reading, offset = find_document(layout, at)
    if reading is not None:
        _narrow(layout, reading, offset)
    candidates += documents
    candidates += _titles(layout, meta)
    candidates += find_dates(layout, url, at)
    candidates += find_views(layout)
    candidates += _signers_refused(find_authors(layout), reading)
    candidates += find_section(layout)
    candidates += _summaries(layout)
    candidates += _agency(layout)
    if documents and (kind in ("article", "other") or (kind == "listing" and is_record(layout, documents))):
        kind = "document"
    lines = tuple(page.lines[index].text for index in [*layout.head, *layout.text, *layout.tail])
    if _is_only_given(layout, meta):
        content = read_given(meta.text)
        kind = "article" if kind in ("other", "listing") else kind
        candidates.append(_given_text(content, meta))
    elif layout.text or layout.lead is not None or kind in ("article", "document"):
        content = read_body(layout, url)
    else:
        content = Body("", "", (), ())
    return RawArticle(
        url=url,
        source=source.slug if source else None,
        kind=kind,
        fetched_at=at,
        candidates=tuple(candidates),
        body_html=content.html,
        body_text=content.text,
        lines=lines,
        language=_language(content.text, meta.language),
        images=content.images,
        attachments=content.attachments,
        warnings=tuple(warnings),
    )


def _is_only_given(layout: Layout, meta: Metadata) -> bool:
    """Whether the text stands in machine data only: the page shows it by a script, or not at all."""
    if len(meta.text) < _SHORTEST_GIVEN or _contradicts(layout, meta):
        return False
    shown = sum(layout.line(index).size for index in layout.text) + len(_lead(layout))
    return shown * _MUCH_MORE < len(meta.text)


def _contradicts(layout: Layout, meta: Metadata) -> bool:
    """Whether the machine data are another article's than the one of which the page shows the headline."""
    if layout.headline is None or not meta.headline or names_page(meta.headline, meta):
        return False
    return names_page(layout.headline.line.text, meta)


def _given_text(content: Body, meta: Metadata) -> Candidate:
    place = "json-ld articleBody" if meta.text_origin == "json-ld" else "meta[articleBody]"
    raw = content.text[:_PROOF]
    return Candidate("body", raw, raw, meta.text_origin, f"body.{meta.text_origin}", place, 0.5)


def _narrow(layout: Layout, reading: ParsedDocument, offset: int) -> None:
    """An official document's text ends before its recipients and signature, and begins after its title."""
    low, high = reading.body_start + offset, reading.body_end + offset
    if low < high:
        kept = range(low, high)
        layout.text = [
            index
            for index in kept
            if index not in layout.counters and index not in layout.captions and layout.line(index).size > 0
        ]
        layout.lead = None
        layout.head = [index for index in layout.head if index < low]
        layout.tail = [index for index in layout.tail if index >= high]


def _signers_refused(authors: list[Candidate], reading: ParsedDocument | None) -> list[Candidate]:
    """Around an official document a name alone is its signer and a body alone its letterhead."""
    if reading is None:
        return authors
    return [
        replace(candidate, confidence=0.0, refused="the signer or letterhead of the document")
        if candidate.rule.startswith("authors.bare") or candidate.rule == "authors.organisation.head"
        else candidate
        for candidate in authors
    ]


def _titles(layout: Layout, meta: Metadata) -> list[Candidate]:
    found = []
    if layout.headline is not None:
        line = layout.headline.line
        confidence = min(0.9, 0.4 + layout.headline.score / 14)
        found.append(
            Candidate(
                "title", line.text, line.text, "line", "title.headline", place_of(line.inner), confidence
            )
        )
    printed = printed_title(meta)
    if printed:
        origin = "json-ld" if meta.headline else "opengraph" if meta.og_title else "meta"
        found.append(Candidate("title", printed, printed, origin, "title.metadata", "head", 0.3))  # type: ignore[arg-type]
    return found


def _lead(layout: Layout) -> str:
    return layout.line(layout.lead).text if layout.lead is not None else ""


def _summaries(layout: Layout) -> list[Candidate]:
    if layout.lead is None:
        return []
    line = layout.line(layout.lead)
    text = line.text
    for genre in _GENRES:
        if text.lower().startswith(genre):
            text = text[len(genre) :].strip()
    return [Candidate("summary", text, line.text, "line", "summary.lead", place_of(line.inner), 0.8)]


def _agency(layout: Layout) -> list[Candidate]:
    """The agency that opens the text stays in the text and is recorded beside it as a source."""
    first = _lead(layout) or (layout.line(layout.text[0]).text if layout.text else "")
    agency = agency_prefix(first)
    if agency is None:
        return []
    people = (Author(agency, "source", None),)
    return [Candidate("authors", people, first[:40], "line", "authors.agency", "text", 0.5)]


# The commonest first: a few of them tell.
_VIETNAMESE: Final = "đàáộìạựếướệủôềữêụịốơảăâóẳấểíậỉứợổầờãúồởẩọòỳửĩằặừắùéỷỡẻýẫũễỏỗỹẵèẽẹõỵ"
_SHARE: Final = 0.08  # of the letters, that no text in another language reaches


def _language(text: str, declared: str) -> str | None:
    """ "vi" by the letters (pages declare en-US on Vietnamese text); else what the page declares."""
    sample = text[:4000]
    # Small letters alone tell of nearly every text; a text in capitals is counted once more.
    if _count(sample, _SHARE * len(sample)) > _SHARE * len(sample):
        return "vi"
    sample = sample.lower()
    needed = _SHARE * sum(map(str.isalpha, sample))
    if _count(sample, needed) > needed:
        return "vi"
    return clean(declared).lower()[:2] or None if text else None


def _count(sample: str, needed: float) -> int:
    """How many of the letters are Vietnamese ones; counted until they are more than ``needed``."""
    vietnamese = 0
    for letter in _VIETNAMESE:
        vietnamese += sample.count(letter)
        if vietnamese > needed:
            break
    return vietnamese
