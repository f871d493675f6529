"""Thirty nights over pages that count their dates from the time of reading: one revision, one date."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from archive.models import Article, Revision
from archive.store import save
from extraction import extract
from pipelines.decide import decide
from vietnamese.zone import VIETNAM

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 6, 24, 14, 30, tzinfo=VIETNAM)
FIRST_NIGHT = datetime(2026, 6, 25, 2, 0, tzinfo=VIETNAM)
DAY = timedelta(days=1)
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thăm công nhân</title></head>
<body>
<div class="menu"><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></div>
<div class="article"><h1>Công đoàn tỉnh thăm công nhân làm ca đêm tại khu công nghiệp</h1>
<div class="meta">{date}</div>
<div class="content"><p>Đoàn công tác của Liên đoàn Lao động tỉnh đã đến thăm và trao quà cho công nhân
đang làm ca đêm tại ba nhà máy trong khu công nghiệp, lắng nghe ý kiến về bữa ăn ca và nhà trọ.</p>
<p>Tại đây, chị em cho biết đường về khu trọ đã có đèn, xe đưa đón chạy đúng giờ và bếp ăn đã thay đổi
thực đơn theo từng ngày.</p></div></div>
</body></html>"""


def short_ago(at: datetime) -> str:
    gone = at - PUBLISHED
    if gone < DAY:
        return f"{gone // timedelta(hours=1)} giờ trước"
    return f"{gone.days} ngày trước"


def by_the_calendar(at: datetime) -> str:
    days = (at.date() - PUBLISHED.date()).days
    if days < 1:
        return "Hôm nay, 14:30"
    if days < 3:
        return ("Hôm qua, 14:30", "Hôm kia, 14:30")[days - 1]
    return f"{PUBLISHED:%d/%m/%Y %H:%M}"


def in_weeks(at: datetime) -> str:
    weeks = (at - PUBLISHED).days // 7
    return f"{weeks} tuần trước" if weeks else short_ago(at)


FORMS: dict[str, Callable[[datetime], str]] = {
    "short ago": short_ago,
    "cách đây": lambda at: f"Cách đây {short_ago(at).removesuffix(' trước')}",
    "about": lambda at: f"khoảng {short_ago(at)}",
    "in full after a week": lambda at: short_ago(at) if at - PUBLISHED < 7 * DAY else f"{PUBLISHED:%d/%m/%Y}",
    "by the calendar": by_the_calendar,
    "in weeks": in_weeks,
    "English": lambda at: f"{max((at - PUBLISHED).days, 1)} days ago",
    "labelled": lambda at: f"Đăng lúc: {short_ago(at)}",
    "changed": lambda at: f"Cập nhật: {in_weeks(at)}",
    "without a year": lambda at: f"Thứ Tư, {PUBLISHED:%d/%m}",
    # What some pages print for as long as they stand.
    "this morning": lambda at: "Sáng nay",
    "last evening": lambda at: "Tối qua, 20:15",
    "just now": lambda at: "Vừa mới",
    "just done": lambda at: "Vừa xong",
    "yesterday": lambda at: "Hôm qua",
    "the day before": lambda at: "Hôm kia",
    "three hours": lambda at: "Cách đây 3 giờ",
    "last week": lambda at: "tuần trước",
}


def read(name: str, at: datetime) -> str:
    body = PAGE.format(date=FORMS[name](at)).encode()
    raw = extract(body, f"https://a.example.vn/{name}.html", source=None, at=at, content_type="text/html")
    return save(decide(raw), key=name, run_id=None, at=at)


@pytest.mark.parametrize("name", FORMS)
def test_thirty_nights_over_a_relative_date_give_one_revision_and_one_date(name: str) -> None:
    days, told = set(), []
    for night in range(30):
        # A night begins a little earlier or later each time.
        told.append(read(name, FIRST_NIGHT + night * DAY + timedelta(minutes=7 * (night % 5))))
        row = Article.objects.get(key=name)
        assert row.published is not None
        days.add(row.published["value"][:10])
    assert told == ["new", *["unchanged"] * 29]
    assert not Revision.objects.exists()
    assert len(days) == 1


def test_a_year_later_a_date_without_a_year_is_still_of_its_year() -> None:
    read("without a year", FIRST_NIGHT)
    assert read("without a year", FIRST_NIGHT + 366 * DAY) == "unchanged"
    assert Article.objects.get().published["value"] == "2026-06-24"


def test_the_record_says_that_a_date_was_counted_from_the_time_of_reading() -> None:
    read("short ago", FIRST_NIGHT)
    assert Article.objects.get().published == {
        "value": "2026-06-24T15:00:00+07:00",
        "precision": "hour",
        "raw": "11 giờ trước",
        "from": "line",
        "relative": True,
    }


def test_a_relative_date_read_at_two_hours_narrows_without_a_revision() -> None:
    """Published at 14:30 on the 24th: "1 ngày trước" at two on the 26th may be the 24th or the 25th, and "3
    ngày trước" at three in the afternoon of the 27th the 23rd or the 24th."""
    read("short ago", FIRST_NIGHT + DAY)
    first = Article.objects.get()
    assert first.published["value"] == date(2026, 6, 25).isoformat()
    assert read("short ago", FIRST_NIGHT + 2 * DAY + timedelta(hours=13)) == "unchanged"
    row = Article.objects.get()
    assert row.published["value"] == date(2026, 6, 24).isoformat()
    assert (row.revision_count, row.changed_at) == (0, first.changed_at)
    assert row.version > first.version
    assert row.sort_at == row.published_at


def test_the_same_date_in_full_takes_the_place_of_a_relative_one_and_another_date_is_a_change() -> None:
    read("in full after a week", FIRST_NIGHT + DAY)
    assert Article.objects.get().published["relative"]
    FORMS["full"] = lambda at: f"{PUBLISHED:%d/%m/%Y %H:%M}"
    FORMS["other"] = lambda at: "01/01/2025"
    try:
        for name, became in (("full", "unchanged"), ("other", "changed")):
            body = PAGE.format(date=FORMS[name](FIRST_NIGHT)).encode()
            raw = extract(
                body,
                "https://a.example.vn/in full after a week.html",
                source=None,
                at=FIRST_NIGHT + 8 * DAY,
                content_type="text/html",
            )
            saved = save(decide(raw), key="in full after a week", run_id=None, at=FIRST_NIGHT + 8 * DAY)
            assert saved == became
            if name == "full":
                published = Article.objects.get().published
                assert published["value"] == "2026-06-24T14:30:00+07:00"
                assert not published["relative"]
    finally:
        del FORMS["full"], FORMS["other"]
