"""A hundred thousand lines like those of union pages, without a date: none may give one."""

import random
from datetime import datetime

from vietnamese.dates import VIETNAM, parse_date

LINES = 100_000
AT = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
WORDS = """
    công đoàn cơ sở tổ chức hội nghị người lao động đoàn viên nữ công tặng quà tháng công nhân năm
    học tuần lễ thứ nhất ngày hội giờ làm việc phút cuối tỉnh huyện xã phường Lào Cai Lai Châu Hà
    Nội Sơn La Tết Sum vầy kế hoạch chương trình thi đua khen thưởng nhiệm kỳ đại hội ban chấp hành
    chủ tịch hỗ trợ nhà ở mái ấm quý đầu giữa cuối tối đêm sáng lúc
""".split()


def document(dice: random.Random) -> str:
    tail = dice.choice(("KH-LĐLĐ", "NQ-CP", "QĐ-TLĐ", "HD-LĐLĐ", "CT/TW", "BVSTBPN-VP"))
    return f"số {dice.randint(1, 2999)}/{tail}"


def telephone(dice: random.Random) -> str:
    return dice.choice(("0{}.{}.{}", "(0{}) {} {}", "+84 {} {} {}")).format(
        dice.randint(203, 299), dice.randint(3000, 3999), dice.randint(100, 999)
    )


def number(dice: random.Random) -> str:
    """Counts, money, shares, periods, fractions, places in a law: all of them no day."""
    first, second = dice.randint(2, 999), dice.randint(2, 99)
    year = dice.randint(2001, 2025)
    return dice.choice(
        (
            f"{first}",
            f"{first}.{dice.randint(100, 999)} lượt",
            f"{second}-{second + 5}%",
            f"{year}-{year + 5}",
            f"{year} – {year + 5}",
            f"năm {year}",
            f"quý {dice.choice(('I', 'II', 'III', 'IV'))}/{year}",
            f"tháng {dice.randint(1, 12)}/{year}",
            f"{second},{dice.randint(1, 9)} triệu đồng",
            f"{first} m2",
            f"{second}/{first} đại biểu",
            f"{dice.randint(2, 6)} tháng đầu năm {year}",
            f"khoản {dice.randint(1, 9)} Điều {second} Luật",
            f"{second}h",
            f"({first})",
            f"lần thứ {dice.choice(('XII', 'XIII', 'IX'))}",
        )
    )


def line(dice: random.Random) -> str:
    words = dice.choices(WORDS, k=dice.randint(1, 14))
    for _ in range(dice.randint(0, 3)):
        make = dice.choice((number, number, document, telephone))
        words.insert(dice.randint(0, len(words)), make(dice))
    return dice.choice((" ", " ", "  ", "\u00a0")).join(words)


def test_a_hundred_thousand_lines_without_a_date_give_none() -> None:
    dice = random.Random(28071929)
    wrong = []
    for _ in range(LINES):
        text = line(dice)
        date = parse_date(text, AT)
        if date is not None:
            wrong.append((text, date.raw, date.rule))
    assert wrong == []
