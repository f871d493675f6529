"""Parse an official document line by line: head, body, recipients, signature.

Lines are a document only if their head has a labelled number, and a type heading or a place and date. News
that cites documents is not one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vietnamese._skeleton import to_skeleton, visible_text
from vietnamese.documents.issuer import issuer_of_head, issuer_of_preamble
from vietnamese.documents.numbers import DocumentNumber, find_document_numbers
from vietnamese.documents.place_date import PlaceDate, parse_place_date
from vietnamese.documents.signature import read_ending
from vietnamese.documents.types import document_type_heading


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The fields of a document; one that is missing from its lines is None or empty.

    ``number`` is the normal form, ``issued_on`` a date without time, ``title`` the subject (trích yếu).
    ``first`` is the index of the line with the number or the type heading; ``lines[body_start:body_end]`` is
    the body without head, recipients and signature.
    """

    number: str | None
    type: str | None
    issued_on: date | None
    place: str | None
    issuer: str | None
    signer: str | None
    signer_title: str | None
    recipients: tuple[str, ...]
    title: str | None
    first: int
    body_start: int
    body_end: int


_HEAD_LINES = 30
_NUMBER_LABEL = re.compile(
    r"so(?: hieu| van ban| vb)?(?:[,/ ]+ky hieu)? ?: ?(?=[0-9 ./…_-])|so ?(?=[0-9]{1,5}[a-z]? ?[/-])"
)
_LOOKS_LIKE_S = frozenset(letter for letter in map(chr, range(0x2000)) if to_skeleton(letter) == "s")
_BLANK_NUMBER = re.compile(r"so ?: ?[ .…_-]{0,30}/ ?[a-z]")
_BODY_OPENING = re.compile(
    r"can cu|xet |theo de nghi|kinh gui|(?:[ivx]{1,4}|[0-9]{1,2}|[a-d])[.)/-] |dieu 1"
    r"|phan (?:thu|[ivx1])|chuong [i1]\b|[-+•] "
)
# "Thực hiện Kế hoạch số 5/KH-LĐLĐ, …" opens a body; "Thực hiện quy chế dân chủ" is a subject.
_REFERS_TO_DOCUMENT = re.compile(r"thuc hien\b.*(?:[0-9]/[0-9a-z]|[0-9] ?-[a-z]{2,5}/|[.,;:]$)")
# The organisation that decides, in capitals below the subject of a decision.
_DECIDING_ORGANISATION = re.compile(
    r"(?:ban (?:thuong vu|chap hanh)|doan chu tich|chu tich|uy ban|thuong truc|hoi dong|giam doc)\b"
)
_SUBJECT_LABEL = re.compile(r"(?:v/v|ve viec|trich yeu) ?:? ")
_HORIZONTAL_RULE = re.compile(r"[-–—_=*.\s]+")
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap ?- ?tu do|dang cong san viet nam$")


@dataclass(slots=True)
class _DocumentHead:
    number_at: int | None = None
    number: DocumentNumber | None = None
    place: PlaceDate | None = None
    heading: str | None = None
    heading_at: int | None = None
    last: int = -1


def read_official(lines: Sequence[str], at: datetime | None = None) -> ParsedDocument | None:
    """The fields of the official document in ``lines``, or None if they are no document.

    ``lines`` are the visible lines in reading order; they may be empty. ``at`` (aware) is the time of
    fetching: a date of issue more than a day after it is left out.
    """
    if not any(map(_is_numbered, lines)):
        return None
    printed = [" ".join(visible_text(line).split()) for line in lines]
    head = _read_head(printed, at)
    if head is None:
        return None
    title, body_start = _read_title(printed, head)
    ending = read_ending(printed, body_start)
    body_end = ending.start
    while body_end > body_start and not printed[body_end - 1]:
        body_end -= 1
    place = head.place.place if head.place else None
    number = head.number
    first = min(at for at in (head.number_at, head.heading_at) if at is not None)
    issuer = issuer_of_head(printed[:first]) or issuer_of_preamble(
        printed[body_start : min(body_end, body_start + 12)], place, number.issuer if number else None
    )
    return ParsedDocument(
        number=number.text if number else None,
        type=head.heading or (number.type if number else None),
        issued_on=head.place.issued_on if head.place else None,
        place=place,
        issuer=issuer,
        signer=ending.signer,
        signer_title=ending.signer_title,
        recipients=ending.recipients,
        title=title,
        first=first,
        body_start=body_start,
        body_end=body_end,
    )


