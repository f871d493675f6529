"""An article's own view count in a line of details (lexicon: view_counts).

A visitor counter shown as views is worse than no number: whatever a line leaves open is refused.
"""

import re
from dataclasses import dataclass

from vietnamese._letters import printed, skeleton
from vietnamese.counts.counters import counter_labels
from vietnamese.counts.numbers import NUMBER, value_of
from vietnamese.text import has_digit


@dataclass(frozen=True, slots=True)
class ParsedCount:
    """``raw`` is label and number as printed (NBSP kept), ``label`` the label as printed."""

    value: int
    raw: str
    label: str


_WORDS = ("xem", "doc", "view", "hits", "luot truy cap bai")  # of which each count has one
_LABEL = re.compile(
    re.sub(
        " (?![?])",
        " {1,3}",
        r"(?<![a-z])(?:(?:so )?(?:luot|lan) (?:nguoi )?(?:duoc )?(?:xem|doc|view)"
        r"(?: (?:bai(?: viet)?|tin)(?: nay)?)?|so nguoi (?:xem|doc)|nguoi (?:da )?(?:xem|doc)"
        r"|(?:so )?luot truy cap bai viet"
        r"|(?:(?:bai(?: viet)?|tin)(?: nay)? )?(?:da )?duoc (?:xem|doc)|da (?:xem|doc)"
        r"|(?:page ?)?views?(?: count)?|hits)(?![a-z])",
    )
)
_WEAK = re.compile(
    r"(?<![a-z])(?:xem|doc)(?P<mark> ?(?:: ?|\( ?)| )" + NUMBER + r" ?\)? ?(?P<noun>(?:luot|lan)(?![a-z]))?"
    r"[ .|)]*"
)
_NUMBER = re.compile(NUMBER)
_PLAIN = re.compile(r"(?P<short>(?!))?(?P<unit>(?!))?(?P<whole>[0-9]{1,3})")
_NUMBER_AT_END = re.compile(r"(?<![0-9a-z.,/:-])(?<![0-9][/.:-] )" + NUMBER + r" *$")
_SEPARATOR = re.compile(r" *(?:(?:la )?[:|(\[=] *[:|(]? *| -+ +| +)(?=[0-9])")
_COLON = re.compile(r" *[:=(\[]")
# "Đã có 120 lượt xem" from the start of its detail on.
_OPENING = re.compile(r"(?:bai viet(?: nay)? )?(?:hien )?(?:da )?co$|(?:bai viet(?: nay)? )?da duoc$")
_SCOPE = re.compile(
    r"(?:tong(?: so)?|hom (?:nay|qua)|trong (?:ngay|tuan|thang|nam)|(?:tuan|thang|nam) (?:nay|truoc)"
    r"|trang|website|web|kenh|video|clip)[ :]*$"
)
_AFTER_LABEL_SCOPE = re.compile(
    r" (?:trang|website|hom nay|hom qua|trong|thang|tuan|nam|trung binh|video|clip)(?![a-z])"
)
_DATE_OR_TIME = re.compile(
    r"(?:[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|nam [0-9]{4}|gmt ?\+ ?[0-9:]+"
    r"|[0-9]{1,2} ?[:h] ?[0-9]{2}(?::[0-9]{2})?'?) ?(?:am|pm|sa|ch)?[ )\]|,;·•-]*$"
)
_OTHER_NOUN = re.compile(
    r" *(?:binh luan|phan hoi|y kien|luot (?:tai|thich|chia|binh|truy|vote)|phieu|danh gia|likes?\b|shares?\b"
    r"|comments?\b|thich\b|tai ve|downloads?\b|chia se|nguoi (?:thich|binh|dang)|diem\b)(?! ?:)"
)
_DASHED_NUMBER = re.compile(r" ?- ?[0-9][0-9.,]*")  # "88 lượt xem - 0 bình luận", or a range
# First words of other details that may stand right behind a count in lower case.
_NEXT_DETAIL = re.compile(
    r"(?:luot|lan|nguoi (?:xem|doc)|binh luan|phan hoi|y kien|thich|chia se|tai ve|like|share|comment"
    r"|in (?:bai|trang)|gui|co chu|ngay|dang|cap nhat|luc|danh gia|nguon|tac gia|views?|xem|hits)(?![a-z])"
)
_BREAKS = "|-•·–()[]<>:;/,.\"'»"


