"""Find a site's owner: name, publisher, kind and province, each with its proof.

The sources are the owner's line in the footer ("Cơ quan chủ quản: …"), the site's name, the title of the home
page and its banner. Links and lists of linked sites name other organisations, never the owner.
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
from sources.detect.survey_page import SurveyPage
from sources.province_coverage import province_slugs
from vietnamese import provinces
from vietnamese.text import clean, fold, sentence_case

_FOOTER_LINES = 15  # lines at the end of a page that may be its footer
_BANNER_LINES = 12  # lines at the start of a page that may be its banner
_MAX_LENGTH = 140  # characters of a line that names an organisation
_LETTERS = r"A-Za-zÀ-ỹĐđ"


@dataclass(frozen=True, slots=True)
class SiteOwner:
    """The owner that a site names; unknown fields are None. ``proofs`` are pairs of field and place."""

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
# Patterns of folded text, in the order in which they are tried: the more specific come first.
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
# Cities with the rank of a province; "thành phố Lào Cai" has that of a district.
_CITY = re.compile(
    r"thanh pho (?:ha noi|ho chi minh|da nang|hai phong|can tho|hue)|(?:lao dong|ldld) tp\.? ?(?:hcm|ho chi)"
)
_KIND_PATTERNS = tuple((kind, re.compile(rf"(?<![a-z]){text}")) for kind, text in _KINDS)
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
_WEB_AGENCY = re.compile(r"phat trien|thiet ke|xay dung boi|powered|cung cap giai phap|designed|lien ket")
_NAME_END = re.compile(
    r"\s*(?:[.;|]|\(|\s[-–—]\s|,?\s*(?:địa chỉ|điện thoại|giấy phép|email|copyright|chịu trách nhiệm)\b).*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?i)^.*?\b(?:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|lđlđ|liên đoàn lao động)(?:\s+|$)")


def identify_owner(home: SurveyPage, others: Iterable[SurveyPage] = ()) -> SiteOwner:
    """The owner by a site's home page and by the footers of its ``others``, further pages of the site."""
    claims = [*_claims(home)]
    for page in others:
        claims += [claim for claim in _claims(page) if claim.place == "footer"]
    best = _best_claim(claims)
    province, place = _province(best[1] if best else None, claims, home.url)
    if best is None:
        title = _title_without_greeting(home)
        named = _proof("name", "the home page's title" if title else "")
        return SiteOwner(title or None, None, None, province, (*named, *_proof("province", place)))
    kind, claim = best
    if kind in ("central", "newspaper", "sector") and place != "name":
        province, place = None, ""
    name = _full_name(kind, claim.text, province)
    proofs = tuple((field, claim.place) for field in ("name", "publisher", "kind"))
    return SiteOwner(name, _publisher(name), kind, province, (*proofs, *_proof("province", place)))


def _proof(field: str, place: str) -> tuple[tuple[str, str], ...]:
    return ((field, place),) if place else ()


def _claims(page: SurveyPage) -> Iterator[_Claim]:
    """The texts of a page that may name the owner, with their weights."""
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
    for line in lines[:_BANNER_LINES]:
        if line.size <= _MAX_LENGTH and (not line.is_link or _leads_home(line, page)):
            yield _Claim(line.text, "the banner", 1.5)
    for line in lines[-_FOOTER_LINES:]:
        if line.size <= 3 * _MAX_LENGTH and not line.is_link and not _WEB_AGENCY.search(fold(line.text)):
            owner = _OWNER.match(fold(line.text))
            yield _Claim(line.text, "footer", 4.0 if owner else 1.0)


def _leads_home(line: Line, page: SurveyPage) -> bool:
    path = urlsplit(line.href or "").path
    return path in ("", "/") or path == urlsplit(page.url).path


def _best_claim(claims: Sequence[_Claim]) -> tuple[SourceKind, _Claim] | None:
    """Kind and strongest claim of the organisation whose claims weigh most together; None without claims."""
    sums: defaultdict[tuple[SourceKind, str], float] = defaultdict(float)
    strongest_claims: dict[tuple[SourceKind, str], _Claim] = {}
    for claim in claims:
        kind_and_text = _read_claim(claim)
        if kind_and_text is None:
            continue
        kind, text = kind_and_text
        key = (kind, _body_key(text))
        sums[key] += claim.weight
        known = strongest_claims.get(key)
        if known is None or claim.weight > known.weight:
            strongest_claims[key] = _Claim(text, claim.place, claim.weight)
    if not sums:
        return None
    # The confederation's name stands above that of every federation and is linked everywhere.
    below = {key: weight for key, weight in sums.items() if key[0] in ("federation", "district", "sector")}
    chosen = below if below and max(below.values()) * 2 >= max(sums.values()) else sums
    best = max(chosen, key=lambda key: (chosen[key], len(key[1])))
    return best[0], strongest_claims[best]


