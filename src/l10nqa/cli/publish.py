"""`l10nqa publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from l10nqa.cli.options import paths
from l10nqa.cli.terminal import note, progress, report_problems
from l10nqa.workspace import publish_documents

__all__ = ["command"]


@click.command("publish", short_help="Write monolingual documents.")
@paths
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--side", type=click.Choice(["target", "source"]), default="target", show_default=True)
@click.option(
    "--restore-quotes", is_flag=True, help="Turn every quote that damage made &quot; back, not only broken pairs."
)
def command(paths: tuple[str, ...], output: Path, side: Literal["target", "source"], *, restore_quotes: bool) -> None:
    """Write one side of the documents in PATH… below DIR, without the markup of segments.

    \b
    Example:
      l10nqa publish docs.lv-LV/ -o site/lv-lv
    """
    with progress("publishing") as advance:
        result = publish_documents(paths, output, side, restore_quotes=restore_quotes, progress=advance)
    report_problems(result.problems)
    note(f"{output}: {result.documents:,} documents")
