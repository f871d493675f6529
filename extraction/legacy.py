"""Pages whose Vietnamese is not Unicode: found with a quick look, then repaired piece by piece.

Such pages are mixed: a menu in Unicode beside a text pasted in TCVN3. So the pieces without a letter of
Unicode are judged together, and only they are converted. Markup stays as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from vietnamese.text.legacy import Legacy, detect, is_unicode, repair

_FEW: Final = 2
# From one bracket to the next, so that a page of opening brackets takes linear time.
_TAG: Final = re.compile("(<[^<>]*>)")
_NAME: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_FONT: Final = re.compile(
    r"(?:\bface\s*=|font-family\s*:)(?:[\"'\s]|&quot;)*([\w.][\w. -]{0,40})", re.IGNORECASE
)
_CAPITALS: Final = re.compile(r"\.?vn\w*h", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"(\b(?:content|title|alt)\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SAMPLE: Final = 60_000


def to_unicode(markup: str) -> str:
    """The markup with TCVN3, VNI-Windows and mojibake as Unicode; good markup comes back as it is."""
    if not _is_suspect(markup):
        return markup
    pieces = _TAG.split(markup)
    legacy = detect(_sample(pieces[::2]))
    return markup if legacy is None else "".join(_repaired(pieces, legacy))


def _is_suspect(markup: str) -> bool:
    """Signs that no text in these encodings lacks: đ in TCVN3 and VNI, the second bytes of toned vowels in
    mojibake. Single characters are looked for, since a search for two takes fifty times as long.
    """
    if ("®" in markup and markup.count("®") >= _FEW) or ("ñ" in markup and markup.count("ñ") >= _FEW):
        return True
    if "º" in markup and "»" in markup and markup.count("º") + markup.count("»") >= _FEW:
        return True
    # A page in Unicode throughout has these two, and no page mixes it with entities of the others.
    unicode = "ộ" in markup and "ạ" in markup
    return not unicode and any(name in markup for name in ("&reg;", "&#174;", "&ntilde;", "&#241;"))


def _sample(texts: list[str]) -> str:
    """The text that is neither ASCII nor surely Unicode."""
    sample: list[str] = []
    size = 0
    for text in texts:
        plain = html.unescape(text)
        if not plain.isascii() and not is_unicode(plain):
            sample.append(plain)
            size += len(plain)
            if size > _SAMPLE:
                break
    return " ".join(sample)


def _repaired(pieces: list[str], legacy: Legacy) -> Iterator[str]:
    fonts = _Fonts()
    for place, piece in enumerate(pieces):
        if place % 2:
            fonts.read(piece)
            yield _ATTRIBUTE.sub(lambda match: match[1] + _attribute(match[2], legacy), piece)
        elif fonts.element in ("script", "style"):
            yield piece
        else:
            yield _text(piece, legacy, fonts.capitals)


def _text(piece: str, legacy: Legacy, capitals: bool) -> str:
    plain = html.unescape(piece)
    better = repair(plain, legacy, capitals)
    return piece if better == plain else html.escape(better, quote=False)


def _attribute(quoted: str, legacy: Legacy) -> str:
    plain = html.unescape(quoted[1:-1])
    better = repair(plain, legacy)
    return quoted if better == plain else f'"{html.escape(better)}"'


class _Fonts:
    """Whether the text at this place stands in a font of capitals: TCVN3 has them nowhere else."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def element(self) -> str:
        """The name of the nearest open element."""
        return self._open[-1][0] if self._open else ""

    @property
    def capitals(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def read(self, tag: str) -> None:
        """Take notice of a tag as printed."""
        name = _NAME.match(tag)
        if name is None or name[2].lower() in _VOID or tag.endswith("/>"):
            return
        if not name[1]:
            font = _FONT.search(tag)
            capitals = _CAPITALS.fullmatch(font[1].strip()) is not None if font else self.capitals
            self._open.append((name[2].lower(), capitals))
            return
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 20), -1):
            if self._open[depth][0] == name[2].lower():
                del self._open[depth:]
                return
