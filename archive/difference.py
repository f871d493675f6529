"""Two states of a text side by side: which paragraphs and which words came, went and stayed. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from archive.bodies import paragraphs

What = Literal["equal", "insert", "delete"]
# Two paragraphs with fewer words in common are one that went and one that came.
_ALIKE: Final = 0.5
# Beyond this many words a comparison word by word takes seconds and nobody reads it.
_MOST_WORDS: Final = 3000
# How many paragraphs on a changed one is looked for: a text that was written anew must not take minutes.
_NEAR: Final = 20
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went; the runs of a paragraph put together are the paragraph."""

    what: What
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``equal``, ``insert`` and ``delete`` are of one piece; a ``change`` has the words of both states in
    ``pieces``: those not inserted are the paragraph before, those not deleted the one after."""

    what: Literal["equal", "insert", "delete", "change"]
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.what != "insert")

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.what != "delete")


def difference(before: str, after: str) -> list[Paragraph]:
    """The two texts as one list of paragraphs, in reading order.

    Paragraphs are lines; spaces at their ends and in rows do not count.
    """
    old, new = paragraphs(before), paragraphs(after)
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            found += [_whole("equal", line) for line in old[first:last]]
        else:
            found += _replaced(old[first:last], new[begin:end])
    return found


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Two lines word by word, as runs that stayed, went and came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return tuple(piece for piece in (Piece("delete", before), Piece("insert", after)) if piece.text)
    pieces: list[Piece] = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("equal", "".join(old[first:last])))
            continue
        if last > first:
            pieces.append(Piece("delete", "".join(old[first:last])))
        if end > begin:
            pieces.append(Piece("insert", "".join(new[begin:end])))
    return tuple(pieces)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that gave way to others: those that are alike are one that changed, in the order of both."""
    begin = 0
    for line in old:
        near = range(begin, min(begin + _NEAR, len(new)))
        place = next((at for at in near if _alike(line, new[at])), None)
        if place is None:
            yield _whole("delete", line)
        else:
            yield from (_whole("insert", each) for each in new[begin:place])
            yield Paragraph("change", words(line, new[place]))
            begin = place + 1
    yield from (_whole("insert", each) for each in new[begin:])


def _alike(one: str, other: str) -> bool:
    first, second = one.split(), other.split()
    if not min(len(first), len(second)) * 2 >= _ALIKE * (len(first) + len(second)):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _whole(what: What, text: str) -> Paragraph:
    return Paragraph(what, (Piece(what, text),))
