"""What happens to texts on their way to a page: decomposed letters, lost letters, ETH, hard spaces."""

import random
import unicodedata

NBSP = "\u00a0"


def decompose(text: str) -> str:
    """The text as NFD, as pages pasted from a Mac have it."""
    return unicodedata.normalize("NFD", text)


def icelandic(text: str) -> str:
    """Đ written as U+00D0 (ETH), which looks the same on the screen."""
    return text.replace("Đ", "Ð")


def lose_letters(rng: random.Random, text: str, words: int) -> str:
    """Drops one letter of U+1EA0-1EF9 from up to that many words, as a wrong font conversion does."""
    parts = text.split(" ")
    places = [
        index for index, part in enumerate(parts) if part.islower() and len(part) > 2 and _lost(part) != part
    ]
    for index in rng.sample(places, min(words, len(places))):
        parts[index] = _lost(parts[index])
    return " ".join(parts)


def harden(rng: random.Random, text: str, spaces: int) -> str:
    """Some spaces become NBSP, one of them doubled, and the text ends in one."""
    parts = text.split(" ")
    glue = [" "] * (len(parts) - 1)
    for count, index in enumerate(rng.sample(range(len(glue)), min(spaces, len(glue)))):
        glue[index] = NBSP + " " if count == 0 else NBSP
    joined = "".join(part + mark for part, mark in zip(parts, [*glue, ""], strict=True))
    return joined + NBSP


def plain(text: str) -> str:
    """The text as a reader sees it: NFC, Đ, single spaces. What a truth says is in this form."""
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").split())


def slug(text: str) -> str:
    """``Tết Sum vầy`` as ``tet-sum-vay``, at most 90 letters long."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
        if not unicodedata.combining(letter)
    )
    return "-".join(
        "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in bare).split()
    )[:90].rstrip("-")


def _lost(word: str) -> str:
    for letter in word:
        if "\u1ea0" <= letter <= "\u1ef9":
            return word.replace(letter, "", 1)
    return word
