"""`--format json`, `jsonl` and `csv` of an analysis."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa import __version__
from l10nqa.render.analysis.rows import FIGURES, rows_of, total_row, wire_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.memory.analysis import Amount, Analysis, Band, FileFigures

__all__ = ["render_csv", "render_json", "render_jsonl"]


def render_json(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one JSON object with the keys version, memory, rates, total and files."""
    report = {
        "version": __version__,
        "memory": analysis.memory,
        "rates": {band.value: rate for band, rate in analysis.rates.items()},
        "total": _wire(analysis, analysis.amounts),
        "files": [_wire_file(analysis, file) for file in analysis.files],
    }
    json.dump(report, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def render_jsonl(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one JSON object for each file, each on a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.writelines(f"{encode(_wire_file(analysis, file))}\n" for file in analysis.files)


def render_csv(analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one row for each file and band with segments, then the rows of all files together, without a path."""
    table = csv.writer(stream, lineterminator="\r\n")  # RFC 4180
    table.writerow(["path", "source_locale", "target_locale", "band", *FIGURES, "rate", "weighted_words"])
    for file in analysis.files:
        _write_rows(table, (file.path, file.source_locale, file.target_locale), analysis, file.amounts)
    _write_rows(table, ("", "", ""), analysis, analysis.amounts)


def _write_rows(table: Any, place: tuple[str, str, str], analysis: Analysis, amounts: Mapping[Band, Amount]) -> None:
    for row in rows_of(analysis, amounts):
        if row.amount.segments:
            table.writerow([*place, row.band, *row.amount, row.rate, row.weighted_words])


def _wire_file(analysis: Analysis, file: FileFigures) -> dict[str, Any]:
    return {
        "path": file.path,
        "source_locale": file.source_locale,
        "target_locale": file.target_locale,
        **_wire(analysis, file.amounts),
    }


def _wire(analysis: Analysis, amounts: Mapping[Band, Amount]) -> dict[str, Any]:
    total = wire_row(total_row(analysis, amounts))
    del total["rate"]
    return {**total, "bands": {str(row.band): wire_row(row) for row in rows_of(analysis, amounts)}}
