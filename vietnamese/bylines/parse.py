"""From the text of a byline to people in roles, and the question whether a line is a byline at all."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from vietnamese._letters import LOWER, UPPER, printed, skeleton
from vietnamese.bylines.labels import ROLE_ORDER, is_genre, labelled_parts
from vietnamese.bylines.names import is_account, is_full_name, is_name, strip_honorific
from vietnamese.bylines.organisations import is_organisation, is_outlet


@dataclass(frozen=True, slots=True)
class Person:
    """One name (a person's or a body's, as printed) in one role; who has two roles stands twice."""

    name: str
    role: str
    organisation: str | None = None


_LONGEST = 400  # characters; nothing longer is a byline
_DIGIT = re.compile(r"\d")
_SMALL_WORD = re.compile(rf"(?:^| )[{LOWER}]")
_SPACES = re.compile(r"\s+")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_JOINER = re.compile(r"( +[-–—|] *|[-–—|] +| *[,;/&+] *| +và +)", re.IGNORECASE)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w.-]+|(?<!\d)0\d[\d .]{7,12}\d(?!\d)|(?:e-?mail|đt|điện thoại|sđt)\s*:", re.IGNORECASE
)
# "Thu Hà 14:25, 21/03/2024": a date line that begins with its author.
_DATE_TAIL = re.compile(
    r"(?<![\w(/.])[ ,|–-]{0,4}(?:thứ \w{1,4}|chủ nhật)?[ ,|–-]{0,4}(?:ngày )?"
    r"(?<![\w(/.])\d{1,2}(?:[:hg]\d{2}|[/.-]\d{1,2}[/.-]\d{2,4})(?!\w).{0,40}$",
    re.IGNORECASE,
)
_COMPILED = re.compile(r"(?:người )?(?:tổng hợp|sưu tầm|st|t/h|th|t\.h)\.?", re.IGNORECASE)
_TRANSLATED = re.compile(r"(?:lược |biên )?dịch|người dịch", re.IGNORECASE)
_EDITED = re.compile(r"biên tập(?: viên)?|btv", re.IGNORECASE)
_MARKER = re.compile(r"ctv\.?|cộng tác viên|pv\.?|p\.v\.?|phóng viên", re.IGNORECASE)
_TRAILING_ROLE = re.compile(r" +((?:lược |biên )?dịch|tổng hợp|sưu tầm)$", re.IGNORECASE)
_FROM = re.compile(r"(?:nguồn|theo)(?: tin| ảnh)? ?:? *", re.IGNORECASE)
_POST = re.compile(
    r"(?:(?:phó )?(?:chủ tịch|chủ nhiệm|giám đốc|trưởng|bí thư)(?: thường trực)?|(?:phó )?chánh"
    r"|chuyên viên|cán bộ|ủy viên"
    r"|phó(?= trưởng))\s+(?:trưởng\s+)?",
    re.IGNORECASE,
)
# Officials are written about: "Đồng chí X, Bí thư …" on a line of its own is a piece of a sentence.
_PROSE_MARK = re.compile(
    r"^(?:đồng chí|đ/c)|bí thư|chủ tịch|(?:ủy|uỷ) viên|chủ nhiệm|giám đốc|trưởng (?:ban|phòng"
    r"|đoàn)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ&.-]{2,}(?:[ -][A-ZĐ]{2,})*")
_NOBODY = frozenset(
    ("tư liệu", "minh họa", "minh hoạ", "sưu tầm", "internet", "n/a", "nvcc", "chụp màn hình")
)


def parse_byline(text: str) -> tuple[Person, ...]:
    """The people of a text known to be a byline, writers first; () when it names nobody.

    Labels are read before joiners ("Ảnh: A, bài: B"); a line of its own in brackets, or one after the last
    name, is the organisation of all who have none. A body alone is one author, never split on its dash.
    Genre labels ("Tin tổng hợp:"), sentences and bare CMS accounts are nobody; under "Người đăng" an account
    is the poster. ``text`` may hold newlines.
    """
    if len(text) > _LONGEST:
        return ()
    people = _Reading().read(text)
    order = sorted(dict.fromkeys(people), key=lambda person: ROLE_ORDER.index(person.role))
    return tuple(order)


def byline_shape(text: str) -> Literal["labelled", "bare", "organisation"] | None:
    """Could this line of its own be a byline? Strict: no sentence, heading, place or genre label."""
    line = " ".join(printed(text).split()) if len(text) <= 200 else ""
    if not 2 <= len(line) <= 120:
        return None
    if (
        line[-1] in '?!…”"'
        or line[0] in ",;:.)/|"
        or (":" not in line and (line[0].islower() or _is_prose(line)))
    ):
        return None
    base = skeleton(line)
    if is_genre(base):
        return None
    parts = list(labelled_parts(line, base))
    if any(roles for roles, _ in parts):
        reading = _Reading()
        people = reading.read(line)
        return "labelled" if people and not reading.unread and parts[0][0] else None
    bare = _DATE_TAIL.sub("", line).strip() if _DIGIT.search(line) else line
    if not bare or ":" in bare or _PROSE_MARK.search(bare):
        return None
    bare = strip_honorific(bare)
    if is_full_name(bare):
        return None if is_account(bare) else "bare"
    if bare[-1] in ".,;" or _DIGIT.search(bare):
        return None
    if is_organisation(bare.strip(" ()[]-–•*")):
        return "organisation"
    first = _tidy(_JOINER.split(_BRACKET.sub("", bare), maxsplit=1)[0])
    if not is_full_name(_TRAILING_ROLE.sub("", first)):
        return None
    reading = _Reading()
    people = reading.read(bare)
    whole = all(is_full_name(person.name) for person in people if person.role == "writer")
    return "bare" if people and whole and not reading.unread else None


class _Reading:
    """One pass over a byline: who was read, which roles hold, what could not be read."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.unread: list[str] = []

    def read(self, text: str) -> list[Person]:
        roles: tuple[str, ...] = ()
        for raw in printed(text).splitlines():
            line = _SPACES.sub(" ", raw).strip(" •*")
            base = skeleton(line)
            if not line or is_genre(base):
                continue
            if ":" not in line and _is_prose(line):
                self.unread.append(line)
                continue
            inner = line.strip("()[] .;")
            if self.people and line[0] in "([" and is_organisation(inner):
                self._give(0, inner)
                continue
            for found, content in labelled_parts(line, base):
                # A line without a label goes on with the roles of the line before ("Tác giả:" alone).
                roles = found or roles
                self._content(content, roles)
        return self.people

    def _content(self, content: str, roles: tuple[str, ...]) -> None:
        if "@" in content or ":" in content or _DIGIT.search(content):
            content = _CONTACT.sub(" ", content)
        text = _tidy(_DATE_TAIL.sub("", content) if _DIGIT.search(content) else content)
        if not text or text.lower() in _NOBODY:
            return
        if "source" in roles:
            self._source(text, roles)
            return
        if roles == ("poster",):
            if len(text) <= 60:
                self._add(text, roles)
            return
        text = strip_honorific(text)
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
            piece, bracket = pieces[at]
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

    def _body_from(self, pieces: list[tuple[str, str]], at: int, first: int) -> tuple[str, int] | None:
        """The body that begins at a piece after a person: "… – Ban Tuyên giáo - Nữ công" spans dashes."""
        if len(self.people) == first:
            return None
        start = _POST.sub("", pieces[at][0], count=1)
        shouting = self.people[-1].name.isupper()
        if not is_organisation(start) and (shouting or not _ABBREVIATION.fullmatch(start)):
            return None
        end = at + 1
        while (
            end < len(pieces)
            and is_organisation(f"{start} - {pieces[end][0]}")
            and not is_name(pieces[end][0])
        ):
            start = f"{start} - {pieces[end][0]}"
            end += 1
        return start, end

    def _piece(self, piece: str, roles: tuple[str, ...]) -> None:
        trailing = _TRAILING_ROLE.search(piece)
        if trailing:
            roles = ("translator",) if "dịch" in trailing[1].lower() else ("compiler",)
            piece = piece[: trailing.start()]
        name = strip_honorific(piece)
        if not name or _MARKER.fullmatch(name):
            return
        if is_account(name):
            return
        if is_name(name) or (is_organisation(name) and name):
            self._add(name, roles)
        else:
            self.unread.append(piece)

    def _bracket(self, bracket: str, before: int, whole: bool) -> None:
        if _COMPILED.fullmatch(bracket):
            self._rename(before, "compiler")
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


