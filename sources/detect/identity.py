"""Whose site is it? Name, publisher, kind and province, each only where the site tells it, with its proof.

What counts: the owner's line in the footer ("Cơ quan chủ quản: …"), the site's name, the home page's title,
its banner's words. Links to other bodies and the lists of linked sites name others, never the owner.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from extraction.lines import Line, read_lines
from extraction.metadata import read_metadata
from extraction.parse import body_of
from items.source import SourceKind
from sources.coverage import known_slugs
from sources.detect.page import Page
from vietnamese import provinces
from vietnamese.text import clean, fold, sentence_case

_FOOT = 15  # lines at the end of a page among which its footer is
_HEAD = 12  # lines at its beginning that may be its banner
_LONGEST = 140  # characters of a line that names somebody
_LETTERS = r"A-Za-zÀ-ỹĐđ"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the site says of itself; None where it does not. ``proofs`` is by field: where it was read."""

    name: str | None = None
    publisher: str | None = None
    kind: SourceKind | None = None
    province: str | None = None
    proofs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    place: str
    weight: float


_UNION_PRESS = "lao dong|nguoi lao dong|cong doan|lao dong va cong doan"
_SECTORS = (
    "nganh |vien chuc|cac khu|khu kinh te|khu cong nghiep|giao duc|y te|tong cong ty|dien luc|cong thuong|"
    "xay dung|giao thong|cao su|cong an"
)
_UNITS = r"tinh|thanh pho|tp\.?|huyen|xa|phuong|quan|thi xa"
# In the order in which a line is asked; what is above is more particular than what is below. Folded text.
_KINDS: Sequence[tuple[SourceKind, str]] = (
    ("front", r"(?:(?:uy ban )?(?:mat tran to quoc|mttq)(?: viet nam)?)\b.{0,40}"),
    ("newspaper", rf"(?:bao|tap chi|thoi bao)(?: dien tu)? (?:{_UNION_PRESS})\b.{{0,40}}"),
    ("central", r"tong (?:lien doan lao dong|ldld)(?: viet nam)?|tldld(?: viet nam| vn)?|cong doan viet nam"),
    ("district", r"(?:lien doan lao dong|ldld) (?:quan|huyen|thi xa|thanh pho (?!truc thuoc))\b.{2,40}"),
    ("federation", r"(?:lien doan lao dong|ldld|cong doan) (?:tinh|thanh pho|tp\.?)\b.{0,40}"),
    ("federation", r"(?:lien doan lao dong|ldld)\b.{0,30}"),
    ("sector", rf"cong doan (?:{_SECTORS}).{{0,60}}"),
    ("department", r"so [a-z].{4,60}"),
    ("portal", rf"(?:cong (?:thong tin(?: dien tu)?|ttdt)|uy ban nhan dan|ubnd) (?:{_UNITS})\b.{{0,40}}"),
    ("newspaper", r"(?:bao|tap chi|thoi bao)(?: dien tu)? [a-z].{2,40}"),
)
# Cities of the rank of a province; "thành phố Lào Cai" is a district's.
_CITY = re.compile(
    r"thanh pho (?:ha noi|ho chi minh|da nang|hai phong|can tho|hue)|(?:lao dong|ldld) tp\.? ?(?:hcm|ho chi)"
)
_COMPILED = tuple((kind, re.compile(rf"(?<![a-z]){text}")) for kind, text in _KINDS)
_OWNER = re.compile(
    r"^(?:co quan (?:chu quan|quan ly|thuc hien)|don vi (?:chu quan|quan ly)|chu quan|"
    r"ban quyen(?: thuoc(?: ve)?)?|(?:©|\(c\)|copyright)[^a-z]{0,12}(?:ban quyen(?: thuoc(?: ve)?)?)?|"
    r"trang (?:thong tin|tin) dien tu(?: cua)?|website(?: cua)?|trang tin|trang chu)(?![a-z])[\s:.©-]{0,9}"
)
_TITLE_SPLIT = re.compile(r"\s+[-–—|»:]{1,2}\s+|\s*\|\s*|\s*::\s*")
_GREETING = re.compile(
    r"^(?:chao mung (?:ban|quy khach|cac ban)? ?(?:den(?: voi)?|truy cap)?|trang chu|home|trang nhat|"
    r"gioi thieu|tin tuc|welcome to|cong thong tin dien tu(?: cua)?(?= (?:lien|cong doan|so|uy|mat|tong))|"
    r"trang (?:thong tin|tin)(?: dien tu)?(?: cua)?|website(?: cua)?)(?![a-z])[\s:.-]{0,9}"
)
_MAKER = re.compile(r"phat trien|thiet ke|xay dung boi|powered|cung cap giai phap|designed|lien ket")
_ENDS = re.compile(
    r"\s*(?:[.;|]|\(|\s[-–—]\s|,?\s*(?:địa chỉ|điện thoại|giấy phép|email|copyright|chịu trách nhiệm)\b).*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?i)^.*?\b(?:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|lđlđ|liên đoàn lao động)(?:\s+|$)")


