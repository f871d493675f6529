"""Official documents: a plan pasted as text, or a portal's table of document data."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from extraction.labels import is_meta
from extraction.layout import Layout
from extraction.place import place_of
from items import Candidate, OfficialDocument
from vietnamese.dates import parse_date
from vietnamese.documents import ParsedDocument, find_document_numbers, read_official
from vietnamese.text import fold

_LABELS: Final = {
    "so ky hieu": "number",
    "so, ky hieu": "number",
    "so/ky hieu": "number",
    "so hieu": "number",
    "ky hieu": "number",
    "so van ban": "number",
    "so ky hieu van ban": "number",
    "so ki hieu": "number",
    "so/ki hieu": "number",
    "ngay ban hanh": "issued_on",
    "ngay van ban": "issued_on",
    "trich yeu": "title",
    "trich yeu noi dung": "title",
    "ve viec": "title",
    "ten van ban": "title",
    "co quan ban hanh": "issuer",
    "don vi ban hanh": "issuer",
    "noi ban hanh": "issuer",
    "co quan": "issuer",
    "co quan ban hanh van ban": "issuer",
    "nguoi ky": "signer",
    "chuc vu": "signer_title",
    "loai van ban": "type",
    "hinh thuc van ban": "type",
    "the loai": "type",
    "linh vuc": "field",
    "ngay hieu luc": "effective_on",
    "ngay bat dau hieu luc": "effective_on",
    "ngay co hieu luc": "effective_on",
}
# "Cầm Thị Mai - Phó Chủ tịch" or with brackets.
_SIGNED: Final = re.compile(
    r"(.{3,40}?)\s?(?:[-–,]|\()\s?"
    r"((?:phó |quyền )?(?:chủ tịch|chánh|trưởng|giám đốc|tổng|bí thư|chủ nhiệm)[^()]*)\)?",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(("khac", "khong ro", "dang cap nhat", "chua cap nhat", "khong", "n/a", "-"))
_LONGEST_LABEL: Final = 40  # characters
_FEWEST: Final = 3  # labels that make a record
_GAP: Final = 4  # lines between two labels
_ENOUGH: Final = 4  # of number, type, day, issuer and signer
_SUBJECT: Final = 30  # characters of a subject above the record
_NO_TEXT: Final = 200.0  # characters of running text that make no article beside a record
_ABOVE_TABLE: Final = 3  # lines of section, date and tools above a table without a headline
_BELOW_HEADLINE: Final = 0.35  # confidence of a document's subject below the page's own headline
_RANK: Final = 3  # of a heading
_LOOK_BACK: Final = 14  # lines above the headline: number, place and date, type heading


def find_document(layout: Layout, at: datetime) -> tuple[list[Candidate], ParsedDocument | None, int]:
    """Candidates for document and title, what the text reader found, and the index of its first line."""
    found, rows = _table(layout, at)
    if rows and _is_record(layout, rows):
        _use_table(layout, rows)
    elif rows:
        _leave_record(layout, rows)
    start = max(0, (layout.title if layout.title >= 0 else layout.first) - _LOOK_BACK)
    end = max([layout.title, *layout.text, *layout.tail]) + 1
    lines = [line.text for line in layout.page.lines[start:end]]
    reading = read_official(lines) if lines else None
    if reading is not None:
        document = OfficialDocument(
            number=reading.number,
            type=reading.type,
            issued_on=reading.issued_on,
            place=reading.place,
            issuer=reading.issuer,
            signer=reading.signer,
            signer_title=reading.signer_title,
            recipients=tuple(reading.recipients),
        )
        where = place_of(layout.container)
        found.append(
            Candidate("document", document, reading.number or "", "line", "document.text", where, 0.9)
        )
        if reading.title:
            confidence = _BELOW_HEADLINE if _has_own_headline(layout, reading, start) else 0.95
            found.append(
                Candidate("title", reading.title, reading.title, "line", "title.document", where, confidence)
            )
    return found, reading, start


def _is_record(layout: Layout, rows: list[int]) -> bool:
    """No text but the record: none besides it, or next to none and the record right below the title."""
    own = [index for index in layout.text if not rows[0] <= index <= rows[-1] + 1 and index != layout.title]
    if layout.lead is not None:
        own.append(layout.lead)
    if not own:
        return True
    right_below = 0 <= rows[0] - layout.title <= _ABOVE_TABLE + 1
    return right_below and sum(layout.weights[index] for index in own) < _NO_TEXT


def _has_own_headline(layout: Layout, reading: ParsedDocument, start: int) -> bool:
    """The page says by its head, or by a heading, what it is called, above the whole of the document."""
    headline = layout.headline
    if headline is None or headline.line.index >= start + reading.first:
        return False
    return "claim" in headline.reason or 0 < headline.line.heading <= _RANK


def _leave_record(layout: Layout, rows: list[int]) -> None:
    """Above a text the record is no date line and no byline: day and body are the document's own."""
    record = set(rows)
    for row in rows:
        if not layout.line(row).text.partition(":")[2].strip():
            record.add(row + 1)
    layout.head = [index for index in layout.head if index not in record]
    layout.tail = [index for index in layout.tail if index not in record]


