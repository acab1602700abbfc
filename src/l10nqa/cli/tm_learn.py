"""`l10nqa tm learn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import LOCALE, optional_output, shard, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon
from l10nqa.text import count_of

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.lexicon import Lexicon
    from l10nqa.memory import Location
    from l10nqa.shard import Shard

__all__ = ["command", "show_learned"]


@click.command("learn", short_help="Learn words and labels, ahead of the first check.")
@tm_file
@click.option("--locale", metavar="TAG", type=LOCALE, help="Learn this target locale only.")
@shard("Observe the I-th of N shards of the translations, and write what was observed to --output, for l10nqa merge.")
@optional_output
@configured_memory
def command(tm: Location, locale: str | None, shard: Shard | None, output: Path | None) -> None:
    """Learn the translations of words and labels from the memory, ahead of the first `check --tm`.

    The lexicon is stored in the memory, and learned again automatically when the memory has grown by a tenth. What was
    observed is kept beside the memory, as TM.db.learned-TAG, so that only new translations are observed then: the
    lexicon is the same without that file, which can be deleted. With --shard the memory stays as it is: l10nqa merge
    stores the lexicon once all shards have been observed.

    \b
    Examples:
      l10nqa tm learn --tm memory.db --locale lv-LV
      l10nqa tm learn --tm memory.db --shard 2/8 -o part-2.jsonl
    """
    if (shard is None) != (output is None):
        raise click.UsageError("--shard and --output go together: a lexicon is written to the memory")
    if shard and output:
        _observe(tm, locale, shard, output)
        return
    with Memory(tm) as memory:
        for name in [locale] if locale else memory.locales():
            with progress("learning"):  # a sign of life: how much there is to learn shows at the end
                lexicon = learned_lexicon(memory, name, anew=True)
            if lexicon is None:
                raise ConfigError(f"the memory has no translations into {name}", path=str(tm))
            show_learned(tm, name, lexicon)


def show_learned(tm: Location, locale: str, lexicon: Lexicon) -> None:
    """Write to stderr how much was learned."""
    words, labels = len(lexicon.sources), len(lexicon.labels)
    segments = count_of(lexicon.segments, "segment")
    note(f"{tm}: {locale}: {segments}, {count_of(words, 'word stem')}, {count_of(labels, 'label')}")


def _observe(tm: Location, locale: str | None, shard: Shard, output: Path) -> None:
    from l10nqa.cli.writing import result_stream  # noqa: PLC0415 - learning does without them
    from l10nqa.workspace.parts.observations import observed_locales, write_observations  # noqa: PLC0415

    with Memory(tm) as memory:
        locales = observed_locales(memory, locale)
        with result_stream(output, text_for_people=False) as (stream, _):
            pairs = write_observations(memory, locales, shard, stream)
    note(f"{output}: {count_of(pairs, 'pair')} of shard {shard} alone: l10nqa merge makes the lexicon of all")
