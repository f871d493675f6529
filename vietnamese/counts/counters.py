"""Visitor counters of a whole site, which are no article's views (lexicon: site_counters_exclude)."""

import re

from vietnamese._skeleton import to_skeleton, visible_text
from vietnamese.text import has_digit

_BLOCK_TITLES = frozenset(
    """thong ke truy cap|thong ke|thong tin truy cap|luot truy cap|so luot truy cap|bo dem|truy cap
    thong tin tra cuu|xem thong ke truy cap|online|visitor counter|thong ke luot truy cap|thong ke website
    so nguoi truy cap|luong truy cap|bo dem truy cap|thong ke truy cap website|tong luot truy cap""".replace(
        "\n    ", "|"
    ).split("|")
)
_LABELS = (
    "dang online|dang truy cap|dang xem|truc tuyen|dang truc tuyen|so nguoi online|so nguoi dang online"
    "|nguoi online|khach online|khach vieng tham|khach vieng|khach|thanh vien online|thanh vien"
    "|may chu tim kiem|hom nay|trong ngay|hom qua|tuan nay|trong tuan|tuan truoc|thang nay|trong thang"
    "|thang hien tai|thang truoc|nam nay|trong nam|nam truoc|tat ca|tong cong|tong so"
    "|tong(?: so)?(?: luot)? truy cap|tong luot xem|tong|(?:so )?luot truy cap(?: (?:hom nay|hom qua|tuan nay"
    "|thang nay|nam nay|trong (?:ngay|tuan|thang|nam)))?|truy cap(?: (?:hom nay|hom qua|tuan nay|thang nay"
    "|nam nay))?|ip cua ban|users? online|visitors?(?: online)?|online"
)
# The number must end the detail: "Tổng số: 120 đoàn viên" and "Hôm nay: 22/11/2024" are no counters.
_WITH_NUMBER = re.compile(
    rf"(?<![a-z])(?:{_LABELS})(?![a-z]) ?(?:\([^()]{{0,20}}\) ?)?(?P<mark>[:|=-] ?| )"
    r"(?:[0-9]{1,3}(?:[.,][0-9]{3}){1,4}|[0-9]{1,12})(?![0-9%]|[.,][0-9]| ?[/:-] ?[0-9]) ?"
)
# How labels end, with or without a bracket behind them.
_ENDINGS = frozenset(
    ("ine|cap|xem|yen|ham|eng|ach|ien|iem|nay|gay|uan|ang|nam|qua|uoc|tai| ca|ong| so|ban|tor|ors").split("|")
)
_BEFORE_NUMBER = " :|=-"  # what may stand between a label and its number, three of them at most
_DIGITS = re.compile("[0-9]+")
_LABEL_ALONE = re.compile(rf"(?:{_LABELS}) ?:?")
_LABEL_HINT = re.compile(
    r"online|truy|truc tuyen|khach|thanh|may chu|hom|ngay|tuan|thang|nam|tat ca|tong|ip|user|visit|dang"
)
_BULLETS = " \t•-*+>|·"


def counter_labels(text: str) -> int:
    """The number of counter labels in ``text`` that have a number or a line of their own.

    Two or more close together make a counter block (lexicon: site_counters_exclude.rule).
    """
    total = 0
    for line in visible_text(text).splitlines():
        if len(line) > 40 and not has_digit(line):
            continue
        skeleton = to_skeleton(line).strip(_BULLETS)
        if not skeleton or not _LABEL_HINT.search(skeleton):
            continue
        if len(skeleton) < 40 and _LABEL_ALONE.fullmatch(skeleton):
            total += 1
            continue
        if not _may_count(skeleton):
            continue
        printed = line.strip(_BULLETS + "\u00a0") if len(line) != len(skeleton) else line
        total += sum(1 for match in _WITH_NUMBER.finditer(skeleton) if _ends_detail(printed, skeleton, match))
    return total


def _may_count(skeleton: str) -> bool:
    """Can a label stand right before a number? The expression takes long to fail on most lines."""
    for number in _DIGITS.finditer(skeleton):
        start = number.start()
        before = skeleton[max(0, start - 6) : start].rstrip(_BEFORE_NUMBER)
        if before[-3:] in _ENDINGS or before[-1:] == ")":
            return True
    return False


def _ends_detail(printed: str, skeleton: str, match: re.Match[str]) -> bool:
    """Does the detail end with the number: is it followed by nothing, a separator, a capital or "lượt"?"""
    at = match.end()
    rest = skeleton[at : at + 12]
    if not rest or not rest[0].isalpha():
        return not rest or match["mark"] != " "  # "Trong tháng 5, các cấp ..." counts nothing
    return (len(printed) == len(skeleton) and printed[at].isupper()) or rest.startswith(
        ("luot", "nguoi", "khach")
    )


def is_counter_title(text: str) -> bool:
    """Is the line the title of a counter block ("Thống kê truy cập"), even if joined to another heading?"""
    printed = visible_text(text).strip().rstrip(" :\u00a0").lstrip("•- ")
    if not 4 <= len(printed) <= 80:
        return False
    skeleton = to_skeleton(printed)
    if skeleton in _BLOCK_TITLES:
        return True
    # Extraction may join two blocks: "TRA CỨUThống kê truy cập" has a capital right after a letter.
    return any(
        skeleton.endswith(title)
        and printed[-len(title)].isupper()
        and printed[-len(title) - 1 : -len(title)].isalpha()
        for title in _BLOCK_TITLES
    )
