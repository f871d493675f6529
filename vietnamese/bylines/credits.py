"""The agency that opens a lead, and the credit that closes a caption."""

import re

from vietnamese._letters import LOWER, UPPER, printed
from vietnamese.bylines.organisations import is_outlet

_BRACKETED = re.compile(rf"\s*\(([{UPPER}{LOWER}0-9.+& -]{{2,30}})\)\s*([-–—|:])?\s*(?=\S)")
_BARE = re.compile(r"\s*([A-ZĐ]{2,8}(?:\.(?:vn|VN|com)| Online)?|[A-Z][a-z]+\.(?:vn|com))\s*[-–—|]\s+(?=\S)")
# Abbreviations that open a sentence as its subject, not as the paper's sign (lexicon: union_abbreviations).
_SUBJECT_WORDS = """
    LĐLĐ LDLD CĐ CĐCS CĐVC CĐN CĐGD CĐVN CNVCLĐ CCVCLĐ CNLĐ NLĐ TLĐ UBND HĐND UBKT MTTQ BCH BTV ĐCT KCN KCX
    KKT BHXH
    BHYT BHTN ATVSLĐ TP TX TT HCM TPHCM TƯ TW VN BRVT DN
"""
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
_CREDIT = re.compile(
    r"[\s.,;|–—-]*[(\[]?\s*(?P<label>Ảnh(?: chụp| và clip)?|Nguồn ảnh|Ảnh nguồn|Nguồn|Photo"
    r"|Hình(?: ảnh)?)\s*(?::|do(?= ))\s*"
    r"(?P<who>[^:()\[\]]{2,80}?)\s*[)\]]?\s*\.?\s*$",
    re.IGNORECASE,
)
_CREDIT_NO_COLON = re.compile(rf"\s*[(\[]\s*[Ảả]nh\s+(?P<who>[{UPPER}][^:()\[\]]{{1,60}}?)\s*[)\]]\s*\.?\s*$")
_CREDIT_AFTER_STOP = re.compile(rf"(?<=[.!?…])\s*Ảnh\s+(?P<who>[{UPPER}][^:()\[\].]{{1,60}}?)\s*\.?\s*$")
_NO_CREDIT = re.compile(r"(?:minh hoạ|minh họa|tư liệu|sưu tầm|chụp màn hình)\b", re.IGNORECASE)


def agency_prefix(text: str) -> str | None:
    """The sign that opens a lead: ``(LĐTĐ) - Sáng…`` → LĐTĐ, ``HNP - …`` → HNP, ``(Dân trí) - …`` → Dân trí.

    None where there is none; a union's abbreviation before a dash ("LĐLĐ - …") is the subject, not a sign.
    """
    head = printed(text[:80])
    match = _BRACKETED.match(head)
    if match:
        sign, dash = match[1].strip(), match[2]
        shouted = " " not in sign and sign.upper() == sign and not sign.isdigit()
        known = is_outlet(sign)
        return sign if (dash and sign[0].isupper() and len(sign.split()) <= 4) or shouted or known else None
    match = _BARE.match(head)
    return match[1] if match and match[1] not in _SUBJECTS else None


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption as (text, credit): ``… tiên tiến. Ảnh: CĐHN`` → (``… tiên tiến.``, ``CĐHN``).

    Labels: lexicon bylines.roles.photographer and source. "Ảnh minh họa" and "Ảnh: Tư liệu" credit nobody.
    """
    shown = printed(caption).strip()
    tail_at = max(0, len(shown) - 140)
    tail = shown[tail_at:].lower()
    if not any(word in tail for word in ("ảnh", "nguồn", "hình", "photo")):
        return shown, None
    # "hoàn cảnh" and "tình hình" hold the words, too: an expression is tried where its marks stand.
    for pattern, may_match in (
        (_CREDIT, ":" in tail or "do " in tail),
        (_CREDIT_NO_COLON, "(" in tail or "[" in tail),
        (_CREDIT_AFTER_STOP, "Ảnh" in shown),
    ):
        match = _last(pattern, shown, tail_at) if may_match else None
        if match:
            who = match["who"].strip(" .,;–-\u00a0")
            if pattern is _CREDIT and _is_word_of_the_sentence(shown, match):
                continue
            if not who or _NO_CREDIT.match(who) or len(who.split()) > 12:
                return shown, None
            text = shown[: match.start()].rstrip(" \u00a0,;|–—-(")
            closed = shown[match.start() : match.start() + 1]
            return text + ("." if closed == "." else ""), who
    return shown, None


def _is_word_of_the_sentence(text: str, match: re.Match[str]) -> bool:
    """ "… là điển hình: làm 04 năm …": a small label right after a word is no label."""
    before = text[: match.start("label")].rstrip(" \u00a0")
    return match["label"][0].islower() and bool(before) and before[-1].isalpha()


def _last(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """The credit that begins last: of two labels the one nearest the end."""
    found = None
    match = pattern.search(text, at)
    while match:
        found = match
        match = pattern.search(text, match.start("who"))
    return found
