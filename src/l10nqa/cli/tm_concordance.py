"""`l10nqa tm concordance`."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import format_option, locale_filter, project_memory
from l10nqa.cli.terminal import note, progress
from l10nqa.memory import Memory
from l10nqa.render.concordance import hits_for_people, page_json

if TYPE_CHECKING:
    from typing import Literal

    from l10nqa.memory import Location

__all__ = ["concordance"]


@click.command("concordance", short_help="Show how a word or phrase was translated.")
@click.argument("text")
@project_memory
@click.option(
    "--side",
    type=click.Choice(["source", "target"]),
    default="source",
    show_default=True,
    help="Where to look: in what was translated, or in the translations.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Units to show at most.")
@click.option(
    "--after", metavar="UNIT", type=click.IntRange(0), default=0, help="Go on behind the unit of this number."
)
@format_option("console", "jsonl", told="How to write it; jsonl is one object.")
@locale_filter
def concordance(
    text: str,
    tm: Location,
    side: Literal["source", "target"],
    limit: int,
    after: int,
    format_: str,
    target_locale: str | None,
) -> None:
    """Show how a word or phrase was translated: the units that hold TEXT, in any capitals, in order of their numbers.

    TEXT may be part of a word. The first look into a side of a large memory makes an index beside it,
    TM.db.concordance, which is kept up to date by itself and may be deleted at any time.

    \b
    Examples:
      l10nqa tm concordance "focused inbox" --tm memory.db
      l10nqa tm concordance 設定 --side target --tm memory.db --limit 50
    """
    with Memory(tm) as memory, progress("indexing") as advance:
        begin = time.perf_counter()
        page = memory.concordance(
            text, side=side, limit=limit, after=after, target_locale=target_locale, progress=advance
        )
        milliseconds = 1000 * (time.perf_counter() - begin)
    if format_ == "jsonl":
        click.echo(page_json(text, side, page, milliseconds))
        return
    click.echo("\n".join(hits_for_people(side, page, color=sys.stdout.isatty())))
    if page.more:
        note(f"there are more: --after {page.hits[-1].unit.id}")
