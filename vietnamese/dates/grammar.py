"""The forms in which Vietnamese pages print dates, as one regular expression.

Slow expressions (a tenth of a second to compile in all) are compiled at first use: ``full()``. All are for
lower case (see ``normalized_text``). ``_loose`` also matches each accented letter without its tone or without
any mark, since many pages lost theirs. Runs are possessive (``*+``) and all other repetitions bounded, so
that a line of a megabyte takes linear time. The lexicon lists the sources of the forms (publication_date,
weekdays, months, date_grammar).
"""

import re
import unicodedata
from functools import cache

_ACCENTED = re.compile("[à-ỹ]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _letters(match: re.Match[str]) -> str:
    letter = match.group()
    if letter == "đ":
        return "[đd]"
    decomposed = unicodedata.normalize("NFD", letter)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    return "[" + "".join(dict.fromkeys((letter, toneless, decomposed[0]))) + "]"


def _loose(pattern: str) -> str:
    return _ACCENTED.sub(_letters, pattern.replace(" ", r"\s+"))


_END = r"(?![^\W\d_])"  # no letter follows
_GAP = r"[\s,;|·•∙:–—−\-(\[]*+"
_THANG = r"th[áàạaăâ]ng"  # "thàng" is a common typo

# --- labels (lexicon: publication_date.labels_*) -------------------------------------------------------
_VERB = "đăng|xuất bản|phát hành|gửi|tạo|khởi tạo|viết|đưa|công bố"
_ON = "(?: (?:vào|lúc|ngày|hồi|thời gian))"
_LABEL = _loose(
    "(?:(?:tin|bài|bài viết|bản tin) )?(?:(?:đã|được) ){0,2}"
    f"(?:(?:đăng|xuất bản|phát hành)(?: (?:tải|tin|bài|lên)){{0,2}}{_ON}{{0,2}}"
    f"|(?:gửi|viết|tạo|khởi tạo|đưa)(?: (?:tin|bài|lên)){{0,2}}{_ON}{{1,2}})"
    f"|(?:ngày giờ|ngày|thời gian|giờ) (?:{_VERB})(?: (?:tin|bài|tải|viết|lên)){{0,2}}"
    "|(?:(?:lần|ngày|thời gian|giờ|đã|được|mới|tin|bài|lần cuối) ){0,2}"
    "(?:cập nhật|chỉnh sửa|hiệu chỉnh|sửa đổi|sửa)"
    f"(?: (?:mới nhất|lần cuối|cuối cùng|cuối|gần nhất|gần đây|bài))?{_ON}{{0,2}}"
    "|(?:ngày )?(?:ký ban hành|ban hành|ký|có hiệu lực|hiệu lực|công báo|văn bản)(?: (?:từ|ngày)){0,2}"
    "|(?:thời |hết )?hạn(?: (?:chót|cuối cùng|cuối))?(?: (?:nộp|góp ý|đăng ký|nhận|gửi|trả lời))?"
    "(?: (?:hồ sơ|bài|ý kiến))?(?: (?:đến|ngày|là|trước)){0,2}"
    "|(?:hôm nay|bây giờ)(?: là)?"
    r"|thời gian|ngày(?=\s*:)"
    "|(?:last )?(?:posted|published|publish date|publish|updated|update|modified|created|date)"
    "(?: (?:posted|published|created|date))?(?: (?:on|at))?"
)
# The lookahead skips the alternation for a line that starts with a digit or a weekday.
_HEAD_LABEL = rf"(?:(?=[^\W\d_])(?!th[ứưu]\s?[1-7hbtns]|t[2-7])({_LABEL}){_END}[\s:\-–|(\[]*+)?"

# --- weekdays (lexicon: weekdays) ---------------------------------------------------------------------
_WEEKDAY = (
    "(?:"
    + _loose(r"thứ\s*[1-7](?!\d)|thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy)|(?:chủ|chúa) nhật|c\.?n\.?(?=\W)")
    + r"|t\.?\s?[2-7](?!\d)|th\.?\s[2-7](?!\d)"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)" + _END
)

# --- months (lexicon: months) -------------------------------------------------------------------------
_MONTH_WORDS = r"mười\s+một|mười\s+hai|m\.\s*một|m\.\s*hai|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_ENGLISH_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NUMBER_MONTH = rf"(?:{_THANG}|thg\.?|th\.?|t\.?)\s*(?:1[0-2]|0?[1-9])(?![0-9])"
_VIETNAMESE_MONTH = rf"{_NUMBER_MONTH}|{_THANG}\s+(?:{_loose(_MONTH_WORDS)}){_END}"
_MONTH = rf"(?:{_VIETNAMESE_MONTH}|{_ENGLISH_MONTH})"

