"""`l10nqa publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from l10nqa.cli.options import READING_STATUS, allow_empty, paths
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured
from l10nqa.cli.terminal import note, note_each, report_problems
from l10nqa.text import count_of
from l10nqa.workspace.publishing import publish_documents

__all__ = ["command"]


@click.command("publish", short_help="Write monolingual documents.", epilog=READING_STATUS)
@paths
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write to; it is created if need be.",
)
@click.option(
    "--side",
    type=click.Choice(["target", "source"]),
    default="target",
    show_default=True,
    help="Write the translations, or their sources.",
)
@click.option(
    "--restore-quotes", is_flag=True, help="Restore every quote that was damaged to &quot;, not only broken pairs."
)
@allow_empty
@configured
def command(
    paths: tuple[str, ...],
    output: Path,
    side: Literal["target", "source"],
    *,
    restore_quotes: bool,
    allow_empty: bool,
) -> int:
    """Write one side of the documents in PATH… below DIR, without the markup of segments.

    \b
    Example:
      l10nqa publish docs.lv-LV/ -o site/lv-lv
    """
    with progress("publishing") as advance:
        result = publish_documents(
            paths, output, side, restore_quotes=restore_quotes, allow_empty=allow_empty, progress=advance
        )
    note_each(result.notes)
    report_problems(result.problems)
    note(f"{output}: {count_of(result.documents, 'document')}")
    unread = any(problem.is_unreadable for problem in result.problems)
    return 1 if unread else 0
