"""Texts and URLs that XML, JSON and all feed readers accept. Pure functions."""

import html
import re
from html.entities import name2codepoint
from urllib.parse import quote, urlsplit, urlunsplit

from vietnamese.text import clean

TITLE_LENGTH = 300
# A longer lead is shortened to an excerpt.
LEAD_LENGTH = 500
EXCERPT_LENGTH = 300

# Characters that XML 1.0 does not allow, and C1 controls and U+FFFD, which validators report as decoding
# errors.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")
# Characters that need no escape in a URL (RFC 2396: square brackets only around a host).
_ADDRESS = ":/?#@!$&'()*+,;=%~-._"
_ENTITY_LIKE = re.compile(r"&(#?\w+)")
# A possible sentence end: what follows looks like a new sentence.
_SENTENCE = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s+["'“‘«(\[–-]*\s*[^\W_a-zà-ỹ])""")
# A short word before a full stop is probably an abbreviation: "TP. Hồ Chí Minh", "ThS. Mai", "7. Tổ".
_SHORT = re.compile(r"(?:^|[\s(])(?:\w{1,2}|[A-ZĐ]\w{1,2}|[A-ZĐ]{3,5}|\d+)$")


def xml_text(text: str) -> str:
    """``text`` without characters that XML 1.0 forbids or that are signs of wrong decoding."""
    return _NOT_TEXT.sub("", text)


def line(text: str, length: int = TITLE_LENGTH) -> str:
    """One line of plain text, cut with an ellipsis at a space where one is near.

    Angle brackets become ‹ and ›, and nothing looks like an entity: some readers parse an RSS title as HTML
    and some do not, and both must show the same.
    """
    # Cut first: cleaning costs by length.
    plain = html.unescape(text[: 20 * length])
    plain = xml_text(clean(xml_text(plain))).replace("<", "‹").replace(">", "›")
    return cut(_ENTITY_LIKE.sub(_no_entity, plain), length)


def cut(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters, with an ellipsis where it was cut."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ", max(0, length - 40))
    return (head[:space] if space > 0 else head).rstrip() + "…"


def excerpt(text: str, length: int = EXCERPT_LENGTH) -> str:
    """The first ``length`` characters or so of ``text`` as one line, up to a sentence end where one is near;
    else cut with an ellipsis."""
    plain = line(text, 4 * length)
    if len(plain) <= length:
        return plain
    ends = [
        match.end()
        for match in _SENTENCE.finditer(plain, 0, length + length // 4)
        if match.end() >= length // 3 and not _SHORT.search(plain[: match.start()])
    ]
    return plain[: ends[-1]] if ends else cut(plain, length)


def web_address(address: str) -> str | None:
    """The URL in ASCII, or None where it is no http or https URL."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        rest = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
        host = quote(xml_text(parts.netloc), safe=_ADDRESS + "[]")
        return f"{parts.scheme}://{host}{quote(xml_text(rest), safe=_ADDRESS)}"
    except ValueError:
        return None


def _no_entity(match: re.Match[str]) -> str:
    name = match[1]
    if name.isalpha() and name not in name2codepoint and name != "apos":
        return match[0]
    return f"& {name}"