def _read_claim(claim: _Claim) -> tuple[SourceKind, str] | None:
    text = clean(claim.text)
    if not 4 <= len(text) <= 3 * _MAX_LENGTH:
        return None
    key = fold(text)
    if len(key) != len(text):
        return None
    for opener in (_OWNER, _GREETING, _GREETING):
        if match := opener.match(key):
            text, key = text[match.end() :].lstrip(" :.-–©"), fold(text[match.end() :].lstrip(" :.-–©"))
    for kind, pattern in _KIND_PATTERNS:
        if kind == "district" and _CITY.search(key):
            continue
        match = pattern.match(key) if claim.place not in ("the logo", "the banner") else pattern.search(key)
        if match and len(key) == len(text):
            part = _NAME_END.sub("", text[match.start() : match.end()]).strip(" .,:;-–")
            if kind in ("federation", "district"):
                part = _unit_name(part)
            # A footer or banner line that goes on after the name is a headline or a sentence.
            whole = claim.weight > 1.0 or len(part) * 10 >= 8 * len(_NAME_END.sub("", text))
            return (kind, part) if len(part) >= 6 and whole else None
    return None


def _unit_name(part: str) -> str:
    """A unit's name up to its place, without the rest of a headline: "LĐLĐ huyện Bát Xát hưởng ứng …"."""
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


def _body_key(text: str) -> str:
    key = fold(text)
    for long, short in (("lien doan lao dong", "ldld"), ("thanh pho", "tp"), ("tp.", "tp")):
        key = key.replace(long, short)
    return " ".join(key.split())


def _full_name(kind: SourceKind, text: str, province: str | None) -> str:
    """The name in sentence case, with the province after a bare "tỉnh" or "thành phố"."""
    name = sentence_case(text)
    name = re.sub(r"(?i)\bliên đoàn lao động\b", "Liên đoàn Lao động", name)
    name = re.sub(r"\b(Tỉnh|Thành phố|Thành Phố)\b", lambda unit: unit[0].lower(), name)
    if province is not None:
        unit = provinces.union_unit(name, province) if kind == "federation" else None
        whole = provinces.by_slug(province)
        open_end = re.search(r"\b(?:tỉnh|thành phố)$", name)
        name = unit or (f"{name} {whole.name}" if open_end and whole is not None else name)
    return name[:1].upper() + name[1:]


def _publisher(name: str) -> str:
    """The short form that feeds show (``LĐLĐ tỉnh Lào Cai``); other organisations keep their name."""
    short = re.sub(r"^Liên đoàn Lao động", "LĐLĐ", name)
    return re.sub(r"^Cổng (?:thông tin điện tử|TTĐT) (?=tỉnh|thành phố)", "UBND ", short)


def _title_without_greeting(home: SurveyPage) -> str:
    parts = [clean(part) for part in _TITLE_SPLIT.split(read_metadata(home.root).title)]
    named = [part for part in parts if part and not _GREETING.fullmatch(fold(part))]
    return named[-1][:_MAX_LENGTH] if named else ""


def _province(owner: _Claim | None, claims: Sequence[_Claim], url: str) -> tuple[str | None, str]:
    """(slug, place) of the only province in owner's name, titles, footer or host; else (None, "")."""
    for texts, place in (
        ([owner.text] if owner else [], "name"),
        ([claim.text for claim in claims if claim.place != "footer"], "the site's title"),
        ([claim.text for claim in claims if claim.place == "footer"], "footer"),
    ):
        slugs = {mention.province.slug for text in texts for mention in _province_mentions(text)}
        if len(slugs) == 1:
            return slugs.pop(), place
    host = re.sub(r"[^a-z]", "", (urlsplit(url).hostname or "").lower())
    in_host = [slug for slug in province_slugs() if slug.replace("-", "") in host]
    longest = max(in_host, key=len, default=None)
    if longest is not None and len(longest) >= 6:
        return longest, "host"
    return None, ""


def _province_mentions(text: str) -> tuple[provinces.ProvinceMention, ...]:
    return provinces.find_provinces(sentence_case(clean(text)))
