"""Sentence templates: ``<one|other>`` is a choice, ``{name}`` a slot, ``{n:10-90}`` a number in a range."""

import random
import re
from collections.abc import Callable, Mapping

_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")

type_of_number: Mapping[str, str] = {
    "n": "grouped",
    "k": "plain",
    "d": "plain",
    "z": "padded",
    "m": "money",
    "pct": "percent",
}


def seeded_random(*seed: str | int) -> random.Random:
    """A random generator that gives the same numbers for the same seed on every machine."""
    return random.Random("/".join(str(part) for part in seed))  # noqa: S311 - texts, not secrets


def grouped(number: int, mark: str = ".") -> str:
    """``1234`` → ``1.234``."""
    return f"{number:,}".replace(",", mark)


class TextWriter:
    """Fills the templates of one text consistently.

    ``facts`` are the fixed values of slots; ``makers`` give a new value at each use. A number slot whose name
    ends in a digit (``n1``) keeps its first value for the whole text.
    """

    def __init__(
        self, rng: random.Random, facts: Mapping[str, str], makers: Mapping[str, Callable[[], str]]
    ) -> None:
        self.rng = rng
        self._facts = dict(facts)
        self._makers = makers

    def write(self, template: str) -> str:
        """The template with choices made and slots filled. Raises KeyError for an unknown slot."""
        chosen = _CHOICE.sub(lambda match: self.rng.choice(match[1].split("|")), template)
        filled = _SLOT.sub(self._fill, chosen)
        return _SLOT.sub(self._fill, filled)

    def _fill(self, match: re.Match[str]) -> str:
        name, low, high = match[1], match[2], match[3]
        if name in self._facts:
            return self._facts[name]
        if low is None:
            return self._makers[name]()
        value = self._number(name.rstrip("0123456789"), int(low), int(high))
        if name[-1].isdigit():
            self._facts[name] = value
        return value

    def _number(self, kind: str, low: int, high: int) -> str:
        value = self.rng.randint(low, high)
        match type_of_number[kind]:
            case "grouped":
                return grouped(value)
            case "padded":
                return f"{value:02d}"
            case "money":
                return f"{value} triệu đồng"
            case "percent":
                return f"{value},{self.rng.randint(1, 9)}%"
            case _:
                return str(value - value % 10 if low >= 100 else value)
