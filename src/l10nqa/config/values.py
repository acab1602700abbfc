"""Checks and converts the values of the configuration."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from l10nqa.config.keys import CHECK_NAME, Key, ValueKind
from l10nqa.errors import ConfigError
from l10nqa.locale.names import checked_locale
from l10nqa.user_pattern import UserPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["opened", "refusal"]

_EXAMPLE_KEYS = {"source", "right", "wrong"}


def refusal(key: Key, value: object) -> tuple[str, str | None] | None:
    """Return why the value is not valid for the key, and a remedy; None if it is valid."""
    if not _fits(key, value):
        near = get_close_matches(str(value), key.choices, 1)
        return f"takes {key.takes}", f"did you mean {near[0]}?" if near else None
    if key.kind in (ValueKind.LOCALE, ValueKind.LOCALES):
        try:
            _in_bcp_47(value)
        except ConfigError as error:
            return f"takes {key.takes}: {error.message}", error.hint
    if key.kind in (ValueKind.PATTERN, ValueKind.PATTERNS):
        patterns: Any = value if isinstance(value, list) else [value]
        for pattern in patterns:
            try:
                found = UserPattern(pattern).matches("")
            except ValueError as error:
                return f"is not a regular expression: {error}", "in '…' TOML leaves a backslash as it is"
            if found and key.kind is ValueKind.PATTERNS:
                return f"matches the empty text: {pattern}", "let it match at least one character"
    return None


def opened(key: Key, value: Any, folder: Path) -> Any:
    """Return a value as the program takes it.

    Paths relative to the folder of the file become relative to the current folder, an address stays; locales become
    BCP 47 tags.
    """

    def path(text: str) -> str:
        # os.path, because pathlib raises where a name like “~a” stands for no user's folder: it is the name of a file.
        return text if "://" in text else os.path.relpath(folder / os.path.expanduser(text))  # noqa: PTH111

    if key.kind is ValueKind.PATH:
        return path(value)
    if key.kind in (ValueKind.LOCALE, ValueKind.LOCALES):
        return _in_bcp_47(value)
    return [path(item) for item in value] if key.kind is ValueKind.PATHS else value


def _in_bcp_47(value: Any) -> Any:
    return [checked_locale(name) for name in value] if isinstance(value, list) else checked_locale(value)


def _fits(key: Key, value: Any) -> bool:
    if isinstance(value, bool):  # in Python True is a number
        return key.kind is ValueKind.FLAG
    return _FITS[key.kind](key, value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _is_example(item: object) -> bool:
    """Tell whether the value is a table with a source and one target, right or wrong."""
    if not isinstance(item, dict):
        return False
    texts = all(isinstance(text, str) for text in item.values())
    return texts and "source" in item and len(item) == 2 and item.keys() <= _EXAMPLE_KEYS


_FITS: Mapping[ValueKind, Callable[[Key, Any], bool]] = {
    ValueKind.CHOICE: lambda key, value: value in key.choices,
    ValueKind.CHOICES: lambda key, value: _is_texts(value) and set(value) <= set(key.choices),
    ValueKind.COUNT: lambda _, value: isinstance(value, int) and value > 0,
    ValueKind.NUMBER: lambda _, value: isinstance(value, int | float),
    ValueKind.FLAG: lambda _, value: isinstance(value, bool),
    ValueKind.NAME: lambda _, value: isinstance(value, str) and CHECK_NAME.fullmatch(value) is not None,
    ValueKind.EXAMPLES: lambda _, value: isinstance(value, list) and all(map(_is_example, value)),
    **dict.fromkeys(
        (ValueKind.TEXT, ValueKind.PATH, ValueKind.PATTERN, ValueKind.LOCALE),
        lambda _, value: isinstance(value, str) and bool(value),
    ),
    **dict.fromkeys(
        (ValueKind.PATHS, ValueKind.RULES, ValueKind.MODULES, ValueKind.LOCALES, ValueKind.PATTERNS),
        lambda _, value: _is_texts(value),
    ),
}
