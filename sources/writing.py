"""A source → the text of its file; ``sources.schema`` reads it back as the same source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from items import Source
from sources.errors import SourceFileError
from sources.schema import parse_source

_TABLES = ("select", "follow", "politeness")


def to_toml(source: Source) -> str:
    """TOML with one key a line; what is at its default is left out."""
    plain = Source(slug="", name="", publisher="", kind="portal", home="", status="unverified", evidence="")
    lines = [
        f"{field.name} = {_value(getattr(source, field.name))}"
        for field in fields(Source)
        if field.name not in ("slug", *_TABLES)
        and (getattr(source, field.name) != getattr(plain, field.name) or field.name in ("kind", "status"))
    ]
    for table in _TABLES:
        changed = _changed(asdict(getattr(source, table)), asdict(getattr(plain, table)))
        if changed:
            lines += ["", f"[{table}]", *(f"{key} = {_value(value)}" for key, value in changed.items())]
    return "\n".join(lines) + "\n"


def _changed(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value != defaults[key]}


def _value(value: Any) -> str:
    """A JSON text, number or list of texts is TOML too, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def amended(text: str, before: Source, after: Source) -> str:
    """The text of ``before``'s file as that of ``after``: changed lines only, comments and order kept.

    Where that is not possible line by line, the whole file anew as ``to_toml`` writes it.
    """
    lines = text.splitlines()
    for field in fields(Source):
        new = getattr(after, field.name)
        if field.name == "slug" or new == getattr(before, field.name):
            continue
        if field.name in _TABLES:
            old_table, new_table = asdict(getattr(before, field.name)), asdict(new)
            for key, value in _changed(new_table, old_table).items():
                lines = _with_line(lines, field.name, key, value)
        else:
            lines = _with_line(lines, "", field.name, new)
    written = "\n".join(lines).strip("\n") + "\n"
    return written if _says(written, after) else to_toml(after)


def _with_line(lines: list[str], table: str, key: str, value: Any) -> list[str]:
    """The lines with ``key`` of ``table`` ("" for the top) at this value; an empty one's line is left out."""
    start, end = _range(lines, table)
    kept = f"{key} = {_value(value)}" if value not in (None, (), []) else None
    for number in range(start, end):
        if lines[number].partition("=")[0].strip() == key:
            comment = lines[number].partition("  #")[2]
            new = [kept + (f"  #{comment}" if comment else "")] if kept is not None else []
            return [*lines[:number], *new, *lines[number + 1 :]]
    if kept is None:
        return lines
    if start == end and table:
        return [*lines, "", f"[{table}]", kept]
    last = max((number for number in range(start, end) if lines[number].strip()), default=start - 1)
    return [*lines[: last + 1], kept, *lines[last + 1 :]]


def _range(lines: list[str], table: str) -> tuple[int, int]:
    """The lines of a table, its heading aside; an empty range at the end where there is none."""
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not table:
        return 0, heads[0] if heads else len(lines)
    for number in heads:
        if lines[number].partition("#")[0].strip() == f"[{table}]":
            return number + 1, next((head for head in heads if head > number), len(lines))
    return len(lines), len(lines)


def _says(text: str, source: Source) -> bool:
    try:
        return parse_source(text, source.slug, source.slug) == source
    except SourceFileError:
        return False
