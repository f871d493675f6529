"""Vietnamese text as old encodings and wrong readings leave it."""

import unicodedata

from vietnamese.text import legacy


def as_cp1252(text: str) -> str:
    """UTF-8 read as windows-1252, the five codes that it lacks as control characters."""
    return "".join(
        bytes([code]).decode("cp1252") if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(code)
        for code in text.encode()
    )


def as_tcvn3(text: str) -> str:
    back = {letter: chr(code) for code, letter in legacy._TCVN3.items()}
    return "".join(back.get(letter, letter) for letter in text)


def as_vni(text: str) -> str:
    back: dict[str, str] = {}
    for written, letter in legacy._VNI.items():
        if written[0].islower() == letter.islower() and written[1:].islower() == bool(written[1:]):
            back.setdefault(letter, written)
    return "".join(back.get(letter, letter) for letter in text)


def as_cp1258(text: str) -> bytes:
    """Each letter with its shape as one code, its tone as another behind it."""
    out = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += (shape + "".join(tones)).encode("cp1258")
    return bytes(out)
