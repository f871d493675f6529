"""Texts made fit for XML, for JSON and for readers of every habit: pure functions."""

import html
import re
from html.entities import name2codepoint
from urllib.parse import quote, urlsplit, urlunsplit

from vietnamese.text import clean

TITLE_LENGTH = 300
# A lead that is longer is shortened as a text is.
LEAD_LENGTH = 500
EXCERPT_LENGTH = 300

# What XML 1.0 cannot say, not even escaped; and the controls and the replacement sign, by which readers and
# validators know a text that was decoded wrongly.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")
# All that an address may hold unescaped (RFC 2396: square brackets only around a host).
_ADDRESS = ":/?#@!$&'()*+,;=%~-._"
_ENTITY_LIKE = re.compile(r"&(#?\w+)")
# Where a sentence may end: what follows begins another one.
_SENTENCE = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s+["'“‘«(\[–-]*\s*[^\W_a-zà-ỹ])""")
# A short word before a full stop is rather an abbreviation: "TP. Hồ Chí Minh", "ThS. Mai", "7. Tổ".
_SHORT = re.compile(r"(?:^|[\s(])(?:\w{1,2}|[A-ZĐ]\w{1,2}|[A-ZĐ]{3,5}|\d+)$")


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 has no way to write and those that are no text."""
    return _NOT_TEXT.sub("", text)


def line(text: str, length: int = TITLE_LENGTH) -> str:
    """One line of plain text, cut with an ellipsis at a space where one is near.

    Angle brackets become their typographic kin, and nothing looks like an entity: in a title of RSS some
    readers see HTML and some do not, and both must see the same.
    """
    # Cleaning costs by length; what is cut away need not be cleaned.
    told = html.unescape(text[: 20 * length])
    told = xml_text(clean(xml_text(told))).replace("<", "‹").replace(">", "›")
    return cut(_ENTITY_LIKE.sub(_no_entity, told), length)


def cut(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ", max(0, length - 40))
    return (head[:space] if space > 0 else head).rstrip() + "…"


def excerpt(text: str, length: int = EXCERPT_LENGTH) -> str:
    """The beginning of ``text`` as one line (``line``), some ``length`` characters, up to a sentence's end
    where one is near; else cut with an ellipsis."""
    told = line(text, 4 * length)
    if len(told) <= length:
        return told
    ends = [
        found.end()
        for found in _SENTENCE.finditer(told, 0, length + length // 4)
        if found.end() >= length // 3 and not _SHORT.search(told[: found.start()])
    ]
    return told[: ends[-1]] if ends else cut(told, length)


def web_address(address: str) -> str | None:
    """The address in plain ASCII, or None where it is no http or https address."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        rest = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
        host = quote(xml_text(parts.netloc), safe=_ADDRESS + "[]")
        return f"{parts.scheme}://{host}{quote(xml_text(rest), safe=_ADDRESS)}"
    except ValueError:
        return None


def _no_entity(found: re.Match[str]) -> str:
    name = found[1]
    if name.isalpha() and name not in name2codepoint and name != "apos":
        return found[0]
    return f"& {name}"
