"""A folder of page layouts of the kinds that Vietnamese sites have, each with the truth beside it.

``layouts/NAME.html`` is a page of invented people and units, ``layouts/NAME.json`` what it says: title,
published with its precision, authors (name, role, organisation), views, the ends of the text, and what
must and must not be in it. Every page of the folder is a test.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extraction import extract
from pipelines.decide import decide

FOLDER = Path(__file__).parent / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
ENDS = 80  # characters of the text's first and last paragraph that must be found


def squeeze(text: str | None) -> str:
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFC", text or ""))


@cache
def read(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    truth: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    raw = extract((FOLDER / f"{name}.html").read_bytes(), truth["url"], at=AT)
    return truth, decide(raw).to_record()


ARTICLES = [
    name
    for name in NAMES
    if json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["kind"] in ("article", "document")
]


def test_every_page_has_its_truth_and_every_truth_its_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES
    assert len(ARTICLES) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_known_for_what_it_is(name: str) -> None:
    truth, record = read(name)
    assert record["kind"] == truth["kind"]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_field_of_a_layout_comes_out_as_printed(name: str) -> None:
    truth, record = read(name)
    moment = record["published"] or {"value": None, "precision": None}
    assert squeeze(record["title"]) == squeeze(truth["title"])
    assert (moment["value"], moment["precision"]) == (truth["published"], truth["precision"])
    if "updated" in truth:
        assert (record["updated"] or {}).get("value") == truth["updated"]
    people = [
        [person["name"], person["role"], person["organisation"]]
        for person in record["authors"]
        if person["role"] not in ("source", "poster")
    ]
    assert sorted(people, key=str) == sorted(truth["authors"], key=str)
    assert (record["views"] or {}).get("value") == truth["views"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_text_is_whole_and_nothing_else(name: str) -> None:
    truth, record = read(name)
    text = squeeze(record["summary"]) + squeeze(record["body_text"])
    assert squeeze(truth["body_first"])[:ENDS] in text
    assert squeeze(truth["body_last"])[-ENDS:] in text
    assert [noise for noise in truth["must_not"] if squeeze(noise) in text] == []
    assert [part for part in truth.get("must", []) if squeeze(part) not in text] == []
