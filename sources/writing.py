"""A source → the text of its file; ``sources.schema`` reads it back as the same source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from items import Source

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
