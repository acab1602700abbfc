"""Parquet: a table with typed columns, for work on memories with pandas, DuckDB or Spark.

Each row is a unit; row groups are written and read in bounded memory. The columns are the fields of a unit without its
number in a memory. Characters that UTF-8 cannot encode are shown as U+FFFD, and the column `exact` holds the exact
texts as JSON (see `exact`). This needs pyarrow, which is large and comes with the extra `l10nqa[parquet]`.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from l10nqa.bitext.exact import from_json, put_back, show, to_json
from l10nqa.bitext.identifiers import unique_ids
from l10nqa.bitext.reading import OnSkip, reading, refuse
from l10nqa.bitext.record_file import Given, RecordFile, names_of, profile_of_most, segment_of, with_given
from l10nqa.bitext.records import REQUIRED, unit_of
from l10nqa.errors import ConfigError, InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import NOWHERE, Problem, ProblemKind, Written
from l10nqa.text import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitext.text_file import TextChange
    from l10nqa.model import Fix, Markup, Segment, Side, Target, TranslationUnit
    from l10nqa.text import Span

__all__ = ["ParquetFile", "is_parquet", "parse_parquet", "read_parquet", "write_parquet"]

_TEXTS = (*REQUIRED, "path", "segment", "origin", "context")
_NUMBERS = ("previous_hash", "next_hash", "created", "changed", "line")
_FIELDS = (*_TEXTS, *_NUMBERS, "form", "notes")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ROWS = 1 << 14
"""The units of a row group: enough to compress well, in some ten megabytes of memory."""


def write_parquet(units: Iterable[TranslationUnit], stream: BinaryIO) -> None:
    """Write the units as Parquet, compressed with Zstandard.

    `read_parquet` returns everything except the number of a unit in a memory.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    columns = [(name, arrow.string(), name not in REQUIRED) for name in _TEXTS]
    columns += [(name, arrow.int64(), False) for name in _NUMBERS]
    columns += [("form", arrow.int64(), True), ("notes", arrow.list_(arrow.string()), False)]
    schema = arrow.schema([arrow.field(*column) for column in [*columns, ("exact", arrow.string(), True)]])
    iterator = iter(units)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := list(islice(iterator, _ROWS)):
            writer.write_batch(arrow.record_batch(_columns(rows), schema=schema), row_group_size=_ROWS)


