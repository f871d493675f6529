"""Patterns around a printed date that exclude it (design: Rules of dates).

All are for lower case. Patterns that end in ``$`` are searched in the text before a date; those for ``match``
are matched at its end.
"""

import re

from vietnamese.dates.grammar import THANG, loose

# Footers (lexicon: publication_date.footer_dates).
LICENCE = re.compile(loose("giấy phép|bản quyền") + r"|\bgp\b|gptt|©|\(c\)\s|copyright|all rights")

_DAY = loose(r"(?:ngày\s*)?")
# "số 77 ngày …" and "số 29 KH/UBKT ngày …".
_NUMBERED = (
    loose(r"\bsố\s*:?\s*[0-9]{1,5}[a-z]?\s?")
    + r"(?:"
    + loose(r"\s*(?:(?:ra )?ngày\s*)?$")
    + r"|[a-zđ]{2,4}\s?[/\-]\s?[a-zđ])"
)
# A document's number before the date, which is then the document's (lexicon: document_number.grammar).
CITED = re.compile(
    r"[0-9]{1,5}[a-zđ]?\s?/\s?(?:[0-9]{4}\s?/\s?)?[a-zđ][a-zđâêôơưă]{0,7}[0-9]{0,2}\s?[-–/]\s?[a-zđ]"
    r"|[0-9]{1,3}\s?[-–]\s?(?:nq|ct|kl|qđ|qđi|hd|tb|ctr|kh|đa|bc|qc|ttr|cv)\s?/"
    rf"|{_NUMBERED}|^\W{{0,5}}{loose('căn cứ')}"
)

PHONE = re.compile(loose(r"(?:điện thoại|đt|tel|hotline|fax|sđt|đtdđ|zalo)\s*[:.]?\s*$"))

# One end of a range: "từ …", "đến …", "1/5 - …", "ngày 1 đến …"; also a date of birth.
RANGE_LEFT = re.compile(
    loose(r"\b(?:từ|đến|tới|hết|trước|sau|sinh)(?: ngày)?\s*$")
    + r"|(?:^\W{0,5}[0-9]{1,2}|[0-9]{1,2}[/.\-][0-9]{1,2}(?:[/.\-][0-9]{2,4})?|"
    + loose(r"(?:ngày|từ)\s*[0-9]{1,2})\s*(?:-|–|—|→|->|,|&|đến|tới|và)\s*(?:hết\s*)?")
    + _DAY
    + "$"
)
RANGE_RIGHT = re.compile(
    loose(r"\s*(?:-|–|—|→|->|đến|tới)\s*(?:hết\s*)?")
    + _DAY
    + rf"[0-9]{{1,2}}(?:[/.][0-9]{{1,2}}(?![0-9:])|\s{THANG}\s?[0-9])"
)

LUNAR = re.compile(loose(r"\s*[(,]?\s*(?:âm lịch|âl\b)"))
# The first of two times: "8h00 - 11h30 ngày 1/3/2024" is the time of an event.
TIME_LEFT = re.compile(
    rf"[0-9]{{1,2}}\s?(?::|h|g|{loose('giờ')})\s?(?:[0-9]{{2}})?\s*(?:-|–|—|{loose('đến|tới')})\s*$"
)
# "Điều 12.3.2024", "v1.2.2020".
SECTION = re.compile(loose(r"(?:^|\W)(?:điều|khoản|mục|chương|phiên bản|version|v)\.?\s?$"))

# Inside a URL or a file name: "ke-hoach-ngay-22-02-2022.pdf".
ADDRESS_LEFT = re.compile(r"[a-z][_\-]$|[/_]$|://\S*$|www\.\S*$")
ADDRESS_RIGHT = re.compile(r"\.[a-z]{3,4}(?![a-z])|[_\-][a-z]+[_\-]")
# A page clock: a greeting with today's date (lexicon: publication_date.current_date_banner.prefixes).
CLOCK = re.compile(loose(r"\W{0,5}(?:chào mừng|hôm nay|bây giờ)"))
