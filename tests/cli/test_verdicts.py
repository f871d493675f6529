"""Of every candidate it is told what became of it; none is without a word."""

from datetime import UTC, datetime
from typing import Any

from cli.verdicts import verdicts
from items import Author, Candidate, RawArticle
from pipelines.decide import decide
from vietnamese.dates import parse_date

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def offer(
    field: Any, value: Any, confidence: float, origin: Any = "line", refused: str | None = None
) -> Candidate:
    raw = value if isinstance(value, str) else str(value)
    value = parse_date(raw, AT) if field in ("published", "updated") else value
    return Candidate(field, value, raw, origin, f"{field}.{origin}", "p", confidence, refused)


def told(*offered: Candidate) -> list[str]:
    article = decide(RawArticle("https://a.example.vn/1", None, "article", AT, offered))
    return [verdict for _, verdict in verdicts(article)]


def test_of_titles_the_surest_is_taken_and_the_others_agree_are_outvoted_or_refused() -> None:
    assert told(
        offer("title", "Đại hội", 0.9),
        offer("title", "Đại hội", 0.3, "opengraph"),
        offer("title", "Trang chủ", 0.2, "meta"),
        offer("title", "Tin mới", 0.1, "label", "a section's name"),
    ) == [
        "taken",
        "agrees with title.line",
        "outvoted by title.line (less sure)",
        "refused: a section's name",
    ]


def test_a_date_can_be_outvoted_by_one_that_is_less_sure_but_comes_before_it() -> None:
    assert told(
        offer("published", "20/11/2026 08:00", 0.95, "json-ld"),
        offer("published", "19/11/2026 08:00", 0.8, "line"),
        offer("published", "19/11/2026", 0.5, "url"),
    ) == ["outvoted by published.line (ranks lower)", "taken", "agrees with published.line"]


def test_a_last_change_that_is_none_is_told_as_such() -> None:
    assert told(offer("published", "20/11/2026 08:00", 0.9), offer("updated", "20/11/2026 08:00", 0.9)) == [
        "taken",
        "not taken: no later than the publication",
    ]
    assert told(offer("updated", "20/11/2026 08:00", 0.9)) == ["taken"]


def test_counters_that_compete_are_not_taken() -> None:
    assert told(offer("views", 10, 0.9), offer("views", 20, 0.9)) == ["not taken, see below"] * 2
    assert told(offer("views", 10, 0.9), offer("views", 20, 0.5)) == [
        "taken",
        "outvoted by views.line (less sure)",
    ]


def test_a_byline_is_put_together_of_several_candidates() -> None:
    mai, lan = Author("Mai Anh", "writer", None), Author("Lan Chi", "photographer", None)
    assert told(
        offer("authors", (mai,), 0.9, "label"),
        offer("authors", (lan,), 0.8, "label"),
        offer("authors", (mai,), 0.5, "json-ld"),
        offer("authors", (Author("admin", "poster", None),), 0.4, "meta"),
    ) == ["taken", "taken", "agrees with authors.label", "outvoted by authors.label (less sure)"]
