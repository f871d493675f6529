"""An article's view count in a line of details (lexicon: view_counts).

A visitor counter shown as views is worse than no number, so ambiguous lines give None.
"""

import re
from dataclasses import dataclass

from vietnamese._skeleton import to_skeleton, visible_text
from vietnamese.counts.counters import counter_labels
from vietnamese.counts.numbers import NUMBER, value_of
from vietnamese.text import has_digit


@dataclass(frozen=True, slots=True)
class ParsedCount:
    """A view count; ``raw`` is its label and number as printed, with NBSP, ``label`` the label alone."""

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
_WEAK_LABEL = re.compile(
    r"(?<![a-z])(?:xem|doc)(?P<mark> ?(?:: ?|\( ?)| )" + NUMBER + r" ?\)? ?(?P<noun>(?:luot|lan)(?![a-z]))?"
    r"[ .|)]*"
)
_NUMBER = re.compile(NUMBER)
_FIRST_NUMBER = re.compile(r"(?P<short>(?!))?(?P<unit>(?!))?(?P<whole>[0-9]{1,3})")
_NUMBER_AT_END = re.compile(r"(?<![0-9a-z.,/:-])(?<![0-9][/.:-] )" + NUMBER + r" *$")
_SEPARATOR = re.compile(r" *(?:(?:la )?[:|(\[=] *[:|(]? *| -+ +| +)(?=[0-9])")
_COLON = re.compile(r" *[:=(\[]")
# The words before the number in "Đã có 120 lượt xem".
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
# First words, in lower case, of other details that may directly follow a count.
_NEXT_DETAIL = re.compile(
    r"(?:luot|lan|nguoi (?:xem|doc)|binh luan|phan hoi|y kien|thich|chia se|tai ve|like|share|comment"
    r"|in (?:bai|trang)|gui|co chu|ngay|dang|cap nhat|luc|danh gia|nguon|tac gia|views?|xem|hits)(?![a-z])"
)
_SEPARATORS = "|-•·–()[]<>:;/,.\"'»"


def parse_views(text: str) -> ParsedCount | None:
    """The view count in a text, its label before or after the number, or None.

    None also for a label without a number, visitor counters ("Lượt truy cập", totals, "hôm nay"), comments,
    downloads, percentages, dates and times, sentences that mention somebody's views, and two different
    counts. "Xem: 92" and "Đọc: 5" count only at the end of a line that is otherwise empty or holds a date.
    """
    by_value = {count.value: count for line in text.splitlines() for count in _counts_in_line(line)}
    return next(iter(by_value.values())) if len(by_value) == 1 else None


def _counts_in_line(text: str) -> list[ParsedCount]:
    if len(text) > 400 or not has_digit(text):
        return []
    line = visible_text(text)
    skeleton = to_skeleton(line)
    if not any(map(skeleton.__contains__, _WORDS)):
        return []
    counts = [
        count for label in _LABEL.finditer(skeleton) if (count := _count_of_label(line, skeleton, label))
    ]
    weak = None if counts else _WEAK_LABEL.search(skeleton)
    if weak and _is_only_detail(line, skeleton, weak):
        value = value_of(weak)
        if value is not None:
            raw = line[weak.start() : weak.end()].rstrip(" .|")
            counts.append(ParsedCount(value, raw, line[weak.start() : weak.start() + 3]))
    if counts and counter_labels(line):
        return []
    return counts


def _count_of_label(line: str, skeleton: str, label: re.Match[str]) -> ParsedCount | None:
    start, end = label.span()
    if _SCOPE.search(skeleton[max(0, start - 24) : start]) or _AFTER_LABEL_SCOPE.match(skeleton, end):
        return None
    after, before = _number_after(line, skeleton, start, end), _number_before(line, skeleton, start, end)
    if after and before and not _COLON.match(skeleton, end):
        return None  # "5 lượt xem 120": either could be meant
    if after:
        value, stop = after
        stop += skeleton[end:stop].count("(") and skeleton.startswith(")", stop)
        return ParsedCount(value, line[start:stop], line[start:end])
    if before and not _COLON.match(skeleton, end):
        value, begin = before
        return ParsedCount(value, line[begin:end], line[start:end])
    return None


def _number_after(line: str, skeleton: str, start: int, end: int) -> tuple[int, int] | None:
    separator = _SEPARATOR.match(skeleton, end)
    if not separator or not _starts_detail(line, skeleton, start):
        return None
    number = _NUMBER.match(skeleton, separator.end())
    if number and number["whole"] and " " in number["whole"] and _OTHER_NOUN.match(skeleton, number.end()):
        number = _FIRST_NUMBER.match(skeleton, separator.end())  # "36 120 bình luận" is two counts
    if not number or not _ends_detail(line, skeleton, number.end()):
        return None
    value = value_of(number)
    return None if value is None else (value, number.end())


def _number_before(line: str, skeleton: str, start: int, end: int) -> tuple[int, int] | None:
    window = max(0, start - 24)
    number = _NUMBER_AT_END.search(skeleton, window, start)
    if not number or not _ends_detail(line, skeleton, end):
        return None
    begin = number.start()
    head = skeleton[:begin].rstrip()
    if number["whole"] and " " in number["whole"] and head and not head.endswith(("|", ":", "(", "-")):
        return None  # "... 2017 120 lượt xem" must not become 2 017 120
    opened = (
        not head or head[-1] in _SEPARATORS or _OPENING.fullmatch(head) or _DATE_OR_TIME.search(head[-40:])
    )
    value = value_of(number) if opened else None
    return None if value is None else (value, begin)


def _starts_detail(line: str, skeleton: str, at: int) -> bool:
    head = skeleton[:at].rstrip()
    if not head or head[-1] in _SEPARATORS or head[-1].isdigit() or line[at].isupper():
        return True
    return bool(_DATE_OR_TIME.search(head[-40:]))


def _ends_detail(line: str, skeleton: str, at: int) -> bool:
    rest = skeleton[at : at + 40]
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


def _is_only_detail(line: str, skeleton: str, weak: re.Match[str]) -> bool:
    """ "Xem: 92" or "Đọc 92 lần" at the end of a line that is otherwise empty or holds a date."""
    if not (weak["mark"].strip() or weak["noun"]) or not _only_a_date(skeleton[: weak.start()]):
        return False
    at = weak.end()
    return at == len(skeleton) or bool(weak["noun"] and len(line) == len(skeleton) and line[at].isupper())


def _only_a_date(head: str) -> bool:
    head = head.strip(" |-•·,;(")
    return not head or bool(_DATE_OR_TIME.search(head[-40:]))
