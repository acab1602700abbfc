"""A table to units, in bounded memory."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING

from l10nqa.bitext.reading import OnSkip, bad_line, reading, refuse
from l10nqa.bitext.table.columns import Columns, delimiter_named, likely_delimiter
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.model import TranslationUnit

__all__ = ["QUOTING", "encoding_of_table", "read_table", "surplus"]

_LONGEST_CELL = 2**31 - 1  # the module's own limit of 128 KiB is shorter than some segments
QUOTING = 'a cell with a quote in it is quoted, and the quote doubled: "say ""so"""'
"""The remedy for broken quoting."""


def read_table(
    file: Path, *, skipped: OnSkip = refuse, source_locale: str | None = None, target_locale: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a table; commas, semicolons and tabs are told apart by the first line or `sep=` above it.

    Columns may stand in any order and others may stand among them. Rows without any text in them are passed over. The
    locales stand in for columns and cells that are missing.

    Raises:
        InputError: the file cannot be read, lacks a required column or has broken quoting, or `skipped` lets a row
            that is no unit raise.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with reading(file):
        with file.open("rb") as raw:
            encoding = encoding_of_table(raw.read(2))
        with file.open(encoding=encoding, errors="surrogatepass", newline="") as lines:
            try:
                yield from _units(_rows(lines, file), file, skipped, source_locale, target_locale)
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
                line = bad_line(file, encoding) if name == "UTF-8" else None
                raise InputError(f"is not {name}", path=str(file), line=line, hint="save it as UTF-8") from error


def encoding_of_table(first: bytes) -> str:
    """Return the encoding of a table by its first two bytes."""
    if first in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    # No column's name begins with U+0000: half of a letter in UTF-16, whose mark is missing.
    return {0: "utf-16-be", 1: "utf-16-le"}.get(first.find(b"\0"), "utf-8-sig")


def _rows(lines: Iterator[str], file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins."""
    head, delimiter, line = _beginning(lines)
    before = line - 1
    rows = csv.reader(chain([head], lines), delimiter=delimiter, strict=True)
    try:
        for row in rows:
            yield line, row
            line = before + rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"is no table: {error}", path=str(file), line=line, hint=QUOTING) from error


def _beginning(lines: Iterator[str]) -> tuple[str, str, int]:
    """Return the line that names the columns, the delimiter and the line's number."""
    delimiter = None
    for number, line in enumerate(lines, 1):
        named = delimiter_named(line)
        if named:
            delimiter = named
        elif line.strip("\r\n"):
            return line, delimiter or likely_delimiter(line), number
    return "", ",", 1


def _units(
    rows: Iterator[tuple[int, list[str]]],
    file: Path,
    skipped: OnSkip,
    source_locale: str | None,
    target_locale: str | None,
) -> Iterator[TranslationUnit]:
    first, names = next(rows, (1, []))
    columns = Columns.of(names, source_locale, target_locale, str(file), first)
    for line, cells in rows:
        reason = surplus(cells, columns.width)
        if reason:
            skipped(InputError(reason, path=str(file), line=line, hint="quote a cell that holds the delimiter"))
        elif any(cells):
            for unit in columns.units(cells):
                if unit.source_locale and unit.target_locale:
                    yield unit
                else:
                    reason = "names no locale of its source or target"
                    skipped(
                        InputError(reason, path=str(file), line=line, hint="fill in source_locale and target_locale")
                    )


def surplus(cells: Sequence[str], width: int) -> str | None:
    """Return what is wrong with the number of cells of a row that is not empty; None where nothing is."""
    if len(cells) != width and any(cells) and (len(cells) < width or any(cells[width:])):
        return f"has {len(cells)} cells where {width} are named"
    return None
