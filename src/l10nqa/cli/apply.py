"""`l10nqa apply`."""

from __future__ import annotations

from pathlib import Path

import click

from l10nqa.cli.options import paths, source, target_locale
from l10nqa.cli.settings import configuration
from l10nqa.cli.terminal import note, warn_each
from l10nqa.text import count_of
from l10nqa.workspace.applying import Applied, apply

__all__ = ["command"]

_MOST = 50
"""Refusals shown before the rest is only counted."""


@click.command("apply", short_help="Write edited translations back into the documents.")
@click.argument("edited", metavar="EDITED.{po,xlf}", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@paths
@click.option(
    "--fuzzy",
    is_flag=True,
    help="Take entries marked fuzzy as well; of XLIFF, those whose state says new, needs-… or initial.",
)
@target_locale
@source
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
def command(
    edited: Path, paths: tuple[str, ...], target_locale: str | None, source: str | None, *, fuzzy: bool, dry_run: bool
) -> int:
    """Write the changed translations of a PO or XLIFF file into the documents below PATH… and leave every other byte.

    A translation whose document changed since the export is refused by name; all others are applied. Entries that
    nobody edited are passed over where their documents are not in PATH… . Exit status 1 where anything was refused.

    \b
    Example:
      l10nqa export docs.lv-LV/ -o work.po
      … edit work.po …
      l10nqa apply work.po docs.lv-LV/
    """
    config = configuration(click.get_current_context())
    result = apply(
        edited, paths, fuzzy=fuzzy, dry_run=dry_run, target_locale=target_locale, source=source, config=config
    )
    refusals = [f"{edited}:{refusal.line}: {refusal.key} refused: {refusal.reason}" for refusal in result.refused]
    warn_each(refusals, most=_MOST)
    for path in result.documents:
        click.echo(path)
    note(_describe(result, "would change" if dry_run else "changed"))
    return 1 if result.refused else 0


def _describe(result: Applied, verb: str) -> str:
    fuzzies = sum("fuzzy" in error.message for error in result.skipped)
    return (
        f"{count_of(result.changed, 'translation')} {verb} in {count_of(len(result.documents), 'document')}, "
        f"{result.unchanged:,} as they were, {len(result.refused):,} refused, {len(result.skipped):,} skipped"
        + (f" ({fuzzies:,} fuzzy: --fuzzy takes them)" if fuzzies else "")
        + (f", {result.not_given:,} of documents not given" if result.not_given else "")
    )
