"""What the text rules alone read in the five seeds: ``TCD_GOLD=… python -m tests.accuracy.seeds_text``."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vietnamese.bylines import byline_shape, parse_byline, split_credit
from vietnamese.counts import counter_labels, is_counter_title, parse_views
from vietnamese.documents import find_document_numbers, read_official
from vietnamese.provinces import find_provinces
from vietnamese.topics import find_topics

Check = tuple[str, object, object]


def run(gold: Path) -> tuple[int, int, list[str]]:
    """(right, total, one line for each miss) over ``seeds/`` of the gold folder."""
    checks = [
        (f"{seed['seed']} {what}", got, want)
        for seed in json.loads((gold / "seeds/expected.json").read_text("utf-8"))
        for what, got, want in _checks(seed, (gold / "seeds" / Path(seed["file"]).name).read_text("utf-8"))
    ]
    misses = [f"{what}: want {want!r}, got {got!r}" for what, got, want in checks if got != want]
    return len(checks) - len(misses), len(checks), misses


def _checks(seed: dict[str, Any], text: str) -> Iterator[Check]:
    lines = text.split("\n")
    yield from _documents(seed, text, lines)
    yield from _people(seed, lines)
    yield from _counts(seed, lines)
    body = text[seed["body"]["start_char"] : seed["body"]["end_char"]]
    hits = find_topics(seed["title"], seed["summary"] or "", body, seed["document"] is not None)
    yield "topics", [hit.slug for hit in hits], seed["topics"]
    strangers = {mention.province.slug for mention in find_provinces(text)} - {seed["province"]["slug"]}
    yield "other provinces", strangers, set()


def _documents(seed: dict[str, Any], text: str, lines: list[str]) -> Iterator[Check]:
    reading, own = read_official(lines), seed["document"]
    yield "is a document", reading is not None, own is not None
    number = own["number"] if own else None
    cited = dict.fromkeys(found.text for found in find_document_numbers(text) if found.text != number)
    yield "documents_cited", list(cited), seed["documents_cited"]
    if reading is None or own is None:
        return
    for field in ("number", "type", "place", "issuer", "signer", "signer_title"):
        yield f"document.{field}", getattr(reading, field), own[field]
    yield "document.issued_on", str(reading.issued_on), own["issued_on"]
    yield "document.recipients", list(reading.recipients), own["recipients"]
    yield "document.title", reading.title, seed["title"]
    yield (
        "body lines",
        (reading.body_start + 1, reading.body_end),
        (seed["body"]["start_line"], seed["body"]["end_line"]),
    )


def _people(seed: dict[str, Any], lines: list[str]) -> Iterator[Check]:
    people = [
        {"name": person.name, "role": person.role, "organisation": person.organisation}
        for person in parse_byline(seed.get("byline_raw", ""))
    ]
    yield "authors", people, seed["authors"]
    first, last = seed["body"]["start_line"] - 1, seed["body"]["end_line"]
    own = {line.strip() for line in seed.get("byline_raw", "").split("\n")}
    signer = seed["document"]["signer"] if seed["document"] else None
    # Also furniture, the title and the captions are asked: none of them may pass for a person.
    shaped = [line.strip() for at, line in enumerate(lines) if not first <= at < last and byline_shape(line)]
    yield "lines taken for bylines", {line for line in shaped if line not in (*own, signer)}, set()
    for image in seed["images"]:
        text, credit = split_credit(lines[image["line"] - 1])
        yield "image", (text, credit), (image["caption"], image["credit"])


def _counts(seed: dict[str, Any], lines: list[str]) -> Iterator[Check]:
    views = [(count.value, count.raw) for line in lines if (count := parse_views(line))]
    wanted = seed["views"]
    yield "views", views, [(wanted["value"], wanted["raw"])] if wanted else []
    for counter in seed["site_counters"]:
        at = counter.get("line") or counter["lines"][0]
        line = lines[at - 1]
        yield f"counter {counter['label']}", counter_labels(line) > 0 or is_counter_title(line), True


def main() -> int:
    gold = os.environ.get("TCD_GOLD")
    if not gold:
        sys.stderr.write("TCD_GOLD is not set: it names the folder with the gold tables\n")
        return 2
    right, total, misses = run(Path(gold))
    sys.stdout.write("".join(f"{miss}\n" for miss in misses) + f"seeds as text: {right} of {total} right\n")
    return 0 if right == total else 1


if __name__ == "__main__":
    sys.exit(main())
