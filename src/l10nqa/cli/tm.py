"""`l10nqa tm …`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from l10nqa.cli.export import plain, xliff_version
from l10nqa.cli.extract import run_extract
from l10nqa.cli.options import format_option, locale_filter, output_file, target_locale, tm_file
from l10nqa.cli.terminal import note
from l10nqa.cli.tm_analyse import command as analyse
from l10nqa.cli.tm_clean import command as clean
from l10nqa.cli.tm_concordance import concordance
from l10nqa.cli.tm_pretranslate import command as pretranslate
from l10nqa.cli.tm_search import index, search
from l10nqa.cli.tm_serve import serve
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory, Stats
from l10nqa.workspace import export_memory

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location

__all__ = ["command"]


@click.group("tm", short_help="Work with a translation memory.")
def command() -> None:
    """Work with a translation memory: what it holds, what it is worth for a job, search, and exchange."""


command.add_command(search)
command.add_command(concordance)
command.add_command(index)
command.add_command(analyse)
command.add_command(pretranslate)


command.add_command(clean)


@command.command("stats")
@tm_file
@format_option("console", "json")
def stats(tm: Location, format_: str) -> None:
    """Say what the memory holds, by locales and origin.

    \b
    Example:
      l10nqa tm stats --tm memory.db
    """
    with Memory(tm) as memory:
        found = memory.stats()
    if format_ == "json":
        click.echo(json.dumps({**found._asdict(), "locales": [locale._asdict() for locale in found.locales]}))
    else:
        _show(found, tm)


def _show(found: Stats, tm: Location) -> None:
    table = Table("source", "target", "origin", box=None, pad_edge=False, header_style="bold")
    for name in ("units", "unique sources", "source characters", "target characters"):
        table.add_column(name, justify="right")
    for row in found.locales:
        counts = (row.units, row.unique_sources, row.source_characters, row.target_characters)
        table.add_row(row.source_locale, row.target_locale, row.origin or "–", *(f"{count:,}" for count in counts))
    Console(highlight=False).print(table)
    click.echo(f"{tm}: {found.units:,} units of {found.documents:,} documents, {found.bytes:,} bytes")


@command.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@tm_file
@target_locale
def import_(files: tuple[str, ...], tm: Location, target_locale: str | None) -> int:
    """Bring PO, XLIFF, TMX, CSV, TSV, JSON Lines or Parquet files into the memory; the same as `l10nqa extract`.

    \b
    Example:
      l10nqa tm import legacy.tmx --tm memory.db
    """
    return run_extract(files, tm, target_locale)


@command.command("export")
@tm_file
@output_file
@locale_filter
@plain
@xliff_version
def export(tm: Location, output: Path, target_locale: str | None, xliff_version: str | None, *, plain: bool) -> None:
    """Write the memory to FILE, in the format of its suffix: .tmx .po .xlf .csv .tsv .jsonl .parquet

    \b
    Example:
      l10nqa tm export --tm memory.db -o memory.tmx
    """
    count = export_memory(tm, output, target_locale=target_locale, plain=plain, xliff_version=xliff_version)
    note(f"{output}: {count:,} units")


@command.command("learn")
@tm_file
@click.option("--locale", metavar="TAG", help="Learn this target locale only.")
def learn(tm: Location, locale: str | None) -> None:
    """Learn from the memory what words and labels are called, ahead of the first `check --tm`.

    What is learned is kept in the memory and learned again by itself when the memory has grown by a fifth.

    \b
    Example:
      l10nqa tm learn --tm memory.db --locale lv-LV
    """
    from l10nqa.memory.learning import learned_lexicon  # noqa: PLC0415 - arrays, which no other command here needs

    with Memory(tm) as memory:
        for name in [locale] if locale else memory.locales():
            lexicon = learned_lexicon(memory, name, anew=True)
            if lexicon is None:
                raise ConfigError(f"the memory has no translations into {name}", path=str(tm))
            words, labels = len(lexicon.sources), len(lexicon.labels)
            note(f"{tm}: {name}: {lexicon.segments:,} segments, {words:,} word stems, {labels:,} labels")


command.add_command(serve)
