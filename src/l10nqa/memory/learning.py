"""The lexicon of a memory: learned once, kept in the memory, learned again when the memory has grown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from l10nqa.errors import StoreError
from l10nqa.lexicon import Lexicon, Observation, learn_observations, learn_observed, observe
from l10nqa.memory.observed_units import observed_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.memory.store import Memory
    from l10nqa.shard import Shard

__all__ = ["learned_lexicon", "observed_shard", "store_observed"]

_GROWTH = 0.1
"""A lexicon is learned again when the number of units has changed by more than this share since. That takes a twentieth
of the time of checking as many units where what was observed of the others has been kept, else a quarter."""


def learned_lexicon(memory: Memory, target_locale: str, *, anew: bool = False) -> Lexicon | None:
    """Return the lexicon of the memory for translations into a locale; None where the memory has none.

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
            return lexicon
    with memory.transaction(write=False) as database:
        observations = observed_units(database, target_locale)
    lexicon = learn_observations(observations)
    with suppress(StoreError):  # who may only read learns each time
        _store(memory, target_locale, units, lexicon)
    return lexicon


def observed_shard(memory: Memory, target_locale: str, shard: Shard) -> Iterator[tuple[int, Observation]]:
    """Yield what there is to observe of a shard of the pairs of texts that translate into a locale.

    Each comes with its number among the different pairs of the memory. A pair is in a shard by its texts, not by its
    document: so it counts once, however many documents have it.
    """
    with memory.transaction(write=False) as database:
        pairs = dict.fromkeys(database.stream(_PAIRS, (target_locale,)))
    for number, (source, target) in enumerate(pairs):
        if shard.holds(f"{source}\0{target}"):
            yield number, observe(source, target)


def store_observed(memory: Memory, target_locale: str, units: int, observed: Iterable[Observation]) -> Lexicon:
    """Learn the lexicon from what all shards observed, in the order of the pairs, and store it.

    `units` is the number of units that translate into the locale.

    Raises:
        StoreError: the memory cannot be written.
    """
    lexicon = learn_observed(observed)
    _store(memory, target_locale, units, lexicon)
    return lexicon


def _store(memory: Memory, target_locale: str, units: int, lexicon: Lexicon) -> None:
    with memory.transaction(write=True) as database:
        database.execute(_STORE, (target_locale, units, lexicon.dump()))


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
