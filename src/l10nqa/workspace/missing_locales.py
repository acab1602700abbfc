"""The note that a memory has no translations into a locale: the same words for every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.ranking import Searchable

__all__ = ["missing_locales_note"]


def missing_locales_note(memory: Searchable, name: object, locales: Iterable[str]) -> str:
    """Return the note that the memory called `name` has no translations into `locales`, and which it has."""
    available = ", ".join(sorted(memory.locales())) or "nothing"
    return f"{name} has no translations into {', '.join(locales)} (it has {available})"
