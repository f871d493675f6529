"""The labels of a byline and the roles that they stand for (lexicon: bylines.roles)."""

import re
from collections.abc import Iterator

from vietnamese._skeleton import LETTER, UPPER

ROLE_ORDER = (
    "writer",
    "photographer",
    "videographer",
    "graphics",
    "editor",
    "compiler",
    "translator",
    "source",
    "poster",
)

_LABEL_WORDS = {
    "writer": "tac gia(?: bai viet)?|nguoi viet(?: bai)?|viet boi|bai viet|tin bai|bai|tin|noi dung"
    "|nguoi thuc hien|thuc hien|phong vien|pv|p\\.v\\.?|ctv|cong tac vien|nguoi gui(?: bai)?|by|but danh",
    "photographer": "tac gia anh|(?:chum |bo )?anh chup|chup anh|(?:chum |bo )?anh|hinh anh|hinh|photos?",
    "videographer": "video clip|videos?|clips?|quay phim|dung phim",
    "graphics": "do hoa|thiet ke|infographics?",
    "editor": "bien tap vien|bien tap|btv|bt|ban bien tap|bbt|nguoi duyet|duyet|chiu trach nhiem noi dung",
    "compiler": "nguoi tong hop|tong hop|suu tam|st|t\\.h|t/h",
    "translator": "nguoi dich|luoc dich|bien dich|dich",
    "source": "nguon (?:tin|anh|bai|video)|anh nguon|trich nguon|dan nguon|trich tu|nguon|theo",
    "poster": "nguoi dang(?: bai(?: viet)?| tin)?|dang boi|nguoi cap nhat|nguoi nhap",
}
_ROLE_GROUPS = "|".join(f"(?P<{role}{{n}}>{words})" for role, words in _LABEL_WORDS.items())
_ANY_LABEL = "|".join(_LABEL_WORDS.values())
# Labels that may be joined to one ("Tin, ảnh"); "CTV, bài: …" are two.
_JOINABLE = (
    "tin bai|tin|bai viet|bai|noi dung|tac gia|anh chup|anh|hinh anh|hinh|video clip|videos?|clips?"
    "|quay phim|dung phim"
    "|do hoa|thiet ke|bien tap|bien dich|dich|tong hop|suu tam|infographics?|thuc hien"
)
# A label joins up to four of them: "Tin", "Tin, ảnh", "Bài và ảnh", "Tin - bài - ảnh".
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[ ,;.|/(>•*)-]))(?P<items>(?:{_JOINABLE})(?:(?: ?[,&/+-] ?| va | )"
    rf"(?:{_JOINABLE})(?![a-z])){{1,3}}|{_ANY_LABEL}) ?:"
)
_ROLES = re.compile(r"(?<![a-z])(?:" + _ROLE_GROUPS.replace("{n}", "") + r")(?![a-z])")
_GENRE = re.compile(
    r"(?:tin (?:tong hop|van|nhanh|noi bat|moi|anh ?$|trong (?:nuoc|tinh|nganh)|video|khac|doc nhieu)"
    r"|phong su(?: anh)?"
    r"|ghi (?:nhanh|chep)|bai du thi|tan van|truyen ngan|tho|xa luan|binh luan|phong van)(?![a-z]) ?(?=:|-|$)"
)
# Labels that count without a colon: none that could be a name or an ordinary word. Matched with accents,
# since "Anh Minh" is a name and "Ảnh Minh" a credit.
_UNMARKED_LABELS = (
    (
        re.compile(r"(?:tin|bài)(?:[ ,]+bài)? ?(?:[,&/+-]|và) ?(?:ảnh|hình) +", re.IGNORECASE),
        ("writer", "photographer"),
    ),
    (re.compile(r"(?:tác giả|người viết|viết bởi|bút danh|by) +", re.IGNORECASE), ("writer",)),
    (re.compile(r"(?:phóng viên|pv|p\.v\.?|ctv\.?|cộng tác viên) +", re.IGNORECASE), ("writer",)),
    (re.compile(r"(?:đăng bởi|người đăng) +", re.IGNORECASE), ("poster",)),
    (re.compile(r"(?:nguồn(?: tin)?|trích nguồn|dẫn nguồn|theo) +", re.IGNORECASE), ("source",)),
    (re.compile(r"(?:tổng hợp|sưu tầm)(?: từ)? +", re.IGNORECASE), ("compiler",)),
    (re.compile(r"(?:lược dịch|biên dịch|người dịch) +", re.IGNORECASE), ("translator",)),
    (re.compile(r"ảnh +", re.IGNORECASE), ("photographer",)),
)
_UNMARKED_HINT = re.compile(
    "tin|bài|tác|người|viết|bút|by|p|ctv|cộng|đăng|nguồn|trích|dẫn|theo|tổng|sưu|lược|biên|ảnh", re.IGNORECASE
)
# Names and words that look like a label once their accents are gone: "Minh Anh, bài: …", "Văn Tín: …".
_LOOKALIKE = re.compile(rf"(?<![{LETTER}])(?:anh|tín|bái|hinh|đích|hình như)(?![{LETTER}])", re.IGNORECASE)
_ACCOUNT_FOLLOWS = re.compile(rf"[{UPPER}]|[a-z0-9_.@-]{{3,30}}(?: [a-z0-9]+)?(?:$| [.|-])")
_NAME_FOLLOWS = re.compile(rf"[{UPPER}]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net)(?![\w.])")


def is_genre(skeleton: str) -> bool:
    """Does the line (a skeleton) begin with a genre label such as "Tin tổng hợp:", which names nobody?"""
    return bool(_GENRE.match(skeleton.lstrip("-•*( ")))


def roles_of(items: str) -> tuple[str, ...]:
    """The roles of a label (a skeleton), in ``ROLE_ORDER``: ``tin, anh`` → writer, photographer."""
    roles = {match.lastgroup for match in _ROLES.finditer(items)}
    return tuple(role for role in ROLE_ORDER if role in roles)


def labelled_parts(line: str, skeleton: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Split a line into (roles, content) at its labels; the part before the first label has no roles.

    ``skeleton`` is that of ``line``. "Ảnh: A, bài: B" is two parts: labels split before commas do.
    """
    if ":" in skeleton and not line.isascii():
        for word in _LOOKALIKE.finditer(line):
            skeleton = skeleton[: word.start()] + "#" * (word.end() - word.start()) + skeleton[word.end() :]
    labels = list(_LABEL.finditer(skeleton)) if ":" in skeleton else []
    head = line[: labels[0].start()] if labels else line
    if head.strip(" \u00a0-–•*(,;."):
        roles, content = _unmarked_label(head.lstrip(" \u00a0-–•*(")) or ((), head)
        yield roles, content
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(line)
        yield roles_of(label["items"]), line[label.end() : end]


def _unmarked_label(text: str) -> tuple[tuple[str, ...], str] | None:
    """(roles, rest) of a text with a label but no colon: "PV Minh Hà", "Theo Báo …"; else None."""
    if not _UNMARKED_HINT.match(text):
        return None
    for pattern, roles in _UNMARKED_LABELS:
        match = pattern.match(text)
        if match and (_NAME_FOLLOWS if roles != ("poster",) else _ACCOUNT_FOLLOWS).match(text, match.end()):
            return roles, text[match.end() :]
    return None
