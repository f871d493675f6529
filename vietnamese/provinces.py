"""The provinces, 63 until 30 June 2025 and 34 since, and their mentions in a text.

The facts are in ``data/provinces.csv`` (Nghị quyết 202/2025/QH15; Huế a city since 1 January 2025, Đồng Nai
since 30 April 2026). A slug names one place in all of its forms; a date selects the form.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from vietnamese._skeleton import LETTER, LOWER, visible_text
from vietnamese.surnames import SURNAMES

_MERGED = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Province:
    """A province in the form that it has or had: ``type`` is "tỉnh" or "thành phố".

    ``current`` is the slug of today's province that includes it; ``code`` is the statistics office's, and
    some codes denote another province since the merger.
    """

    slug: str
    name: str
    full_name: str
    type: str
    code: str
    era: str
    current: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province named in a text.

    ``start`` and ``end`` are the span of ``raw`` in the NFC form of the text.
    """

    province: Province
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _ProvinceForm:
    province: Province
    since: date
    until: date


@cache
def _forms() -> dict[str, tuple[_ProvinceForm, ...]]:
    """The forms of each slug, oldest first."""
    forms: dict[str, list[_ProvinceForm]] = {}
    table = files("vietnamese").joinpath("data/provinces.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        since = date.fromisoformat(row["since"]) if row["since"] else date.min
        until = date.fromisoformat(row["until"]) if row["until"] else date.max
        province = Province(
            slug=row["slug"],
            name=row["name"],
            full_name=f"{row['type'].capitalize()} {row['name']}",
            type=row["type"],
            code=row["code"],
            era="since 2025-07-01" if since >= _MERGED else "until 2025-06-30",
            current=row["current"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
        )
        forms.setdefault(row["slug"], []).append(_ProvinceForm(province, since, until))
    return {slug: tuple(sorted(own_forms, key=lambda form: form.since)) for slug, own_forms in forms.items()}


def by_slug(slug: str, on: date | None = None) -> Province | None:
    """The province of a slug in its form on a day; None if it did not exist then.

    Without a day: its latest form, even of a province that was merged.
    """
    forms = _forms().get(slug, ())
    if on is None:
        return forms[-1].province if forms else None
    return next((form.province for form in forms if form.since <= on <= form.until), None)


def current_slug(slug: str) -> str | None:
    """The slug of today's province for an old or new slug: ``quang-nam`` → ``da-nang``; None if unknown."""
    province = by_slug(slug)
    return province.current if province else None


def all_provinces(on: date | None = None) -> tuple[Province, ...]:
    """The provinces on a day, by code; without a day today's 34."""
    day = on or date.max
    on_day = (by_slug(slug, day) for slug in _forms())
    return tuple(sorted((province for province in on_day if province), key=lambda province: province.code))


# The tone may stand on either vowel: Hòa and Hoà, Khánh Hóa and Hoá.
_OTHER_TONES = (("òa", "oà"), ("óa", "oá"))
# A province's name can begin another name: Điện Biên Phủ, Điện Biên Đông, Thái Bình Dương, Hà Nam Ninh, Hà
# Nội mới.
_LONGER_NAMES = {
    "Điện Biên": "Phủ|Đông",
    "Thái Bình": "Dương",
    "Hà Nam": "Ninh",
    "Hà Nội": "[Mm]ới",
    "Quảng Nam": "Đế",
}


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    slugs: dict[str, str] = {}
    for slug, forms in _forms().items():
        for form in forms:
            for name in (form.province.name, *form.province.aliases):
                spellings = {name, *(name.replace(*pair) for pair in _OTHER_TONES)}
                for spelling in spellings:
                    slugs.setdefault(spelling, slug)
                    slugs.setdefault(spelling.upper(), slug)
    alternatives = []
    for spelling in sorted(slugs, key=len, reverse=True):
        following = next(
            (rest for name, rest in _LONGER_NAMES.items() if name.upper() == spelling.upper()), None
        )
        guard = f"(?!\\s+(?:{following}|{following.upper()}))" if following else ""
        alternatives.append(re.escape(spelling).replace(r"\ ", r"[ \u00a0]+") + guard)
    return re.compile(f"(?:{'|'.join(alternatives)})(?![{LETTER}0-9])"), slugs


_WORD_BEFORE = re.compile(rf"([{LETTER}.]+)[ \u00a0]+$")
# A commune, street or river can have a province's name ("xã Phú Yên").
_LOWER_UNIT_WORDS = """
    xã phường trấn huyện quận thôn ấp bản làng đường phố cầu chợ sông núi đèo hồ đảo khu hẻm ngõ ga bến
    chùa đền
    anh chị ông bà cô em chí bác cháu
"""
_LOWER_UNITS = frozenset(_LOWER_UNIT_WORDS.split())
_TITLE_WORDS = """
    tỉnh phố tp tp. đoàn động báo đài sở tại ở từ về đến và của cục ủy uỷ online cổng trường viện ban hội
    bộ ngành
    thành
"""
_CAPITALISED_BEFORE = frozenset(_TITLE_WORDS.split())
_CITY_BEFORE = frozenset({"phố", "tp", "tp.", "lđlđ", "đoàn", "cđ", "tỉnh"})
_PLACE_BEFORE = _CITY_BEFORE | {"tại", "ở", "về", "đến", "vào", "từ", "đô", "và"}


def find_provinces(text: str, on: date | None = None) -> tuple[ProvinceMention, ...]:
    """Every mention of a province in a text, in order, in its form on the day ``on`` (default: the latest).

    A province that did not exist on that day has its latest form ("tỉnh Yên Bái cũ" in 2026). Communes,
    districts and streets of the same name, people's names, and Hồ Chí Minh without "TP" are no mentions.
    """
    text = visible_text(text)
    pattern, slugs = _pattern()
    mentions = []
    for match in pattern.finditer(text):
        slug = slugs[" ".join(match[0].split())]
        if _names_province(text, match):
            province = by_slug(slug, on) or by_slug(slug)
            assert province is not None
            mentions.append(ProvinceMention(province, match[0], match.start(), match.end()))
    return tuple(mentions)


def _names_province(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    # Not in the expression, which then lets the engine skip to capitals and is 5 times as fast.
    if before[-1:].isalnum():
        return False
    word = _WORD_BEFORE.search(before)
    name = match[0]
    folded = name.lower()
    previous = word[1].lower() if word else ""
    if folded == "hồ chí minh":
        return previous in _CITY_BEFORE
    if folded == "huế":
        return previous in _PLACE_BEFORE
    if not word:
        return True
    if previous == "phố":
        return bool(re.search(r"thành\s+phố\s+$", before, re.IGNORECASE))
    if previous in _LOWER_UNITS:
        return False
    if word[1].isupper() and len(word[1]) > 1 and not name.isupper():
        return True  # after an abbreviation: "LĐLĐ Lào Cai"
    if not word[1][0].isupper() or previous in _CAPITALISED_BEFORE:
        return True
    # "Nguyễn Hòa Bình": after a capitalised word, in a title-case or an all-capital line
    return name.isupper() and previous not in SURNAMES


_UNIT = re.compile(
    r"(?P<body>(?:[^\n,;()]{0,60}?\s)?(?:LĐLĐ|LDLD|Liên đoàn Lao động|Công đoàn(?: [^\W\d_]+){0,4}"
    r"|CĐ[A-ZĐ]*(?: [^\W\d_]+){0,3}))"
    r"\s+(?P<level>tỉnh|thành phố|TP\.?)",
    re.IGNORECASE,
)
_FEDERATION = re.compile(r"(?:LĐLĐ|LDLD|Liên đoàn Lao động)", re.IGNORECASE)


def union_unit(text: str, province_slug: str, on: date | None = None) -> str | None:
    """Add the province's name, which its own site leaves out: "LĐLĐ tỉnh" → "LĐLĐ tỉnh Lào Cai".

    A unit with a name is returned as printed. None if the text is no provincial unit, or if its "tỉnh" or
    "thành phố" contradicts the province: on a province's site "LĐLĐ thành phố" is a town's federation.
    """
    province = by_slug(province_slug, on) or by_slug(province_slug)
    printed = " ".join(visible_text(text).split()).strip(" ().,;:")
    if province is None or not 2 <= len(printed) <= 160:
        return None
    if _FEDERATION.fullmatch(printed):
        return f"{printed} {province.type} {province.name}"
    match = _UNIT.match(printed)
    if not match:
        return None
    city = match["level"].lower() != "tỉnh"
    rest = printed[match.end() :].strip()
    if rest:
        return printed if find_provinces(printed, on) and not re.search(rf"^[{LOWER}]", rest) else None
    return f"{printed} {province.name}" if city == (province.type == "thành phố") else None


__all__ = [
    "Province",
    "ProvinceMention",
    "all_provinces",
    "by_slug",
    "current_slug",
    "find_provinces",
    "union_unit",
]
