"""From the text of a byline to people in roles, and the question whether a line is a byline at all."""

import re
from functools import lru_cache
from typing import Literal

from vietnamese._letters import printed, skeleton
from vietnamese._surnames import SURNAMES
from vietnamese.bylines.labels import ROLE_ORDER, is_genre, labelled_parts
from vietnamese.bylines.names import is_account, is_full_name, strip_honorific
from vietnamese.bylines.organisations import is_organisation
from vietnamese.bylines.reading import (
    Person,
    Reading,
    first_piece,
    is_prose,
    with_compiler,
    with_post,
    without_details,
)
from vietnamese.text import has_digit

_LONGEST = 400  # characters; nothing longer is a byline
# Officials are written about: "Đồng chí X, Bí thư …" on a line of its own is a piece of a sentence.
_PROSE_MARK = re.compile(
    r"^(?:đồng chí|đ/c)|bí thư|chủ tịch|(?:ủy|uỷ) viên|chủ nhiệm|giám đốc|trưởng (?:ban|phòng"
    r"|đoàn)",
    re.IGNORECASE,
)


def parse_byline(text: str) -> tuple[Person, ...]:
    """The people of a text known to be a byline, writers first; () when it names nobody.

    Labels are read before joiners ("Ảnh: A, bài: B"); a line of its own in brackets, or one after the last
    name, is the organisation of all who have none. A body alone is one author, never split on its dash.
    Genre labels ("Tin tổng hợp:"), sentences and bare CMS accounts are nobody; under "Người đăng" an account
    is the poster. ``text`` may hold newlines.
    """
    people, _ = _read(text) if len(text) <= _LONGEST else ((), True)
    return tuple(sorted(dict.fromkeys(people), key=lambda person: ROLE_ORDER.index(person.role)))


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[tuple[Person, ...], bool]:
    """The people of a text, and whether all of it was read. Remembered: who asks for the shape of a byline
    asks for its people next, and who writes for a site signs many of its articles.
    """
    reading = Reading()
    return tuple(reading.read(text)), not reading.unread


def byline_shape(text: str) -> Literal["labelled", "bare", "organisation"] | None:
    """Could this line of its own be a byline? Strict: no sentence, heading, place or genre label."""
    line = " ".join(printed(text).split()) if len(text) <= 200 else ""
    if not 2 <= len(line) <= 120:
        return None
    if (
        line[-1] in '?!…”"'
        or line[0] in ",;:.)/|"
        or (":" not in line and (line[0].islower() or is_prose(line)))
    ):
        return None
    base = skeleton(line)
    if is_genre(base):
        return None
    if line[0] == "(" and line.find(")") == len(line) - 1:  # "(Theo TTXVN)"
        line, base = line[1:-1].strip(), base[1:-1].strip()
    parts = list(labelled_parts(line, base))
    if any(roles for roles, _ in parts):
        people, is_whole = _read(line)
        known = (
            parts[0][0]
            or not without_details(parts[0][1])
            or byline_shape(parts[0][1].strip(" -–,;")) == "bare"
        )
        return "labelled" if people and is_whole and known else None
    bare = without_details(line)
    if not bare or ":" in bare or _PROSE_MARK.search(bare):
        return None
    bare = with_compiler(strip_honorific(bare))
    if is_full_name(bare):
        return None if is_account(bare) else "bare"
    if bare[-1] in ".,;":
        return None
    if not is_full_name(first_piece(bare)):
        body = not has_digit(bare) and is_organisation(bare.strip(" ()[]-–•*"))
        return "organisation" if body else None
    people, is_whole = _read(bare)
    names = all(is_full_name(person.name) for person in people if person.role == "writer")
    return "bare" if people and names and is_whole else None


def signs_with_post(text: str) -> bool:
    """Is the line a name, a post and a body ("Lê Thị Hoa - Chủ tịch CĐCS Công ty X")?

    ``parse_byline`` reads such a line. Whether it is a byline, a caption or a guest only the page can tell,
    so ``byline_shape`` takes it for none.
    """
    if len(text) > 200 or text[-1:] in ".,;" or ":" in text:
        return False
    line = " ".join(printed(text).split())
    post = _PROSE_MARK.search(line)
    if post is None or post.start() == 0:
        return False
    name = with_post(line)
    return name is not None and name.split()[0].lower() in SURNAMES
