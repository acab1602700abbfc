"""`l10nqa tm learn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import LOCALE, tm_file
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon

if TYPE_CHECKING:
    from l10nqa.memory import Location

__all__ = ["command"]


@click.command("learn", short_help="Learn words and labels, ahead of the first check.")
@tm_file
@click.option("--locale", metavar="TAG", type=LOCALE, help="Learn this target locale only.")
@configured_memory
def command(tm: Location, locale: str | None) -> None:
    """Learn the translations of words and labels from the memory, ahead of the first `check --tm`.

    The lexicon is stored in the memory, and learned again automatically when the memory has grown by a fifth.

    \b
    Example:
      l10nqa tm learn --tm memory.db --locale lv-LV
    """
    with Memory(tm) as memory:
        for name in [locale] if locale else memory.locales():
            lexicon = learned_lexicon(memory, name, anew=True)
            if lexicon is None:
                raise ConfigError(f"the memory has no translations into {name}", path=str(tm))
            words, labels = len(lexicon.sources), len(lexicon.labels)
            note(f"{tm}: {name}: {lexicon.segments:,} segments, {words:,} word stems, {labels:,} labels")
