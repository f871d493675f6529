"""The fast path gives the result of the general rules, or None; refusing ordinary text is fast."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vietnamese.dates.build import FIRST_YEAR
from vietnamese.dates.fast_path import parse_common
from vietnamese.dates.scan import read_line

ROWS = [json.loads(line) for line in (Path(__file__).parent / "table.jsonl").read_text("utf-8").splitlines()]

before = st.sampled_from(
    "|Ngày đăng: |Ngày đăng:|Đăng lúc |Cập nhật: |Thứ Ba, |Thứ 5, ngày |CN, |T2 - |Chủ nhật, |Hà My - |"
    "Lai Châu, ngày |Số 12/KH-CĐN ngày |từ ngày |đến |Điện thoại: |(|- |ngày |NGÀY |Tháng Mười |Tháng Năm |"
    "Th 5 |Thứ |T|Sinh ngày |Hôm nay, |Hôm nay: |Căn cứ |Lúc |Ban hành ngày |www.|a_|Giấy phép ngày |"
    "Thời gian: |Thứ 5 -|th 3|lúc|:|07:0".split("|")
)
days = st.sampled_from(
    "03/09/2024|3/9/2024|3-9-2024|03.09.2024|3 / 9 / 2024|03/09/24|3-9-24|31/02/2024|5, 2020|2024-09-03|"
    "12 tháng 9 năm 2024|5 Tháng Mười Một, 2020|7 tháng 3 2021|2024-09-03T07:05:09Z|3/9-2024|3/9|13/13/2024|"
    "3/9/20245".split("|")
)
times = st.sampled_from(
    "|07:05|7h05|7g05|19:40:09|7 giờ 05 phút|07:05 AM|3:05 CH|12:00 AM|25:10|00:00|7h|07:05'|7h05'|"
    "3:05 chiều|2:05 s".split("|")
)
joints = st.sampled_from([" ", ", ", " | ", " - ", "", "-", " lúc ", " ngày ", ", ngày "])
after = st.sampled_from(
    "||.|)| (GMT+7)| GMT+7| (GMT +07:00)|, UTC+7| (GMT+9)| (TTXVN)| - 05/09/2024| đến 5/9/2024| (âm lịch)|"
    ".pdf| | lượt xem".split("|")
)


@given(before, times, joints, days, joints, times, after)
def test_fast_path_and_general_rules_agree(
    head: str, first: str, joint: str, day: str, second_joint: str, second: str, tail: str
) -> None:
    front = f"{first}{joint}" if first else ""
    behind = f"{second_joint}{second}" if second else ""
    text = f"{head}{front}{day}{behind}{tail}"
    quick = parse_common(text)
    if quick is not None and quick.value.year >= FIRST_YEAR:
        assert quick == read_line(text)


def test_the_fast_path_parses_most_common_forms_of_the_table() -> None:
    quick = [row for row in ROWS if row["gold"] and parse_common(row["text"]) is not None]
    for row in quick:
        assert parse_common(row["text"]) == read_line(row["text"])
    plain = [row for row in ROWS if row["kind"] in ("numeric", "labels", "weekdays") and row["gold"]]
    assert sum(row in quick for row in plain) > 0.5 * len(plain)


@given(st.text())
def test_any_text_of_the_fast_path_gives_the_same_by_the_general_rules(text: str) -> None:
    quick = parse_common(text)
    assert quick is None or quick == read_line(text)
