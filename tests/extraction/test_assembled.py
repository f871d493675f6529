"""Every field of pages assembled at random from the parts that sites have."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

import pytest

from extraction import extract
from pipelines.decide import decide
from tests.extraction.assemble import CAPTION, Page, assemble

AT = datetime.fromisoformat("2025-11-21T12:00:00+07:00")
SEEDS = range(160)


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text or ""))


def misread(page: Page) -> list[str]:
    """What the record tells otherwise than the page."""
    record = decide(extract(page.markup.encode(), "https://congdoan.vidu.vn/tin/28.html", at=AT)).to_record()
    published = record["published"] or {"value": "", "precision": ""}
    people = [(one["name"], one["role"], one["organisation"]) for one in record["authors"]]
    text = squeeze(record["summary"]) + squeeze(record["body_text"])
    captions = [squeeze(image["caption"]) for image in record["images"]]
    told = {
        "kind": (record["kind"], "article"),
        "title": (squeeze(record["title"]), squeeze(page.title)),
        "published": ((published["value"], published["precision"]), page.published),
        "updated": ((record["updated"] or {}).get("value"), page.updated),
        "authors": (sorted(people, key=str), sorted(page.authors, key=str)),
        "views": ((record["views"] or {}).get("value"), page.views),
        "missing": ([part for part in page.paragraphs if squeeze(part) not in text], []),
        "foreign": ([part for part in page.must_not if squeeze(part) in text], []),
        "pictures": ([squeeze(CAPTION) in caption for caption in captions], [True] * page.pictured),
    }
    return [f"{name}: {got} instead of {wanted}" for name, (got, wanted) in told.items() if got != wanted]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_of_known_parts_tells_every_field(seed: int) -> None:
    assert misread(assemble(seed)) == []
