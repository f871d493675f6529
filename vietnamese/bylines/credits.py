"""The agency prefix that opens a lead, and the photo credit that ends a caption."""

import re

from vietnamese._skeleton import LOWER, UPPER, visible_text
from vietnamese.bylines.organisations import is_outlet

_BRACKETED = re.compile(rf"\s*\(([{UPPER}{LOWER}0-9.+& -]{{2,30}})\)\s*([-–—|:])?\s*(?=\S)")
_UNBRACKETED = re.compile(
    r"\s*([A-ZĐ]{2,8}(?:\.(?:vn|VN|com)| Online)?|[A-Z][a-z]+\.(?:vn|com))\s*[-–—|]\s+(?=\S)"
)
# Abbreviations that open a sentence as its subject and are no agency prefix (lexicon: union_abbreviations).
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
    """The agency prefix of a lead: ``(LĐTĐ) - Sáng…`` → LĐTĐ, ``HNP - …`` → HNP, ``(Dân trí) - …`` → Dân trí.

    None if there is no prefix. A union's abbreviation before a dash ("LĐLĐ - …") is a subject, no prefix.
    """
    head = visible_text(text[:80])
    match = _BRACKETED.match(head)
    if match:
        prefix, dash = match[1].strip(), match[2]
        all_capitals = " " not in prefix and prefix.upper() == prefix and not prefix.isdigit()
        dashed = bool(dash) and prefix[0].isupper() and len(prefix.split()) <= 4
        return prefix if dashed or all_capitals or is_outlet(prefix) else None
    match = _UNBRACKETED.match(head)
    return match[1] if match and match[1] not in _SUBJECTS else None


def split_credit(caption: str) -> tuple[str, str | None]:
    """Split a caption into (text, credit): ``… tiên tiến. Ảnh: CĐHN`` → (``… tiên tiến.``, ``CĐHN``).

    The credit is None if nobody is named, as in "Ảnh minh họa" and "Ảnh: Tư liệu". The labels are those of
    the lexicon (bylines.roles.photographer and source).
    """
    printed = visible_text(caption).strip()
    tail_at = max(0, len(printed) - 140)
    tail = printed[tail_at:].lower()
    if not any(word in tail for word in ("ảnh", "nguồn", "hình", "photo")):
        return printed, None
    # "hoàn cảnh" and "tình hình" hold the words, too: an expression is tried where its marks stand.
    for pattern, may_match in (
        (_CREDIT, ":" in tail or "do " in tail),
        (_CREDIT_NO_COLON, "(" in tail or "[" in tail),
        (_CREDIT_AFTER_STOP, "Ảnh" in printed),
    ):
        match = _last_match(pattern, printed, tail_at) if may_match else None
        if match:
            who = match["who"].strip(" .,;–-\u00a0")
            if pattern is _CREDIT and _is_word_of_sentence(printed, match):
                continue
            if not who or _NO_CREDIT.match(who) or len(who.split()) > 12:
                return printed, None
            text = printed[: match.start()].rstrip(" \u00a0,;|–—-(")
            closed = printed[match.start() : match.start() + 1]
            return text + ("." if closed == "." else ""), who
    return printed, None


def _is_word_of_sentence(text: str, match: re.Match[str]) -> bool:
    """Is the label a word of the sentence ("… là điển hình: làm …"): in lower case, right after a word?"""
    before = text[: match.start("label")].rstrip(" \u00a0")
    return match["label"][0].islower() and bool(before) and before[-1].isalpha()


def _last_match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """The match that begins last, at or after ``at``: of two labels the one nearest the end."""
    last = None
    match = pattern.search(text, at)
    while match:
        last = match
        match = pattern.search(text, match.start("who"))
    return last
