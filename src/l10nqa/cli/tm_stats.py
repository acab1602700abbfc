"""`l10nqa tm stats`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from l10nqa.cli.options import format_option, tm_file
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import say
from l10nqa.memory import Memory, Stats
from l10nqa.text import printable

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


def _show(found: Stats, tm: Location) -> None:
    table = Table("source", "target", "origin", box=None, pad_edge=False, header_style="bold")
    for name in ("units", "unique sources", "source characters", "target characters"):
        table.add_column(name, justify="right")
    for row in found.locales:
        counts = (row.units, row.unique_sources, row.source_characters, row.target_characters)
        locales = printable(row.source_locale), printable(row.target_locale)
        table.add_row(*locales, row.origin or "–", *(f"{count:,}" for count in counts))
    width = None if sys.stdout.isatty() else _WIDE  # a pipe has no width
    Console(highlight=False, markup=False, width=width).print(table)
    say(f"{tm}: {found.units:,} units of {found.documents:,} documents, {found.bytes:,} bytes")
