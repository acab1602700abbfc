"""`l10nqa tm index`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.errors import InputError
from l10nqa.memory import Memory
from l10nqa.text import count_of

if TYPE_CHECKING:
    from l10nqa.memory import Location

__all__ = ["index"]


@click.command("index", short_help="Make the index for searching, ahead of the first search.")
@tm_file
@configured_memory
def index(tm: Location) -> None:
    """Make the index that searches use, ahead of the first one. It lies beside the memory, as TM.db.index.

    That of a memory on PostgreSQL lies in the user's cache.
    Searches keep it up to date by themselves. It may be deleted at any time: it is made again when it is missed.
    With the extra "fast", this also compiles the search, once for each machine, which takes up to ten seconds.

    \b
    Example:
      l10nqa tm index --tm memory.db
    """
    with Memory(tm) as memory, progress("indexing", at_once=False) as advance:
        units = memory.index(advance)
        file = memory.index_file()
    if not file.is_file():
        raise InputError("cannot be written", path=str(file), hint="searches make it in memory each time")
    note(f"{file}: {count_of(units, 'unit')}, {file.stat().st_size:,} bytes")
