"""A page kept as a test: a folder with the page, how it was fetched, and the record that it gives.

``page.html`` holds the bytes, ``fetch.json`` url, at, content_type and source, ``record.json`` the record
without what the source's file adds. ``tests/extraction/test_fixtures.py`` reads every such folder.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

PAGE, FETCH, RECORD = "page.html", "fetch.json", "record.json"
# What a page with other words must still tell.
_LIKE = ("kind", "published", "updated", "views")
_AS_MANY = ("authors", "images", "attachments")


@dataclass(frozen=True, slots=True)
class Fixture:
    """``at`` is the frozen time of fetching, ISO 8601 with its zone; ``content_type`` the header or None."""

    body: bytes
    url: str
    at: str
    content_type: str | None

    @property
    def fetched_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def save(folder: Path, fixture: Fixture, record: dict[str, Any]) -> None:
    """Write the folder, whole or not at all as far as a file system allows. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_bytes(fixture.body)
    told = {name: value for name, value in asdict(fixture).items() if name != "body"}
    for name, value in ((FETCH, told), (RECORD, record)):
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def load(folder: Path) -> tuple[Fixture, dict[str, Any]]:
    """The page and the record that it must give. Raises OSError and ValueError for a damaged folder."""
    told = json.loads((folder / FETCH).read_text(encoding="utf-8"))
    record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return Fixture((folder / PAGE).read_bytes(), told["url"], told["at"], told["content_type"]), record


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields that a page with other words tells otherwise, each with both values."""
    found = [f"{name}: {before[name]} → {after[name]}" for name in _LIKE if before[name] != after[name]]
    found += [
        f"{name}: {len(before[name])} → {len(after[name])}"
        for name in _AS_MANY
        if len(before[name]) != len(after[name])
    ]
    long, short = len(before["body_text"] or ""), len(after["body_text"] or "")
    if abs(long - short) > 0.02 * max(long, short):
        found.append(f"body_text: {long} → {short} characters")
    return found
