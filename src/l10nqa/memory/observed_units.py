"""What was observed of the units of a memory for one locale, and what it takes to keep that up to date.

Observing is nearly all of the work of learning. So what was observed is kept in a file beside the memory, about 100
bytes for each different pair of texts; when the memory has changed since, only the units that changed are read, and
only pairs observed that were not there. The file can be deleted at any time.
"""

from __future__ import annotations

import re
from array import array
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.errors import ConfigError, InputError
from l10nqa.lexicon import Observations, observe_pairs
from l10nqa.memory.observed_file import DIGEST, ObservedFile, read_observed, write_observed
from l10nqa.memory.state import changed_units, current_state, is_ancestor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from l10nqa.memory.calls import Calls
    from l10nqa.memory.database import Database

__all__ = ["CHUNK", "SECONDS_TO_OBSERVE", "observe_units"]

CHUNK = 2_000
"""Different pairs that are observed by one call: enough to outweigh handing them over."""
SECONDS_TO_OBSERVE = 5e-5
"""What observing a pair takes, about."""

_FEW = 2_000
"""Units of which nothing is kept: they are observed in a quarter of a second."""
_MOST = 1_000_000
"""Different pairs of which a file is kept, of about 100 MB; what more of them show is observed each time."""
_TAG = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
"""What is written as a language tag (RFC 5646, section 2.1), and can be part of a file's name."""
_ALL = """
    SELECT unit.id, source, target FROM unit JOIN document ON document.id = unit.document
    WHERE target_locale = ? ORDER BY unit.id"""
# SQLite takes tables that are joined by CROSS JOIN in that very order.
_SINCE = """
    SELECT unit.id, source, target
    FROM (SELECT id FROM unit WHERE id > ?1 UNION SELECT unit FROM change WHERE number > ?2) AS fresh
    CROSS JOIN unit CROSS JOIN document
    WHERE unit.id = fresh.id AND document.id = unit.document AND target_locale = ?3
    ORDER BY unit.id"""


def observe_units(database: Database, target_locale: str, calls: Calls, take: Callable[[Observations], None]) -> None:
    """Observe the pairs of texts that translate into a locale, and hand what was observed to `take`.

    It comes in the order of their units, and perhaps later. Must be called in a transaction, so that it sees one
    state. Brings the file beside the memory up to date.
    """
    state = current_state(database)
    file = _file(database, target_locale)
    known = read_observed(file, target_locale) if file else None
    if known and not is_ancestor(database, known.state):
        known = None
    if known and known.state == state:
        take(known.observations)
        return
    found = _Units(known)
    if known:
        found.remove(changed_units(database, known.state.change))
        rows = database.stream(_SINCE, (known.state.last_unit, known.state.change, target_locale))
    else:
        rows = database.stream(_ALL, (target_locale,))
    mode = database.mode()

    def finish(last: Observations) -> None:
        found.observed(last)
        held = found.held()
        if file and len(held.units) >= _FEW and len(held.observations) <= _MOST:
            with suppress(ConfigError, InputError, OSError):  # a folder that is not ours, or full: observed again
                write_observed(file, ObservedFile(state, target_locale, *held), mode)
        take(held.observations)

    def observe(pairs: list[tuple[str, str]], then: Callable[[Observations], None]) -> None:
        calls.run(partial(observe_pairs, pairs), then, seconds=len(pairs) * SECONDS_TO_OBSERVE)

    pairs: list[tuple[str, str]] = []
    for pair in found.add(rows):
        pairs.append(pair)
        if len(pairs) == CHUNK:
            observe(pairs, found.observed)
            pairs = []
    observe(pairs, finish)


def _file(database: Database, target_locale: str) -> Path | None:
    """Return the file for a locale; None for what is no language tag, and may lead out of the folder."""
    return database.beside(f"learned-{target_locale}") if _TAG.fullmatch(target_locale) else None


class _Held(NamedTuple):
    """The units, and the observations of their pairs in the order in which they come first."""

    units: NDArray[np.int64]
    pairs: NDArray[np.int64]
    digests: NDArray[np.uint8]
    observations: Observations


class _Units:
    """The units of a locale while they are brought up to date."""

    def __init__(self, known: ObservedFile | None = None) -> None:
        self._units = known.units if known else np.zeros(0, np.int64)
        self._pairs = known.pairs if known else np.zeros(0, np.int64)
        self._observations = known.observations if known else Observations()
        """Of the pairs, by number."""
        digests = known.digests.tobytes() if known else b""
        starts = range(0, len(digests), DIGEST)
        self._numbers = {digests[start : start + DIGEST]: number for number, start in enumerate(starts)}
        """The pairs by the digests of their texts, which take less room."""

    def remove(self, units: Iterable[int]) -> None:
        """Remove units, as far as they are there."""
        kept = np.isin(self._units, np.fromiter(units, np.int64), invert=True)
        self._units, self._pairs = self._units[kept], self._pairs[kept]

    def add(self, rows: Iterable[tuple[int, str, str]]) -> Iterator[tuple[str, str]]:
        """Add units that are not there; yield the pairs that are new, for `observed`."""
        units, pairs = array("q"), array("q")
        for unit, source, target in rows:
            digest = _digest(source, target)
            number = self._numbers.get(digest)
            if number is None:
                number = self._numbers[digest] = len(self._numbers)
                yield source, target
            units.append(unit)
            pairs.append(number)
        self._units = np.concatenate([self._units, np.frombuffer(units, np.int64)])
        self._pairs = np.concatenate([self._pairs, np.frombuffer(pairs, np.int64)])

    def observed(self, observations: Observations) -> None:
        """Add what was observed of the pairs that come next."""
        self._observations.extend(observations)

    def held(self) -> _Held:
        """Return the units in order, with the pairs that they still have, as if all had been added at once."""
        in_order = np.argsort(self._units, kind="stable")
        units, pairs = self._units[in_order], self._pairs[in_order]
        _, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
        ranks = np.argsort(np.argsort(first))
        order = pairs[np.sort(first)]
        digests = np.frombuffer(b"".join(self._numbers), np.uint8).reshape(-1, DIGEST)[order]
        is_same = len(order) == len(self._numbers) and bool((order == np.arange(len(order))).all())
        observations = self._observations if is_same else self._observations.arranged(order)
        return _Held(units, ranks[inverse], digests, observations)


def _digest(source: str, target: str) -> bytes:
    text = f"{len(source)} {source}{target}".encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=DIGEST).digest()
