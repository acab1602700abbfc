"""`l10nqa tm concordance`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from l10nqa.cli.memories import warn_of_locale
from l10nqa.cli.options import format_option, locale_filter, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.cli.writing import result_stream
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.render.concordance import concordance_for_people, page_json
from l10nqa.workspace.searching import concordance as find_words

if TYPE_CHECKING:
    from l10nqa.memory import Location
    from l10nqa.memory.concordance import Side

__all__ = ["concordance"]


@click.command("concordance", short_help="Show how a word or phrase was translated.")
@click.argument("text")
@tm_file
@click.option(
    "--side",
    type=click.Choice(["source", "target", "both"]),
    default="source",
    show_default=True,
    help="The side to search: the sources, the translations, or either.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Units to show at most.")
@click.option(
    "--after", metavar="UNIT", type=click.IntRange(0), default=0, help="Continue after the unit of this number."
)
@format_option("console", "jsonl", description="How to write it; jsonl is one object.")
@locale_filter
@configured_memory
def concordance(
    text: str,
    tm: Location,
    side: Side,
    limit: int,
    after: int,
    format_: str,
    target_locale: str | None,
) -> None:
    """Show how a word or phrase was translated: the units that contain TEXT, ignoring case, in order of their numbers.

    TEXT may be part of a word. The first look into a side of a large memory makes an index beside it,
    TM.db.concordance, which is kept up to date by itself and may be deleted at any time.

    \b
    Examples:
      l10nqa tm concordance "focused inbox" --tm memory.db
      l10nqa tm concordance 設定 --side target --tm memory.db --limit 50
    """
    if not text:
        raise ConfigError("TEXT is empty", hint='l10nqa tm concordance "a word"')
    with progress("indexing", at_once=False) as advance:
        begin = time.perf_counter()
        page = find_words(tm, text, side=side, limit=limit, after=after, target_locale=target_locale, progress=advance)
        milliseconds = 1000 * (time.perf_counter() - begin)
    with result_stream(None, text_for_people=format_ == "console") as (stream, color):
        if format_ == "jsonl":
            stream.write(f"{page_json(text, side, page, milliseconds)}\n")
        else:
            stream.writelines(f"{line}\n" for line in concordance_for_people(side, page, color=color))
    if not page.matches:
        with Memory(tm) as memory:
            warn_of_locale(memory, target_locale, name=str(tm))
    if page.more and format_ == "console":
        note(f"there are more: --after {page.matches[-1].unit.id}")
