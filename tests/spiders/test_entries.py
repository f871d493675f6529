"""Date and view count beside a headline: the entry's own, or none."""

from datetime import UTC, datetime

from crawler.state import LinkEvidence
from extraction import extract
from items import Source
from pipelines.decide import decide
from spiders.discovery import discover
from spiders.link_evidence import add_link_evidence

AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
SOURCE = Source("a", "A", "A", "federation", "https://a.example", "verified", "a test")


def entry(number: int, inside: str) -> str:
    title = f"Công đoàn cơ sở số {number} trao quà cho đoàn viên khó khăn"
    address = f"/tin/cong-doan-trao-qua-cho-doan-vien-{number}.html"
    return f"<div class='item'><h3><a href='{address}'>{title}</a></h3>{inside}</div>"


def told(*entries: str) -> list[tuple[str, str] | None]:
    page = f"<html><body><div class='list'>{''.join(entries)}</div></body></html>"
    found = discover(page, "https://a.example/tin", SOURCE, at=AT)
    return [
        (link.evidence[0].value, link.evidence[0].raw) if link.evidence else None for link in found.articles
    ]


def test_each_entry_has_its_own_date() -> None:
    assert told(
        entry(11, "<span>20/11/2026 03:15</span>"), entry(12, "<p>Ngày đăng: 19/11/2026</p>"), entry(13, "")
    ) == [("2026-11-20T03:15:00+07:00", "20/11/2026 03:15"), ("2026-11-19", "19/11/2026"), None]


def test_a_date_inside_an_abstract_is_the_events() -> None:
    words = (
        "Sáng 18/11/2026, tại hội trường lớn, công đoàn cơ sở trao quà cho đoàn viên có hoàn cảnh khó khăn"
    )
    assert told(entry(11, f"<p>{words}</p>"), entry(12, "<i>(17/11/2026)</i>")) == [
        None,
        ("2026-11-17", "17/11/2026"),
    ]


def test_two_dates_in_one_entry_tell_none() -> None:
    assert told(entry(11, "<b>18/11/2026</b><i>19/11/2026</i>"), entry(12, "")) == [None, None]


def test_a_change_is_no_publication_and_the_future_is_refused() -> None:
    assert told(entry(11, "<i>Cập nhật: 18/11/2026</i>"), entry(12, "<i>18/12/2026</i>")) == [None, None]


def counts(*entries: str) -> list[str | None]:
    page = f"<html><body><div class='list'>{''.join(entries)}</div></body></html>"
    found = discover(page, "https://a.example/tin", SOURCE, at=AT)
    views = [[one.value for one in link.evidence if one.field == "views"] for link in found.articles]
    return [value[0] if value else None for value in views]


def test_a_number_beside_an_eye_is_the_entrys_view_count() -> None:
    eye, comments = "<em class='fa fa-eye'></em> 5.097", "<em class='fa fa-comment-o'></em> 3"
    inside = f"<ul><li>20/11/2026 03:15</li><li>{eye}</li><li>{comments}</li></ul>"
    assert counts(entry(11, inside), entry(12, "<p>Lượt xem: 12</p>"), entry(13, "<span>7</span>")) == [
        "5097",
        "12",
        None,
    ]


def test_the_listed_count_is_the_articles_where_its_page_prints_none() -> None:
    said = LinkEvidence("5097", "count", "5.097", "list", "https://a.example/tin", "views")
    body = "<p>" + "Anh em thợ lò Nậm Cắt tan ca lại ghé thư viện nhỏ của công đoàn. " * 6 + "</p>"
    page = f"<html><body><h1>Thư viện nhỏ giữa lò gạch Nậm Cắt</h1>{{}}{body}</body></html>"
    for views, wanted in (("", (5097, "list")), ("<p>Lượt xem: 5.120</p>", (5120, "label"))):
        raw = extract(page.format(views).encode(), "https://a.example/tin/thu-vien-11.html", at=AT)
        counted = decide(add_link_evidence(raw, (said,))).views
        assert counted is not None
        assert (counted.value, counted.origin) == wanted


def test_a_lists_only_entry_takes_nothing_from_the_columns_beside_it() -> None:
    side = "<div><p><i class='fa fa-eye'></i> 1.234.567</p><p>18/11/2026</p></div>"
    only = entry(11, "<p>Lượt xem: 12</p>")
    page = f"<html><body><div class='row'><div>{only}</div>{side}</div></body></html>"
    (link,) = discover(page, "https://a.example/tin", SOURCE, at=AT).articles
    assert [one.value for one in link.evidence] == ["12"]


def test_an_entry_ends_where_another_headline_begins_even_one_that_leads_elsewhere() -> None:
    other = (
        "<div class='item'><h3><a href='https://b.example/88.html'>Báo bạn viết về hội của thợ lò</a></h3>"
        "<p>18/11/2026</p><p><i class='fa fa-eye'></i> 77</p></div>"
    )
    rows = [f"<div class='row'>{entry(number, '')}{other}</div>" for number in (11, 12)]
    assert told(*rows) == [None, None]
    assert counts(*rows) == [None, None]
