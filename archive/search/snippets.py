"""What of a text is shown for a question: the best place of it as printed, the finds marked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archive.search.question import Question, Term
from archive.search.words import places

_MORE: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as printed; ``found`` where it answers the question."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    key: str


def snippet(text: str, question: Question, length: int = 240) -> list[Piece]:
    """About ``length`` characters of the text around what was found, else its beginning, in one line.

    Cut at words, with "…" where something is left out. The spelling is the page's own.
    """
    words = [_Word(*each) for each in places(text)]
    spans = _spans(words, question.wanted)
    start, end = _window(text, words, spans, length)
    pieces = [Piece(_MORE)] if start > 0 else []
    pieces += _cut(text, [span for span in spans if span[0] >= start and span[1] <= end], start, end)
    if text[end:].strip():
        pieces.append(Piece(_MORE))
    return pieces


def marked(text: str, question: Question) -> list[Piece]:
    """The whole text (a title) with what was found marked."""
    words = [_Word(*each) for each in places(text)]
    return _cut(text, _spans(words, question.wanted), 0, len(text))


def _spans(words: Sequence[_Word], wanted: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where terms are found: beginning, end, which term; no two over each other."""
    first: dict[str, list[int]] = {}
    for number, term in enumerate(wanted):
        if len(term.keys) > 1 or not term.beginning:
            first.setdefault(term.keys[0], []).append(number)
    beginnings = [(number, term.keys[0]) for number, term in enumerate(wanted)
                  if term.beginning and len(term.keys) == 1]  # fmt: skip
    found = []
    for place, word in enumerate(words):
        for number in first.get(word.key, ()):
            if _stands(words, place, wanted[number]):
                last = words[place + len(wanted[number].keys) - 1]
                found.append((word.start, last.end, number))
        found += [
            (word.start, word.end, number) for number, begin in beginnings if word.key.startswith(begin)
        ]
    found.sort(key=lambda span: (span[0], -span[1]))
    apart: list[tuple[int, int, int]] = []
    for span in found:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _stands(words: Sequence[_Word], place: int, term: Term) -> bool:
    there = [word.key for word in words[place : place + len(term.keys)]]
    if len(there) < len(term.keys):
        return False
    if term.beginning:
        return there[:-1] == list(term.keys[:-1]) and there[-1].startswith(term.keys[-1])
    return there == list(term.keys)


def _window(
    text: str, words: Sequence[_Word], spans: Sequence[tuple[int, int, int]], length: int
) -> tuple[int, int]:
    """The stretch that holds most different terms, then most finds, the first of equals; cut at words."""
    if len(text) <= length or not words:
        return 0, len(text)
    best, start = (0, 0), 0
    last = 0
    for place, (begin, _, _) in enumerate(spans):
        last = max(last, place)
        while last < len(spans) and spans[last][1] <= begin + length * 2 // 3:
            last += 1
        inside = spans[place:last]
        worth = (len({span[2] for span in inside}), len(inside))
        if worth > best:
            best, start = worth, begin
    # Some words before it, so that it can be read.
    lead = max(0, start - length // 4) if start > length // 4 else 0
    begin = next((word.start for word in words if word.start >= lead), 0) if lead else 0
    end = max(
        (word.end for word in words if word.end <= begin + length), default=min(len(text), begin + length)
    )
    return begin, end if text[end:].strip() else len(text)


def _cut(text: str, spans: Sequence[tuple[int, int, int]], start: int, end: int) -> list[Piece]:
    pieces = []
    done = start
    for begin, stop, _ in spans:
        pieces.append(Piece(_line(text[done:begin])))
        pieces.append(Piece(_line(text[begin:stop]), found=True))
        done = stop
    pieces.append(Piece(_line(text[done:end])))
    return [piece for piece in pieces if piece.text]


def _line(text: str) -> str:
    """Every white space as one blank; blanks at the ends stay."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
