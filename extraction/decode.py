"""Bytes → text: what the page is written in, whatever its headers claim."""

from __future__ import annotations

import codecs
import re
from typing import Final
from unicodedata import normalize

from extraction.legacy import to_unicode
from vietnamese.text.legacy import syllable_share

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BYTE_FOR_BYTE: Final = ("cp1258", "cp1252")
_TAG: Final = re.compile("<[^<>]*>")
_SAMPLE: Final = 100_000
# Forbidden in HTML and refused by XML, so useless everywhere downstream.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES: Final = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The page's text in Unicode (NFC where it was windows-1258), without control characters. Never raises.

    A byte order mark decides, then strict UTF-8 (wrong ``charset`` headers are common, text that happens
    to be valid UTF-8 by chance is not). Of what is declared, windows-1258 and windows-1252 the one wins in
    which the page holds most Vietnamese syllables, the declared one when they are equal. TCVN3, VNI-Windows
    and mojibake become Unicode, whatever the bytes were.
    """
    return read_bytes(body, content_type)[0]


def read_bytes(body: bytes, content_type: str | None = None) -> tuple[str, bytes]:
    """What ``decode`` gives, and the same in UTF-8: nearly always ``body`` itself."""
    text, is_utf8 = _text_of(body, content_type)
    good = to_unicode(text)
    if is_utf8 and good is text and not _has_controls(body, text):
        return text, body
    good = _CONTROLS.sub("", good)
    return good, good.encode("utf-8", "replace")


def _has_controls(body: bytes, text: str) -> bool:
    """Whether a body in UTF-8 holds some. Single characters are looked for, much faster than one of many."""
    return any(map(body.__contains__, _CONTROL_BYTES)) or "\ufffe" in text or "\uffff" in text


def _text_of(body: bytes, content_type: str | None) -> tuple[str, bool]:
    """The text, and whether it is UTF-8 without an error."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), False
    try:
        return body.decode("utf-8"), True
    except UnicodeDecodeError:
        # One cut or broken letter in a long page is damage, not another encoding.
        text = body.decode("utf-8", "replace")
        if _is_nearly_utf8(text):
            return text, False
    best, most = "", -1.0
    for name in dict.fromkeys((*_declared(body, content_type), "cp1258", "cp1252")):
        try:
            text = normalize("NFC", body.decode(name, "strict" if name not in _BYTE_FOR_BYTE else "replace"))
        except (LookupError, UnicodeDecodeError):
            continue
        share = syllable_share(_TAG.sub(" ", to_unicode(text[:_SAMPLE])))
        if share > most:
            best, most = text, share
    return best, False


def _is_nearly_utf8(text: str) -> bool:
    """At least twenty good letters beyond ASCII for each broken one, in the first 200,000 characters."""
    sample = text[:200_000]
    broken = sample.count("\ufffd")
    good = sum(1 for letter in sample if letter > "\x7f") - broken
    return good > 20 * broken


def _declared(body: bytes, content_type: str | None) -> list[str]:
    names = []
    if content_type and (found := _HEADER.search(content_type)):
        names.append(found.group(1))
    if meta := _META.search(body[:8192]):
        names.append(meta.group(1).decode("ascii", "replace"))
    return ["cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1") else name for name in names]
