"""Which days a relative date may mean."""

from datetime import date, datetime

import pytest

from vietnamese.dates import days_meant, parse_date

AT = datetime.fromisoformat("2026-06-26T02:00:00+07:00")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3 phút trước", "2026-06-26", "2026-06-26"),
        ("2 giờ trước", "2026-06-25", "2026-06-26"),
        ("Cách đây 3 giờ", "2026-06-25", "2026-06-25"),
        ("1 ngày trước", "2026-06-24", "2026-06-25"),
        ("Cách đây hai ngày", "2026-06-23", "2026-06-24"),
        ("3 days ago", "2026-06-22", "2026-06-23"),
        ("1 tuần trước", "2026-06-12", "2026-06-19"),
        ("Hôm qua", "2026-06-25", "2026-06-25"),
        ("Tối qua, 20:15", "2026-06-25", "2026-06-25"),
        ("Sáng nay", "2026-06-26", "2026-06-26"),
        ("Vừa mới", "2026-06-26", "2026-06-26"),
        ("tuần trước", "2026-06-12", "2026-06-25"),
    ],
)
def test_a_span_is_rounded_down_and_a_named_day_is_itself(text: str, first: str, last: str) -> None:
    found = parse_date(text, AT)
    assert found is not None
    assert found.relative
    told = days_meant(found.value, found.precision, found.raw)
    assert told == (date.fromisoformat(first), date.fromisoformat(last))