def read_parquet(
    file: Path, *, skipped: OnSkip = refuse, source_locale: str | None = None, target_locale: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a Parquet file of any tool, in its order; optional columns may be missing.

    The locales are the defaults for rows that name none.

    Raises:
        ConfigError: pyarrow is not installed.
        InputError: the file cannot be read, is not Parquet or lacks a required column; or `skipped` raises the error
            of a row that is not a unit.
    """
    locales = {"source_locale": source_locale, "target_locale": target_locale}
    _arrow("pyarrow")  # whose lack is told before that of the file
    with reading(file), file.open("rb") as stream:
        for _, unit in _rows(stream, str(file), skipped, locales):
            yield unit


def is_parquet(beginning: bytes) -> bool:
    """Tell whether a file with this beginning is Parquet."""
    return beginning.startswith(b"PAR1")


def parse_parquet(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> ParquetFile:
    """Turn the bytes of a Parquet file into a bitext with one segment for each row; see `read_parquet`.

    For the locales and the markup see `with_given`. A locale that neither a row nor the caller names is `und`.

    Raises:
        ConfigError: pyarrow is not installed.
        InputError: the file is not Parquet or lacks a required column.
    """
    given = Given(source_locale, target_locale, markup)
    skipped: list[InputError] = []
    locales = {
        "source_locale": source_locale or UNKNOWN_LOCALE,
        "target_locale": target_locale or UNKNOWN_LOCALE,
    }
    rows = list(_rows(BytesIO(raw), path, skipped.append, locales))
    ids = unique_ids([names_of(unit, str(row)) for row, unit in rows])
    segments, left_out = with_given(
        (
            segment_of(unit, NOWHERE, NOWHERE)._replace(id=identifier)
            for (_, unit), identifier in zip(rows, ids, strict=True)
        ),
        given,
        path,
    )
    return ParquetFile(
        path,
        name,
        "",
        tuple(segments),
        problems=tuple(
            Problem(path, error.line or 1, 1, ProblemKind.RECORD, error.message, error.hint) for error in skipped
        ),
        left_out=left_out,
        profile=profile_of_most(segments, given),
        given=given,
        content=raw,
        rows={identifier: row for (row, _), identifier in zip(rows, ids, strict=True)},
    )


@dataclass(frozen=True, repr=False)
class ParquetFile(RecordFile):
    """A Parquet file in memory; it has no text, and the place of a segment is its row."""

    content: bytes = b""
    rows: Mapping[str, int] = field(default_factory=dict)
    """The 1-based row of each segment, by its id."""

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return self.content

    def again(self, raw: bytes) -> ParquetFile:
        """Parse other bytes with the settings of this file."""
        return parse_parquet(raw, self.path, self.name, **self.given._asdict())

    def position(self, segment: Segment, side: Side, span: Span | None) -> tuple[int, int]:  # noqa: ARG002 - see class
        """Return the row of the segment, and 1."""
        return self.rows[segment.id], 1

    def region(self, segment: Segment, side: Side, span: Span | None) -> Region:  # noqa: ARG002 - see class
        """Return the row of the segment."""
        row = self.rows[segment.id]
        return Region(row, 1, row, 1)

    def changes(self, segment: Segment, fix: Fix) -> Sequence[TextChange]:  # noqa: ARG002 - see class
        """Return no edits: a fix cannot change the file."""
        return []

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the file unchanged, and refuse all targets: Parquet is compressed, and can only be written anew."""
        former = {segment.id: segment.target for segment in self.segments}
        new = [name for name, target in targets.items() if target.text is not None and target.text != former.get(name)]
        return Written(self.raw, dict.fromkeys(new, "Parquet is only written anew: export the units to another file"))


def _rows(
    stream: BinaryIO, path: str, skipped: OnSkip, locales: Mapping[str, str | None]
) -> Iterator[tuple[int, TranslationUnit]]:
    """Yield the units with their rows, from 1."""
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    try:
        table = parquet.ParquetFile(stream)
        names = _names(table.schema_arrow.names, path, [name for name, locale in locales.items() if locale])
        row = 0
        for batch in table.iter_batches(_ROWS >> 2, columns=names):
            for row, record in enumerate(batch.to_pylist(), row + 1):  # noqa: B020 - counts on over the batches
                try:
                    yield row, _unit(record, locales)
                except ValueError as error:
                    skipped(InputError(f"row {row} is not a unit: {error}", path=path, line=row))
    except (arrow.ArrowException, UnicodeDecodeError, OSError) as error:  # OSError: so arrow names most kinds of damage
        reason = str(error).partition("\n")[0]
        raise InputError(f"is not a Parquet file: {reason}", path=path, hint="check that it is complete") from error


def _arrow(name: str) -> Any:
    # Imported when it is needed: most installations lack it, and it takes a fifth of a second.
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError("Parquet takes pyarrow", hint='install it: pip install "l10nqa[parquet]"') from error


def _names(found: Sequence[str], path: str, given: Sequence[str]) -> list[str]:
    missing = [name for name in REQUIRED if name not in found and name not in given]
    if missing:
        reason = f"lacks the columns {', '.join(missing)}; found: {', '.join(found) or 'none'}"
        optional = ", ".join(name for name in _FIELDS if name not in REQUIRED)
        hint = f"the columns are {', '.join(REQUIRED)} and optionally {optional}"
        raise InputError(reason, path=path, hint=hint)
    return [name for name in (*_FIELDS, "exact") if name in found]


def _columns(units: Sequence[TranslationUnit]) -> list[list[Any]]:
    columns: list[list[Any]] = [[getattr(unit, name) for unit in units] for name in _FIELDS]
    columns[-1] = [[show(note, _SURROGATE) for note in unit.notes] for unit in units]
    exact: list[str | None] = [None] * len(units)
    for index, unit in enumerate(units):
        texts = {name: text for name in _TEXTS if (text := getattr(unit, name)) and _SURROGATE.search(text)}
        if texts:
            exact[index] = to_json(texts)
            for name, text in texts.items():
                columns[_FIELDS.index(name)][index] = show(text, _SURROGATE)
    return [*columns, exact]


def _unit(record: dict[str, Any], locales: Mapping[str, str | None]) -> TranslationUnit:
    unit = unit_of({name: _whole(value) for name, value in record.items()}, _FIELDS, **locales)
    exact = from_json(record.get("exact"))
    if not exact:
        return unit
    texts: dict[str, Any] = {
        name: put_back(shown, hidden, _SURROGATE)
        for name in _TEXTS
        if (shown := getattr(unit, name)) and (hidden := exact.get(name))
    }
    return unit._replace(**texts)


def _whole(value: Any) -> Any:
    # pandas turns the numbers of a column with gaps into floats, and the gaps into NaN.
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value
