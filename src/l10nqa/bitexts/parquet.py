"""Parquet: a table with typed columns, for those who work on memories with pandas, DuckDB or Spark.

One unit a row, written and read by row groups in bounded memory. The columns are the fields of a unit but for its
number in a memory. Of a text that UTF-8 cannot say, U+FFFD is shown, and the column `exact` holds the exact one as JSON
(see `_exact`). It takes pyarrow, which is large: the extra `l10nqa[parquet]`.
"""

from __future__ import annotations

import importlib
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from l10nqa.bitexts.exact import from_json, put_back, show, to_json
from l10nqa.bitexts.reading import OnSkip, reading, refuse
from l10nqa.bitexts.records import REQUIRED, unit_of
from l10nqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.model import TranslationUnit

__all__ = ["read_parquet", "write_parquet"]

_TEXTS = (*REQUIRED, "path", "segment", "origin")
_NUMBERS = ("previous_hash", "next_hash", "created", "changed", "line")
_FIELDS = (*_TEXTS, *_NUMBERS)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ROWS = 1 << 14
"""A row group: large enough to compress well, and some ten megabytes in memory."""


def write_parquet(units: Iterable[TranslationUnit], stream: BinaryIO) -> None:
    """Write the units as Parquet, compressed with Zstandard.

    Everything but the unit's number in a memory comes back from `read_parquet`.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    columns = [(name, arrow.string(), name not in REQUIRED) for name in _TEXTS]
    columns += [(name, arrow.int64(), False) for name in _NUMBERS]
    schema = arrow.schema([arrow.field(*column) for column in [*columns, ("exact", arrow.string(), True)]])
    iterator = iter(units)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := list(islice(iterator, _ROWS)):
            writer.write_batch(arrow.record_batch(_columns(rows), schema=schema), row_group_size=_ROWS)


def read_parquet(file: Path, *, skipped: OnSkip = refuse) -> Iterator[TranslationUnit]:
    """Yield the units of a Parquet file of any tool, in its order; columns that are not required may be missing.

    Raises:
        ConfigError: pyarrow is not installed.
        InputError: the file cannot be read, is not Parquet or lacks a required column, or `skipped` lets a row that is
            no unit raise.
    """
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    with reading(file), file.open("rb") as stream:
        try:
            table = parquet.ParquetFile(stream)
            names = _names(table.schema_arrow.names, file)
            row = 0
            for batch in table.iter_batches(_ROWS >> 2, columns=names):
                for row, record in enumerate(batch.to_pylist(), row + 1):  # noqa: B020 - counts on over the batches
                    try:
                        yield _unit(record)
                    except ValueError as error:
                        skipped(InputError(f"row {row} is no unit: {error}", path=str(file)))
        except (arrow.ArrowException, UnicodeDecodeError) as error:
            reason = str(error).partition("\n")[0]
            raise InputError(
                f"is no Parquet file: {reason}", path=str(file), hint="check that it is complete"
            ) from error


def _arrow(name: str) -> Any:
    # Imported when it is needed: most installations have it not, and it takes a fifth of a second.
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError("Parquet takes pyarrow", hint='install it: pip install "l10nqa[parquet]"') from error


def _names(found: Sequence[str], file: Path) -> list[str]:
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        reason = f"lacks the columns {', '.join(missing)}; found: {', '.join(found) or 'none'}"
        optional = ", ".join(name for name in _FIELDS if name not in REQUIRED)
        hint = f"the columns are {', '.join(REQUIRED)} and optionally {optional}"
        raise InputError(reason, path=str(file), hint=hint)
    return [name for name in (*_FIELDS, "exact") if name in found]


def _columns(units: Sequence[TranslationUnit]) -> list[list[Any]]:
    columns: list[list[Any]] = [[getattr(unit, name) for unit in units] for name in _FIELDS]
    exact: list[str | None] = [None] * len(units)
    for at, unit in enumerate(units):
        texts = {name: text for name in _TEXTS if (text := getattr(unit, name)) and _SURROGATE.search(text)}
        if texts:
            exact[at] = to_json(texts)
            for name, text in texts.items():
                columns[_FIELDS.index(name)][at] = show(text, _SURROGATE)
    return [*columns, exact]


def _unit(record: dict[str, Any]) -> TranslationUnit:
    unit = unit_of({name: _whole(value) for name, value in record.items()}, _FIELDS)
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
    # pandas makes numbers of a column with gaps floating ones, and the gaps NaN.
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value
