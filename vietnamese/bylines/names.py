"""The shape of a person's name, and its lookalikes (lexicon: bylines.name_shape, honorifics)."""

import re
from itertools import pairwise

from vietnamese._skeleton import LOWER, UPPER
from vietnamese.bylines.word_lists import ACCOUNTS, COMPOUNDS, NO_NAME_SYLLABLES, PLACES
from vietnamese.surnames import SURNAMES
from vietnamese.text import fold, fold_tones

_SYLLABLE = (
    rf"[{UPPER}](?:[{LOWER}]{{1,7}}|[{UPPER}]{{1,6}}|['’´`](?:[{UPPER}]?[{LOWER}]{{1,7}}|[{UPPER}]{{2,7}}))?"
)
_INITIALS = (
    rf"(?:[{UPPER}][{LOWER}]?\.){{1,3}} ?(?:[{UPPER}][{LOWER}]{{1,7}}|[{UPPER}]{{1,7}})?\.?"
    rf"|[{UPPER}]{{1,2}}\d{{1,3}}"
)
_TOKEN = re.compile(rf"{_SYLLABLE}(?:[-]{_SYLLABLE})?|{_INITIALS}")
_DOTTED = re.compile(_INITIALS)
_PEN_PAIR = re.compile(rf"(?:[{UPPER}]\.?){{1,3}} ?[-–] ?(?:[{UPPER}]\.?){{1,3}}")

# "H'Linh", "K'Brơi", "Y'Thuận": in the Central Highlands such a name is often the whole signature.
# K'Bang is a district, H'Mông a people.
_HIGHLAND = re.compile(rf"(?!K['’]Bang$|H['’]M[oôơ]ng$)[HKY]['’][{UPPER}][{LOWER}]{{2,7}}$")

_TITLES = (
    r"đồng chí|đ/c|đ\.c\.?|nhà báo|nhà văn|nhà thơ|bác sĩ|bác sỹ|bs\.|ths\.?|thạc sĩ|thạc sỹ|ts\."
    r"|tiến sĩ|tiến sỹ"
    r"|pgs\.? ?ts\.?|pgs\.|gs\.? ?ts\.?|gs\.|cn\.|cử nhân|ks\.|kỹ sư|ls\.|luật sư|nsưt|nsnd|ngưt|cvcc|cvc"
    r"|phóng viên|pv\.?|p\.v\.?|ctv\.?"
    r"|cộng tác viên|btv\.?"
)
_HONORIFIC = re.compile(rf"(?:{_TITLES})[ .:]+(?=[{UPPER}])", re.IGNORECASE)
_FORM_OF_ADDRESS = re.compile(rf"(?:ông|bà|anh|chị|cô|thầy|em)[ ]+(?=[{UPPER}])", re.IGNORECASE)

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,}")


def is_account(name: str) -> bool:
    """Is the name a CMS account: ``admin``, ``Quản trị``, ``BBT``, ``Pho Ban bien tap``, ``ldld_laocai``?

    "Ban Biên tập" with its accents is an organisation; without accents it is an account's name.
    """
    shown = name.strip(" \u00a0.,:;")
    if len(shown) > 60 or not shown:
        return False
    if shown.isascii() and " " not in shown and _LOGIN.fullmatch(shown):
        return True
    key = fold(shown)
    return (
        key in ACCOUNTS or (key == "ban bien tap" and shown.isascii()) or key.rstrip("0123456789") in ACCOUNTS
    )


def strip_honorific(name: str) -> str:
    """Remove honorifics such as "Đ/c", "ThS.", "PV" from the start of a name.

    "Ông", "Bà", "Anh" and the like are removed only before a full name with a surname, since names begin with
    them too: Ông Cao Thắng, Anh Thơ, Bà Huyện Thanh Quan (lexicon: honorific_traps).
    """
    for _ in range(3):
        match = _HONORIFIC.match(name)
        if match:
            name = name[match.end() :]
            continue
        match = _FORM_OF_ADDRESS.match(name)
        rest = name[match.end() :].split() if match else []
        full = 3 <= len(rest) <= 5 and all(_TOKEN.fullmatch(token) for token in rest)
        if match and full and rest[0].lower() in SURNAMES:
            name = name[match.end() :]
            continue
        break
    return name


def is_name(text: str) -> bool:
    """Has the text the shape of a name: up to six capitalised syllables or initials that are no heading?

    For texts known to be a byline; ``is_full_name`` is stricter.
    """
    if _PEN_PAIR.fullmatch(text) or _DOTTED.fullmatch(text):
        return True
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or len(text) > 50 or not all(_TOKEN.fullmatch(token) for token in tokens):
        return False
    if len(tokens) == 1 and len(text) < 2:
        return False
    all_capitals = text.upper() == text
    if not all_capitals and any(len(token) > 1 and token.isalpha() and token.isupper() for token in tokens):
        return False
    return not is_heading(text)


def is_full_name(text: str) -> bool:
    """Can the name stand alone on a line: two syllables or more (four need a surname), or dotted initials?"""
    if not is_name(text):
        return False
    if _PEN_PAIR.fullmatch(text) or _DOTTED.fullmatch(text):
        return "." in text
    tokens = text.split()
    if len(tokens) < 2:
        return _HIGHLAND.match(text) is not None
    return len(tokens) <= 3 or tokens[0].lower().rstrip("'’") in SURNAMES or "'" in text or "’" in text


def is_heading(text: str) -> bool:
    """Are these capitalised words a heading, a section or a place: "Tin Khác", "Nữ Công", "LÀO CAI"?"""
    syllables = fold_tones(text).replace("-", " ").split()
    if len(syllables) > 2 and syllables[0] in SURNAMES and syllables[1] in ("thị", "văn"):
        return False
    if any(syllable in NO_NAME_SYLLABLES for syllable in syllables):
        return True
    pairs = [f"{left} {right}" for left, right in pairwise(syllables)]
    if not pairs:
        return False
    # "Nguyễn Văn Hóa" and "Trần Hòa Bình" are people: a surname in front makes the rest a name.
    checked_pairs = pairs[:1] if len(syllables) > 2 and syllables[0] in SURNAMES else pairs
    return any(pair in COMPOUNDS or pair in PLACES for pair in checked_pairs)
