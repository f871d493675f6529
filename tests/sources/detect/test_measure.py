"""How well a sample is extracted: counts, examples, proofs and doubts."""

from dataclasses import replace
from datetime import date, datetime

from items import Article, Author, Candidate, Moment, ViewCount
from replica.clock import VIETNAM
from sources.detect.measure import FIELDS, measure

AT = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)


def article(number: int, **more: object) -> Article:
    published = Moment(date(2026, 11, number + 1), "day", f"{number + 1}/11/2026", "line")
    proof = Candidate("published", None, published.raw, "line", "date.line", "div > span.h5", 0.9)
    base = Article(
        url=f"http://a.example/{number}", source="a", kind="article", title=f"Bài viết số {number}",
        body_text="Một đoạn văn. " * 30, published=published, proofs=(proof,),
        authors=(Author("Lan", "writer"), Author("Lan", "photographer")),
        views=ViewCount(number, str(number), "label"),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def test_each_field_is_counted_over_the_sample_with_an_example_and_its_proof() -> None:
    measurement = measure([article(1), article(2, published=None, proofs=())], AT)
    assert [row.field for row in measurement.rows] == list(FIELDS)
    published = measurement.row("published")
    assert published is not None
    assert (published.found, published.of, published.example) == (1, 2, "2026-11-02")
    assert published.proof == "line: div > span.h5"
    authors = measurement.row("authors")
    assert authors is not None
    assert authors.example == "Lan"


def test_only_articles_and_documents_count() -> None:
    measurement = measure([article(1), article(2, kind="listing")], AT)
    assert {row.of for row in measurement.rows} == {1}


def test_a_page_clock_a_counter_and_a_slogan_are_doubted() -> None:
    today = Moment(AT, "minute", "21/11/2026 09:00", "line")
    sample = [
        article(n, published=today, views=ViewCount(77, "77", "label"), title="Đoàn kết") for n in range(4)
    ]
    doubts = measure(sample, AT).doubts
    assert len(doubts) == 3
    assert "clock" in doubts[0]
    assert "77 views" in doubts[1]
    assert "Đoàn kết" in doubts[2]


def test_an_ordinary_and_an_empty_sample_raise_no_doubts() -> None:
    assert measure([article(n) for n in range(6)], AT).doubts == ()
    assert all(row.share == 0 for row in measure([], AT).rows)