def _pieces(text: str) -> list[tuple[str, str]]:
    """(text without brackets, bracket) between the joiners; joiners inside brackets do not count."""
    brackets: list[str] = []

    def keep(match: re.Match[str]) -> str:
        brackets.append(match[1].strip())
        return f" \x00{len(brackets) - 1}\x00"

    pieces = []
    for piece in _JOINER.split(_BRACKET.sub(keep, text))[::2]:
        marks = re.findall(r"\x00(\d+)\x00", piece)
        pieces.append(
            (_tidy(re.sub(r" *\x00\d+\x00 *", " ", piece)), brackets[int(marks[-1])] if marks else "")
        )
    return [piece for piece in pieces if piece[0] or piece[1]]


def _tidy(text: str) -> str:
    text = text.strip(" \u00a0,;:–—-•*|\"“”'")
    if text.endswith(".") and not re.search(rf"(?:^|[ .])[{UPPER}][{LOWER}]?\.$", text):
        text = text.rstrip(". ")
    if text[:1] in "([" and text[-1:] in ")]" and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1].strip()
    return text


def _is_prose(line: str) -> bool:
    """Cheap first answer: more words in lower case than any name of a body has, or a full stop after many."""
    small = len(_SMALL_WORD.findall(line))
    return small > 10 or (small > 3 and line.endswith("."))


def _sentence(text: str) -> bool:
    """More words in lower case than in capitals, or a clause after a comma."""
    words = re.findall(rf"[{UPPER}{LOWER}]+", text)
    small = sum(word[0].islower() for word in words)
    return len(words) > 4 and small * 2 > len(words)
