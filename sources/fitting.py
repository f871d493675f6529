"""Build a frozen dataclass from plain values that already have the types of its annotations."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

Shape = TypeVar("Shape")

_EXACT = 2**53  # larger floats do not hold every whole number


class _MisfitError(Exception):
    """A value that has not the type of its annotation."""


def build_if_fitting(shape: type[Shape], values: Mapping[str, Any]) -> Shape | None:
    """An instance of the dataclass ``shape`` with ``values`` by field name, or None if any does not fit.

    Fits text, numbers, ``Literal`` choices, tuples of one type (given as lists), dataclasses (given as dicts)
    and optional ones of these (``… | None``). None does not mean that the values are wrong: pydantic may
    still convert them, such as a number in quotes.
    """
    try:
        instance: Shape = _build(shape, values)
    except _MisfitError:
        return None
    return instance


def _build(shape: Any, values: Mapping[str, Any]) -> Any:
    fields_by_name = {field.name: field for field in fields(shape)}
    if not values.keys() <= fields_by_name.keys():
        raise _MisfitError
    for name, field in fields_by_name.items():
        if name not in values and field.default is MISSING and field.default_factory is MISSING:
            raise _MisfitError
    return shape(**{name: _fit(fields_by_name[name].type, value) for name, value in values.items()})


def _fit(annotation: Any, value: Any) -> Any:
    # Only the exact type fits: True is an int too, but hardly meant as one.
    value_type = type(value)
    if annotation in (str, int, float) and value_type is annotation:
        return value
    if annotation is float and value_type is int and abs(value) < _EXACT:
        return float(value)
    if is_dataclass(annotation) and value_type is dict:
        return _build(annotation, value)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal and value_type is str and value in arguments:
        return value
    if origin is tuple and value_type is list and arguments[1:] == (...,):
        return tuple(_fit(arguments[0], element) for element in value)
    if len(arguments) == 2 and arguments[1] is type(None):
        return _fit(arguments[0], value)
    raise _MisfitError
