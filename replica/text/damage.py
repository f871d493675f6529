"""Damages of texts as real pages have them: decomposed letters, lost letters, ETH, NBSP."""

import random
import unicodedata

NBSP = "\u00a0"


def decompose(text: str) -> str:
    """The text in NFD, as pasted from a Mac."""
    return unicodedata.normalize("NFD", text)


def with_eth(text: str) -> str:
    """The text with U+00D0 (ETH), which looks the same, for Đ."""
    return text.replace("Đ", "Ð")


def lose_letters(rng: random.Random, text: str, words: int) -> str:
    """Drop one letter of U+1EA0-1EF9 from at most ``words`` words, as a wrong font conversion does."""
    parts = text.split(" ")
    places = [
        index
        for index, part in enumerate(parts)
        if part.islower() and len(part) > 2 and _without_letter(part) != part
    ]
    for index in rng.sample(places, min(words, len(places))):
        parts[index] = _without_letter(parts[index])
    return " ".join(parts)


def add_nbsp(rng: random.Random, text: str, spaces: int) -> str:
    """Replace some spaces with NBSP, one with a space after it, and append an NBSP."""
    parts = text.split(" ")
    glue = [" "] * (len(parts) - 1)
    for count, index in enumerate(rng.sample(range(len(glue)), min(spaces, len(glue)))):
        glue[index] = NBSP + " " if count == 0 else NBSP
    joined = "".join(part + mark for part, mark in zip(parts, [*glue, ""], strict=True))
    return joined + NBSP


def plain(text: str) -> str:
    """The text as a reader sees it, and as a truth has it: NFC, U+0110 for Đ, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").split())


def slug(text: str) -> str:
    """``Tết Sum vầy`` → ``tet-sum-vay``, at most 90 letters."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
        if not unicodedata.combining(letter)
    )
    return "-".join(
        "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in bare).split()
    )[:90].rstrip("-")


def _without_letter(word: str) -> str:
    for letter in word:
        if "\u1ea0" <= letter <= "\u1ef9":
            return word.replace(letter, "", 1)
    return word
