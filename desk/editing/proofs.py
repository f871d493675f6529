"""The fields of an article with their values and proofs. Pure, over the archive's evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from archive.models import Correction
from desk import labels
from desk.editing import fields
from feeds import names

# The text is too long for the table; the page shows it as a whole.
ORDER: Final = (
    "title", "summary", "published", "published_between", "updated", "authors", "organisation", "section",
    "province", "topics",
    "views", "document", "documents_cited", "images", "attachments", "language", "kind",
)  # fmt: skip


_BOUNDS: Final = {"earliest": _("không sớm hơn"), "latest": _("không muộn hơn")}


@dataclass(frozen=True, slots=True)
class Proof:
    """One candidate for a field's value: its raw text, where it stood, and the rule that found it.

    ``confidence`` is in percent, ``refused`` the reason why it was not taken, or "".
    """

    raw: str
    origin: str
    rule: str
    place: str
    confidence: int
    refused: str


@dataclass(frozen=True, slots=True)
class FieldProof:
    """One field as the page shows it; values are lines of text.

    ``source`` is the source value under a correction, None without one. ``proofs`` are the candidates that
    could be taken, the surest first, ``refused`` the others.
    """

    field: str
    value: Sequence[str]
    source: Sequence[str] | None
    correction: Correction | None
    proofs: Sequence[Proof]
    refused: Sequence[Proof]


def field_proofs(
    published: Mapping[str, Any],
    source: Mapping[str, Any],
    evidence: Mapping[str, Any],
    corrections: Iterable[Correction],
) -> list[FieldProof]:
    """The fields of ``ORDER``; ``published`` and ``source`` are values by field, ``evidence`` the
    article's."""
    by_field: dict[str, list[Proof]] = {}
    for record in evidence.get("proofs") or ():
        field = str(record.get("field", ""))
        by_field.setdefault("published_between" if field in _BOUNDS else field, []).append(_proof(record))
    correction_of = {correction.field: correction for correction in corrections}
    rows = []
    for field in ORDER:
        candidates = sorted(by_field.get(field, ()), key=lambda proof: -proof.confidence)
        correction = correction_of.get(field)
        rows.append(
            FieldProof(
                field=field,
                value=value_lines(field, published.get(field)),
                source=value_lines(field, source.get(field)) if correction else None,
                correction=correction,
                proofs=[proof for proof in candidates if not proof.refused],
                refused=[proof for proof in candidates if proof.refused],
            )
        )
    return rows


def value_lines(field: str, value: Any) -> list[str]:
    """A field's value as lines for people; [] for an empty value."""
    if value is None or value in ("", [], {}):
        return []
    if field == "views":
        return [f"{value['value']:,}".replace(",", ".") if isinstance(value, Mapping) else str(value)]
    if field == "published_between":
        return [
            f"{words} {'/'.join(reversed(told['value'][:10].split('-')))} ({told['from']}: {told['raw']})"
            for side, words in _BOUNDS.items()
            if (told := value.get(side))
        ]
    if field in ("published", "updated"):
        day, time = fields.boxes(field, value).values()
        return [", ".join(filter(None, (time, "/".join(reversed(day.split("-"))))))]
    if field == "province":
        return [value["name"]]
    if field == "document":
        return [
            f"{labels.label(labels.DOCUMENT, part)}: {', '.join(text) if isinstance(text, list) else text}"
            for part, text in value.items()
            if text
        ]
    if field == "topics":
        return [names.topics().get(slug, slug) for slug in value]
    if field == "kind":
        return [labels.label(labels.KINDS, value)]
    if field not in fields.FIELDS:
        return [str(value)]
    text = fields.boxes(field, value)[field]
    return [line for line in text.split("\n") if line.strip()]


def _proof(record: Mapping[str, Any]) -> Proof:
    try:
        confidence = round(100 * float(record.get("confidence") or 0))
    except (TypeError, ValueError):
        confidence = 0
    return Proof(
        raw=str(record.get("raw") or ""),
        origin=str(record.get("origin") or ""),
        rule=str(record.get("rule") or ""),
        place=str(record.get("place") or ""),
        confidence=confidence,
        refused=str(record.get("refused") or ""),
    )
