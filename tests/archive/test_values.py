"""What the archive keeps of an article, as JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from archive.values import EVIDENCE_LENGTH, evidence
from items import Article, Author, Candidate
from vietnamese.dates import parse_date

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ARTICLE = Article("https://may.example/tin/1.html", "may", "article")


def test_evidence_tells_nested_values_by_their_names() -> None:
    date = parse_date("Thứ sáu, 20/11/2026 08:30", AT)
    people = (Author("Nguyễn Văn An", "writer", "LĐLĐ tỉnh Lào Cai"),)
    proofs = (
        Candidate("published", date, "20/11/2026 08:30", "line", "date.line", "p.date", 0.8),
        Candidate("authors", people, "Nguyễn Văn An", "line", "author.line", "p", 0.7, "too short"),
        Candidate("views", 1024, "1.024", "label", "views.label", "span", 0.9),
    )
    told = evidence(replace(ARTICLE, proofs=proofs, reasons=("views: label",), warnings=("old",)))
    assert json.loads(json.dumps(told)) == told
    published, authors, views = told["proofs"]
    assert published["value"]["value"].startswith("2026-11-20T08:30")
    assert published["value"]["precision"] == "minute"
    assert authors["value"] == [
        {"name": "Nguyễn Văn An", "role": "writer", "organisation": "LĐLĐ tỉnh Lào Cai"}
    ]
    assert (authors["refused"], views["value"], views["confidence"]) == ("too short", 1024, 0.9)
    assert (told["reasons"], told["warnings"]) == (["views: label"], ["old"])


def test_evidence_is_cut_and_has_only_what_databases_take() -> None:
    proof = Candidate("title", "a\x00b\ud800", "x" * 2 * EVIDENCE_LENGTH, "line", "title.line", "h1", 1.0)
    told = evidence(replace(ARTICLE, proofs=(proof,), reasons=("c\x00",)))
    assert told["proofs"][0]["value"] == "a\ufffdb\ufffd"
    assert len(told["proofs"][0]["raw"]) == EVIDENCE_LENGTH
    assert told["proofs"][0]["raw"].endswith("…")
    assert told["reasons"] == ["c\ufffd"]
