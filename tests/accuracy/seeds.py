"""The five seeds of the gold folder in every layout: each field as ``expected.json`` has it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from extraction import extract
from pipelines.decide import decide
from tests.accuracy.layouts import LAYOUTS

AT = datetime.fromisoformat("2022-06-01T12:00:00+07:00")
FIELDS = (
    "title",
    "published",
    "published_between",
    "authors",
    "views",
    "document",
    "documents_cited",
    "summary",
    "body",
    "section",
)


def squeeze(text: str | None) -> str:
    """Text without white space: layouts may break lines elsewhere."""
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFC", text or ""))


def check(gold: Path) -> Iterator[tuple[str, str, str, bool, Any, Any]]:
    """(seed, layout, field, right, wanted, got) for every field of every seed in every layout."""
    folder = gold / "seeds"
    for expected in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        text = (folder / expected["file"]).read_text(encoding="utf-8")
        lines = text.split("\n")
        title = next(i for i, line in enumerate(lines) if squeeze(line) == squeeze(expected["title"]))
        for name, wrap in LAYOUTS.items():
            raw = extract(wrap(lines, title).encode(), "", at=AT)
            record = decide(raw).to_record()
            for field, wanted, got in compare(expected, record, text):
                yield expected["seed"], name, field, wanted == got, wanted, got


def compare(expected: dict[str, Any], record: dict[str, Any], text: str) -> Iterator[tuple[str, Any, Any]]:
    yield "title", squeeze(expected["title"]), squeeze(record["title"])
    yield "published", expected["published"], _plain(record["published"], expected["published"])
    yield "published_between", _bounds(expected), _sides(record["published_between"])
    yield (
        "authors",
        [(a["name"], a["role"], a["organisation"]) for a in expected["authors"]],
        [(a["name"], a["role"], a["organisation"]) for a in record["authors"] if a["role"] != "source"],
    )
    wanted_views = (expected["views"] or {}).get("value")
    yield "views", wanted_views, (record["views"] or {}).get("value")
    yield "document", _document(expected["document"]), _document(record["document"])
    yield "documents_cited", expected["documents_cited"], record["documents_cited"]
    yield "summary", squeeze(expected["summary"])[:60], squeeze(record["summary"])[:60]
    body = squeeze(text[expected["body"]["start_char"] : expected["body"]["end_char"]].replace("•", ""))
    got = squeeze(record["body_text"].replace("•", ""))
    yield "body", (body[:80], body[-80:], True), (got[:80], got[-80:], len(got) >= 0.97 * len(body))
    yield "section", expected["section"] or [], record["section"]


def _plain(moment: dict[str, Any] | None, wanted: dict[str, Any] | None) -> dict[str, Any] | None:
    if moment is None:
        return None
    moment = {**moment, "from": "line" if moment["from"] in ("line", "label") else moment["from"]}
    return {key: value for key, value in moment.items() if key != "relative" or "relative" in (wanted or {})}


def _bounds(expected: dict[str, Any]) -> tuple[str | None, str | None] | None:
    """(earliest, latest) as (day, from): a document's day of issue, what the text cites (000), the clock;
    that the page was there when it was read is always known."""
    if expected["published"] is not None:
        return None
    issued, clock = (expected["document"] or {}).get("issued_on"), expected.get("published_not_after")
    cited = "2018-03-21 text" if expected["seed"] == "000" else None
    latest = f"{clock['value']} clock" if clock else f"{AT.date()} first-seen"
    return f"{issued} document" if issued else cited, latest


def _sides(told: dict[str, Any] | None) -> tuple[str | None, str | None] | None:
    return (_side(told["earliest"]), _side(told["latest"])) if told else None


def _side(bound: dict[str, str] | None) -> str | None:
    return f"{bound['value'][:10]} {bound['from']}" if bound else None


def _document(value: dict[str, Any] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    keys = ("number", "type", "issued_on", "place", "signer", "signer_title", "issuer", "recipients")
    return {key: value.get(key) for key in keys}


def run(gold: Path) -> tuple[int, int, list[str]]:
    """(right, total, misses) over all fields."""
    rows = list(check(gold))
    misses = [
        f"seed {seed} as {layout}: {field}: wanted {wanted!r}, got {got!r}"
        for seed, layout, field, right, wanted, got in rows
        if not right
    ]
    return len(rows) - len(misses), len(rows), misses
