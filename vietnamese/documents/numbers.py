"""Document numbers in running text (lexicon: document_number).

State ``334/KH-LĐLĐ``, with a year ``30/2020/NĐ-CP``, Party ``11-NQ/TW``, letters ``01/BVSTBPN-VP``, joint
``01/NQLT-CP-TLĐ``. Never folded: DA and ĐA, CD and CĐ differ only by their Đ.
"""

import re
from dataclasses import dataclass, replace

from vietnamese._skeleton import visible_text
from vietnamese.documents.types import JOINT, PARTY_NAMES, PARTY_TYPES, TYPES, type_before

_UPPER = "A-ZĐƯÔÂÊĂƠ"
_LOWER = "a-zđưôâêăơ"
_PART = rf"[{_UPPER}&]+(?:[{_LOWER}]{{1,2}}[{_UPPER}&]*){{0,2}}\d{{0,3}}"
_DASH = "[-–—‐‑]"
_SPACE = "[ \u00a0]{0,2}"
_TYPES = "|".join(sorted(TYPES, key=len, reverse=True))
_PARTY = "|".join(sorted(PARTY_TYPES, key=len, reverse=True))
_NUMBER = re.compile(
    # The digit comes before its look-behinds, so that the engine searches from digit to digit.
    rf"(?P<serial>\d(?<![\w/]\d)(?<!\d[.,–-]\d)\d{{0,4}})(?P<suffix>[a-zđA-E]?)"
    rf"(?:(?:{_SPACE}/{_SPACE}(?P<year>(?:19|20)\d\d))?{_SPACE}/{_SPACE}"
    # A spaced dash belongs to the number only after a type: "05/ NQ - ĐCT", not "215/LĐLĐ - Ban …"
    rf"(?P<tail>(?:(?:{_TYPES}){_SPACE}{_DASH}{_SPACE}{_PART}|{_PART})(?:[/–—‐‑-]{_PART}){{0,3}})"
    rf"|{_SPACE}{_DASH}{_SPACE}(?P<ptype>{_PARTY}){_SPACE}/{_SPACE}(?P<pissuer>{_PART}(?:{_DASH}{_PART})?))"
    rf"(?P<unit>\([{_UPPER}&]{{1,8}}\))?(?!\w)(?![/–-]\d)"
)
# Every number has a slash with a capital soon after it; "20/11/2026" has not.
_SLASH = re.compile(r"/\W{0,9}[^\W\da-z_]")
_ISSUER_WORDS = """
    TW TU HU ĐU QU CP TTg UBTVQH HĐND UBND TLĐ ĐCT BCH BTV LĐLĐ CĐ CĐN CĐVC CĐGD CĐYT CĐKCN CĐCS CĐVN UBKT
    MTTQ
    MTTW BTT VPCP VP BNV BLĐTBXH LĐTBXH BTC BYT BGDĐT STTTT SNV SYT SGDĐT SXD STC SLĐTBXH BHXH CTN ĐĐ TLĐLĐ
    UBMTTQ
"""
_ISSUERS = frozenset(_ISSUER_WORDS.split())
_QH = re.compile(r"(?:QH|UBTVQH)\d{1,2}")
# Licences and other texts that look like numbers: "05/GP-STTTT", "12/GPTTĐT - STTTT" (lexicon: footer_dates).
_NOT_TYPES = re.compile(
    r"(?:GP|GPXB|GPTT|GPTTĐT|GCN|GXN|GPHĐ|GPĐKKD|ĐKKD|ĐKDN|KM|KG|CP|CK|HS|VN|VNĐ|USD|TP|TX|TV|BS|GS)\d*"
)
_LICENCE = re.compile(
    r"(?:giấy phép|giấy chứng nhận|giấy xác nhận|\bgp\b|đkkd|mst|mã số)[^.;\n]{0,40}$", re.IGNORECASE
)
_LICENCE_HINT = ("phép", "chứng nhận", "xác nhận", "gp", "đkkd", "mst", "mã số")
_NUMBER_WORDS = frozenset({"số", "sô", "hiệu"})
_DASHES = str.maketrans(dict.fromkeys("–—‐‑", "-") | {" ": None, "\u00a0": None})


