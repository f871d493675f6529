"""Parse the text of a source file into ``items.Source``, or report all of its errors with their remedies.

The schema is ``items.Source`` itself. Pydantic validates by its annotations, but importing pydantic takes
longer than reading all files, so it is used only for files whose values do not fit as they are
(``sources.fitting``). ``sources.checks`` checks what annotations cannot express: URLs, expressions,
selectors, provinces.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from items import Follow, Politeness, Select, Source
from sources.checks import find_errors
from sources.errors import SourceFileError, did_you_mean, line_of
from sources.fitting import build_if_fitting

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TABLES: Mapping[str, type] = {"select": Select, "follow": Follow, "politeness": Politeness}
_KEYS = tuple(field.name for field in fields(Source) if field.name != "slug")
_EXPLANATIONS = {
    "string_type": "must be a text in quotes",
    "tuple_type": 'must be a list of texts, such as ["/tin-tuc"]',
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
}


def parse_source(text: str, slug: str, file: str) -> Source:
    """The source that a file's text describes; ``file`` is the file's name or path, for messages.

    Raises SourceFileError with all errors, one a line: "FILE:LINE: MESSAGE", or "FILE: MESSAGE" for an error
    that is on no line, such as a missing key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceFileError(_locate(f"this is not valid TOML: {error}", text, file)) from None
    errors = _unknown_key_errors(data)
    values = {**_known(data), "slug": slug}
    source = build_if_fitting(Source, values)
    if source is None:
        source, details = _validate(values)
        errors += [_explain(detail) for detail in details]
    if source is not None:
        errors += find_errors(source)
    if errors or source is None:
        raise SourceFileError("\n".join(_locate(message, text, file) for message in errors))
    return source


@cache
def _adapter() -> "TypeAdapter[Source]":
    from pydantic import TypeAdapter

    return TypeAdapter(Source)


def _validate(values: Mapping[str, Any]) -> tuple[Source | None, list[dict[str, Any]]]:
    """The source, or None and the errors that pydantic reports."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(values), []
    except ValidationError as error:
        return None, [dict(detail) for detail in error.errors(include_url=False)]


def _locate(message: str, text: str, file: str) -> str:
    line = line_of(text, message)
    return f"{file}:{line}: {message}" if line else f"{file}: {message}"


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in _KEYS}


def _unknown_key_errors(data: Mapping[str, Any]) -> list[str]:
    errors = [
        f'"{key}" is not a key of a source file; {did_you_mean(key, _KEYS)}'
        for key in data
        if key not in _KEYS
    ]
    for table, shape in _TABLES.items():
        names = [field.name for field in fields(shape)]
        given = data.get(table)
        if isinstance(given, Mapping):
            errors += [
                f'"{table}.{key}" is not a key of [{table}]; {did_you_mean(key, names)}'
                for key in given
                if key not in names
            ]
    return errors


def _explain(detail: Mapping[str, Any]) -> str:
    """An error of pydantic in plain words."""
    place = [str(part) for part in detail["loc"]]
    key, given, kind = ".".join(place), detail.get("input"), str(detail["type"])
    if kind == "missing":
        return f'"{key}" is missing'
    if kind == "literal_error":
        choices = _choices(place[0])
        return f'{key} = "{given}" is not allowed; {did_you_mean(str(given), choices)}'
    if kind in ("dataclass_type", "dataclass_exact_type"):
        return f"{key} must be a table: write [{key}] on a line of its own and its keys below"
    return f"{key} = {given!r}: {_EXPLANATIONS.get(kind, detail['msg'])}"


def _choices(key: str) -> tuple[str, ...]:
    for field in fields(Source):
        if field.name == key:
            arguments = get_args(field.type)
            if type(None) in arguments:  # an optional key: Literal[…] | None
                arguments = get_args(arguments[0])
            return tuple(map(str, arguments))
    return ()
