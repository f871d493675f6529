"""Each field of an article with where its value comes from: pure, over the archive's evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from archive.models import Correction
from desk import labels
from desk.editing import fields
from feeds import names

# Fields whose boxes say too much for a table: they stand beside it in full.
LONG: Final = ("body_text",)
ORDER: Final = (
    "title", "summary", "published", "updated", "authors", "organisation", "section", "province", "topics",
    "views", "document", "documents_cited", "images", "attachments", "language", "kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What the page offered for a field; ``refused`` says why it was not taken, empty where it could be."""

    raw: str
    origin: str
    rule: str
    place: str
    confidence: int
    refused: str


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it is shown: the published value, the source's where an editor says otherwise.

    ``proofs`` are what the page offered, the surest first, ``refused`` what of it was not taken.
    """

    field: str
    value: Sequence[str]
    source: Sequence[str] | None
    correction: Correction | None
    proofs: Sequence[Proof]
    refused: Sequence[Proof]


def rows(
    published: Mapping[str, Any],
    source: Mapping[str, Any],
    evidence: Mapping[str, Any],
    corrections: Iterable[Correction],
) -> list[Row]:
    """A row a field of ``ORDER``; ``published`` and ``source`` are values by field."""
    by_field: dict[str, list[Proof]] = {}
    for told in evidence.get("proofs") or ():
        by_field.setdefault(str(told.get("field", "")), []).append(_proof(told))
    made = {each.field: each for each in corrections}
    found = []
    for field in ORDER:
        offered = sorted(by_field.get(field, ()), key=lambda proof: -proof.confidence)
        correction = made.get(field)
        found.append(
            Row(
                field=field,
                value=shown(field, published.get(field)),
                source=shown(field, source.get(field)) if correction else None,
                correction=correction,
                proofs=[each for each in offered if not each.refused],
                refused=[each for each in offered if each.refused],
            )
        )
    return found


def shown(field: str, value: Any) -> list[str]:
    """A value as lines for people; none where there is nothing."""
    if value is None or value in ("", [], {}):
        return []
    if field == "views":
        return [f"{value['value']:,}".replace(",", ".") if isinstance(value, Mapping) else str(value)]
    if field in ("published", "updated"):
        day, time = fields.boxes(field, value).values()
        return [", ".join(filter(None, (time, "/".join(reversed(day.split("-"))))))]
    if field == "province":
        return [value["name"]]
    if field == "document":
        return [
            f"{labels.label(labels.DOCUMENT, part)}: {', '.join(told) if isinstance(told, list) else told}"
            for part, told in value.items()
            if told
        ]
    if field == "topics":
        return [names.topics().get(slug, slug) for slug in value]
    if field == "kind":
        return [labels.label(labels.KINDS, value)]
    if field not in fields.FIELDS:
        return [str(value)]
    text = fields.boxes(field, value)[field]
    return [line for line in text.split("\n") if line.strip()]


def _proof(told: Mapping[str, Any]) -> Proof:
    try:
        confidence = round(100 * float(told.get("confidence") or 0))
    except (TypeError, ValueError):
        confidence = 0
    return Proof(
        raw=str(told.get("raw") or ""),
        origin=str(told.get("origin") or ""),
        rule=str(told.get("rule") or ""),
        place=str(told.get("place") or ""),
        confidence=confidence,
        refused=str(told.get("refused") or ""),
    )
