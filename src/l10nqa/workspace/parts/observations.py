"""The part that a shard of `tm learn` writes: what it observed of its pairs of texts; merging counts them."""

from __future__ import annotations

import heapq
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from l10nqa.engine import over_items
from l10nqa.errors import ConfigError, InputError
from l10nqa.lexicon import Observation, observe
from l10nqa.memory import Memory
from l10nqa.memory.learning import pairs_of_shard, store_observed
from l10nqa.memory.observed_units import CHUNK, SECONDS_TO_OBSERVE
from l10nqa.workspace.parts.head import OBSERVATIONS, PartHead, refuse_incomplete
from l10nqa.workspace.parts.part_file import END, first_record, write_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.engine import Executor
    from l10nqa.lexicon import LearnedLexicon
    from l10nqa.memory import Location
    from l10nqa.shard import Shard
    from l10nqa.workspace.parts.part_file import PartFile

__all__ = ["merge_observations", "observed_locales", "write_observations"]

_WORTH_A_POOL = round(1 / SECONDS_TO_OBSERVE)
"""Pairs that are observed in a second."""
_Numbered = tuple[int, int, Observation]
"""The numbers of a locale and of a pair in it, and what was observed of the pair."""


def observed_locales(memory: Memory, target_locale: str | None) -> list[str]:
    """Return the locales to learn: the one given, else all that the memory has.

    Raises:
        ConfigError: the memory has no translations into the locale.
    """
    if target_locale is None:
        return memory.locales()
    if not memory.count(target_locale=target_locale):
        raise ConfigError(f"the memory has no translations into {target_locale}", path=str(memory.location))
    return [target_locale]


class _ObserveTask(NamedTuple):
    """The task of the workers, which has no settings."""

    def run(self, numbered: Sequence[tuple[int, str, str]]) -> list[tuple[int, Observation]]:
        """Return what is observed of each pair, with its number."""
        return [(number, observe(source, target)) for number, source, target in numbered]


def write_observations(
    memory: Memory,
    locales: Sequence[str],
    shard: Shard,
    stream: TextIO,
    *,
    jobs: int | None = None,
    cluster: Executor | None = None,
) -> int:
    """Write what a shard observes in the memory, for each of the locales; return the number of pairs."""
    units = {locale: memory.count(target_locale=locale) for locale in locales}
    options = {"the units": ", ".join(f"{locale} {count:,}" for locale, count in units.items())}
    head = PartHead(OBSERVATIONS, shard, options, {"units": units})
    pairs = 0

    def records() -> Iterator[dict[str, Any]]:
        nonlocal pairs
        yield first_record(head)
        for locale in locales:
            numbered = pairs_of_shard(memory, locale, shard)
            for number, observed in over_items(
                numbered, _ObserveTask(), jobs=jobs, cluster=cluster, chunk=CHUNK, worth_a_pool=_WORTH_A_POOL
            ):
                pairs += 1
                yield {"locale": locale, "number": number, **observed._asdict()}
        yield {END: {"pairs": pairs}}

    write_records(records(), stream)
    return pairs


def merge_observations(parts: Sequence[PartFile], location: Location) -> Iterable[tuple[str, LearnedLexicon]]:
    """Learn from the observations of all shards, and store the lexicons in their memory; yield each with its locale.

    Raises:
        ConfigError: the memory has other units than the one that was observed.
        InputError: a part is of another run, missing, given twice or damaged.
        StoreError: the memory cannot be opened or written.
    """
    refuse_incomplete([(str(part.path), part.head) for part in parts])
    try:
        units = {str(locale): int(count) for locale, count in parts[0].head.facts["units"].items()}
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(parts[0]) from error
    with Memory(location) as memory:
        for locale, count in units.items():
            here = memory.count(target_locale=locale)
            if here != count:
                message = f"{location} has {here:,} units of {locale}, but the shards observed {count:,}"
                raise ConfigError(message, hint="name the memory that they observed, or run all shards again")
        numbers = {locale: number for number, locale in enumerate(units)}
        merged = heapq.merge(*(_observations(part, numbers) for part in parts), key=itemgetter(0, 1))
        locales = list(units)
        for number, observed in groupby(merged, key=itemgetter(0)):
            locale = locales[number]
            yield locale, store_observed(memory, locale, units[locale], (each for _, _, each in observed))


def _observations(part: PartFile, locales: dict[str, int]) -> Iterator[_Numbered]:
    try:
        for record in part.records():
            if END not in record:
                yield locales[record["locale"]], int(record["number"]), _observation(record)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(part) from error


def _observation(record: dict[str, Any]) -> Observation:
    source_ending, target_ending = record["ending"]
    return Observation(
        sources=record["sources"],
        targets=record["targets"],
        ending=(source_ending, target_ending),
        names=record["names"],
        stopped=record["stopped"],
        labels=[(label, name) for label, name in record["labels"]],
    )


def _damaged(part: PartFile) -> InputError:
    return InputError("is damaged: an observation is not understood", path=str(part.path), hint="run this shard again")
