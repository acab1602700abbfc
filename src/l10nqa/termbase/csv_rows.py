"""Termbases as tables: `source,target` and optionally `status`, `source_locale`, `target_locale`, `note`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from l10nqa.errors import InputError
from l10nqa.locale import is_language_tag
from l10nqa.termbase.concept import Concept, Status, Term, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["read_csv"]

_COLUMNS = ("source", "target", "status", "source_locale", "target_locale", "note")


def read_csv(file: Path, skipped: Callable[[InputError], None]) -> Iterator[Concept]:
    """Yield a concept for each row; the first line shows the delimiter (comma, semicolon, tab), the BOM shows UTF-16.

    A row without a source term forbids its target everywhere. A row that cannot be used goes to `skipped`.

    Raises:
        InputError: the first line does not name the columns, or the file is not UTF-8.
        OSError: the file cannot be read.
    """
    with file.open("rb") as raw:
        encoding = "utf-16" if raw.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        with file.open(encoding=encoding, newline="") as lines:
            delimiter = max(",\t;", key=lines.readline().count)
            lines.seek(0)
            yield from _concepts(lines, delimiter, file, skipped)
    except UnicodeError as error:
        raise InputError("is not UTF-8", path=str(file), hint="save it as UTF-8") from error
    except csv.Error as error:  # a cell longer than the limit of the module, which is not a term
        raise InputError(f"is no table: {error}", path=str(file)) from error


def _concepts(
    lines: Iterable[str], delimiter: str, file: Path, skipped: Callable[[InputError], None]
) -> Iterator[Concept]:
    rows = csv.reader(lines, delimiter=delimiter)
    columns = [name.strip().lower() for name in next(rows, [])]
    if not {"source", "target"} <= set(columns):
        hint = f"the first line names the columns source, target and optionally {', '.join(_COLUMNS[2:])}"
        found = ", ".join(columns) or "none"
        raise InputError(f"lacks the columns source, target; found: {found}", path=str(file), line=1, hint=hint)
    line = rows.line_num + 1
    for cells in rows:
        if any(cell.strip() for cell in cells):
            row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            reason = _fault(row, len(cells), len(columns))
            if reason:
                skipped(InputError(reason, path=str(file), line=line))
            else:
                yield _concept(row)
        line = rows.line_num + 1


def _fault(row: dict[str, str], width: int, wanted: int) -> str | None:
    """Return why the row cannot be used."""
    if width > wanted or "target" not in row or "source" not in row:
        return f"has {width} cells where {wanted} are named"
    status = status_of(row.get("status", ""))
    if status is None:
        return f"“{row['status']}” is not a status; known: {', '.join(Status)}"
    if not row["target"]:
        return "has no target term"
    if not row["source"] and status.usable:
        return "has no source term"
    for column in ("source_locale", "target_locale"):
        tag = row.get(column, "").replace("_", "-")
        if tag and not is_language_tag(tag):
            return f"“{row[column]}” is not a locale (BCP 47)"
    return None


def _concept(row: dict[str, str]) -> Concept:
    status = status_of(row.get("status", "")) or Status.PREFERRED
    target = Term(row["target"], row.get("target_locale", "").replace("_", "-"), status, "target")
    source = Term(row["source"], row.get("source_locale", "").replace("_", "-"), Status.PREFERRED, "source")
    return Concept((source, target) if source.text else (target,), row.get("note", ""))
