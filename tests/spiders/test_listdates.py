"""The date beside a headline: the entry's own, or none."""

from datetime import UTC, datetime

from items import Source
from spiders.discovery import discover

AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
SOURCE = Source("a", "A", "A", "federation", "https://a.example", "verified", "a test")


def entry(number: int, inside: str) -> str:
    title = f"Công đoàn cơ sở số {number} trao quà cho đoàn viên khó khăn"
    address = f"/tin/cong-doan-trao-qua-cho-doan-vien-{number}.html"
    return f"<div class='item'><h3><a href='{address}'>{title}</a></h3>{inside}</div>"


def told(*entries: str) -> list[tuple[str, str] | None]:
    page = f"<html><body><div class='list'>{''.join(entries)}</div></body></html>"
    found = discover(page, "https://a.example/tin", SOURCE, at=AT)
    return [(link.dates[0].value, link.dates[0].raw) if link.dates else None for link in found.articles]


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