# --- times (lexicon: date_grammar.time_forms) ---------------------------------------------------------
# In "09:1125/06/2020" the digits of the date follow directly.
_TWO = r"[0-9]{2}(?![0-9](?![0-9]?[/.\-]))"
_CLOCK = (
    r"([0-9]{1,2})(?:\s?:\s?(" + _TWO + r")(?:\s?:\s?(" + _TWO + r")(?:[.,][0-9]{1,9})?)?['′’]?"
    r"|\s?(?:h|" + _loose("giờ") + "|g)" + _END + r"\s?:?"
    r"(?:\s?([0-9]{1,2})(?![0-9])(?:\s?(?:(?:" + _loose("phút") + r"|ph|p|m)" + _END + r"|['′’]))?"
    r"(?:\s?([0-9]{1,2})\s?(?:" + _loose("giây") + r"|s|''|\")" + _END + ")?)?)"
)
_MARKER = (
    r"(?:\s?(a\.m\.|p\.m\.|(?:am|pm|sa|ch|tr|s|c|"
    + _loose("sáng|trưa|chiều|tối|đêm|khuya")
    + r")(?![^\W_])))?"
)
_ZONE = (
    r"(?:[\s,|]*+[(\[]?\s?((?<=[0-9])z|(?:gmt|utc|ut|ict)(?:\s?[+\-−]\s?[0-9]{1,2}(?::?[0-9]{2})?)?|[ecmp][sd]t"
    r"|\+[0-9]{2}(?::?[0-9]{2})?|-[0-9]{2}:?[0-9]{2})(?![^\W_]|:)(?:\s?[)\]])?)?"
)
_LAST_ZONE = (
    r"(?:[\s,|]*+[(\[]?\s?((?:gmt|utc|ict)(?:\s?\+\s?[0-9]{1,2}(?::?[0-9]{2})?)?)(?![^\W_]|:)(?:\s?[)\]])?)?"
)
_TIME = _CLOCK + _MARKER + _ZONE
_AT = r"(?:(?:" + _loose("vào lúc|vào hồi|vào|lúc|hồi") + r"|at|on)\s*:?\s*|" + _loose("giờ") + r"\s*:\s*)?"

# --- dates --------------------------------------------------------------------------------------------
# Not inside a longer number, a telephone number or a version, nor after the first day of "15-16/5/2020".
_FRESH = (
    r"(?:(?<![0-9])(?<![0-9][./])(?<!(?<![0-9])[0-9]-)(?<!(?<![0-9])[0-9][0-9]-)"
    r"|(?<=:[0-9][0-9])|(?<=[:hg][0-9][0-9]-))"
)
_YEAR = r"[0-9]{4}(?![0-9](?![0-9]?:[0-9]{2}))"
_STROKE = r"[/.\-–—−‑‐\\]"
_DONE = r"(?![./][0-9])(?!/[a-zđ])(?!-[0-9](?![0-9]?[:hg/.]))"
_BETWEEN = r"[\s,./\-]*+"
_THE_YEAR = rf"(?:(?:{_loose('năm')}|{_THANG})\s*+)?"

_DAY_MONTH_YEAR = (
    rf"([0-9]{{1,2}})\s?({_STROKE})\s?([0-9]{{1,2}})\s?\%d\s?"
    rf"({_YEAR}|[0-9]{{2}}(?![0-9]|\s\%d\s(?:19|20)[0-9]{{2}})){_DONE}"
)
_YEAR_MONTH_DAY = rf"((?:19|20)[0-9]{{2}})([-/.])([0-9]{{1,2}})\%d([0-9]{{1,2}})(?![0-9]){_DONE}"
# In "255 m2 tháng 1/2003" the digit of the unit is no day.
_APART = f"(?:(?<![^\\W\\d_])|(?<=ng{_loose('à')}y))"
_WORDS = (
    rf"{_APART}([0-9]{{1,2}})(?:st|nd|rd|th)?{_BETWEEN}(?:of\s)?({_MONTH}){_BETWEEN}{_THE_YEAR}"
    rf"({_YEAR}|(?<=-)[0-9]{{2}}(?![0-9]))(?![/.\-][0-9]{{1,2}}[/.\-])"
)
_MONTH_FIRST = rf"({_MONTH})\s+([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:])[\s,]++{_THE_YEAR}({_YEAR})"
_UNIX = (
    rf"({_ENGLISH_MONTH})\s+([0-9]{{1,2}})\s+([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}})\s+"
    rf"(?:([a-z]{{2,4}}|[+\-][0-9]{{4}})\s+)?({_YEAR})"
)
# A date with only spaces counts only if it is the whole text: "25 06 2020".
_SPACED = r"([0-9]{1,2})\s([0-9]{1,2})\s([0-9]{4})(?=$|\s[0-9]{1,2}[:h])"

