"""The sources of a job that the memory has word for word, and the contexts that it has them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.memory.analysis.bands import Band, fuzzy_band
from l10nqa.memory.ranking import DEFAULT_POINTS
from l10nqa.memory.ranking.context import context_of, is_of_other_context
from l10nqa.model import Context, Penalty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from l10nqa.memory.ranking import Query
    from l10nqa.model import TranslationUnit

__all__ = ["Known"]

_OF_OTHER_CONTEXT = fuzzy_band(100 - DEFAULT_POINTS[Penalty.CONTEXT])
"""The band of a source that the memory has in other contexts of developers alone."""


class Known:
    """The contexts of those units whose sources the job has; memory is bounded by the job."""

    def __init__(self) -> None:
        self._units: dict[str, set[TranslationUnit]] = {}

    def learn(self, units: Iterable[TranslationUnit], wanted: Collection[str]) -> None:
        """Take in the units whose source is wanted. A unit without a translation is none."""
        for unit in units:
            if unit.source in wanted and unit.target:
                self._units.setdefault(unit.source, set()).add(_bare(unit))

    def __contains__(self, source: str) -> bool:
        return source in self._units

    def band(self, query: Query) -> Band | None:
        """Return the band of the best match of the very text; None where there is no such match.

        A context that developers gave (`msgctxt`) tells equal texts apart: another one makes a match fuzzy.
        """
        units = self._units.get(query.text)
        if units is None:
            return None
        contexts = {context_of(query, unit) for unit in units}
        if Context.BOTH in contexts:
            return Band.BOTH_CONTEXTS
        if contexts != {None}:
            return Band.ONE_CONTEXT
        return _OF_OTHER_CONTEXT if all(is_of_other_context(query, unit) for unit in units) else Band.EXACT


def _bare(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit with its source and its contexts alone, of which a memory has many the same."""
    bare = unit._replace(target="", source_locale="", target_locale="", origin=None, form=None, notes=())
    return bare._replace(created=0, changed=0, line=0, id=0)
