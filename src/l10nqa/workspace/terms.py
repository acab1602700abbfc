"""Reads the termbases that a check compares translations with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.termbase import Termbase, read_termbase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.errors import InputError

__all__ = ["termbase_of"]

_MOST = 10
"""The number of unreadable parts of termbases that notes name."""
_SOURCE_LOCALE = "en-US"


def termbase_of(files: Sequence[Path], locales: Sequence[str], notes: list[str]) -> Termbase:
    """Read the termbases; `notes` name the parts that cannot be read, and the locales that are missing.

    Raises:
        InputError: a file does not exist.
    """
    skipped: list[InputError] = []
    termbase = read_termbase(files, skipped.append)
    notes += [f"{error}: left out" + (f"; {error.hint}" if error.hint else "") for error in skipped[:_MOST]]
    if len(skipped) > _MOST:
        notes.append(f"… and {len(skipped) - _MOST} more parts of termbases left out")
    names = ", ".join(str(file) for file in files)
    lacking = [locale for locale in locales if termbase.terms(_SOURCE_LOCALE, locale) is None]
    if lacking:
        notes.append(
            f"{names}: no terms for {_SOURCE_LOCALE} into {', '.join(lacking)}: terminology is not checked there"
        )
    return termbase
