"""A thousand pages put together at random: nothing is lost, nothing foreign comes in, no date is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import datetime
from functools import cache

from extraction import extract
from pipelines.decide import decide
from tests.extraction.pages.build import build

AT = datetime.fromisoformat("2026-06-01T12:00:00+07:00")
PAGES = 1000
RIGHT = 0.99  # of the pages must be right in every field


def squeeze(text: str | None) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", text or "")).lower()


def misread(seed: int) -> dict[str, str]:
    """What the record of the page tells otherwise than the page, by field."""
    page = build(seed)
    record = decide(extract(page.markup.encode(), page.address, at=AT)).to_record()
    moment = record["published"]
    published = (moment["value"], moment["precision"]) if moment else None
    text = squeeze(record["summary"]) + squeeze(record["body_text"])
    views = (record["views"] or {}).get("value")
    section = record["section"][-1] if record["section"] else None
    authors = sorted(one["name"] for one in record["authors"])
    lost = [one for one in page.paragraphs if squeeze(one) not in text]
    foreign = [one for one in [*page.foreign, *page.captions] if squeeze(one) in text]
    told = {
        "kind": (record["kind"], "article"),
        "title": (squeeze(record["title"]), squeeze(page.title)),
        "date": (published, page.published),
        "views": (views, page.views),
        "section": (section, page.told_section),
        "authors": (authors, sorted(page.authors)),
        "lost": (lost, []),
        "foreign": (foreign, []),
    }
    faults = {name: f"{got!r} instead of {wanted!r}" for name, (got, wanted) in told.items() if got != wanted}
    if published is not None and "date" in faults:
        faults["wrong date"] = faults["date"]
    if views is not None and "views" in faults:
        faults["wrong views"] = faults["views"]
    return faults


@cache
def all_faults() -> dict[int, dict[str, str]]:
    return {seed: faults for seed in range(PAGES) if (faults := misread(seed))}


def test_nearly_every_page_is_right_in_every_field() -> None:
    faults = all_faults()
    shown = "\n".join(f"{seed}: {fault}" for seed, fault in list(faults.items())[:12])
    fields = Counter(name for fault in faults.values() for name in fault)
    assert len(faults) <= (1 - RIGHT) * PAGES, f"{len(faults)} of {PAGES} pages: {fields}\n{shown}"


def test_no_page_tells_a_wrong_date_or_wrong_views() -> None:
    wrong = {
        seed: fault for seed, fault in all_faults().items() if "wrong date" in fault or "wrong views" in fault
    }
    assert wrong == {}