_JUNK = r"[\s\-–—•·*(\[|:.,+>»\"“]*+"
_DAY_WORD = rf"(?:(?:{_loose('vào')}\s+)?{_loose('ngày')}\s*+:?\s*+)?"
_HEAD = (
    rf"{_JUNK}{_HEAD_LABEL}{_AT}()(?:\(?({_WEEKDAY})\)?{_GAP}{_AT})?(?:(?<![0-9])(?<![0-9]:){_TIME}{_GAP})?"
    rf"(?:\(?({_WEEKDAY})\)?{_GAP})?{_DAY_WORD}"
)
_TAIL = (
    rf"(?:{_GAP}({_WEEKDAY})\)?)?"
    rf"(?:(?:t(?=[0-9])|(\+[0-9]{{2}}|[a-z]{{3,4}})(?=[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})|{_GAP}{_AT}){_TIME})?"
    + _LAST_ZONE
)
# Group numbers: 1 label, 2 start of raw, 3 weekday, 4-10 time (h, m, s, m, s, marker, zone), 11 weekday,
# 12 start of the date, then the forms, then the end of the date and the tail.
RAW, DATE, DATE_END = 2, 12, 37
NO_YEAR_DATE = 12

_FULL = (
    _HEAD
    + rf"(){_FRESH}(?:{_DAY_MONTH_YEAR % (14, 14)}|{_YEAR_MONTH_DAY % 18}|{_WORDS}|{_MONTH_FIRST}|{_UNIX}"
    + rf"|{_SPACED})()"
    + _TAIL
)


@cache
def full() -> re.Pattern[str]:
    """The pattern of a date with its year, label, weekday and time."""
    return re.compile(_FULL)


# The places of dates with a year in a longer text; ``full`` then matches from the best start before each.
_ANY_STROKE = rf"\s?{_STROKE}\s?"
CORE = re.compile(
    rf"[0-9](?:(?<=(?<![0-9])[0-9])|(?<=:[0-9][0-9][0-9]))(?:"
    rf"[0-9]?{_ANY_STROKE}[0-9]{{1,2}}{_ANY_STROKE}[0-9]{{2}}"
    rf"|[0-9]{{3}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}"
    rf"|[0-9]?(?:st|nd|rd|th)?{_BETWEEN}(?:of\s)?(?:{_THANG}|t[0-9hg. ]|[jfmasond][aepuco][nbrylgptvc])"
    rf"[^\n]{{0,16}}?[0-9]{{2}}"
    rf"|[0-9]?(?:st|nd|rd|th)?[\s,]++{_THE_YEAR}(?:19|20)[0-9]{{2}}"
    rf"|[0-9]?\s[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}\s(?:\S{{2,5}}\s)?(?:19|20)[0-9]{{2}})"
)

_NO_YEAR_DATE = (
    rf"()([0-9]{{1,2}})(?:\s?([/.\-])\s?([0-9]{{1,2}})(?![0-9])|{_BETWEEN}({_VIETNAMESE_MONTH}))()"
)
_NO_YEAR = _HEAD + _NO_YEAR_DATE + _TAIL + r"(?P<trail>[\s,.;:|)\]\-–—•·\"”]*+)$"


@cache
def no_year() -> re.Pattern[str]:
    """The pattern of a text that consists of a date without a year."""
    return re.compile(_NO_YEAR)


# A quick check: every date without a year has one of these.
MAY_BE_NO_YEAR = re.compile(r"[0-9](?:\s?[/.\-]\s?[0-9]{1,2}(?![0-9])|[\s,./\-]*+t)")

# What may follow a date that is the whole text.
TRAIL = re.compile(r"[\s,.;:|)\]\-–—•·\"”]*+$")

# Also for the relative forms and the exclusions.
loose = _loose
END, THANG, JUNK, GAP, AT, TIME = _END, _THANG, _JUNK, _GAP, _AT, _TIME
ANY_LABEL, HEAD_LABEL = _LABEL, _HEAD_LABEL
HEAD, WEEKDAY, MONTH = _HEAD, _WEEKDAY, _MONTH
