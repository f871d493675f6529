"""Plain values as a frozen dataclass, where each is already of its annotation's kind."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

Shape = TypeVar("Shape")

_EXACT = 2**53  # from here on a float does not hold every whole number


class _MisfitError(Exception):
    """A value that is not of the kind that is wanted."""


def made(shape: type[Shape], told: Mapping[str, Any]) -> Shape | None:
    """``shape`` of these values by key, or None where anything does not fit as it stands.

    Knows texts, numbers, choices (``Literal``), tuples of one kind (given as lists), dataclasses (given as
    mappings) and what of these may be left out (``… | None``). None says nothing about what is wrong, nor
    that the values are: a number in quotes may still be meant.
    """
    try:
        found: Shape = _made(shape, told)
    except _MisfitError:
        return None
    return found


def _made(shape: Any, told: Mapping[str, Any]) -> Any:
    kinds = {field.name: field for field in fields(shape)}
    if not told.keys() <= kinds.keys():
        raise _MisfitError
    for name, field in kinds.items():
        if name not in told and field.default is MISSING and field.default_factory is MISSING:
            raise _MisfitError
    return shape(**{name: _fitting(kinds[name].type, value) for name, value in told.items()})


def _fitting(kind: Any, value: Any) -> Any:
    # True is an int and may be meant as one or not: only the very type fits.
    given = type(value)
    if kind in (str, int, float) and given is kind:
        return value
    if kind is float and given is int and abs(value) < _EXACT:
        return float(value)
    if is_dataclass(kind) and given is dict:
        return _made(kind, value)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal and given is str and value in inside:
        return value
    if origin is tuple and given is list and inside[1:] == (...,):
        return tuple(_fitting(inside[0], one) for one in value)
    if len(inside) == 2 and inside[1] is type(None):
        return _fitting(inside[0], value)
    raise _MisfitError
