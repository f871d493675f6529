"""Character references of a text that holds very many: nh3 takes quadratic time over them.

So they become characters before it parses the text. The five that mark up HTML become noncharacters, which
mean nothing to a parser, and references again behind it.
"""

import re
from html import escape, unescape
from typing import Final

MANY: Final = 500
_REFERENCE: Final = re.compile("&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,31};?)?")
_STAND_INS: Final = {"&": "\ufdd0", "<": "\ufdd1", ">": "\ufdd2", '"': "\ufdd3", "'": "\ufdd4"}
_GONE: Final = dict.fromkeys(map(ord, _STAND_INS.values()))
_CHARACTERS: Final = {ord(stand_in): mark for mark, stand_in in _STAND_INS.items()}
_IN_TEXT: Final = {ord(stand_in): escape(mark, quote=False) for mark, stand_in in _STAND_INS.items()}


def take_out(html: str) -> str:
    """The same HTML without references, whole or broken."""
    return _REFERENCE.sub(_character, html.translate(_GONE))


def put_back(html: str) -> str:
    """What nh3 made of the result of ``take_out``, with references again where text needs them."""
    return html.translate(_IN_TEXT)


def in_value(value: str) -> str:
    """An attribute's value as the parser would have read it; nh3 writes the references in it itself."""
    return value.translate(_CHARACTERS)


def _character(found: re.Match[str]) -> str:
    text = unescape(found[0])
    if text.isspace() and text.isascii():
        return " "
    return "".join(_STAND_INS.get(letter, letter) for letter in text)
