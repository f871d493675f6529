"""Texts made fit for XML and for readers of every habit: pure functions."""

import re
from urllib.parse import quote, urlsplit

from vietnamese.text import clean

TITLE_LENGTH = 300
SUMMARY_LENGTH = 2000

# What XML 1.0 cannot say, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# All that an address may hold unescaped (RFC 3986).
_ADDRESS = ":/?#[]@!$&'()*+,;=%~-._"


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 has no way to write."""
    return _NOT_XML.sub("", text)


def line(text: str, length: int = TITLE_LENGTH) -> str:
    """One line of plain text, cut with an ellipsis at a space where one is near.

    Angle brackets become their typographic kin: in a title of RSS some readers see HTML and some do not, and
    neither may see a tag.
    """
    # Cleaning costs by length; what is cut away need not be cleaned.
    told = xml_text(clean(xml_text(text[: 20 * length]))).replace("<", "‹").replace(">", "›")
    return cut(told, length)


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
        return quote(xml_text(address), safe=_ADDRESS)
    except ValueError:
        return None
