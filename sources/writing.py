"""Write a source as the text of its file; ``sources.schema`` parses it back into an equal source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from items import Source
from sources.errors import SourceFileError
from sources.schema import parse_source

_TABLES = ("select", "follow", "politeness")


def to_toml(source: Source) -> str:
    """The source as TOML, one key a line, without keys that have their default value."""
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
    """The value in TOML, which is JSON for texts, numbers and lists of texts, except that DEL is escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def amend(text: str, before: Source, after: Source) -> str:
    """The file ``text`` of the source ``before``, changed so that it describes ``after``.

    Changes only lines whose value differs and keeps comments and order. If the result would not parse into
    ``after``, returns ``to_toml(after)`` instead.
    """
    lines = text.splitlines()
    for field in fields(Source):
        new = getattr(after, field.name)
        if field.name == "slug" or new == getattr(before, field.name):
            continue
        if field.name in _TABLES:
            old_table, new_table = asdict(getattr(before, field.name)), asdict(new)
            for key, value in _changed(new_table, old_table).items():
                lines = _set_key(lines, field.name, key, value)
        else:
            lines = _set_key(lines, "", field.name, new)
    written = "\n".join(lines).strip("\n") + "\n"
    return written if _parses_into(written, after) else to_toml(after)


def _set_key(lines: list[str], table: str, key: str, value: Any) -> list[str]:
    """The lines with ``key`` of ``table`` ("" is the top level) set to ``value``, or without it if empty."""
    start, end = _table_lines(lines, table)
    assignment = f"{key} = {_value(value)}" if value not in (None, (), []) else None
    for number in range(start, end):
        if lines[number].partition("=")[0].strip() == key:
            comment = lines[number].partition("  #")[2]
            new = [assignment + (f"  #{comment}" if comment else "")] if assignment is not None else []
            return [*lines[:number], *new, *lines[number + 1 :]]
    if assignment is None:
        return lines
    if start == end and table:
        return [*lines, "", f"[{table}]", assignment]
    last = max((number for number in range(start, end) if lines[number].strip()), default=start - 1)
    return [*lines[: last + 1], assignment, *lines[last + 1 :]]


def _table_lines(lines: list[str], table: str) -> tuple[int, int]:
    """The range of a table's lines below its heading; an empty range at the end if the table is missing."""
    headings = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not table:
        return 0, headings[0] if headings else len(lines)
    for number in headings:
        if lines[number].partition("#")[0].strip() == f"[{table}]":
            return number + 1, next((head for head in headings if head > number), len(lines))
    return len(lines), len(lines)


def _parses_into(text: str, source: Source) -> bool:
    try:
        return parse_source(text, source.slug, source.slug) == source
    except SourceFileError:
        return False