def identify(home: Page, others: Iterable[Page] = ()) -> Identity:
    """What a home page says of its owner; ``others`` are further pages of the site (their footers agree)."""
    claims = [*_claims(home)]
    for page in others:
        claims += [claim for claim in _claims(page) if claim.place == "footer"]
    found = _best(claims)
    province, where = _province(found[1] if found else None, claims, home.url)
    if found is None:
        title = _bare_title(home)
        named = _proof("name", "the home page's title" if title else "")
        return Identity(title or None, None, None, province, (*named, *_proof("province", where)))
    kind, claim = found
    if kind in ("central", "newspaper", "sector") and where != "name":
        province, where = None, ""
    name = _named(kind, claim.text, province)
    proofs = tuple((field, claim.place) for field in ("name", "publisher", "kind"))
    return Identity(name, _publisher(name), kind, province, (*proofs, *_proof("province", where)))


def _proof(field: str, where: str) -> tuple[tuple[str, str], ...]:
    return ((field, where),) if where else ()


def _claims(page: Page) -> Iterator[_Claim]:
    """Texts that may name the owner, with their weights."""
    root = page.root
    meta = read_metadata(root)
    if meta.site_name:
        yield _Claim(meta.site_name, "og:site_name", 3.0)
    for part in _TITLE_SPLIT.split(meta.title):
        yield _Claim(part, "the home page's title", 3.0)
    lines = read_lines(body_of(root)).lines
    for image in root.iter("img"):
        names = f"{image.get('class') or ''} {image.get('id') or ''} {image.get('src') or ''}".lower()
        if ("logo" in names or "banner" in names) and (alt := clean(image.get("alt") or "")):
            yield _Claim(alt, "the logo", 2.0)
    for line in lines[:_HEAD]:
        if line.size <= _LONGEST and (not line.is_link or _leads_home(line, page)):
            yield _Claim(line.text, "the banner", 1.5)
    for line in lines[-_FOOT:]:
        if line.size <= 3 * _LONGEST and not line.is_link and not _MAKER.search(fold(line.text)):
            owner = _OWNER.match(fold(line.text))
            yield _Claim(line.text, "footer", 4.0 if owner else 1.0)


def _leads_home(line: Line, page: Page) -> bool:
    path = urlsplit(line.href or "").path
    return path in ("", "/") or path == urlsplit(page.url).path


def _best(claims: Sequence[_Claim]) -> tuple[SourceKind, _Claim] | None:
    """The body that is claimed most, by the sum of its claims' weights; the text is the best claim's."""
    sums: defaultdict[tuple[SourceKind, str], float] = defaultdict(float)
    shown: dict[tuple[SourceKind, str], _Claim] = {}
    for claim in claims:
        read = _read(claim)
        if read is None:
            continue
        kind, text = read
        key = (kind, _key(text))
        sums[key] += claim.weight
        known = shown.get(key)
        if known is None or claim.weight > known.weight:
            shown[key] = _Claim(text, claim.place, claim.weight)
    if not sums:
        return None
    # The confederation stands above every federation's name, and is linked everywhere.
    below = {key: weight for key, weight in sums.items() if key[0] in ("federation", "district", "sector")}
    chosen = below if below and max(below.values()) * 2 >= max(sums.values()) else sums
    best = max(chosen, key=lambda key: (chosen[key], len(key[1])))
    return best[0], shown[best]


