"""Bounds of the publication where a page prints no date: what its own page proves."""

from datetime import date, datetime
from typing import Any

import pytest

from items import Article, Attachment, Between, Bound, Candidate, Image, OfficialDocument, RawArticle, between
from items.bounds import Yearless, recent_years, with_years
from pipelines.bounds import decide_bounds
from pipelines.draft import Draft
from vietnamese.dates import parse_date

AT = datetime.fromisoformat("2022-06-01T12:00:00+07:00")
URL = "https://a.example.vn/tin/12"


def decided(*candidates: Candidate, images: tuple[str, ...] = (), **fields: Any) -> Article:
    raw = RawArticle(
        URL, None, "article", AT, candidates, images=tuple(Image(address) for address in images),
        attachments=fields.pop("attachments", ()),
    )  # fmt: skip
    article = Article(URL, None, fields.pop("kind", "article"), proofs=candidates, **fields)
    return decide_bounds(Draft(raw, article)).article


def sides(article: Article) -> tuple[str, str]:
    told = article.published_between or Between()
    return tuple(
        f"{bound.day} {bound.origin}" if bound is not None else "-" for bound in (told.earliest, told.latest)
    )  # type: ignore[return-value]


def clock(text: str, rule: str = "date.clock") -> Candidate:
    parsed = parse_date(text, AT)
    return Candidate("published", parsed, text, "line", rule, "body", 0.0, "a page clock")


SEEN = "2022-06-01 first-seen"


def test_without_evidence_only_that_we_saw_it_bounds_it() -> None:
    assert sides(decided()) == ("-", SEEN)
    record = decided().to_record()["published_between"]
    assert record["latest"] == {
        "value": "2022-06-01T12:00:00+07:00", "from": "first-seen", "raw": "when it was fetched",
    }  # fmt: skip


def test_a_dated_page_has_no_bounds() -> None:
    from items import Moment

    article = decided(published=Moment(date(2022, 5, 1), "day", "01/05/2022", "line"), body_text=EVENT)
    assert article.published_between is None
    assert article.to_record()["published_between"] is None
    assert article.proofs == ()


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Thứ 4, ngày 19/02/2020", "2020-02-19 clock"),
        ("Hôm nay: 19/02/2020", "2020-02-19 clock"),
        ("19/02/2020", SEEN),  # any date in a page's head
        ("Thứ 2, ngày 19/02/2020", SEEN),  # a Wednesday
    ],
)
def test_a_clock_has_its_weekday_or_says_that_it_is_one(text: str, latest: str) -> None:
    assert sides(decided(clock(text))) == ("-", latest)


EVENT = (
    "Ngày 14/5/2022, đoàn công tác đến thăm nhà máy.\nTheo Công văn số 7/LĐLĐ-VP ngày 03/02/2022 của tỉnh."
)


def test_the_last_day_that_the_text_tells_as_past_is_the_earliest() -> None:
    assert sides(decided(body_text=EVENT)) == ("2022-05-14 text", SEEN)
    assert sides(decided(body_text=EVENT, title="Kế hoạch thăm nhà máy")) == ("2022-02-03 text", SEEN)
    assert sides(decided(body_text=EVENT, kind="document")) == ("2022-02-03 text", SEEN)
    later = "Ngày 14/7/2022, đoàn đến thăm."  # after the page was read: not past
    assert sides(decided(body_text=later)) == ("-", SEEN)


def test_a_documents_day_of_issue_is_the_earliest() -> None:
    document = OfficialDocument(issued_on=date(2022, 4, 7), place="Lai Châu")
    article = decided(kind="document", document=document, body_text=EVENT)
    assert sides(article) == ("2022-04-07 document", SEEN)
    assert article.reasons[-1].startswith("published between: not before 2022-04-07 (document: Lai Châu")


@pytest.mark.parametrize(
    ("addresses", "earliest"),
    [
        (["https://a.example.vn/uploads/2020_06/a.jpg"], "2020-06-01 upload"),
        (["https://a.example.vn/wp-content/uploads/2020/06/a.jpg"], "2020-06-01 upload"),
        (["https://a.example.vn/files/2020/06/25/a.jpg"], "2020-06-11 upload"),
        (["https://a.example.vn/2021-03/b.jpg", "https://a.example.vn/2020-06/a.jpg"], "2020-06-01 upload"),
        (["https://cdn.example.com/2020/06/a.jpg"], "-"),
        (["https://a.example.vn/2020/13/a.jpg"], "-"),
        (["https://a.example.vn/2023/01/a.jpg"], "-"),
        (["http://["], "-"),
    ],
)
def test_a_dated_path_of_its_own_files_is_the_earliest(addresses: list[str], earliest: str) -> None:
    assert sides(decided(images=tuple(addresses))) == (earliest, SEEN)
    files = tuple(Attachment(address, "tệp") for address in addresses)
    assert sides(decided(attachments=files)) == (earliest, SEEN)


def test_bounds_that_contradict_each_other_are_dropped_with_a_warning() -> None:
    article = decided(clock("Thứ 4, ngày 19/02/2020"), body_text=EVENT)
    assert sides(article) == ("-", SEEN)
    assert "not before 2022-05-14 (text: Ngày 14/5/2022), not after 2020-02-19 (clock:" in article.warnings[0]


def test_the_rest_of_the_evidence_stands_when_a_pair_contradicts_itself() -> None:
    told, warnings = between(
        [
            Bound("earliest", date(2020, 1, 1), "text", "a"),
            Bound("earliest", date(2022, 1, 1), "upload", "b"),
            Bound("latest", date(2021, 1, 1), "number", "c"),
            Bound("latest", date(2021, 6, 1), "neighbour", "d"),
            Bound("latest", AT, "first-seen", "e"),
        ]
    )
    assert (told.earliest and told.earliest.raw, told.latest and told.latest.raw) == ("a", "d")
    assert len(warnings) == 1


def test_a_day_without_a_year_gets_one_where_the_bounds_leave_no_other() -> None:
    june = [Yearless(6, 25, "Sáng ngày 25/6")]
    tight = Between(
        Bound("earliest", date(2020, 5, 1), "number", ""), Bound("latest", date(2020, 7, 10), "number", "")
    )
    assert [one.day for one in with_years(june, tight)] == [date(2020, 6, 25)]
    turn = Between(
        Bound("earliest", date(2020, 12, 1), "number", ""), Bound("latest", date(2021, 1, 10), "number", "")
    )
    assert [one.day for one in with_years(june, turn)] == [date(2020, 6, 25)]
    wide = Between(
        Bound("earliest", date(2019, 5, 1), "number", ""), Bound("latest", date(2020, 7, 10), "number", "")
    )
    assert with_years(june, wide) == []
    assert with_years(june, Between(None, tight.latest)) == []
    assert with_years([Yearless(2, 30, "")], tight) == []
    assert [one.day for one in recent_years(june, date(2020, 7, 1))] == [date(2020, 6, 25)]
    assert recent_years(june, date(2020, 12, 1)) == []
    assert sides(decided(body_text="Sáng ngày 25/5, đoàn đến thăm.")) == ("-", SEEN)