def _use_table(layout: Layout, rows: list[int]) -> None:
    """A page that is nothing but a document's record: the record is its text, the subject right above it."""
    lines = layout.page.lines
    first, last = rows[0], min(rows[-1] + 1, len(lines) - 1)
    table = layout.page.common(lines[first].block, last)
    layout.container = table
    layout.article = layout.page.common(table, layout.title) if layout.title >= 0 else table
    _, end = layout.page.ranges.get(table, (first, last + 1))
    around = table.getparent()
    while (
        around is not None
        and layout.page.ranges.get(around, (0, end))[1] <= end
        and around is not layout.page.body
    ):
        around = around.getparent()
    _, limit = layout.page.ranges.get(around, (first, end)) if around is not None else (first, end)
    if layout.article is not None and not layout.page.holds(layout.article, end):
        layout.article = around if around is not None else layout.article
    stop = next((index for index in range(last + 1, limit) if index in layout.stops), limit)
    if layout.title < 0 or layout.title >= first:
        layout.title = max(-1, first - _ABOVE_TABLE - 1)  # the headline is a row of the table
    subject = [index for index in range(layout.title + 1, first) if _is_subject(layout, index)]
    layout.lead = None
    layout.text = [*subject, *(index for index in range(first, last + 1) if index not in layout.stops)]
    layout.tail = list(range(last + 1, stop))
    layout.head = [index for index in range(layout.title + 1, first) if index not in subject]


def _is_subject(layout: Layout, index: int) -> bool:
    line = layout.line(index)
    return line.size >= _SUBJECT and not line.is_link and not line.heading and not is_meta(line)


def _table(layout: Layout, at: datetime) -> tuple[list[Candidate], list[int]]:
    """Label and value in two cells or on one line; three labels or more make a document's record."""
    values: dict[str, str] = {}
    rows: list[int] = []
    lines = layout.page.lines
    begin = max(0, layout.title)
    for index in range(begin, min(len(lines), begin + 80)):
        line = lines[index]
        if len(rows) >= _FEWEST and (line.heading or index - rows[-1] > _GAP):
            break  # the record ends; below it stand those of other documents
        if line.size > 400:
            continue
        label, colon, rest = line.text.partition(":")
        name = _label(label)
        if name is None:
            continue
        value = (
            rest.strip()
            if colon and rest.strip()
            else lines[index + 1].text
            if index + 1 < len(lines)
            else ""
        )
        if value and name not in values and _label(value) is None and fold(value) not in _NOBODY:
            values[name] = value
            rows.append(index)
    if len(values) < 3 or not {"number", "issued_on"} <= values.keys():
        return [], []
    numbers = find_document_numbers(values["number"])
    signed = _SIGNED.fullmatch(values.get("signer", ""))
    if signed is not None:
        values["signer"], values["signer_title"] = signed[1], values.get("signer_title") or signed[2]
    document = OfficialDocument(
        number=numbers[0].text if numbers else values["number"],
        type=values.get("type") or (numbers[0].type if numbers else None),
        issued_on=_day(values.get("issued_on"), at),
        issuer=values.get("issuer"),
        signer=values.get("signer"),
        signer_title=values.get("signer_title"),
    )
    where = place_of(lines[rows[0]].block)
    found = [Candidate("document", document, values["number"], "label", "document.table", where, 0.85)]
    if "title" in values and len(values["title"]) > 15:
        found.append(
            Candidate("title", values["title"], values["title"], "label", "title.document", where, 0.6)
        )
    return found, rows


def _label(text: str) -> str | None:
    """What a text labels, if it is a label of a document's record."""
    return _short_label(text) if len(text) <= _LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _short_label(text: str) -> str | None:
    return _LABELS.get(fold(text.rstrip(" :：")))


def _day(text: str | None, at: datetime) -> date | None:
    parsed: Any = parse_date(text, at) if text else None
    if parsed is None:
        return None
    return parsed.value.date() if isinstance(parsed.value, datetime) else parsed.value


def is_record(layout: Layout, documents: list[Candidate]) -> bool:
    """Whether the page is one document's record, and no list of records: it names itself, and says enough."""
    found = [candidate.value for candidate in documents if candidate.rule == "document.table"]
    if not found or layout.headline is None or layout.headline.line.size < _SUBJECT:
        return False
    told = (found[0].number, found[0].type, found[0].issued_on, found[0].issuer, found[0].signer)
    return sum(value is not None for value in told) >= _ENOUGH
