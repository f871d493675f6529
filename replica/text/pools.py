"""Read the sentence pools (``*.txt``): ``[section]`` headings, one sentence a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the news: the months of its events and its sentences."""

    slug: str
    months: tuple[int, ...]
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    sentences: tuple[str, ...]
    captions: tuple[str, ...]
    tasks: tuple[str, ...]
    subject: str


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """The sections of one pool file, e.g. ``sections("general.txt")["speech"]``."""
    return _parse(files("replica.text").joinpath(name).read_text(encoding="utf-8"))


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, ordered by slug."""
    folder = files("replica.text").joinpath("themes")
    names = sorted(article.name for article in folder.iterdir() if article.name.endswith(".txt"))
    return tuple(_theme(name, _parse(folder.joinpath(name).read_text(encoding="utf-8"))) for name in names)


def words(section: str) -> tuple[str, ...]:
    """The words of a section of ``names.txt``, split at ``|`` if it has any, else at white space."""
    line = sections("names.txt")[section][0]
    return tuple(line.split("|")) if "|" in line else tuple(line.split())


def _parse(text: str) -> dict[str, tuple[str, ...]]:
    sections_by_name: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = sections_by_name.setdefault(line[1:-1], [])
        elif line:
            current.append(line)
    return {name: tuple(lines) for name, lines in sections_by_name.items()}


def _theme(name: str, parts: Mapping[str, tuple[str, ...]]) -> Theme:
    return Theme(
        slug=name.removesuffix(".txt"),
        months=tuple(int(month) for month in parts["months"][0].split()),
        titles=parts["title"],
        leads=parts["lead"],
        sentences=parts["sentence"],
        captions=parts["caption"],
        tasks=parts["task"],
        subject=parts["subject"][0],
    )
