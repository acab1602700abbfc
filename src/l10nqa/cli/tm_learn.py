"""`l10nqa tm learn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.cluster import cluster_option
from l10nqa.cli.options import LOCALE, optional_output, shard, tm_file
from l10nqa.cli.progress import track
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.learning import learn_locales
from l10nqa.text import count_of
from l10nqa.workspace.learning_calls import learning_calls

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.engine import Executor
    from l10nqa.lexicon import LearnedLexicon
    from l10nqa.memory import Location
    from l10nqa.shard import Shard

__all__ = ["command", "show_learned"]


@click.command("learn", short_help="Learn words and labels, ahead of the first check.")
@tm_file
@click.option("--locale", metavar="TAG", type=LOCALE, help="Learn this target locale only.")
@shard("Observe the I-th of N shards of the translations, and write what was observed to --output, for l10nqa merge.")
@optional_output
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Processes to use; one per processor if not given.")
@cluster_option
@configured_memory
def command(
    tm: Location,
    locale: str | None,
    shard: Shard | None,
    output: Path | None,
    jobs: int | None,
    cluster: Executor | None = None,
) -> int:
    """Learn the translations of words and labels from the memory, ahead of the first `check --tm`.

    The lexicon is stored in the memory, and learned again automatically when the memory has grown by a tenth. What was
    observed is kept beside the memory, as TM.db.learned-TAG, so that only new translations are observed then: the
    lexicon is the same without that file, which can be deleted. Where much is to be learned, several processes work,
    with the same result as one; they get the texts from this one. With --shard the memory stays as it is: l10nqa merge
    stores the lexicon once all shards have been observed.

    \b
    Examples:
      l10nqa tm learn --tm memory.db --locale lv-LV
      l10nqa tm learn --tm memory.db --cluster tcp://build-1:8786
      l10nqa tm learn --tm memory.db --shard 2/8 -o part-2.jsonl
    """
    if (shard is None) != (output is None):
        raise click.UsageError("--shard and --output go together: a lexicon is written to the memory")
    if shard and output:
        _observe(tm, locale, shard, output, jobs=jobs, cluster=cluster)
        return 0
    with Memory(tm) as memory, learning_calls(jobs=jobs, cluster=cluster) as calls:
        locales = [locale] if locale else memory.locales()
        for name, learned in track(learn_locales(memory, locales, calls), len(locales), "learning"):
            if learned is None:
                raise ConfigError(f"the memory has no translations into {name}", path=str(tm))
            show_learned(tm, name, learned)
    return 0


def show_learned(tm: Location, locale: str, learned: LearnedLexicon) -> None:
    """Write to stderr how much was learned."""
    segments, words = count_of(learned.segments, "segment"), count_of(learned.words, "word stem")
    note(f"{tm}: {locale}: {segments}, {words}, {count_of(learned.labels, 'label')}")


def _observe(
    tm: Location, locale: str | None, shard: Shard, output: Path, *, jobs: int | None, cluster: Executor | None
) -> None:
    from l10nqa.cli.writing import result_stream  # noqa: PLC0415 - learning does without them
    from l10nqa.workspace.parts.observations import observed_locales, write_observations  # noqa: PLC0415

    with Memory(tm) as memory:
        locales = observed_locales(memory, locale)
        with result_stream(output, text_for_people=False) as (stream, _):
            pairs = write_observations(memory, locales, shard, stream, jobs=jobs, cluster=cluster)
    note(f"{output}: {count_of(pairs, 'pair')} of shard {shard} alone: l10nqa merge makes the lexicon of all")