def _is_numbered(line: str) -> bool:
    """Does the line open with a labelled number? Every document has such a line, few other pages do."""
    opening = line.lstrip()[:1]
    if opening.isprintable() and opening not in _LOOKS_LIKE_S:
        return False
    skeleton = to_skeleton(" ".join(visible_text(line).split()))
    return _NUMBER_LABEL.match(skeleton) is not None or _BLANK_NUMBER.match(skeleton) is not None


def _read_head(lines: Sequence[str], at: datetime | None) -> _DocumentHead | None:
    head = _DocumentHead()
    seen = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        seen += 1
        if seen > _HEAD_LINES:
            break
        skeleton = to_skeleton(line)
        if head.number_at is None and (_NUMBER_LABEL.match(skeleton) or _BLANK_NUMBER.match(skeleton)):
            head.number_at = head.last = index
            head.number = next(iter(find_document_numbers(line[:80])), None)
            if head.number is None and not _BLANK_NUMBER.match(skeleton):
                return None
            # Two columns of the letterhead in one line: "Số: 12/KH-LĐLĐ   Lai Châu, ngày …"
            rest = line[head.number.end :] if head.number else ""
            head.place = head.place or parse_place_date(rest.strip(" -|"), at)
        elif head.place is None and (place := parse_place_date(line, at)):
            head.place, head.last = place, index
        elif head.heading is None and line.isupper() and (heading := document_type_heading(line)):
            head.heading, head.heading_at, head.last = heading, index, index
        elif (
            head.number_at is not None
            and (head.place or head.heading)
            and (_BODY_OPENING.match(skeleton) or _REFERS_TO_DOCUMENT.match(skeleton))
        ):
            break
    if head.number_at is None or not (head.heading or head.place):
        return None
    return head


def _read_title(lines: Sequence[str], head: _DocumentHead) -> tuple[str | None, int]:
    """The subject, or None, and the index of the first line of the body."""
    index = head.last + 1
    parts: list[str] = []
    # A letter has its subject ("V/v …") below the number, before or after place and date.
    if head.heading is None and head.number_at is not None:
        for near in range(head.number_at + 1, min(head.number_at + 5, len(lines))):
            label = _SUBJECT_LABEL.match(to_skeleton(lines[near]))
            if label:
                return _read_subject(lines, near)
        return None, _skip_blank(lines, index)
    index = _skip_blank(lines, index)
    while index < len(lines) and len(parts) < 4:
        line = lines[index]
        skeleton = to_skeleton(line)
        if not line or _HORIZONTAL_RULE.fullmatch(line) or len(line) > 400:
            break
        if (
            _BODY_OPENING.match(skeleton)
            or _REFERS_TO_DOCUMENT.match(skeleton)
            or (line.isupper() and _DECIDING_ORGANISATION.match(skeleton))
        ):
            break
        if parts and not (line[0].islower() or (line.isupper() and parts[-1].isupper())):
            break
        parts.append(line)
        index += 1
    return " ".join(parts) or None, _skip_blank(lines, index)


def _read_subject(lines: Sequence[str], at: int) -> tuple[str, int]:
    parts = [lines[at]]
    index = at + 1
    while index < len(lines) and lines[index] and lines[index][0].islower():
        parts.append(lines[index])
        index += 1
    while index < len(lines) and (not lines[index] or parse_place_date(lines[index])):
        index += 1
    return " ".join(parts), _skip_blank(lines, index)


def _skip_blank(lines: Sequence[str], index: int) -> int:
    """The index of the first line from ``index`` on that is not empty, a rule or the motto."""
    while index < len(lines) and (
        not lines[index]
        or _HORIZONTAL_RULE.fullmatch(lines[index])
        or _MOTTO.match(to_skeleton(lines[index]))
    ):
        index += 1
    return index
