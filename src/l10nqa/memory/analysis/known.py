"""The sources of a job that the memory has word for word, and the contexts that it has them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.memory.analysis.bands import Band

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from l10nqa.model import TranslationUnit

__all__ = ["Known"]


class Known:
    """The contexts of those units whose sources the job has; memory is bounded by the job."""

    def __init__(self) -> None:
        self._neighbours: dict[str, set[tuple[int, int]]] = {}
        self._keys: dict[str, set[str]] = {}

    def learn(self, units: Iterable[TranslationUnit], wanted: Collection[str]) -> None:
        """Take in the units whose source is wanted. A unit without a translation is none."""
        for unit in units:
            if unit.source in wanted and unit.target:
                contexts = self._neighbours.setdefault(unit.source, set())
                if unit.previous_hash or unit.next_hash:
                    contexts.add((unit.previous_hash, unit.next_hash))
                if unit.key:
                    self._keys.setdefault(unit.source, set()).add(unit.key)

    def __contains__(self, source: str) -> bool:
        return source in self._neighbours

    def band(self, source: str, previous_hash: int, next_hash: int, key: str) -> Band | None:
        """Return the band of an exact match with these neighbours at this place; None where there is no match."""
        contexts = self._neighbours.get(source)
        if contexts is None:
            return None
        if (previous_hash, next_hash) in contexts:
            return Band.BOTH_CONTEXTS
        if key in self._keys.get(source, ()):
            return Band.ONE_CONTEXT
        if any(before == previous_hash or after == next_hash for before, after in contexts):
            return Band.ONE_CONTEXT
        return Band.EXACT
