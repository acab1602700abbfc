"""The lexicon of a memory: learned once, kept in the memory, learned again when the memory has grown."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from l10nqa.errors import StoreError
from l10nqa.lexicon import (
    LearnedLexicon,
    Lexicon,
    Observation,
    Observations,
    learn_observations,
    learn_observed,
    learn_packed,
)
from l10nqa.memory.calls import CallsHere
from l10nqa.memory.observed_units import observe_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.memory.calls import Calls
    from l10nqa.memory.store import Memory
    from l10nqa.shard import Shard

__all__ = ["learn_locales", "learned_lexicon", "pairs_of_shard", "store_observed"]

_GROWTH = 0.1
"""A lexicon is learned again when the number of units has changed by more than this share since. That takes a twentieth
of the time of checking as many units where what was observed of the others has been kept, else a quarter."""

_SECONDS_TO_COUNT = 8e-6
"""What counting the observations of a pair takes, about."""


def learned_lexicon(memory: Memory, target_locale: str, *, anew: bool = False) -> tuple[Lexicon, bytes] | None:
    """Return the lexicon of the memory for translations into a locale, as it is and packed; None where it has none.

    Learns (9 seconds for 200,000 units, 2 where few of them are new) and stores it where it is missing or stale, or
    with `anew`.
    """
    units = memory.count(target_locale=target_locale)
    if not units:
        return None
    stored = None if anew else _stored(memory, target_locale)
    if stored and abs(units - stored[0]) <= _GROWTH * stored[0]:
        lexicon = Lexicon.load(stored[1])
        if lexicon:
            return lexicon, stored[1]
    found: list[Observations] = []
    with memory.transaction(write=False) as database:
        observe_units(database, target_locale, CallsHere(), found.append)
    lexicon = learn_observations(*found)
    packed = lexicon.dump()
    with suppress(StoreError):  # who may only read learns each time
        _store(memory, target_locale, units, packed)
    return lexicon, packed


def learn_locales(
    memory: Memory, target_locales: Sequence[str], calls: Calls
) -> Iterator[tuple[str, LearnedLexicon | None]]:
    """Learn the lexicon of the memory for each of the locales anew, and store it; yield it when it has been stored.

    They come in the order of the locales, with None where the memory has no translations. While the lexicon of a locale
    is counted, the units of the next ones are read and observed.
    """
    learned = deque[tuple[str, int, LearnedLexicon | None]]()
    for locale in target_locales:
        units = memory.count(target_locale=locale)
        with memory.transaction(write=False) as database:
            observe_units(database, locale, calls, partial(_count, calls, locale, units, learned))
        yield from _stored_in_turn(memory, learned)
    calls.finish()
    yield from _stored_in_turn(memory, learned)


def _count(
    calls: Calls,
    target_locale: str,
    units: int,
    learned: deque[tuple[str, int, LearnedLexicon | None]],
    observations: Observations,
) -> None:
    def take(lexicon: LearnedLexicon) -> None:
        learned.append((target_locale, units, lexicon if units else None))

    calls.run(partial(learn_packed, observations), take, seconds=len(observations) * _SECONDS_TO_COUNT)


def _stored_in_turn(
    memory: Memory, learned: deque[tuple[str, int, LearnedLexicon | None]]
) -> Iterator[tuple[str, LearnedLexicon | None]]:
    """Store what has been learned, outside the transactions in which units are read."""
    while learned:
        locale, units, lexicon = learned.popleft()
        if lexicon:
            with suppress(StoreError):  # who may only read learns each time
                _store(memory, locale, units, lexicon.packed)
        yield locale, lexicon


def pairs_of_shard(memory: Memory, target_locale: str, shard: Shard) -> list[tuple[int, str, str]]:
    """Return a shard of the pairs of texts that translate into a locale, as number, source and target.

    The number is that among the different pairs of the memory. A pair is in a shard by its texts, not by its document:
    so it counts once, however many documents have it.
    """
    with memory.transaction(write=False) as database:
        pairs = dict.fromkeys(database.stream(_PAIRS, (target_locale,)))
    return [
        (number, source, target) for number, (source, target) in enumerate(pairs) if shard.holds(f"{source}\0{target}")
    ]


def store_observed(memory: Memory, target_locale: str, units: int, observed: Iterable[Observation]) -> LearnedLexicon:
    """Learn the lexicon from what all shards observed, in the order of the pairs, and store it.

    `units` is the number of units that translate into the locale.

    Raises:
        StoreError: the memory cannot be written.
    """
    learned = LearnedLexicon.of(learn_observed(observed))
    _store(memory, target_locale, units, learned.packed)
    return learned


def _store(memory: Memory, target_locale: str, units: int, packed: bytes) -> None:
    with memory.transaction(write=True) as database:
        database.execute(_STORE, (target_locale, units, packed))


def _stored(memory: Memory, target_locale: str) -> tuple[int, bytes] | None:
    """Return the number of units that the stored lexicon was learned from, and the lexicon."""
    with memory.transaction(write=False) as database:
        row = database.execute(_STORED, (target_locale,)).fetchone()
    return (int(row[0]), bytes(row[1])) if row else None


_PAIRS = """
    SELECT source, target FROM unit JOIN document ON document.id = unit.document
    WHERE target_locale = ? ORDER BY unit.id"""
_STORED = "SELECT units, data FROM lexicon WHERE target_locale = ?"
_STORE = """
    INSERT INTO lexicon (target_locale, units, data) VALUES (?, ?, ?)
    ON CONFLICT (target_locale) DO UPDATE SET units = excluded.units, data = excluded.data"""
