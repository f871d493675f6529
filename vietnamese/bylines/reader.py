"""Read a byline in one pass: split at labels, then at separators, then read what is attached to a name."""

import re
from dataclasses import dataclass, replace

from vietnamese._skeleton import LOWER, UPPER, to_skeleton, visible_text
from vietnamese.bylines.labels import is_genre, labelled_parts
from vietnamese.bylines.names import is_account, is_full_name, is_name, strip_honorific
from vietnamese.bylines.organisations import is_organisation, is_outlet
from vietnamese.text import has_digit


@dataclass(frozen=True, slots=True)
class Contributor:
    """A name as printed, a person's or an organisation's, in one role; two roles make two contributors."""

    name: str
    role: str
    organisation: str | None = None


_LOWER_CASE_WORD = re.compile(rf"(?:^| )[{LOWER}]")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_NESTED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)+\)")
# A dash without spaces separates only a name from an organisation: "Thùy Dương-Ban Nữ công".
_SEPARATOR = re.compile(
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
# Other details of the article on the same line: "… | Lượt xem: 20", "… - Ngày đăng: 12/03/2020".
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
# What a contributor is, not an organisation: "PV", "UVBTV" (a member of a committee).
_OCCUPATION = re.compile(r"ctv\.?|cộng tác viên|pv\.?|p\.v\.?|phóng viên|uv[a-zđ]{2,5}", re.IGNORECASE)
_TRAILING_ROLE = re.compile(r" +((?:lược |biên )?dịch|tổng hợp|sưu tầm)$", re.IGNORECASE)
# "Phương Linh t/h", "Phương Linh - tổng hợp": means the same as "Phương Linh (tổng hợp)".
_TRAILING_COMPILER = re.compile(
    r"(?<=\S)(?: +[-–—] *(?:tổng hợp|sưu tầm)| +(?:[-–—] *)?(?:[tT]/[hH]|ST|TH|[tT]\.h))$"
)
# "Phòng VH&TT" is one abbreviation.
_INNER_AMPERSAND = re.compile("(?<=[A-ZĐ])&(?=[A-ZĐ])")
# Documents and officials, which open a sentence: "Theo Quyết định số …" names no source.
_NOT_A_SOURCE = re.compile(
    "(?:nghị quyết|nghị định|quyết định|kế hoạch|công văn|chỉ thị|hướng dẫn|thông tư|thông báo|luật|bộ luật"
    "|quy định|điều|chương trình|báo cáo|đề nghị|tinh thần|đồng chí|đ/c|ông|bà) ",
    re.IGNORECASE,
)
# "Ảnh Hà Anh, bài Sền Mỷ": a label without its colon after a separator.
_LEADING_ROLE = re.compile(rf"(?P<label>bài|tin|ảnh|clip|video) (?=[{UPPER}])", re.IGNORECASE)
_ROLE_OF_LEADING = {
    "bài": "writer",
    "tin": "writer",
    "ảnh": "photographer",
    "clip": "videographer",
    "video": "videographer",
}
_SOURCE_LABEL = re.compile(r"(?:nguồn|theo)(?: tin| ảnh)? ?:? *", re.IGNORECASE)
_POST = re.compile(
    r"(?:nguyên )?(?:(?:phó )?(?:chủ tịch|chủ nhiệm|giám đốc|trưởng|bí thư)(?: thường trực)?|(?:phó )?chánh"
    r"|chuyên viên|cán bộ|(?:ủy|uỷ) viên|phó(?= trưởng))\s+(?:trưởng\s+)?",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ&.-]{2,}(?:[ -][A-ZĐ]{2,})*")
_NO_SOURCE = frozenset(("tư liệu", "minh họa", "minh hoạ", "sưu tầm", "n/a", "nvcc", "chụp màn hình"))
_NOBODY = _NO_SOURCE | {"internet"}


# (the text without brackets, its last bracket, the separator before it)
NamePart = tuple[str, str, str]


class BylineReader:
    """Reads one byline. ``contributors`` are those read so far, ``unread`` the texts that are no names."""

    def __init__(self) -> None:
        self.contributors: list[Contributor] = []
        self.unread: list[str] = []

    def read(self, text: str) -> list[Contributor]:
        """The contributors that the lines of ``text`` name, in order."""
        roles: tuple[str, ...] = ()
        for raw in visible_text(text).splitlines():
            line = " ".join(raw.split()).strip(" •*")
            skeleton = to_skeleton(line)
            if not line or is_genre(skeleton):
                continue
            inner = strip_punctuation(line)
            if (
                self.contributors
                and is_organisation(inner)
                and (line[0] in "([" or not is_organisation(self.contributors[-1].name))
            ):
                self._set_organisation(0, inner)
                continue
            if ":" not in line and is_prose(line):
                self.unread.append(line)
                continue
            if line[0] in "([" and len(inner) == len(line) - 2:  # "(Theo TTXVN)"
                line, skeleton = inner, to_skeleton(inner)
            elif _NESTED.fullmatch(line):  # "(Ảnh: Thu Hà (LĐLĐ tỉnh))"
                line, skeleton = line[1:-1], skeleton[1:-1]
            for own_roles, content in labelled_parts(line, skeleton):
                if not own_roles and _OTHER_DETAIL.match(content.strip()):
                    continue
                # A part without a label keeps the roles of the last label ("Tác giả:" alone on its line).
                roles = own_roles or roles
                self._read_content(content, roles)
        return self.contributors

    def _read_content(self, content: str, roles: tuple[str, ...]) -> None:
        if "@" in content or ":" in content or has_digit(content):
            content = _CONTACT.sub(" ", _OTHER_DETAIL.sub("", content))
        text = strip_punctuation(_DATE_TAIL.sub("", content) if has_digit(content) else content)
        if not text or text.lower() in (_NO_SOURCE if "source" in roles else _NOBODY):
            return
        if "source" in roles:
            self._read_source(text, roles)
            return
        if roles == ("poster",):
            if len(text) <= 60:
                self._add(text, roles)
            return
        text = strip_honorific(text)
        text = bracket_compiler(text)
        if is_account(text):
            return
        if is_organisation(text):
            self._add(text, roles or ("writer",))
            return
        self._read_names(text, roles)

    def _read_names(self, text: str, roles: tuple[str, ...]) -> None:
        has_label, roles = bool(roles), roles or ("writer",)
        if is_name(text):
            self._add(text, roles)
            return
        brackets = list(_BRACKET.finditer(text))
        closing = len(brackets) == 1 and brackets[0].end() == len(text)
        first, unread = len(self.contributors), len(self.unread)
        parts = _split_parts(text)
        at = 0
        while at < len(parts):
            part, bracket, _ = parts[at]
            organisation = self._find_organisation(parts, at, first)
            if organisation:
                self._set_organisation(first, organisation[0])
                at = organisation[1]
                continue
            before = len(self.contributors)
            self._read_part(part, roles)
            if bracket and len(self.contributors) > before:
                self._apply_bracket(bracket, before, whole=closing and at == len(parts) - 1)
            elif bracket and not part and is_organisation(bracket):
                self._set_organisation(first, bracket)
            at += 1
        # A line without a label is a byline only if all its parts are names.
        if not has_label and len(self.unread) > unread:
            del self.contributors[first:]

    def _find_organisation(self, parts: list[NamePart], at: int, first: int) -> tuple[str, int] | None:
        """The organisation that begins at part ``at``, after a name, and the index of the part behind it.

        It may span dashes: "… – Ban Tuyên giáo - Nữ công". None if there is none.
        """
        if len(self.contributors) == first:
            return None
        if _OCCUPATION.fullmatch(parts[at][0]):
            return None
        name = _POST.sub("", parts[at][0], count=1)
        all_capitals = self.contributors[-1].name.isupper()
        if not is_organisation(name) and (all_capitals or not _ABBREVIATION.fullmatch(name)):
            return None
        end = at + 1
        while end < len(parts) and not is_name(parts[end][0]):
            longer = f"{name}{parts[end][2]}{parts[end][0]}"
            if not is_organisation(longer):
                break
            name = longer
            end += 1
        return name, end

    def _read_part(self, part: str, roles: tuple[str, ...]) -> None:
        trailing = _TRAILING_ROLE.search(part)
        if trailing:
            roles = ("translator",) if "dịch" in trailing[1].lower() else ("compiler",)
            part = part[: trailing.start()]
        leading = _LEADING_ROLE.match(part)
        if leading:
            roles = (_ROLE_OF_LEADING[leading["label"].lower()],)
            part = part[leading.end() :]
        name = strip_honorific(part)
        if not name or _OCCUPATION.fullmatch(name):
            return
        if is_account(name):
            return
        if is_name(name) or is_organisation(name):
            self._add(name, roles)
        else:
            self.unread.append(part)

    def _apply_bracket(self, bracket: str, before: int, whole: bool) -> None:
        if compiled := _COMPILED.fullmatch(bracket):
            self._set_role(before, "compiler")
            if compiled["source"]:
                self._add(compiled["source"], ("source",))
        elif _TRANSLATED.fullmatch(bracket):
            self._set_role(before, "translator")
        elif _EDITED.fullmatch(bracket):
            self._set_role(before, "editor")
        elif source := _SOURCE_LABEL.match(bracket):
            self._add(bracket[source.end() :].strip(), ("source",))
        elif not _OCCUPATION.fullmatch(bracket) and (
            is_organisation(bracket) or _ABBREVIATION.fullmatch(bracket)
        ):
            self._set_organisation(0 if whole else before, bracket)

    def _read_source(self, text: str, roles: tuple[str, ...]) -> None:
        text = text[opener.end() :] if (opener := _SOURCE_LABEL.match(text)) else text
        if _NOT_A_SOURCE.match(text):
            self.unread.append(text)
            return
        words = text.split()
        short = len(text) <= 160 and len(words) <= 14
        if short and (len(words) == 1 or is_outlet(text) or not _is_sentence(text)):
            self._add(text, roles)
        else:
            self.unread.append(text)

    def _add(self, name: str, roles: tuple[str, ...]) -> None:
        if name:
            self.contributors.extend(Contributor(name, role) for role in roles)

    def _set_organisation(self, first: int, organisation: str) -> None:
        for at in range(first, len(self.contributors)):
            contributor = self.contributors[at]
            if (
                contributor.organisation is None
                and contributor.role not in ("source", "poster")
                and not is_organisation(contributor.name)
            ):
                self.contributors[at] = replace(contributor, organisation=organisation)

    def _set_role(self, first: int, role: str) -> None:
        names = dict.fromkeys(contributor.name for contributor in self.contributors[first:])
        self.contributors[first:] = [Contributor(name, role) for name in names]


def _split_parts(text: str) -> list[NamePart]:
    """Split a text at its separators, except those inside brackets."""
    brackets: list[str] = []

    def take_bracket(match: re.Match[str]) -> str:
        brackets.append(match[1].strip())
        return f" \x00{len(brackets) - 1}\x00"

    parts = []
    text = text.replace("\x00", " ").replace("\x01", " ")  # used as marks below
    split = _SEPARATOR.split(_INNER_AMPERSAND.sub("\x01", _BRACKET.sub(take_bracket, text)))
    for at, raw_part in enumerate(split[::2]):
        marks = re.findall(r"\x00(\d+)\x00", raw_part)
        plain = strip_punctuation(re.sub(r" *\x00\d+\x00 *", " ", raw_part).replace("\x01", "&"))
        parts.append((plain, brackets[int(marks[-1])] if marks else "", split[2 * at - 1] if at else ""))
    return [part for part in parts if part[0] or part[1]]


def strip_punctuation(text: str) -> str:
    """Strip punctuation, quotes and one pair of brackets; an initial keeps its full stop."""
    text = text.strip(" \u00a0,;:–—-•*|\"“”'")
    if text.endswith(".") and not re.search(rf"(?:^|[ .])[{UPPER}]\.$|\.[{UPPER}][{LOWER}]?\.$", text):
        text = text.rstrip(". ")
    if text[:1] in "([" and text[-1:] in ")]" and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1].strip()
    return text


