"""The units of records, for JSON Lines and Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.bitext.reading import LARGEST
from l10nqa.locale.names import canonical
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["REQUIRED", "unit_of"]

REQUIRED = ("source", "target", "source_locale", "target_locale")
_OPTIONAL = ("path", "segment", "context")
_MOST_FORMS = 100
_NUMBERS = ("previous_hash", "next_hash", "created", "changed", "line")


def unit_of(
    record: Mapping[str, Any],
    names: Iterable[str],
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
) -> TranslationUnit:
    """Return the unit for the values of a record by name; optional values may be missing or None.

    The locales are the defaults for a record that names none.

    Raises:
        ValueError: a value is missing or of the wrong kind; the message names it.
    """
    values: dict[str, Any] = {name: record.get(name) for name in names}
    for name, locale in (("source_locale", source_locale), ("target_locale", target_locale)):
        if not values[name]:
            values[name] = locale
        elif isinstance(values[name], str):
            values[name] = canonical(values[name])
    fields: dict[str, Any] = {
        name: 0 if name in _NUMBERS and value is None else value for name, value in values.items()
    }
    fields["notes"] = tuple(filter(None, fields.get("notes") or ()))
    unit = TranslationUnit(**fields)
    wrong = [
        *(name for name in REQUIRED if not isinstance(getattr(unit, name), str)),
        *(name for name in _OPTIONAL if not isinstance(getattr(unit, name), str | None)),
        *(["origin"] if unit.origin not in ("MT", "HT", None) else []),
        *(["form"] if not _is_form(unit.form) else []),
        *(["notes"] if not all(isinstance(note, str) for note in unit.notes) else []),
        *(name for name in _NUMBERS if not _is_number(getattr(unit, name))),
    ]
    if wrong:
        raise ValueError(f"its {wrong[0]} is missing or of the wrong kind")
    return unit


def _is_form(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value < _MOST_FORMS)


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) <= LARGEST
