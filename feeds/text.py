"""Texts made fit for XML, for JSON and for readers of every habit: pure functions."""

import html
import re
from html.entities import name2codepoint
from urllib.parse import quote, urlsplit, urlunsplit

from vietnamese.text import clean

TITLE_LENGTH = 300
SUMMARY_LENGTH = 2000

# What XML 1.0 cannot say, not even escaped; and the controls and the replacement sign, by which readers and
# validators know a text that was decoded wrongly.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")
# All that an address may hold unescaped (RFC 2396: square brackets only around a host).
_ADDRESS = ":/?#@!$&'()*+,;=%~-._"
_ENTITY_LIKE = re.compile(r"&(#?\w+)")


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
