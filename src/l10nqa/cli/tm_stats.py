"""`l10nqa tm stats`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from l10nqa.cli.options import format_option, tm_file
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note, say, say_fitted
from l10nqa.memory import Memory, Stats
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from l10nqa.memory import Location

__all__ = ["command"]

_WIDE = 200


@click.command("stats", short_help="Show the content of the memory.")
@tm_file
@format_option("console", "json")
@configured_memory
def command(tm: Location, format_: str) -> None:
    """Show the content of the memory, by locales and origin.

    \b
    Example:
      l10nqa tm stats --tm memory.db
    """
    with Memory(tm) as memory:
        found = memory.stats()
    if format_ == "json":
        say(json.dumps({**found._asdict(), "locales": [locale._asdict() for locale in found.locales]}))
    else:
        _show(found, tm)


def _table(found: Stats, *, is_narrow: bool) -> Table:
    table = Table("source", "target", "origin", box=None, pad_edge=False, header_style="bold")
    for name in ("units", "unique sources", *([] if is_narrow else ("source characters", "target characters"))):
        table.add_column(name, justify="right")
    for row in found.locales:
        counts = (row.units, row.unique_sources, *([] if is_narrow else (row.source_characters, row.target_characters)))
        locales = printable(row.source_locale), printable(row.target_locale)
        table.add_row(*locales, row.origin or "–", *(f"{count:,}" for count in counts))
    return table


def _show(found: Stats, tm: Location) -> None:
    width = None if sys.stdout.isatty() else _WIDE  # a pipe has no width
    console = Console(highlight=False, markup=False, width=width)
    table = _table(found, is_narrow=False)
    is_narrow = Measurement.get(console, console.options.update(width=_WIDE), table).minimum > console.width
    console.print(_table(found, is_narrow=True) if is_narrow else table)
    if is_narrow:
        note("a wider terminal also shows the numbers of characters")
    say_fitted(
        f"{tm}: {count_of(found.units, 'unit')} of {count_of(found.documents, 'document')}, {found.bytes:,} bytes"
    )
