"""The labels of a byline and the roles they give (lexicon: bylines.roles)."""

import re
from collections.abc import Iterator

from vietnamese._letters import LETTER, UPPER

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

_WORDS = {
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
_ITEM = "|".join(f"(?P<{role}{{n}}>{words})" for role, words in _WORDS.items())
_ANY = "|".join(_WORDS.values())
# What may be joined to one label: "CTV, bài: …" are two.
_CONTENT = (
    "tin bai|tin|bai viet|bai|noi dung|tac gia|anh chup|anh|hinh anh|hinh|video clip|videos?|clips?"
    "|quay phim|dung phim"
    "|do hoa|thiet ke|bien tap|bien dich|dich|tong hop|suu tam|infographics?|thuc hien"
)
# One label is one to four items: "Tin", "Tin, ảnh", "Bài và ảnh", "Tin - bài - ảnh".
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[ ,;.|/(>•*)-]))(?P<items>(?:{_CONTENT})(?:(?: ?[,&/+-] ?| va | )"
    rf"(?:{_CONTENT})(?![a-z])){{1,3}}|{_ANY}) ?:"
)
_ITEMS = re.compile(r"(?<![a-z])(?:" + _ITEM.replace("{n}", "") + r")(?![a-z])")
_GENRE = re.compile(
    r"(?:tin (?:tong hop|van|nhanh|noi bat|moi|anh ?$|trong (?:nuoc|tinh|nganh)|video|khac|doc nhieu)"
    r"|phong su(?: anh)?"
    r"|ghi (?:nhanh|chep)|bai du thi|tan van|truyen ngan|tho|xa luan|binh luan|phong van)(?![a-z]) ?(?=:|-|$)"
)
# Without a colon only what cannot be a name or an ordinary word; accents count ("Anh Minh" is no "Ảnh Minh").
_OPENERS = (
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
_OPENER_HINT = re.compile(
    "tin|bài|tác|người|viết|bút|by|p|ctv|cộng|đăng|nguồn|trích|dẫn|theo|tổng|sưu|lược|biên|ảnh", re.IGNORECASE
)
# Names and words that lose their difference from a label without accents: "Minh Anh, bài: …", "Văn Tín: …".
_LOOKALIKE = re.compile(rf"(?<![{LETTER}])(?:anh|tín|bái|hinh|đích|hình như)(?![{LETTER}])", re.IGNORECASE)
_POSTER = re.compile(rf"[{UPPER}]|[a-z0-9_.@-]{{3,30}}(?: [a-z0-9]+)?(?:$| [.|-])")
_NAMED = re.compile(rf"[{UPPER}]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net)(?![\w.])")


def is_genre(base: str) -> bool:
    """Does the line (a skeleton) begin with a genre label, which names nobody ("Tin tổng hợp:")?"""
    return bool(_GENRE.match(base.lstrip("-•*( ")))


def roles_of(items: str) -> tuple[str, ...]:
    """The roles that a label's skeleton gives: ``tin, anh`` → writer and photographer."""
    found = {match.lastgroup for match in _ITEMS.finditer(items)}
    return tuple(role for role in ROLE_ORDER if role in found)


def labelled_parts(line: str, base: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """A line as (roles, content) parts; no roles for what stands before the first label.

    ``base`` is the skeleton of ``line``. Labels come first, joiners later: "Ảnh: A, bài: B" is two parts.
    """
    if ":" in base and not line.isascii():
        for word in _LOOKALIKE.finditer(line):
            base = base[: word.start()] + "#" * (word.end() - word.start()) + base[word.end() :]
    labels = list(_LABEL.finditer(base)) if ":" in base else []
    head = line[: labels[0].start()] if labels else line
    if head.strip(" \u00a0-–•*(,;."):
        roles, content = _opener(head.lstrip(" \u00a0-–•*(")) or ((), head)
        yield roles, content
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(line)
        yield roles_of(label["items"]), line[label.end() : end]


def _opener(text: str) -> tuple[tuple[str, ...], str] | None:
    """A label without a colon before a capital or an address: "PV Minh Hà", "Theo Báo …"."""
    if not _OPENER_HINT.match(text):
        return None
    for pattern, roles in _OPENERS:
        match = pattern.match(text)
        if match and (_NAMED if roles != ("poster",) else _POSTER).match(text, match.end()):
            return roles, text[match.end() :]
    return None
