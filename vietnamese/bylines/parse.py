"""Parse the text of a byline, and decide whether a line is a byline."""

import re
from functools import lru_cache
from typing import Literal

from vietnamese._skeleton import to_skeleton, visible_text
from vietnamese.bylines.labels import ROLE_ORDER, is_genre, labelled_parts
from vietnamese.bylines.names import is_account, is_full_name, strip_honorific
from vietnamese.bylines.organisations import is_organisation
from vietnamese.bylines.reader import (
    BylineReader,
    Contributor,
    bracket_compiler,
    drop_details,
    first_part,
    is_prose,
    name_before_post,
)
from vietnamese.surnames import SURNAMES
from vietnamese.text import has_digit

_MAX_LENGTH = 400  # characters; no byline is longer
# Articles are about officials: a line "Đồng chí X, Bí thư …" is part of a sentence, not a byline.
_OFFICIAL = re.compile(
    r"^(?:đồng chí|đ/c)|bí thư|chủ tịch|(?:ủy|uỷ) viên|chủ nhiệm|giám đốc|trưởng (?:ban|phòng"
    r"|đoàn)",
    re.IGNORECASE,
)


def parse_byline(text: str) -> tuple[Contributor, ...]:
    """The contributors that a byline names, in the order of ``ROLE_ORDER``; () if it names nobody.

    Labels split before separators do ("Ảnh: A, bài: B"). An organisation on a line of its own in brackets,
    or after the last name, belongs to every contributor without one. An organisation alone is one
    contributor, not split at its dash. Genre labels ("Tin tổng hợp:"), sentences and CMS accounts name
    nobody; after "Người đăng" an account is the poster. ``text`` may have several lines.
    """
    contributors, _ = _read(text) if len(text) <= _MAX_LENGTH else ((), True)
    return tuple(sorted(dict.fromkeys(contributors), key=lambda person: ROLE_ORDER.index(person.role)))


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[tuple[Contributor, ...], bool]:
    """The contributors of a text, and whether all of it was read.

    Cached: who asks for the shape of a byline asks for its contributors next, and the same few people sign
    many articles of a site.
    """
    reader = BylineReader()
    return tuple(reader.read(text)), not reader.unread


def byline_shape(text: str) -> Literal["labelled", "bare", "organisation"] | None:
    """How a line could be a byline, or None.

    "labelled": it has a label and names somebody; "bare": a full name; "organisation": an organisation alone.
    Sentences, headings, places and genre labels are None.
    """
    line = " ".join(visible_text(text).split()) if len(text) <= 200 else ""
    if not 2 <= len(line) <= 120:
        return None
    if (
        line[-1] in '?!…”"'
        or line[0] in ",;:.)/|"
        or (":" not in line and (line[0].islower() or is_prose(line)))
    ):
        return None
    skeleton = to_skeleton(line)
    if is_genre(skeleton):
        return None
    if line[0] == "(" and line.find(")") == len(line) - 1:  # "(Theo TTXVN)"
        line, skeleton = line[1:-1].strip(), skeleton[1:-1].strip()
    parts = list(labelled_parts(line, skeleton))
    if any(roles for roles, _ in parts):
        contributors, is_whole = _read(line)
        known = (
            parts[0][0] or not drop_details(parts[0][1]) or byline_shape(parts[0][1].strip(" -–,;")) == "bare"
        )
        return "labelled" if contributors and is_whole and known else None
    bare = drop_details(line)
    if not bare or ":" in bare or _OFFICIAL.search(bare):
        return None
    bare = bracket_compiler(strip_honorific(bare))
    if is_full_name(bare):
        return None if is_account(bare) else "bare"
    if bare[-1] in ".,;":
        return None
    if not is_full_name(first_part(bare)):
        organisation = not has_digit(bare) and is_organisation(bare.strip(" ()[]-–•*"))
        return "organisation" if organisation else None
    contributors, is_whole = _read(bare)
    writers = [contributor.name for contributor in contributors if contributor.role == "writer"]
    return "bare" if contributors and all(map(is_full_name, writers)) and is_whole else None


def signs_with_post(text: str) -> bool:
    """Is the line a name, a post and an organisation ("Lê Thị Hoa - Chủ tịch CĐCS Công ty X")?

    ``parse_byline`` parses such a line. It can be a byline, a caption or a guest's name, which only the page
    shows, so ``byline_shape`` returns None for it.
    """
    if len(text) > 200 or text[-1:] in ".,;" or ":" in text:
        return False
    line = " ".join(visible_text(text).split())
    post = _OFFICIAL.search(line)
    if post is None or post.start() == 0:
        return False
    name = name_before_post(line)
    return name is not None and name.split()[0].lower() in SURNAMES
