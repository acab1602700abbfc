"""Tables with one unit a row: CSV as RFC 4180 has it, and the same with tabs.

The csv module rather than pandas: it streams, so memory stays flat, it needs no import of half a second, and it never
guesses that a cell is a number or missing (`007` and `NA` are texts here). Every text comes back as it was written;
only a path or segment that is empty comes back as none, which a table cannot tell apart and which means the same.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Putting an apostrophe before it, as is
often advised, would change the text for everyone else; import such a table "as text" instead.
"""

from __future__ import annotations

import csv
import io
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.errors import InputError
from l10nqa.formats._reading import OnSkip, origin_of, reading, refuse
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["read_table", "write_table"]

_REQUIRED = ("source", "target", "source_locale", "target_locale")
_COLUMNS = (*_REQUIRED, "path", "segment", "origin", "line")
_CELLS = itemgetter(*map(TranslationUnit._fields.index, _COLUMNS))
_LONGEST_CELL = 2**31 - 1  # the module's own limit of 128 KiB is shorter than some segments


def write_table(units: Iterable[TranslationUnit], stream: BinaryIO, *, delimiter: str = ",") -> None:
    """Write the units as a table in UTF-8, the columns' names first.

    A lone surrogate, which stands for a byte that was not UTF-8, is written as if it were a character: the file is then
    not UTF-8 either, but `read_table` gives the unit back.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        # With RFC 4180's \r\n between rows the module quotes both \r and \n in a cell; with \n it would lose a lone \r.
        rows = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        rows.writerow(_COLUMNS)
        rows.writerows(map(_CELLS, units))
        text.flush()
    finally:
        text.detach()


def read_table(file: Path, *, skipped: OnSkip = refuse) -> Iterator[TranslationUnit]:
    """Yield the units of a table; commas, semicolons and tabs are told apart by the first line, UTF-16 by its mark.

    Columns may stand in any order and others may stand among them. Rows without any text in them are passed over.

    Raises:
        InputError: the file cannot be read, lacks a required column or has broken quoting, or `skipped` lets a row
            that is no unit raise.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with reading(file), file.open(encoding=_encoding(file), errors="surrogatepass", newline="") as lines:
        try:
            delimiter = max(",\t;", key=lines.readline().count)
            lines.seek(0)
            yield from _units(_rows(lines, delimiter, file), file, skipped)
        except UnicodeDecodeError as error:
            raise InputError("is not UTF-8", path=str(file), hint="save it as UTF-8") from error


def _encoding(file: Path) -> str:
    with file.open("rb") as raw:
        return "utf-16" if raw.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _rows(lines: Iterable[str], delimiter: str, file: Path) -> Iterator[tuple[int, list[str]]]:
    # Each row with the line on which it begins.
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error as error:
        hint = 'a cell with a quote in it is quoted, and the quote doubled: "say ""so"""'
        raise InputError(f"is no table: {error}", path=str(file), line=line, hint=hint) from error


def _units(rows: Iterator[tuple[int, list[str]]], file: Path, skipped: OnSkip) -> Iterator[TranslationUnit]:
    columns = [name.strip().lower() for name in next(rows, (1, []))[1]]
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        found = ", ".join(columns) or "none"
        hint = f"the first line names the columns {', '.join(_REQUIRED)} and optionally path, segment, origin, line"
        raise InputError(f"lacks the columns {', '.join(missing)}; found: {found}", path=str(file), line=1, hint=hint)
    width = len(columns)
    # A column that the table lacks is read from the empty cell put behind each row.
    cells = itemgetter(*(columns.index(name) if name in columns else width for name in _COLUMNS))
    for line, row in rows:
        if len(row) < width or any(row[width:]):
            if any(row):
                reason = f"has {len(row)} cells where {width} are named"
                skipped(InputError(reason, path=str(file), line=line, hint="quote a cell that holds the delimiter"))
        elif any(row):
            row[width:] = [""]
            yield _unit(cells(row))


def _unit(cells: tuple[str, ...]) -> TranslationUnit:
    source, target, source_locale, target_locale, path, segment, origin, line = cells
    number = int(line) if line.isdecimal() and len(line) < 10 else 0
    place = (path or None, segment or None, origin_of(origin.strip().upper()))
    return TranslationUnit(source, target, source_locale, target_locale, *place, line=number)
