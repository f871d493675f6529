"""A source file's text → ``items.Source``, or every problem it has, each with what would be right.

The shape is ``items.Source`` itself, and pydantic, which reads its annotations, says what is wrong. Loading
it takes longer than reading all files, so a file whose values fit as they stand is not shown to it
(``sources.fitting``). The checks that annotations can't say (addresses, expressions, selectors, provinces)
stand in ``sources.checks``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from items import Follow, Politeness, Select, Source
from sources.checks import problems_of
from sources.errors import SourceFileError, did_you_mean
from sources.fitting import made
from sources.places import line_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TABLES: Mapping[str, type] = {"select": Select, "follow": Follow, "politeness": Politeness}
_KEYS = tuple(field.name for field in fields(Source) if field.name != "slug")
_PLAIN = {
    "string_type": "a text in quotes is wanted",
    "tuple_type": 'a list of texts is wanted, such as ["/tin-tuc"]',
    "float_type": "a number is wanted",
    "float_parsing": "a number is wanted",
    "int_type": "a whole number is wanted",
    "int_parsing": "a whole number is wanted",
    "int_from_float": "a whole number is wanted",
}


def parse_source(text: str, slug: str, file: str) -> Source:
    """The source that a file's text describes; ``file`` is its name or path for the messages.

    Raises SourceFileError with one line for each problem, all of them at once: "FILE:LINE: what would be
    right", without a line where the problem is in none.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(_told(f"this is no TOML: {error}", text, file)) from None
    problems = _unknown_keys(data)
    told = {**_known(data), "slug": slug}
    source = made(Source, told)
    if source is None:
        source, wrong = _validated(told)
        problems += [_sentence(detail, data) for detail in wrong]
    if source is not None:
        problems += problems_of(source)
    if problems or source is None:
        raise SourceFileError("\n".join(_told(problem, text, file) for problem in problems))
    return source


@cache
def _adapter() -> "TypeAdapter[Source]":
    from pydantic import TypeAdapter

    return TypeAdapter(Source)


def _validated(told: Mapping[str, Any]) -> tuple[Source | None, list[dict[str, Any]]]:
    """The source, or what pydantic finds wrong with it."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(told), []
    except ValidationError as error:
        return None, [dict(detail) for detail in error.errors(include_url=False)]


def _told(problem: str, text: str, file: str) -> str:
    line = line_of(text, problem)
    return f"{file}:{line}: {problem}" if line else f"{file}: {problem}"


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in _KEYS}


def _unknown_keys(data: Mapping[str, Any]) -> list[str]:
    problems = [
        f'"{key}" is no key of a source file; {did_you_mean(key, _KEYS)}' for key in data if key not in _KEYS
    ]
    for table, shape in _TABLES.items():
        names = [field.name for field in fields(shape)]
        inside = data.get(table)
        if isinstance(inside, Mapping):
            problems += [
                f'"{table}.{key}" is no key of [{table}]; {did_you_mean(key, names)}'
                for key in inside
                if key not in names
            ]
    return problems


def _sentence(detail: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """One of pydantic's findings in plain words."""
    place = [str(part) for part in detail["loc"]]
    key, given, kind = ".".join(place), detail.get("input"), str(detail["type"])
    if kind == "missing":
        return f'"{key}" is missing'
    if kind == "literal_error":
        choices = _choices(place[0])
        return f'{key} = "{given}" is not possible; {did_you_mean(str(given), choices)}'
    if kind in ("dataclass_type", "dataclass_exact_type"):
        return f"{key} must be a table: write [{key}] on a line of its own and its keys below"
    return f"{key} = {given!r}: {_PLAIN.get(kind, detail['msg'])}"


def _choices(key: str) -> tuple[str, ...]:
    for field in fields(Source):
        if field.name == key:
            told = get_args(field.type)
            # A key that may be left out has its choices inside.
            return tuple(str(choice) for choice in (get_args(told[0]) if type(None) in told else told))
    return ()
