"""One pass over a byline's text: labels, then joiners, then what stands beside a name."""

import re
from dataclasses import dataclass, replace

from vietnamese._letters import LOWER, UPPER, printed, skeleton
from vietnamese.bylines.labels import is_genre, labelled_parts
from vietnamese.bylines.names import is_account, is_full_name, is_name, strip_honorific
from vietnamese.bylines.organisations import is_organisation, is_outlet
from vietnamese.text import has_digit


@dataclass(frozen=True, slots=True)
class Person:
    """One name (a person's or a body's, as printed) in one role; who has two roles stands twice."""

    name: str
    role: str
    organisation: str | None = None


_SMALL_WORD = re.compile(rf"(?:^| )[{LOWER}]")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_NESTED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)+\)")
# A dash without spaces parts only a name from a body: "Thùy Dương-Ban Nữ công".
_JOINER = re.compile(
    rf"( +[-–—|] *|[-–—|] +| *[,;/&+] *| +và +|(?<=[{LOWER}])[-–](?=(?:Ban|LĐLĐ|CĐ|Công đoàn|Liên đoàn"
    rf"|Phòng) ))",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w.-]+|(?<!\d)0\d[\d .]{7,12}\d(?!\d)|(?:e-?mail|đt|điện thoại|sđt)\s*:", re.IGNORECASE
)
# "Thu Hà 14:25, 21/03/2024": a date line that begins with its author.
_DATE_TAIL = re.compile(
    r"(?<![\w(/.])[ ,|–-]{0,4}(?:thứ \w{1,4}|chủ nhật)?[ ,|–-]{0,4}(?:ngày )?"
    r"(?<![\w(/.])\d{1,2}(?:[:hg]\d{2}|[/.-]\d{1,2}[/.-]\d{2,4})(?!\w).{0,40}$",
    re.IGNORECASE,
)
# Other details of an article on the byline's own line: "… | Lượt xem: 20", "… - Ngày đăng: 12/03/2020".
_OTHER_DETAIL = re.compile(
    r"(?:^|[ |,;.•–-])(?:ngày(?: đăng| tạo| gửi| viết| cập nhật)?|(?:số )?lượt (?:xem|đọc)|đã xem|cập nhật"
    r"|đăng (?:ngày|lúc)"
    r"|thời gian|xem|views?|hits|chuyên mục)\s?:.*$",
    re.IGNORECASE,
)
_COMPILED = re.compile(
    r"(?:người )?(?:tổng hợp|sưu tầm|st|t/h|th|t\.h)\.?(?: (?:từ|theo) (?P<source>.+))?", re.IGNORECASE
)
_TRANSLATED = re.compile(r"(?:lược |biên )?dịch|người dịch", re.IGNORECASE)
_EDITED = re.compile(r"biên tập(?: viên)?|btv", re.IGNORECASE)
# What somebody is, not where: "PV", "UVBTV" (a member of a committee).
_MARKER = re.compile(r"ctv\.?|cộng tác viên|pv\.?|p\.v\.?|phóng viên|uv[a-zđ]{2,5}", re.IGNORECASE)
_TRAILING_ROLE = re.compile(r" +((?:lược |biên )?dịch|tổng hợp|sưu tầm)$", re.IGNORECASE)
# "Phương Linh t/h", "Phương Linh - tổng hợp": as if it stood in brackets.
_COMPILER_BEHIND = re.compile(
    r"(?<=\S)(?: +[-–—] *(?:tổng hợp|sưu tầm)| +(?:[-–—] *)?(?:[tT]/[hH]|ST|TH|[tT]\.h))$"
)
# "Phòng VH&TT" is one abbreviation.
_AND_INSIDE = re.compile("(?<=[A-ZĐ])&(?=[A-ZĐ])")
# What documents and officials open a sentence with: "Theo Quyết định số …" names no source.
_NO_ORIGIN = re.compile(
    "(?:nghị quyết|nghị định|quyết định|kế hoạch|công văn|chỉ thị|hướng dẫn|thông tư|thông báo|luật|bộ luật"
    "|quy định|điều|chương trình|báo cáo|đề nghị|tinh thần|đồng chí|đ/c|ông|bà) ",
    re.IGNORECASE,
)
# "Ảnh Hà Anh, bài Sền Mỷ": a label without its colon behind a joiner.
_LEADING_ROLE = re.compile(rf"(?P<label>bài|tin|ảnh|clip|video) (?=[{UPPER}])", re.IGNORECASE)
_LEADING = {
    "bài": "writer",
    "tin": "writer",
    "ảnh": "photographer",
    "clip": "videographer",
    "video": "videographer",
}
_FROM = re.compile(r"(?:nguồn|theo)(?: tin| ảnh)? ?:? *", re.IGNORECASE)
_POST = re.compile(
    r"(?:nguyên )?(?:(?:phó )?(?:chủ tịch|chủ nhiệm|giám đốc|trưởng|bí thư)(?: thường trực)?|(?:phó )?chánh"
    r"|chuyên viên|cán bộ|(?:ủy|uỷ) viên|phó(?= trưởng))\s+(?:trưởng\s+)?",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ&.-]{2,}(?:[ -][A-ZĐ]{2,})*")
