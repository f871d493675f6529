"""Combinations on a line: prefix, weekday, form of the day, time, zone and what follows."""

import random
from datetime import date, datetime

from vietnamese.dates import VIETNAM, parse_date

LINES = 6000
AT = datetime(2026, 11, 21, 15, 37, tzinfo=VIETNAM)
PREFIXES = """
|Ngày đăng: |Đăng ngày |Tin đăng ngày: |Đăng lúc: |Đăng vào |Được đăng: |Đã đăng vào |Được viết ngày
|Ngày xuất bản: |Xuất bản: |Thời gian đăng: |Thời gian đăng tin: |Ngày đăng tin: |Ngày gửi: |Gửi lúc:
|Ngày tạo: |Ngày viết: |Ngày: |Thời gian: |Phát hành: |Cập nhật: |Cập nhật lúc |Ngày cập nhật :
|Lần cập nhật cuối: |Cập nhật lần cuối: |Cập nhật mới nhất: |Sửa lần cuối: |Chỉnh sửa lần cuối:
|Ngày đăng tải: |NGÀY ĐĂNG: |Published: |Date: |Posted on |- |» || |(|[|Mường Tè, |Tin tức -
|Lù Thị Mẩy - |Lù Thị Mẩy |Đời sống ||Lượt xem: 1.283 - |48 lượt xem - |(CĐN) -
|Đăng bởi: Hà My, |Tác giả: Hà My - |Bởi Quản trị vào
"""
SUFFIXES = (
    "|| | Lượt xem: 48| - Lượt xem: 1.283| - 4812 Lượt xem| Số lượt xem: 83| - Xem: 92| (Lượt xem: 5)"
    "| Đã xem: 7|)|]|.| -| , | - Hà My| (TTXVN)| Views: 33| | In bài| A- A+| - Đã xem: 1,283"
    "| · 1,2K lượt xem| bởi Admin"
)
WEEKDAYS = (
    "Thứ Hai|Thứ hai|Thứ 2|T2|T.2|Th 2",
    "Thứ Ba|thứ ba|Thứ 3|T3|T.3",
    "Thứ Tư|THỨ TƯ|Thứ 4|T4",
    "Thứ Năm|Thứ năm|Thứ 5|T5",
    "Thứ Sáu|Thứ 6|T6|Th 6",
    "Thứ Bảy|Thứ Bẩy|Thứ 7|T7",
    "Chủ nhật|Chúa nhật|CN|C.N|CHỦ NHẬT",
)
MONTHS = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai".split("|")
ZONES = "||| (GMT+7)| GMT+7| (GMT +7)| [GMT+7]| (GMT+07:00)| UTC+7| ICT|, GMT+7".split("|")
JOINTS = [" ", ", ", " - ", " | ", " – ", "; ", "  ", " • ", " ,", "\u00a0"]


def day_form(day: date, dice: random.Random) -> str:
    d, m, y, month = day.day, day.month, day.year, MONTHS[day.month - 1]
    return dice.choice(
        (
            f"{day:%d/%m/%Y}", f"{d}/{m}/{y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%y}",
            f"Ngày {d}/{m}/{y}", f"ngày {d:02} tháng {m:02} năm {y}", f"{d} tháng {m}, {y}",
            f"{d} Tháng {month}, {y}", f"{d} Tháng {month} {y}", f"Tháng {month} {d}, {y}", f"{d} Th{m} {y}",
            f"{d} thg {m}, {y}", f"Thg {m} {d}, {y}", f"{d:02} Tháng {m} {y}", day.isoformat(),
            f"{day:%Y/%m/%d}", f"{d} - {m} - {y}", f"{d} / {m} / {y}", f"ngày {d} tháng {m}/{y}",
            f"{d} tháng {month.lower()} năm {y}",
        )
    )  # fmt: skip


def time_form(moment: datetime, dice: random.Random) -> tuple[str, datetime]:
    """(the time as printed, the moment that it tells)"""
    h, m, s, half = moment.hour, moment.minute, moment.second, moment.hour % 12 or 12
    english, short = ("AM", "SA") if h < 12 else ("PM", "CH")
    part = "sáng" if h < 11 else "trưa" if h < 13 else "chiều" if h < 18 else "tối"
    if dice.random() < 0.15:
        return f"{half}:{m:02}:{s:02} {short}", moment
    if dice.random() < 0.1:
        return dice.choice((f"{h}h", f"{h} giờ")), moment.replace(minute=0, second=0)
    printed = dice.choice(
        (
            f"{h:02}:{m:02}", f"{h}h{m:02}", f"{h:02}h{m:02}'", f"{h}g{m:02}", f"{h} giờ {m:02} phút",
            f"{h} giờ {m:02}", f"{h:02}:{m:02} {english}", f"{half}:{m:02} {english}",
            f"{half}:{m:02} {short}", f"{h}:{m:02} {part}", f"{half}h{m:02} {part}", f"{h:02}h{m:02}p",
            f"{h:02} : {m:02}", f"lúc {h:02}:{m:02}", f"{half}:{m:02}{english.lower()}",
        )
    )  # fmt: skip
    return printed, moment.replace(second=0)


def line(dice: random.Random) -> tuple[str, date | datetime]:
    """(a line, what it tells)"""
    moment = datetime(
        dice.randint(2008, 2025), dice.randint(1, 12), dice.randint(1, 28),
        dice.randint(6, 22), dice.randint(0, 59), dice.randint(1, 59), tzinfo=VIETNAM,
    )  # fmt: skip
    prefix = dice.choice(PREFIXES.replace("\n", " ").split("|"))
    prefix = f"{prefix.strip(' ')} " if prefix.strip() else ""
    zone, suffix = dice.choice(ZONES), dice.choice(SUFFIXES.split("|"))
    joint, other = dice.choice(JOINTS), dice.choice([", ", " ", ",", " - ", "- "])
    printed, expected = day_form(moment.date(), dice), moment.date()
    weekday = dice.choice(WEEKDAYS[moment.weekday()].split("|")) + other
    shape = dice.choice(("day", "weekday", "behind", "before", "all", "all before"))
    if shape in ("day", "weekday"):
        return f"{prefix}{weekday if shape == 'weekday' else ''}{printed}{suffix}", expected
    time, expected = time_form(moment, dice)
    if shape == "behind":
        printed = f"{printed}{joint}{time}"
    elif shape == "all":
        printed = f"{weekday}{printed}{joint}{time}"
    else:
        printed = f"{time}{joint}{weekday if shape == 'all before' else ''}{printed}"
    return f"{prefix}{printed}{zone}{suffix}", expected


def test_combinations_give_the_printed_time() -> None:
    dice = random.Random(28071929)
    wrong = []
    for _ in range(LINES):
        text, expected = line(dice)
        parsed = parse_date(text, AT)
        if parsed is None or parsed.value != expected:
            wrong.append((text, expected, parsed and parsed.value))
    assert wrong == []
