"""`l10nqa tm import` and `l10nqa tm export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.export import plain, xliff_version
from l10nqa.cli.extract import EXTRACTING_STATUS, run_extract
from l10nqa.cli.options import locale_filter, output_file, source_locale, target_locale, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.text import count_of
from l10nqa.workspace.exporting import export_memory

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location

__all__ = ["export", "import_"]


@click.command("import", short_help="Bring other tools' files into the memory.", epilog=EXTRACTING_STATUS)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@tm_file
@target_locale
@source_locale
@configured_memory
def import_(files: tuple[str, ...], tm: Location, target_locale: str | None, source_locale: str | None) -> int:
    """Bring PO, XLIFF, TMX, CSV, TSV, JSON Lines or Parquet files into the memory; the same as `l10nqa extract`.

    \b
    Example:
      l10nqa tm import legacy.tmx --tm memory.db
    """
    return run_extract(files, tm, target_locale=target_locale, source_locale=source_locale)


@click.command("export", short_help="Write the memory for other tools.")
@tm_file
@output_file
@locale_filter
@plain
@xliff_version
@configured_memory
def export(tm: Location, output: Path, target_locale: str | None, xliff_version: str | None, *, plain: bool) -> None:
    """Write the memory to FILE, in the format of its suffix: .tmx .po .xlf .csv .tsv .jsonl .parquet

    \b
    Example:
      l10nqa tm export --tm memory.db -o memory.tmx
    """
    with progress("exporting") as advance:
        count = export_memory(
            tm, output, target_locale=target_locale, plain=plain, xliff_version=xliff_version, progress=advance
        )
    note(f"{output}: {count_of(count, 'unit')}")
