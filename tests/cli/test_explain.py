"""Every candidate has an outcome."""

from datetime import UTC, datetime
from typing import Any

from cli.explain import candidate_outcomes
from items import Author, Candidate, RawArticle
from pipelines.decide import decide
from vietnamese.dates import parse_date

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def candidate(
    field: Any, value: Any, confidence: float, origin: Any = "line", refused: str | None = None
) -> Candidate:
    raw = value if isinstance(value, str) else str(value)
    value = parse_date(raw, AT) if field in ("published", "updated") else value
    return Candidate(field, value, raw, origin, f"{field}.{origin}", "p", confidence, refused)


def outcomes(*candidates: Candidate) -> list[str]:
    article = decide(RawArticle("https://a.example.vn/1", None, "article", AT, candidates))
    return [outcome for _, outcome in candidate_outcomes(article)]


def test_the_most_confident_title_is_taken_and_the_others_agree_are_outvoted_or_refused() -> None:
    assert outcomes(
        candidate("title", "Đại hội", 0.9),
        candidate("title", "Đại hội", 0.3, "opengraph"),
        candidate("title", "Trang chủ", 0.2, "meta"),
        candidate("title", "Tin mới", 0.1, "label", "a section's name"),
    ) == [
        "taken",
        "agrees with title.line",
        "outvoted by title.line (less confident)",
        "refused: a section's name",
    ]


def test_a_date_can_be_outvoted_by_a_less_confident_one_that_ranks_higher() -> None:
    assert outcomes(
        candidate("published", "20/11/2026 08:00", 0.95, "json-ld"),
        candidate("published", "19/11/2026 08:00", 0.8, "line"),
        candidate("published", "19/11/2026", 0.5, "url"),
    ) == ["outvoted by published.line (ranks lower)", "taken", "agrees with published.line"]


def test_a_last_change_no_later_than_the_publication_is_not_taken() -> None:
    assert outcomes(
        candidate("published", "20/11/2026 08:00", 0.9), candidate("updated", "20/11/2026 08:00", 0.9)
    ) == [
        "taken",
        "not taken: no later than the publication",
    ]
    assert outcomes(candidate("updated", "20/11/2026 08:00", 0.9)) == ["taken"]


def test_competing_view_counts_are_not_taken() -> None:
    assert outcomes(candidate("views", 10, 0.9), candidate("views", 20, 0.9)) == ["not taken, see below"] * 2
    assert outcomes(candidate("views", 10, 0.9), candidate("views", 20, 0.5)) == [
        "taken",
        "outvoted by views.line (less confident)",
    ]


def test_a_byline_combines_several_candidates() -> None:
    mai, lan = Author("Mai Anh", "writer", None), Author("Lan Chi", "photographer", None)
    assert outcomes(
        candidate("authors", (mai,), 0.9, "label"),
        candidate("authors", (lan,), 0.8, "label"),
        candidate("authors", (mai,), 0.5, "json-ld"),
        candidate("authors", (Author("admin", "poster", None),), 0.4, "meta"),
    ) == ["taken", "taken", "agrees with authors.label", "outvoted by authors.label (less confident)"]
