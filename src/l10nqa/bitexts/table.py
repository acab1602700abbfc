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
import re
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.bitexts.reading import OnSkip, bad_line, origin_of, reading, refuse
from l10nqa.errors import InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["read_table", "write_table"]

_REQUIRED = ("source", "target", "source_locale", "target_locale")
_COLUMNS = (*_REQUIRED, "path", "segment", "origin", "line")
_CELLS = itemgetter(*map(TranslationUnit._fields.index, _COLUMNS))
_DELIMITER = re.compile(r'"?sep=(.)"?\s*')
"""The first line of a table in which Excel is told the delimiter."""
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
    """Yield the units of a table; commas, semicolons and tabs are told apart by the first line or `sep=` above it.

    Columns may stand in any order and others may stand among them. Rows without any text in them are passed over.

    Raises:
        InputError: the file cannot be read, lacks a required column or has broken quoting, or `skipped` lets a row
            that is no unit raise.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with reading(file):
        encoding = _encoding(file)
        with file.open(encoding=encoding, errors="surrogatepass", newline="") as lines:
            try:
                yield from _units(_rows(lines, file), file, skipped)
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
                line = bad_line(file, encoding) if name == "UTF-8" else None
                raise InputError(f"is not {name}", path=str(file), line=line, hint="save it as UTF-8") from error


def _encoding(file: Path) -> str:
    with file.open("rb") as raw:
        first = raw.read(2)
    if first in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    # No column's name begins with U+0000: half of a letter in UTF-16, whose mark is missing.
    return {0: "utf-16-be", 1: "utf-16-le"}.get(first.find(b"\0"), "utf-8-sig")


def _rows(lines: Iterator[str], file: Path) -> Iterator[tuple[int, list[str]]]:
    # Each row with the line on which it begins.
    head, delimiter, line = _beginning(lines)
    before = line - 1
    rows = csv.reader(chain([head], lines), delimiter=delimiter, strict=True)
    try:
        for row in rows:
            yield line, row
            line = before + rows.line_num + 1
    except csv.Error as error:
        hint = 'a cell with a quote in it is quoted, and the quote doubled: "say ""so"""'
        raise InputError(f"is no table: {error}", path=str(file), line=line, hint=hint) from error


def _beginning(lines: Iterator[str]) -> tuple[str, str, int]:
    """Return the line that names the columns, the delimiter and the line's number."""
    delimiter = None
    for number, line in enumerate(lines, 1):
        if named := _DELIMITER.fullmatch(line):
            delimiter = named[1]
        elif line.strip("\r\n"):
            return line, delimiter or max(",\t;", key=line.count), number
    return "", ",", 1


def _units(rows: Iterator[tuple[int, list[str]]], file: Path, skipped: OnSkip) -> Iterator[TranslationUnit]:
    first, names = next(rows, (1, []))
    columns = [re.sub("[ -]", "_", name.strip().lower()) for name in names]
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        found = ", ".join(columns) or "none"
        hint = f"the first line names the columns {', '.join(_REQUIRED)} and optionally path, segment, origin, line"
        raise InputError(
            f"lacks the columns {', '.join(missing)}; found: {found}", path=str(file), line=first, hint=hint
        )
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
            unit = _unit(cells(row))
            if unit.source_locale and unit.target_locale:
                yield unit
            else:
                reason = "names no locale of its source or target"
                skipped(InputError(reason, path=str(file), line=line, hint="fill in source_locale and target_locale"))


def _unit(cells: tuple[str, ...]) -> TranslationUnit:
    source, target, source_locale, target_locale, path, segment, origin, line = cells
    number = int(line) if line.isdecimal() and len(line) < 10 else 0
    place = (path or None, segment or None, origin_of(origin.strip().upper()))
    return TranslationUnit(source, target, source_locale.strip(), target_locale.strip(), *place, line=number)