def is_prose(line: str) -> bool:
    """A quick check: has the line more lower-case words than any name, or many and a full stop?"""
    lower_case = len(_LOWER_CASE_WORD.findall(line))
    if lower_case > 10:
        return True
    if lower_case <= 3 or not line.endswith("."):
        return False
    return len(_LOWER_CASE_WORD.findall(_BRACKET.sub("", line).replace(" và ", " "))) > 3


def _is_sentence(text: str) -> bool:
    """Are there more than four words, most of them in lower case?"""
    words = re.findall(rf"[{UPPER}{LOWER}]+", text)
    lower_case = sum(word[0].islower() for word in words)
    return len(words) > 4 and lower_case * 2 > len(words)


def drop_details(line: str) -> str:
    """The line without the details that follow the names: date, views and the like."""
    if ":" in line:
        line = _OTHER_DETAIL.sub("", line)
    return (_DATE_TAIL.sub("", line) if has_digit(line) else line).strip()


def bracket_compiler(text: str) -> str:
    """ "Phương Linh t/h", "Phương Linh - tổng hợp" → "Phương Linh (tổng hợp)"; any other text as given."""
    compiler = None if text.isupper() else _TRAILING_COMPILER.search(text)
    return f"{text[: compiler.start()]} (tổng hợp)" if compiler else text


def name_before_post(line: str) -> str | None:
    """The name in "Lê Thị Hoa - Chủ tịch CĐCS Công ty X" (name, post, organisation), else None."""
    parts = _split_parts(line)
    if len(parts) < 2 or not _POST.match(parts[-1][0]) or parts[1][2].strip() not in ("-", "–", "—", "|"):
        return None
    name, *middle = (strip_honorific(text) for text, _, _ in parts[:-1])
    if not is_organisation(_POST.sub("", parts[-1][0], count=1)) or not is_full_name(name):
        return None
    return name if all(_OCCUPATION.fullmatch(text) for text in middle) else None


def first_part(line: str) -> str:
    """The text before the first separator or bracket, without a role at its end ("Thu Hà tổng hợp")."""
    return _TRAILING_ROLE.sub("", strip_punctuation(_SEPARATOR.split(_BRACKET.sub("", line), maxsplit=1)[0]))