def _read(claim: _Claim) -> tuple[SourceKind, str] | None:
    text = clean(claim.text)
    if not 4 <= len(text) <= 3 * _LONGEST:
        return None
    key = fold(text)
    if len(key) != len(text):
        return None
    for opener in (_OWNER, _GREETING, _GREETING):
        if found := opener.match(key):
            text, key = text[found.end() :].lstrip(" :.-–©"), fold(text[found.end() :].lstrip(" :.-–©"))
    for kind, pattern in _COMPILED:
        if kind == "district" and _CITY.search(key):
            continue
        found = pattern.match(key) if claim.place not in ("the logo", "the banner") else pattern.search(key)
        if found and len(key) == len(text):
            part = _ENDS.sub("", text[found.start() : found.end()]).strip(" .,:;-–")
            if kind in ("federation", "district"):
                part = _noun(part)
            # A line that goes on after the name is a headline or a sentence, not a signature.
            told = claim.weight > 1.0 or len(part) * 10 >= 8 * len(_ENDS.sub("", text))
            return (kind, part) if len(part) >= 6 and told else None
    return None


def _noun(part: str) -> str:
    """A unit's name ends with its place: "LĐLĐ huyện Bát Xát hưởng ứng …" is the start of a headline."""
    head = _LEVEL.match(part)
    while head and (further := _LEVEL.match(part[head.end() :])) and not further[0].split()[0].istitle():
        head = re.match(re.escape(part[: head.end() + further.end()]), part)
    if head is None:
        return part
    kept: list[str] = []
    for word in part[head.end() :].split():
        if not (word[:1].isupper() or word in ("-", "–")) or len(kept) >= 6:
            break
        kept.append(word)
    return f"{head[0]}{' '.join(kept)}".strip(" -–")


def _key(text: str) -> str:
    key = fold(text)
    for long, short in (("lien doan lao dong", "ldld"), ("thanh pho", "tp"), ("tp.", "tp")):
        key = key.replace(long, short)
    return " ".join(key.split())


def _named(kind: SourceKind, text: str, province: str | None) -> str:
    """The name as a reader writes it: capitals undone, the province added where only "tỉnh" is printed."""
    name = sentence_case(text)
    name = re.sub(r"(?i)\bliên đoàn lao động\b", "Liên đoàn Lao động", name)
    name = re.sub(r"\b(Tỉnh|Thành phố|Thành Phố)\b", lambda found: found[0].lower(), name)
    if province is not None:
        unit = provinces.union_unit(name, province) if kind == "federation" else None
        whole = provinces.by_slug(province)
        open_end = re.search(r"\b(?:tỉnh|thành phố)$", name)
        name = unit or (f"{name} {whole.name}" if open_end and whole is not None else name)
    return name[:1].upper() + name[1:]


def _publisher(name: str) -> str:
    """``LĐLĐ tỉnh Lào Cai``: the short form that feeds show; other bodies as they are named."""
    short = re.sub(r"^Liên đoàn Lao động", "LĐLĐ", name)
    return re.sub(r"^Cổng (?:thông tin điện tử|TTĐT) (?=tỉnh|thành phố)", "UBND ", short)


def _bare_title(home: Page) -> str:
    parts = [clean(part) for part in _TITLE_SPLIT.split(read_metadata(home.root).title)]
    named = [part for part in parts if part and not _GREETING.fullmatch(fold(part))]
    return named[-1][:_LONGEST] if named else ""


def _province(owner: _Claim | None, claims: Sequence[_Claim], url: str) -> tuple[str | None, str]:
    """The one province that the owner's name, else the footer, else the host names; and where."""
    for texts, where in (
        ([owner.text] if owner else [], "name"),
        ([claim.text for claim in claims if claim.place != "footer"], "the site's title"),
        ([claim.text for claim in claims if claim.place == "footer"], "footer"),
    ):
        slugs = {one.province.slug for text in texts for one in _mentions(text)}
        if len(slugs) == 1:
            return slugs.pop(), where
    host = re.sub(r"[^a-z]", "", (urlsplit(url).hostname or "").lower())
    in_host = [slug for slug in known_slugs() if slug.replace("-", "") in host]
    longest = max(in_host, key=len, default=None)
    if longest is not None and len(longest) >= 6:
        return longest, "host"
    return None, ""


def _mentions(text: str) -> tuple[provinces.ProvinceMention, ...]:
    return provinces.find_provinces(sentence_case(clean(text)))
