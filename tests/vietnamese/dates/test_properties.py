"""Properties that hold for every time, text and spelling."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates import VIETNAM, find_dates, parse_date

AT = datetime(2026, 11, 21, 15, 37, tzinfo=VIETNAM)
MONTHS = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai".split("|")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _half(moment: datetime, morning: str, evening: str) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M} {morning if moment.hour < 12 else evening}"


DAY_FORMS: dict[str, Callable[[date], str]] = {
    "d/m/yyyy": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dd-mm-yyyy": lambda d: f"{d:%d-%m-%Y}",
    "dd.mm.yyyy": lambda d: f"{d:%d.%m.%Y}",
    "dd/mm/yy": lambda d: f"{d:%d/%m/%y}",
    "iso": lambda d: d.isoformat(),
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, ngày {d:%d/%m/%Y}",
    "short weekday": lambda d: f"{SHORT_WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y}",
    "words": lambda d: f"ngày {d:%d} tháng {d:%m} năm {d.year}",
    "place": lambda d: f"Mường Khương, ngày {d.day} tháng {d.month} năm {d.year}",
    "month name": lambda d: f"{d.day} Tháng {MONTHS[d.month - 1]}, {d.year}",
    "month first": lambda d: f"Tháng {MONTHS[d.month - 1]} {d.day}, {d.year}",
    "joomla": lambda d: f"{WEEKDAYS[d.weekday()]}, {d:%d} Tháng {d.month} {d.year}",
    "short month": lambda d: f"{d.day} Th{d.month} {d.year}",
    "cldr": lambda d: f"{d.day} thg {d.month}, {d.year}",
    "english": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
}
MINUTE_FORMS: dict[str, Callable[[datetime], str]] = {
    "nukeviet": lambda m: f"{WEEKDAYS[m.weekday()]} - {m:%d/%m/%Y %H:%M}",
    "time first": lambda m: f"{m:%H:%M} | {m:%d/%m/%Y}",
    "zone": lambda m: f"{WEEKDAYS[m.weekday()]}, {m.day}/{m.month}/{m.year}, {m:%H:%M} (GMT+7)",
    "h": lambda m: f"Cập nhật lúc {m.hour}h{m:%M}, ngày {m.day}/{m.month}/{m.year}",
    "g": lambda m: f"{m.hour}g{m:%M} {m:%d-%m-%Y}",
    "hours in words": lambda m: f"{m.hour} giờ {m.minute} phút ngày {m.day} tháng {m.month} năm {m.year}",
    "AM": lambda m: f"Ngày đăng {m:%d/%m/%Y} | {_half(m, 'AM', 'PM')}",
    "SA": lambda m: f"{m:%d/%m/%Y} {_half(m, 'SA', 'CH')}",
    "AM beside 24 hours": lambda m: f"{m:%d/%m/%Y} | {m:%H:%M} {'AM' if m.hour < 12 else 'PM'} (GMT +7)",
    "author": lambda m: f"Lù Thị Mẩy {m:%H:%M, %d/%m/%Y}",
    "glued": lambda m: f"{m:%d/%m/%Y%H:%M}",
    "views": lambda m: f"{m:%d/%m/%Y %H:%M} Số lượt xem: 1.283",
}
SECOND_FORMS: dict[str, Callable[[datetime], str]] = {
    "iso": lambda m: m.isoformat(),
    "utc": lambda m: f"{m.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S.000Z}",  # noqa: UP017
    "rfc 822": lambda m: f"{m:%a, %d %b %Y %H:%M:%S +0700}",
    "nukeviet machine": lambda m: f"{m:%Y-%m-%d+07%H:%M:%S}",
    "java": lambda m: f"{m:%a %b %d %H:%M:%S ICT %Y}",
    "seconds": lambda m: f"Đăng lúc: {m:%H:%M:%S %d/%m/%Y} (GMT+7)",
}

days = st.dates(date(1990, 1, 1), date(2026, 11, 21))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 21, 15), timezones=st.just(VIETNAM)).map(
    lambda m: m.replace(microsecond=0)
)


@pytest.mark.parametrize("form", DAY_FORMS)
@given(day=days)
def test_a_printed_day_is_parsed_as_that_day(form: str, day: date) -> None:
    parsed = parse_date(DAY_FORMS[form](day), AT)
    assert parsed is not None
    assert (parsed.value, parsed.precision, parsed.warnings) == (day, "day", ())


@pytest.mark.parametrize("form", MINUTE_FORMS)
@given(moment=moments)
def test_a_printed_minute_is_parsed_and_midnight_is_a_day(form: str, moment: datetime) -> None:
    moment = moment.replace(second=0)
    parsed = parse_date(MINUTE_FORMS[form](moment), AT)
    assert parsed is not None
    midnight = moment.hour == moment.minute == 0
    want = (moment.date(), "day") if midnight else (moment, "minute")
    assert (parsed.value, parsed.precision) == want


@pytest.mark.parametrize("form", SECOND_FORMS)
@given(moment=moments)
def test_an_iso_time_is_parsed_and_midnight_is_a_day(form: str, moment: datetime) -> None:
    # Midnight as printed or in +07:00; the former is another moment where the form is in UTC.
    printed = SECOND_FORMS[form](moment)
    parsed = parse_date(printed, AT)
    assert parsed is not None
    if "00:00:00" in printed or moment.strftime("%H%M%S") == "000000":
        assert parsed.precision == "day"
    else:
        assert (parsed.value, parsed.precision) == (moment, "second")


@given(day=days, shift=st.integers(1, 6))
def test_a_contradicting_weekday_is_a_warning(day: date, shift: int) -> None:
    wrong = WEEKDAYS[(day.weekday() + shift) % 7]
    parsed = parse_date(f"{wrong}, {day:%d/%m/%Y}", AT)
    assert parsed is not None
    assert parsed.value == day
    assert parsed.warnings == ("weekday contradicts the date",)


@given(day=days)
def test_a_day_without_a_year_is_the_latest_not_after_now(day: date) -> None:
    parsed = parse_date(f"{day:%d/%m}", AT)  # two digits each: "24/7" alone is round the clock
    assert parsed is not None
    assert isinstance(parsed.value, date)
    assert parsed.value <= AT.date()
    assert (parsed.value.day, parsed.value.month) == (day.day, day.month)
    assert (AT.date() - parsed.value).days < (366 if (day.day, day.month) != (29, 2) else 8 * 366)


@given(at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), ahead=st.integers(-400, 400))
def test_more_than_a_day_ahead_is_refused(at: datetime, ahead: int) -> None:
    moment = (at + timedelta(hours=ahead)).replace(second=0, microsecond=0)
    at = at.replace(second=0, microsecond=0)
    parsed = parse_date(f"{moment:%d/%m/%Y %H:%M}", at)
    if moment.hour == moment.minute == 0:
        assert (parsed is None) == ((moment.date() - at.date()).days > 1)
    else:
        assert (parsed is None) == (ahead > 24)


@given(text=st.text())
def test_no_text_raises_an_error_and_spans_match(text: str) -> None:
    for parsed in (parse_date(text, AT), *find_dates(text)):
        if parsed is not None:
            assert text[parsed.start : parsed.end] == parsed.raw


VOCABULARY = (
    "ngày tháng năm thứ lúc giờ phút trước đến từ hôm qua nay CN T2 SA CH Số /KH- LĐLĐ 5 12 31 99 2020 1985 "
    ": / - . , | ( ) + 07:00 GMT Z T Th Mười Một Giêng âm lịch \u00a0 \u200b \u0301 ５ xem 1.234 % °"
)
pieces = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=14)


@given(parts=pieces, glue=st.sampled_from(["", " "]))
def test_any_mixture_of_the_vocabulary_gives_a_possible_date_or_none(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    parsed = parse_date(text, AT)
    if parsed is not None:
        assert date(1990, 1, 1) <= parsed.day <= AT.date() + timedelta(days=1)
        assert text[parsed.start : parsed.end] == parsed.raw
        assert (parsed.precision == "day") == (not isinstance(parsed.value, datetime))
        composed = unicodedata.normalize("NFC", text)
        again = parse_date(composed, AT)
        assert again is not None
        assert again.value == parsed.value


@given(text=st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=80))
def test_text_without_a_digit_has_no_absolute_date(text: str) -> None:
    assert parse_date(text) is None
    assert find_dates(text) == ()


@given(number=st.integers(0, 10**9), label=st.sampled_from(["Lượt xem: {}", "{} đại biểu", "{}"]))
def test_a_plain_number_is_no_date(number: int, label: str) -> None:
    assert parse_date(label.format(number), AT) is None


@given(serial=st.integers(1, 9999), day=days, kind=st.sampled_from(["KH-LĐLĐ", "QĐ-TLĐ", "NQ-BCH", "HD-CĐN"]))
def test_the_date_of_a_cited_document_is_refused(serial: int, day: date, kind: str) -> None:
    line = f"Văn bản số {serial}/{kind} ngày {day.day}/{day.month}/{day.year}"
    assert parse_date(line, AT) is None
    assert parse_date(f"Số: {serial}/{kind}", AT) is None
    cited = find_dates(line)
    assert [(one.value, one.role) for one in cited] == [(day, "issued")]


@given(first=days, second=days, joiner=st.sampled_from([" - ", " – ", " đến ", "-", " đến ngày "]))
def test_a_range_has_no_date_but_find_dates_returns_both_ends(first: date, second: date, joiner: str) -> None:
    line = f"{first:%d/%m/%Y}{joiner}{second:%d/%m/%Y}"
    if first != second:
        assert parse_date(line, AT) is None
        assert [one.value for one in find_dates(line)] == [first, second]


@given(run=st.text(alphabet="0123456789/.-: ", max_size=40))
def test_the_digits_of_a_date_are_in_the_text(run: str) -> None:
    parsed = parse_date(run)
    if parsed is not None:
        numbers = [int(number) for number in re.findall("[0-9]+", parsed.raw)]
        assert parsed.day.day in numbers or parsed.day.year in numbers
