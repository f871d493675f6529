"""Who issued a document: by its letterhead, else by the sentence that says who acts."""

import re
from collections.abc import Sequence

from vietnamese._skeleton import LOWER, to_skeleton
from vietnamese.text import sentence_case

_MOTTO = re.compile(r"\s*cong hoa xa hoi chu nghia.*|\s*dang cong san viet nam.*|\s*doc lap ?- ?tu do.*")
_ORGANISATION = re.compile(
    r"(?:tong )?(?:lien doan lao dong|ldld)|tong lien doan|cong doan|nghiep doan|uy ban|ubnd|hoi dong|ban "
    r"|so |bo |cuc |chi cuc|van phong|mat tran|tinh uy|thanh uy|huyen uy|dang uy|dang bo|lien hiep|hoi "
    r"|trung tam"
    r"|truong |phong |doan |quoc hoi|chinh phu"
)
_ABBREVIATIONS = (
    (re.compile(rf"LĐLĐ(?![{LOWER}])"), "Liên đoàn Lao động"),
    (re.compile(rf"\bTLĐ(?![{LOWER}])"), "Tổng Liên đoàn"),
    (re.compile(rf"\bCĐ(?![{LOWER}])"), "Công đoàn"),
    (re.compile(r"\bBTV\b|[Bb]an [Tt]hường vụ"), "Ban Thường vụ"),
    (re.compile(r"\bBCH\b|[Bb]an [Cc]hấp hành"), "Ban Chấp hành"),
)
# "Ban Thường vụ LĐLĐ tỉnh xây dựng kế hoạch …": an organisation, then what it does.
_ACTING = re.compile(
    r"(?:^|[.;]\s+|,\s+)"
    r"(?P<body>(?:(?:Ban Thường vụ|Ban Chấp hành|BTV|BCH|Thường trực|Đoàn Chủ tịch|Ủy ban Kiểm tra)\s+)?"
    r"(?:LĐLĐ|Liên đoàn Lao động|Công đoàn|CĐ|Tổng Liên đoàn(?: Lao động)?)(?:\s+[^\W\d_]+){0,8}?)"
    r"\s+(?:xây dựng|ban hành|đề nghị|yêu cầu|hướng dẫn|thông báo|quyết định|báo cáo|kính đề nghị|triển khai"
    r"|tổ chức)\b"
)
_INCOMPLETE = re.compile(r"(?:tỉnh|thành phố|TP\.?)$", re.IGNORECASE)


def issuer_of_head(lines: Sequence[str]) -> str | None:
    """The last organisation of the letterhead, below its superior, in sentence case; None without any."""
    issuer = None
    for line in lines[-12:]:
        skeleton = to_skeleton(line)
        motto = _MOTTO.search(skeleton)
        name = line[: motto.start()].strip(" -*") if motto else line.strip(" -*")
        if name.isupper() and 2 <= len(name.split()) <= 14 and _ORGANISATION.match(to_skeleton(name)):
            issuer = name
    return sentence_case(issuer) if issuer else None


def issuer_of_preamble(lines: Sequence[str], place: str | None, abbreviation: str | None) -> str | None:
    """The organisation in a sentence "… xây dựng kế hoạch", without abbreviations, or None.

    A name that ends in "tỉnh" is completed with ``place``, the place of issue. The name must agree with
    ``abbreviation``, the issuer in the document's number (``334/KH-LĐLĐ`` → a Liên đoàn Lao động).
    """
    for line in lines:
        match = _ACTING.search(line)
        if not match:
            continue
        body = expand_abbreviations(" ".join(match["body"].split()))
        if _INCOMPLETE.search(body):
            if not place:
                return None
            body = f"{body} {re.sub(r'^(?:TP|Thành phố)[. ]+', '', place)}"
        if not abbreviation or _agrees(body, abbreviation):
            return body
    return None


def expand_abbreviations(body: str) -> str:
    """An organisation's name without abbreviations: "BTV LĐLĐ" → "Ban Thường vụ Liên đoàn Lao động"."""
    for short, long in _ABBREVIATIONS:
        body = short.sub(long, body)
    return body


def _agrees(body: str, abbreviation: str) -> bool:
    names = {"LĐLĐ": "Liên đoàn Lao động", "TLĐ": "Tổng Liên đoàn", "CĐ": "Công đoàn"}
    expected = next((name for short, name in names.items() if abbreviation.startswith(short)), None)
    return expected is None or expected in body
