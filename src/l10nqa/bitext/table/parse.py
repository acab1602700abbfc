"""A table as a bitext: its segments with their places, and new targets put into its cells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.record_file import Given, RecordFile, identified, names_of, profile_of_most, segment_of
from l10nqa.bitext.table.cells import BrokenQuoting, cells_of, place_in_cell, written_cell
from l10nqa.bitext.table.columns import Columns, delimiter_named, likely_delimiter
from l10nqa.bitext.table.read import QUOTING, encoding_of_table, surplus
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import Problem, ProblemKind
from l10nqa.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.bitext.table.cells import Cell
    from l10nqa.model import Markup, Segment, Side
    from l10nqa.text import Span

__all__ = ["TableFile", "is_table", "parse_table"]


@dataclass(frozen=True, repr=False)
class TableFile(RecordFile):
    """A table that is held in memory."""

    delimiter: str = ","

    def encoded(self, text: str) -> bytes:
        """Return a text of this table as bytes."""
        return text.encode(self.encoding, "surrogatepass")

    def again(self, raw: bytes) -> TableFile:
        """Read other bytes as this file was read."""
        return parse_table(raw, self.path, self.name, **self.given._asdict())

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return where a spot of source or target stands in `text`, through doubled quotes."""
        cell = segment.source_span if side == "source" else segment.target_span
        return cell if span is None else place_in_cell(self.text, cell, span)

    def written(self, segment: Segment, text: str) -> str:
        """Return a target as a cell: in quotes where it needs them, or where the cell has them."""
        return written_cell(text, segment.target_span.of(self.text), self.delimiter)

    def part(self, segment: Segment, text: str) -> str:
        """Return a part of a target as it is written within its cell."""
        return text.replace('"', '""') if segment.target_span.of(self.text).startswith('"') else text


class _Beginning(NamedTuple):
    """The line that names the columns."""

    offset: int
    delimiter: str


def is_table(beginning: bytes) -> bool:
    """Tell whether a file that begins so is a table whose columns l10nqa knows."""
    try:
        text = beginning.decode(_encoding(beginning), "ignore")
        start = _beginning(text)
        names = next(cells_of(text, *start), [])
        Columns.of([cell.text for cell in names], UNKNOWN_LOCALE, UNKNOWN_LOCALE, "", 1)
    except (InputError, BrokenQuoting):
        return False
    return len(names) > 1


def parse_table(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> TableFile:
    """Turn the bytes of a table into a bitext with one segment for each translation of a row; see `read_table`.

    For the locales and the markup see `with_given`. Where neither a column nor the caller names a locale, it is `und`.

    Raises:
        InputError: the file is in another encoding, lacks a column or has broken quoting.
    """
    given = Given(source_locale, target_locale, markup)
    text, encoding = _decoded(raw, path)
    start = _beginning(text)
    lines = LineIndex(text)
    rows = _rows(text, start, path, lines)
    first, names = next(rows, (1, []))
    texts = [cell.text for cell in names]
    columns = Columns.of(texts, source_locale or UNKNOWN_LOCALE, target_locale or UNKNOWN_LOCALE, path, first)
    found: list[Segment] = []
    candidates: list[list[str]] = []
    problems: list[Problem] = []
    for number, (line, cells) in enumerate(rows, 1):
        values = [cell.text for cell in cells]
        reason = surplus(values, columns.width)
        if reason:
            problems.append(Problem(path, line, 1, ProblemKind.RECORD, reason, "quote a cell that holds the delimiter"))
        elif any(values):
            for row in columns.rows(values):
                candidates.append(names_of(row.unit, f"{number}{row.name}"))
                spans = cells[row.source].span, cells[row.target].span
                found.append(segment_of(row.unit, *spans, notes=row.notes))
    segments, left_out = identified(found, candidates, given, path)
    return TableFile(
        path,
        name,
        text,
        tuple(segments),
        problems=tuple(problems),
        left_out=left_out,
        profile=profile_of_most(segments, given),
        encoding=encoding,
        given=given,
        delimiter=start.delimiter,
    )


def _decoded(raw: bytes, path: str) -> tuple[str, str]:
    """Return the text of a table, its byte order mark included, and the encoding."""
    encoding = _encoding(raw)
    try:
        return raw.decode(encoding, "surrogatepass"), encoding
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1 if encoding == "utf-8" else None
        name = encoding[:6].upper().removesuffix("-")
        raise InputError(f"is not {name}", path=path, line=line, hint="save it as UTF-8") from error


def _encoding(raw: bytes) -> str:
    encoding = encoding_of_table(raw[:2])
    if encoding == "utf-16":
        return "utf-16-le" if raw.startswith(b"\xff\xfe") else "utf-16-be"
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _beginning(text: str) -> _Beginning:
    """Return where the line stands that names the columns, and the delimiter."""
    delimiter = None
    starts = [*LineIndex(text).starts, len(text)] if text else [0, 0]
    for start, end in pairwise(starts):
        line = text[start:end].removeprefix("\ufeff")
        offset = end - len(line)
        named = delimiter_named(line)
        if named:
            delimiter = named
        elif line.strip("\r\n"):
            return _Beginning(offset, delimiter or likely_delimiter(line))
    return _Beginning(len(text), ",")


def _rows(text: str, start: _Beginning, path: str, lines: LineIndex) -> Iterator[tuple[int, list[Cell]]]:
    """Yield each row with the line on which it begins."""
    try:
        for cells in cells_of(text, *start):
            yield lines.line(cells[0].span.start) if cells else 0, cells
    except BrokenQuoting as error:
        line = lines.line(error.offset)
        raise InputError(f"is no table: {error}", path=path, line=line, hint=QUOTING) from error