_NO_SOURCE = frozenset(("tư liệu", "minh họa", "minh hoạ", "sưu tầm", "n/a", "nvcc", "chụp màn hình"))
_NOBODY = _NO_SOURCE | {"internet"}


# Text without brackets, the last bracket, the joiner in front.
Piece = tuple[str, str, str]


class Reading:
    """One pass over a byline: who was read, which roles hold, what could not be read."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.unread: list[str] = []

    def read(self, text: str) -> list[Person]:
        roles: tuple[str, ...] = ()
        for raw in printed(text).splitlines():
            line = " ".join(raw.split()).strip(" •*")
            base = skeleton(line)
            if not line or is_genre(base):
                continue
            inner = tidy(line)
            if (
                self.people
                and is_organisation(inner)
                and (line[0] in "([" or not is_organisation(self.people[-1].name))
            ):
                self._give(0, inner)
                continue
            if ":" not in line and is_prose(line):
                self.unread.append(line)
                continue
            if line[0] in "([" and len(inner) == len(line) - 2:  # "(Theo TTXVN)"
                line, base = inner, skeleton(inner)
            elif _NESTED.fullmatch(line):  # "(Ảnh: Thu Hà (LĐLĐ tỉnh))"
                line, base = line[1:-1], base[1:-1]
            for found, content in labelled_parts(line, base):
                if not found and _OTHER_DETAIL.match(content.strip()):
                    continue
                # A line without a label goes on with the roles of the line before ("Tác giả:" alone).
                roles = found or roles
                self._content(content, roles)
        return self.people

    def _content(self, content: str, roles: tuple[str, ...]) -> None:
        if "@" in content or ":" in content or has_digit(content):
            content = _CONTACT.sub(" ", _OTHER_DETAIL.sub("", content))
        text = tidy(_DATE_TAIL.sub("", content) if has_digit(content) else content)
        if not text or text.lower() in (_NO_SOURCE if "source" in roles else _NOBODY):
            return
        if "source" in roles:
            self._source(text, roles)
            return
        if roles == ("poster",):
            if len(text) <= 60:
                self._add(text, roles)
            return
        text = strip_honorific(text)
        text = with_compiler(text)
        if is_account(text):
            return
        if is_organisation(text):
            self._add(text, roles or ("writer",))
            return
        self._names(text, roles)

    def _names(self, text: str, roles: tuple[str, ...]) -> None:
        labelled, roles = bool(roles), roles or ("writer",)
        if is_name(text):
            self._add(text, roles)
            return
        brackets = list(_BRACKET.finditer(text))
        closing = len(brackets) == 1 and brackets[0].end() == len(text)
        first, unread = len(self.people), len(self.unread)
        pieces = _pieces(text)
        at = 0
        while at < len(pieces):
            piece, bracket, _ = pieces[at]
            body = self._body_from(pieces, at, first)
            if body:
                self._give(first, body[0])
                at = body[1]
                continue
            before = len(self.people)
            self._piece(piece, roles)
            if bracket and len(self.people) > before:
                self._bracket(bracket, before, whole=closing and at == len(pieces) - 1)
            elif bracket and not piece and is_organisation(bracket):
                self._give(first, bracket)
            at += 1
        # Without a label a line is a byline only if all of it is.
        if not labelled and len(self.unread) > unread:
            del self.people[first:]

    def _body_from(self, pieces: list[Piece], at: int, first: int) -> tuple[str, int] | None:
        """The body that begins at a piece after a person: "… – Ban Tuyên giáo - Nữ công" spans dashes."""
        if len(self.people) == first:
            return None
        if _MARKER.fullmatch(pieces[at][0]):
            return None
        start = _POST.sub("", pieces[at][0], count=1)
        shouting = self.people[-1].name.isupper()
        if not is_organisation(start) and (shouting or not _ABBREVIATION.fullmatch(start)):
            return None
        end = at + 1
        while end < len(pieces) and not is_name(pieces[end][0]):
            longer = f"{start}{pieces[end][2]}{pieces[end][0]}"
            if not is_organisation(longer):
                break
            start = longer
            end += 1
        return start, end

    def _piece(self, piece: str, roles: tuple[str, ...]) -> None:
        trailing = _TRAILING_ROLE.search(piece)
        if trailing:
            roles = ("translator",) if "dịch" in trailing[1].lower() else ("compiler",)
            piece = piece[: trailing.start()]
        leading = _LEADING_ROLE.match(piece)
        if leading:
            roles = (_LEADING[leading["label"].lower()],)
            piece = piece[leading.end() :]
        name = strip_honorific(piece)
        if not name or _MARKER.fullmatch(name):
            return
        if is_account(name):
            return
        if is_name(name) or is_organisation(name):
            self._add(name, roles)
        else:
            self.unread.append(piece)

    def _bracket(self, bracket: str, before: int, whole: bool) -> None:
        if compiled := _COMPILED.fullmatch(bracket):
            self._rename(before, "compiler")
            if compiled["source"]:
                self._add(compiled["source"], ("source",))
        elif _TRANSLATED.fullmatch(bracket):
            self._rename(before, "translator")
        elif _EDITED.fullmatch(bracket):
            self._rename(before, "editor")
        elif source := _FROM.match(bracket):
            self._add(bracket[source.end() :].strip(), ("source",))
        elif not _MARKER.fullmatch(bracket) and (
            is_organisation(bracket) or _ABBREVIATION.fullmatch(bracket)
        ):
            self._give(0 if whole else before, bracket)

    def _source(self, text: str, roles: tuple[str, ...]) -> None:
        text = text[opener.end() :] if (opener := _FROM.match(text)) else text
        if _NO_ORIGIN.match(text):
            self.unread.append(text)
            return
        words = text.split()
        short = len(text) <= 160 and len(words) <= 14
        if short and (len(words) == 1 or is_outlet(text) or not _sentence(text)):
            self._add(text, roles)
        else:
            self.unread.append(text)

    def _add(self, name: str, roles: tuple[str, ...]) -> None:
        if name:
            self.people.extend(Person(name, role) for role in roles)

    def _give(self, first: int, organisation: str) -> None:
        for at in range(first, len(self.people)):
            person = self.people[at]
            if (
                person.organisation is None
                and person.role not in ("source", "poster")
                and not is_organisation(person.name)
            ):
                self.people[at] = replace(person, organisation=organisation)

    def _rename(self, first: int, role: str) -> None:
        self.people[first:] = [
            Person(name, role) for name in dict.fromkeys(p.name for p in self.people[first:])
        ]


def _pieces(text: str) -> list[Piece]:
    """What stands between the joiners; joiners inside brackets do not count."""
    brackets: list[str] = []

    def keep(match: re.Match[str]) -> str:
        brackets.append(match[1].strip())
        return f" \x00{len(brackets) - 1}\x00"

    pieces = []
    text = text.replace("\x00", " ").replace("\x01", " ")  # they mark places below
    parts = _JOINER.split(_AND_INSIDE.sub("\x01", _BRACKET.sub(keep, text)))
    for at, part in enumerate(parts[::2]):
        marks = re.findall(r"\x00(\d+)\x00", part)
        plain = tidy(re.sub(r" *\x00\d+\x00 *", " ", part).replace("\x01", "&"))
        pieces.append((plain, brackets[int(marks[-1])] if marks else "", parts[2 * at - 1] if at else ""))
    return [piece for piece in pieces if piece[0] or piece[1]]


def tidy(text: str) -> str:
    text = text.strip(" \u00a0,;:–—-•*|\"“”'")
    if text.endswith(".") and not re.search(rf"(?:^|[ .])[{UPPER}]\.$|\.[{UPPER}][{LOWER}]?\.$", text):
        text = text.rstrip(". ")
    if text[:1] in "([" and text[-1:] in ")]" and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1].strip()
    return text


def is_prose(line: str) -> bool:
    """Cheap first answer: more words in lower case than any name of a body has, or a full stop after many."""
    small = len(_SMALL_WORD.findall(line))
    if small > 10:
        return True
    if small <= 3 or not line.endswith("."):
        return False
    return len(_SMALL_WORD.findall(_BRACKET.sub("", line).replace(" và ", " "))) > 3


def _sentence(text: str) -> bool:
    """More words in lower case than in capitals, or a clause after a comma."""
    words = re.findall(rf"[{UPPER}{LOWER}]+", text)
    small = sum(word[0].islower() for word in words)
    return len(words) > 4 and small * 2 > len(words)


def without_details(line: str) -> str:
    """A line without the date, count or contact that follows its names."""
    if ":" in line:
        line = _OTHER_DETAIL.sub("", line)
    return (_DATE_TAIL.sub("", line) if has_digit(line) else line).strip()


def with_compiler(text: str) -> str:
    """ "Phương Linh t/h" → "Phương Linh (tổng hợp)": the sign is no joiner."""
    behind = None if text.isupper() else _COMPILER_BEHIND.search(text)
    return f"{text[: behind.start()]} (tổng hợp)" if behind else text


def with_post(line: str) -> str | None:
    """The name of who signs with a post in a body ("Lê Thị Hoa - Chủ tịch CĐCS Công ty X"), else None."""
    pieces = _pieces(line)
    if len(pieces) < 2 or not _POST.match(pieces[-1][0]) or pieces[1][2].strip() not in ("-", "–", "—", "|"):
        return None
    name, *between = (strip_honorific(text) for text, _, _ in pieces[:-1])
    body = is_organisation(_POST.sub("", pieces[-1][0], count=1))
    return name if body and is_full_name(name) and all(_MARKER.fullmatch(text) for text in between) else None


def first_piece(line: str) -> str:
    """What stands before the first joiner or bracket, without a role behind it ("Thu Hà tổng hợp")."""
    return _TRAILING_ROLE.sub("", tidy(_JOINER.split(_BRACKET.sub("", line), maxsplit=1)[0]))