# Greek and Cyrillic capitals that converters and keyboards leave in abbreviations ("QĐ-NHΝΝ").
_LATIN = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХ", "ABEZHIKMNOPTYXABEKMHOPCTX")
_LOOKALIKE = re.compile("[Α-ΡΤ-ΧА-Х]")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number and its parts.

    ``text`` is the normal form (no spaces, ASCII hyphens, Đ as U+0110, capitals kept), ``raw`` the number as
    printed, ``start`` and ``end`` its span in the NFC form of the text. ``type`` is the name printed before
    the number, else that of ``type_abbr``; ``issuer`` and ``unit`` are abbreviations as printed.
    """

    text: str
    raw: str
    serial: int
    suffix: str
    year: int | None
    type_abbr: str | None
    type: str | None
    issuer: str | None
    unit: str | None
    start: int
    end: int

    @property
    def identity(self) -> tuple[int, str, int | None, str, str, str]:
        """A key that all spellings of a number share: 05/NQ-ĐCT and 5/NQ-ĐCT, 21/CT/TW and 21-CT/TW.

        Numbers restart every year and at every issuer, so a document also needs its year and place of issue.
        """
        parts = (self.type_abbr or "", self.issuer or "", self.unit or "")
        return (self.serial, self.suffix.lower(), self.year, *parts)


def find_document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in ``text``, in order, with repetitions.

    Dates, ranges, fractions, telephone numbers and licences are left out. Takes linear time.
    """
    if _SLASH.search(text) is None:
        return ()
    printed = visible_text(text)
    latin = printed.translate(_LATIN) if _LOOKALIKE.search(printed) else printed
    numbers = tuple(number for match in _NUMBER.finditer(latin) if (number := _parse(latin, match)))
    if latin is printed:
        return numbers
    return tuple(replace(number, raw=printed[number.start : number.end]) for number in numbers)


def _parse(text: str, match: re.Match[str]) -> DocumentNumber | None:
    before = text[max(0, match.start() - 60) : match.start()]
    words = before.lower().replace(":", " ").split()
    labelled = bool(words) and words[-1] in _NUMBER_WORDS
    printed_type = type_before(words[:-1] if labelled else words) if words else None
    introduced = labelled or printed_type is not None
    if match["ptype"]:
        type_abbr, rest = match["ptype"], match["pissuer"].translate(_DASHES).split("-")
        parts = [type_abbr, *rest]
    else:
        parts = re.split("[/-]", match["tail"].translate(_DASHES))
        type_abbr = (
            parts[0] if parts[0] in TYPES and (len(parts) > 1 or match["year"] or introduced) else None
        )
        rest = parts[1:] if type_abbr else parts
    if _NOT_TYPES.fullmatch(parts[0]) or not _plausible(match, parts, type_abbr, introduced):
        return None
    if not printed_type and any(hint in before.lower() for hint in _LICENCE_HINT) and _LICENCE.search(before):
        return None
    issuer, unit = (rest[0], "-".join(rest[1:]) or None) if rest else (None, None)
    if type_abbr in JOINT:
        issuer, unit = "-".join(rest) or None, None
    if match["unit"]:
        unit = match["unit"][1:-1]
    return DocumentNumber(
        text=match[0].translate(_DASHES),
        raw=match[0],
        serial=int(match["serial"]),
        suffix=match["suffix"],
        year=int(match["year"]) if match["year"] else None,
        type_abbr=type_abbr,
        type=printed_type or _type_name(type_abbr, match, parts),
        issuer=issuer,
        unit=unit,
        start=match.start(),
        end=match.end(),
    )


def _plausible(match: re.Match[str], parts: list[str], type_abbr: str | None, introduced: bool) -> bool:
    """Are the abbreviations of the kind that offices use?

    ``introduced`` says that "số" or a type's name precedes; a single unknown abbreviation needs it.
    """
    letters = sum(len(part) for part in parts)
    if letters < 2 or any(sum(char.islower() for char in part) > 2 for part in parts):
        return False
    if type_abbr or introduced:
        return True
    if match["year"]:
        return bool(_QH.fullmatch(parts[0])) or parts[0] in TYPES
    known = parts[0] in _ISSUERS or bool(_QH.fullmatch(parts[0]))
    return known or (len(parts) > 1 and all(len(part) > 1 for part in parts))


def _type_name(abbr: str | None, match: re.Match[str], parts: list[str]) -> str | None:
    if abbr == "QĐ" and match["ptype"]:
        return None  # in a Party number it is Quyết định or Quy định
    if abbr:
        return (match["ptype"] and PARTY_NAMES.get(abbr)) or TYPES[abbr]
    # The number of a letter has no type: <issuer>-<drafting unit>.
    return "Công văn" if len(parts) > 1 and not match["year"] else None
