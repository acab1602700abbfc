"""The penalties: what lowers the score of a match, and by how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nlargest
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.memory.ranking.context import is_of_other_context
from l10nqa.model import AppliedPenalty, Penalty
from l10nqa.numbers import figures_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.markup import Kind
    from l10nqa.memory.ranking.context import Query
    from l10nqa.model import Match, TranslationUnit

__all__ = ["DEFAULT_POINTS", "Judge"]

DEFAULT_POINTS: Mapping[Penalty, float] = MappingProxyType(
    {
        Penalty.MARKUP: 1.0,
        Penalty.NUMBERS: 1.0,
        # More than the best context adds: such a match is never taken for finished.
        Penalty.MT: 3.0,
        Penalty.CONTEXT: 3.0,
        Penalty.AMBIGUOUS: 3.0,
    }
)
"""The points of each penalty but that of the memory, which is given with the memory."""

_FINISHED = 100.0
"""The score from which a match is a translation that may be used as it is."""


class Judge:
    """Finds the penalties of the matches for one query."""

    def __init__(self, query: Query, points: Mapping[Penalty, float]) -> None:
        """Take the query and the points of each penalty that counts."""
        self._query = query
        self._points = {penalty: value for penalty, value in points.items() if value}
        self._markup = _markup(query.text) if Penalty.MARKUP in self._points else None
        self._numbers = _numbers(query.text) if Penalty.NUMBERS in self._points else None

    def penalties(self, unit: TranslationUnit, of_memory: float) -> tuple[AppliedPenalty, ...]:
        """Return the penalties of a unit for its own sake; `of_memory` are the points that each of its memory loses."""
        found = [penalty for penalty in self._points if self._applies(penalty, unit)]
        applied = [AppliedPenalty(penalty, self._points[penalty]) for penalty in found]
        return (*applied, AppliedPenalty(Penalty.MEMORY, of_memory)) if of_memory else tuple(applied)

    def with_ambiguity(self, matches: Sequence[Match]) -> list[Match]:
        """Return matches with the penalty for those that are ambiguous, given all that a memory has of the very text.

        A match that could be used as it is is ambiguous where another one, with another translation into the same
        locale, scores no less. So a better context decides, and a translation by a person goes before one by a machine.
        """
        points = self._points.get(Penalty.AMBIGUOUS)
        if not points or len(matches) < 2:
            return list(matches)
        best: dict[str, dict[str, float]] = defaultdict(dict)
        for match in matches:
            of_locale, target = best[match.unit.target_locale], match.unit.target
            of_locale[target] = max(match.score, of_locale.get(target, 0.0))
        leading = {locale: nlargest(2, scores.items(), key=itemgetter(1)) for locale, scores in best.items()}
        applied = AppliedPenalty(Penalty.AMBIGUOUS, points)
        return [
            match._replace(penalties=(*match.penalties, applied))
            if match.score >= _FINISHED and _has_rival(match, leading[match.unit.target_locale])
            else match
            for match in matches
        ]

    def _applies(self, penalty: Penalty, unit: TranslationUnit) -> bool:
        if penalty is Penalty.MT:
            return unit.origin == "MT"
        if unit.source == self._query.text:
            return penalty is Penalty.CONTEXT and is_of_other_context(self._query, unit)
        if penalty is Penalty.MARKUP:
            return _markup(unit.source) != self._markup
        return penalty is Penalty.NUMBERS and _numbers(unit.source) != self._numbers


def _has_rival(match: Match, leading: Sequence[tuple[str, float]]) -> bool:
    """Tell whether a translation other than that of the match scores no less, given the best two with their scores."""
    return any(target != match.unit.target and score >= match.score for target, score in leading)


def _markup(text: str) -> Counter[tuple[Kind, str]]:
    """Return the tags and placeables of a text: emphasis, links with their addresses, code, variables and the like."""
    from l10nqa.markup import LEAVES, Kind, parse_inline  # noqa: PLC0415 - few look-ups ask for this penalty

    shown = LEAVES & ~Kind.CODE
    return Counter((node.kind, node.value) for node in parse_inline(text).nodes if not node.kind & shown)


def _numbers(text: str) -> Counter[str]:
    return Counter(figure.digits for figure in figures_of(text))
