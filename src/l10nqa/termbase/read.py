"""Reads a termbase of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.errors import InputError
from l10nqa.inputs import note_input
from l10nqa.termbase.csv_rows import read_csv
from l10nqa.termbase.tbx import read_tbx
from l10nqa.termbase.termbase import Termbase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from l10nqa.termbase.concept import Concept

__all__ = ["read_termbase"]

_XML = (".tbx", ".xml")
_TABLES = (".csv", ".tsv", ".txt")


def read_termbase(files: Iterable[Path], skipped: Callable[[InputError], None]) -> Termbase:
    """Read termbases into one; parts that cannot be read go to `skipped`, as errors with place and reason.

    Raises:
        InputError: a file does not exist, or its suffix is not that of a termbase.
    """
    concepts: list[Concept] = []
    for file in files:
        suffix = file.suffix.lower()
        note_input(file, "termbase")
        if not file.is_file():
            raise InputError("no such termbase", path=str(file), hint="give a CSV or TBX file to --termbase")
        if suffix not in _XML + _TABLES:
            known = ", ".join(_TABLES + _XML)
            raise InputError("does not have the suffix of a termbase", path=str(file), hint=f"known endings: {known}")
        try:
            for concept in (read_tbx if suffix in _XML else read_csv)(file, skipped):
                concepts.append(concept)  # noqa: PERF402 - what came before an error is kept
        except OSError as error:
            skipped(InputError(f"cannot be read: {error.strerror}", path=str(file)))
        except InputError as error:
            skipped(error)
    return Termbase(tuple(concepts))
