"""The options of a rule: a frozen dataclass, filled from a table of the configuration."""

from __future__ import annotations

from dataclasses import field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Option", "OptionError", "OptionType", "option", "option_values", "options_of"]

_Value = TypeVar("_Value")


class OptionType(StrEnum):
    """The types an option can have, in words for a message."""

    FLAG = "true or false"
    COUNT = "a whole number"
    NUMBER = "a number"
    TEXT = "a text"
    TEXTS = "a list of texts"


_TYPES = {
    bool: OptionType.FLAG,
    int: OptionType.COUNT,
    float: OptionType.NUMBER,
    str: OptionType.TEXT,
    tuple[str, ...]: OptionType.TEXTS,
}


class Option(NamedTuple):
    """One option of a rule."""

    name: str
    """As the configuration spells it: `allow-locale` for the field `allow_locale`."""
    type: OptionType
    default: Any
    description: str


class OptionError(ValueError):
    """A value that an option does not take."""

    def __init__(self, name: str, message: str) -> None:
        """Take the name of the option, and what is wrong."""
        super().__init__(f"{name}: {message}")
        self.name = name


def option(default: _Value, description: str) -> _Value:
    """Return a dataclass field for an option, with its default and one sentence that says what it does."""
    made: _Value = field(default=default, metadata={"description": description})
    return made


def options_of(options: Any) -> tuple[Option, ...]:
    """Return the options that a dataclass, or an instance of it, has; none for None.

    Raises:
        TypeError: a field is of a type that no option can have.
    """
    if options is None:
        return ()
    kind = options if isinstance(options, type) else type(options)
    hints = get_type_hints(kind)
    found = []
    for each in fields(kind):
        if hints[each.name] not in _TYPES:
            allowed = "bool, int, float, str or tuple[str, ...]"
            raise TypeError(f"{kind.__name__}.{each.name} is no {allowed}: the configuration cannot set it")
        name = each.name.replace("_", "-")
        found.append(Option(name, _TYPES[hints[each.name]], each.default, each.metadata.get("description", "")))
    return tuple(found)


def option_values(kind: type[_Value], given: Mapping[str, Any]) -> _Value:
    """Return an instance of the dataclass with the given values, by the names that the configuration uses.

    Raises:
        KeyError: there is no option of that name.
        OptionError: an option does not take its value.
    """
    types = {each.name: each.type for each in options_of(kind)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if not _fits(types[name], value):
            raise OptionError(name, f"takes {types[name].value}")
        values[name.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
        try:
            kind(**values)
        except ValueError as error:  # refused by the dataclass itself
            raise OptionError(name, str(error)) from error
    return kind(**values)


def _fits(wanted: OptionType, value: object) -> bool:
    if isinstance(value, bool):  # which to Python is a number
        return wanted is OptionType.FLAG
    match wanted:
        case OptionType.COUNT:
            return isinstance(value, int)
        case OptionType.NUMBER:
            return isinstance(value, int | float)
        case OptionType.TEXT:
            return isinstance(value, str)
        case OptionType.TEXTS:
            return isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)
    return False
