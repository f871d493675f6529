"""Behaviour that the table of forms does not show."""

import subprocess
import sys
import time
from datetime import date, datetime, timedelta, timezone

import pytest

from vietnamese.dates import VIETNAM, find_dates, parse_date
from vietnamese.dates.build import is_future

AT = datetime(2026, 11, 21, 15, 37, tzinfo=VIETNAM)


def test_raw_holds_time_weekday_and_zone_but_not_the_label() -> None:
    parsed = parse_date("Ngày đăng: Thứ Ba, ngày 03/09/2024 | 09:11 AM (GMT +7) - Lượt xem: 12", AT)
    assert parsed is not None
    assert parsed.raw == "Thứ Ba, ngày 03/09/2024 | 09:11 AM (GMT +7)"
    assert (parsed.label, parsed.role, parsed.rule) == ("Ngày đăng", "published", "numeric")


def test_label_is_as_printed() -> None:
    parsed = parse_date("  CẬP NHẬT\u00a0LÚC :  03/09/2024", AT)
    assert parsed is not None
    assert (parsed.label, parsed.role) == ("CẬP NHẬT\u00a0LÚC", "updated")


def test_iso_has_the_zone_but_not_for_a_day() -> None:
    moment, day = parse_date("03/09/2024 09:11"), parse_date("03/09/2024")
    assert moment is not None
    assert day is not None
    assert moment.iso() == "2024-09-03T09:11:00+07:00"
    assert day.iso() == "2024-09-03"


def test_without_a_time_of_reading_no_relative_form_and_no_limit() -> None:
    assert parse_date("3 giờ trước") is None
    assert parse_date("Hôm qua, 14:30") is None
    assert parse_date("12/05") is None
    later = parse_date("01/01/2031")
    assert later is not None
    assert later.value == date(2031, 1, 1)


def test_the_time_of_reading_may_be_in_any_zone_or_naive() -> None:
    utc = datetime(2026, 11, 20, 20, 0, tzinfo=timezone(timedelta(0)))  # 03:00 of the 21st in Vietnam
    for at in (utc, datetime(2026, 11, 21, 3, 0)):
        parsed = parse_date("Hôm qua, 14:30", at)
        assert parsed is not None
        assert parsed.iso() == "2026-11-20T14:30:00+07:00"


def test_the_limit_may_be_later_than_the_time_of_reading() -> None:
    at = datetime(2021, 7, 20, 15, tzinfo=VIETNAM)
    assert parse_date("03/09/2024", at) is None
    parsed = parse_date("03/09/2024", at, not_after=AT)
    assert parsed is not None
    assert parsed.value == date(2024, 9, 3)
    assert parse_date("03/09/2027", at, not_after=AT) is None


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("03/09/2024 25:10", "the time is impossible"),
        ("07:05 03/09/2024 19:40", "two different times"),
        ("03/09/2024 08:00-11:00", "two different times"),
        ("Thứ Hai, 03/09/2024", "weekday contradicts the date"),
    ],
)
def test_contradictions_are_warnings_and_no_time_is_guessed(text: str, warning: str) -> None:
    parsed = parse_date(text, AT)
    assert parsed is not None
    assert (parsed.value, parsed.precision, parsed.warnings) == (date(2024, 9, 3), "day", (warning,))


def test_the_date_of_a_sentence_has_no_role() -> None:
    parsed = parse_date("Sáng ngày 03/9/2024, tại xã Na Hối, công đoàn đã trao 40 suất quà.", AT)
    assert parsed is not None
    assert (parsed.value, parsed.role) == (date(2024, 9, 3), "")


def test_find_dates_returns_every_date_with_a_year_in_order() -> None:
    text = (
        "Thực hiện Kế hoạch số 12/KH-CĐN ngày 05/01/2024, từ 01/9 đến 15/9/2024 công đoàn tổ chức hội thi;\n"
        "ngày 20 tháng 10 năm 2024 trao giải, nhân dịp 8/3 và 20/10, nhiệm kỳ 2023 - 2028 (10/11/1930)."
    )
    dates = find_dates(text)
    assert [(date.iso(), date.role) for date in dates] == [
        ("2024-01-05", "issued"),
        ("2024-09-15", ""),
        ("2024-10-20", ""),
        ("1930-11-10", ""),
    ]
    assert [text[date.start : date.end] for date in dates] == [date.raw for date in dates]


def test_find_dates_leaves_out_future_dates() -> None:
    text = "Từ 03/09/2024 đến 03/09/2030"
    assert [one.iso() for one in find_dates(text, AT)] == ["2024-09-03"]


def test_a_date_in_another_language_must_use_every_number() -> None:
    parsed = parse_date("3 septembre 2024 à 14:05", AT)
    assert parsed is not None
    assert (parsed.iso(), parsed.rule) == ("2024-09-03T14:05:00+07:00", "dateparser")
    for text in ("septembre 2024", "3 septembre 2024, page 7", "Lan thu 13 nam 2024", "Covid 19 2024"):
        assert parse_date(text, AT) is None, text


def test_common_forms_do_not_import_dateparser() -> None:
    code = (
        "import sys; from vietnamese.dates import parse_date;"
        "parse_date('Thứ Ba, 03/09/2024'); parse_date('Đại hội lần thứ 13'); parse_date('Số: 12/KH-CĐN');"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "unit",
    ["1 ", "25/06/2020 ", "thứ ", "10:10 ", "5 tháng ", "đăng lúc ", "12/q", "1\u200b", "a\u0301"],
)
def test_long_lines_take_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit)) + " 25/06/2020"
        start = time.process_time()
        parse_date(text, AT)
        find_dates(text)
        return time.process_time() - start

    cost(10_000)
    small, large = cost(40_000), cost(320_000)
    assert large < 40 * small + 0.5  # 8 times the text; a quadratic rule would cost 64 times as much


@pytest.mark.parametrize(
    ("value", "future"),
    [
        (AT + timedelta(days=1), False),
        (AT + timedelta(days=1, seconds=1), True),
        (AT.date() + timedelta(days=1), False),
        (AT.date() + timedelta(days=2), True),
        (AT, False),
    ],
)
def test_the_future_begins_more_than_a_day_after_the_time_of_reading(
    value: datetime | date, future: bool
) -> None:
    assert is_future(value, AT) is future
    # The same moment told in another zone, in which it is another day.
    assert is_future(value, AT.astimezone(timezone(timedelta(hours=-9)))) is future
    assert is_future(value, AT.replace(tzinfo=None)) is future