def parse_views(text: str) -> ParsedCount | None:
    """The view count that a line tells, label before or after its number, or None.

    Refused: a label without a number, site counters ("Lượt truy cập", totals, "hôm nay"), comments,
    downloads, percentages, dates and times, and sentences that mention somebody's views. "Xem: 92" and
    "Đọc: 5" count only when they close a line that is else empty or ends in a date. Two different counts
    in one text are none.
    """
    found = {count.value: count for line in text.splitlines() for count in _in_line(line)}
    return next(iter(found.values())) if len(found) == 1 else None


def _in_line(text: str) -> list[ParsedCount]:
    if len(text) > 400 or not has_digit(text):
        return []
    line = printed(text)
    base = skeleton(line)
    if not any(map(base.__contains__, _WORDS)):
        return []
    found = [count for label in _LABEL.finditer(base) if (count := _of_label(line, base, label))]
    weak = None if found else _WEAK.search(base)
    if weak and _is_whole(line, base, weak):
        value = value_of(weak)
        if value is not None:
            raw = line[weak.start() : weak.end()].rstrip(" .|")
            found.append(ParsedCount(value, raw, line[weak.start() : weak.start() + 3]))
    if found and counter_labels(line):
        return []
    return found


def _of_label(line: str, base: str, label: re.Match[str]) -> ParsedCount | None:
    start, end = label.span()
    if _SCOPE.search(base[max(0, start - 24) : start]) or _AFTER_LABEL_SCOPE.match(base, end):
        return None
    after, before = _number_after(line, base, start, end), _number_before(line, base, start, end)
    if after and before and not _COLON.match(base, end):
        return None  # "5 lượt xem 120": either could be meant
    if after:
        value, stop = after
        stop += base[end:stop].count("(") and base.startswith(")", stop)
        return ParsedCount(value, line[start:stop], line[start:end])
    if before and not _COLON.match(base, end):
        value, begin = before
        return ParsedCount(value, line[begin:end], line[start:end])
    return None


def _number_after(line: str, base: str, start: int, end: int) -> tuple[int, int] | None:
    separator = _SEPARATOR.match(base, end)
    if not separator or not _starts_detail(line, base, start):
        return None
    number = _NUMBER.match(base, separator.end())
    if number and number["whole"] and " " in number["whole"] and _OTHER_NOUN.match(base, number.end()):
        number = _PLAIN.match(base, separator.end())  # "36 120 bình luận" are two counts
    if not number or not _ends_detail(line, base, number.end()):
        return None
    value = value_of(number)
    return None if value is None else (value, number.end())


def _number_before(line: str, base: str, start: int, end: int) -> tuple[int, int] | None:
    window = max(0, start - 24)
    number = _NUMBER_AT_END.search(base, window, start)
    if not number or not _ends_detail(line, base, end):
        return None
    begin = number.start()
    head = base[:begin].rstrip()
    if number["whole"] and " " in number["whole"] and head and not head.endswith(("|", ":", "(", "-")):
        return None  # "... 2017 120 lượt xem" must not become 2 017 120
    opened = not head or head[-1] in _BREAKS or _OPENING.fullmatch(head) or _DATE_OR_TIME.search(head[-40:])
    value = value_of(number) if opened else None
    return None if value is None else (value, begin)


def _starts_detail(line: str, base: str, at: int) -> bool:
    head = base[:at].rstrip()
    if not head or head[-1] in _BREAKS or head[-1].isdigit() or line[at].isupper():
        return True
    return bool(_DATE_OR_TIME.search(head[-40:]))


def _ends_detail(line: str, base: str, at: int) -> bool:
    rest = base[at : at + 40]
    if not rest.strip():
        return True
    if rest[0].isalnum() or _OTHER_NOUN.match(rest) or re.match(r" ?[%/:]|[.,][0-9]", rest):
        return False
    if (other := _DASHED_NUMBER.match(rest)) and not _OTHER_NOUN.match(rest, other.end()):
        return False
    word = rest.lstrip()
    if not word[0].isalpha():
        return True
    return line[at + len(rest) - len(word)].isupper() or bool(_NEXT_DETAIL.match(word))


def _is_whole(line: str, base: str, weak: re.Match[str]) -> bool:
    """ "Xem: 92" or "Đọc 92 lần", closing a line that is else empty or ends in a date."""
    if not (weak["mark"].strip() or weak["noun"]) or not _only_a_date(base[: weak.start()]):
        return False
    at = weak.end()
    return at == len(base) or bool(weak["noun"] and len(line) == len(base) and line[at].isupper())


def _only_a_date(head: str) -> bool:
    head = head.strip(" |-•·,;(")
    return not head or bool(_DATE_OR_TIME.search(head[-40:]))
