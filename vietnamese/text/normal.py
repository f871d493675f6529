"""Normalise text: composed letters, the right Đ, no invisible characters, single spaces."""

import re
import unicodedata

# Zero-width characters, soft hyphen, bidirectional and interlinear controls, BOM, and the C0 and C1 controls
# that are not white space, which XML does not allow. For str.split() none of them is white space; for
# str.isprintable() none is printable, so that method is a quick check that there are none.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
)
# Letters that look like Đ, from old keyboards and converters: eth and the African D.
_FALSE_D = (("\u00d0", "Đ"), ("\u00f0", "đ"), ("\u0189", "Đ"), ("\u0256", "đ"))
# Thorn occurs in nearly every Icelandic text, where eth is a real letter, and in no Vietnamese one.
_ICELANDIC = re.compile("[\u00de\u00fe]")


def clean(text: str) -> str:
    """The text on one line: in NFC, stripped, without invisible characters, any white space as one space.

    Eth (U+00D0) and African D (U+0189) become Đ, since sites print "NLÐ" and "Ðảng"; a text with thorn is
    Icelandic and keeps its eth. Quotes, dashes and tone placement stay as they are.
    """
    line = text.strip()
    if not line.isprintable() or "  " in line:  # only the space is white space and printable
        line = " ".join(line.split())
        if not line.isprintable():
            # Before NFC: an invisible character may separate a mark from its letter.
            line = " ".join(INVISIBLE.sub("", text).split())
    if line.isascii():
        return line
    if not unicodedata.is_normalized("NFC", line):
        line = unicodedata.normalize("NFC", line)
    if "\u00d0" in line or "\u00f0" in line or "\u0189" in line or "\u0256" in line:
        line = _real_d(line)
    return line


def _real_d(text: str) -> str:
    if _ICELANDIC.search(text):
        return text
    for wrong, right in _FALSE_D:
        text = text.replace(wrong, right)
    return text


def has_digit(text: str) -> bool:
    """Has the text a digit, plain or full-width?

    One search for each character is many times faster than a single search for any of the twenty.
    """
    return (
        "2" in text or "1" in text or "0" in text or "3" in text or "4" in text
        or "5" in text or "6" in text or "7" in text or "8" in text or "9" in text
        or "２" in text or "１" in text or "０" in text or "３" in text or "４" in text
        or "５" in text or "６" in text or "７" in text or "８" in text or "９" in text
    )  # fmt: skip
