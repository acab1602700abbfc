"""What lowers a match, and by how much."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.model import AppliedPenalty, Penalty
from l10nqa.numbers import figures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.markup import Kind
    from l10nqa.model import TranslationUnit

__all__ = ["DEFAULT_POINTS", "Judge"]

DEFAULT_POINTS: Mapping[Penalty, float] = MappingProxyType(
    {
        Penalty.MARKUP: 1.0,
        Penalty.NUMBERS: 1.0,
        # More than the best context adds: what only a machine has translated is never taken for finished.
        Penalty.MT: 3.0,
    }
)
"""The points of each penalty but that of the memory, which is said with the memory."""


class Judge:
    """Says what the penalties of a match for one text are."""

    def __init__(self, text: str, points: Mapping[Penalty, float]) -> None:
        """Take the text and the points of each penalty that counts."""
        self._text = text
        self._points = {penalty: value for penalty, value in points.items() if value}
        self._markup = _markup(text) if Penalty.MARKUP in self._points else None
        self._numbers = _numbers(text) if Penalty.NUMBERS in self._points else None

    def penalties(self, unit: TranslationUnit, of_memory: float) -> tuple[AppliedPenalty, ...]:
        """Return the penalties of a unit, in a memory whose penalty is given."""
        found = [penalty for penalty in self._points if self._applies(penalty, unit)]
        deductions = [AppliedPenalty(penalty, self._points[penalty]) for penalty in found]
        return (*deductions, AppliedPenalty(Penalty.MEMORY, of_memory)) if of_memory else tuple(deductions)

    def _applies(self, penalty: Penalty, unit: TranslationUnit) -> bool:
        if penalty is Penalty.MT:
            return unit.origin == "MT"
        if unit.source == self._text:
            return False
        if penalty is Penalty.MARKUP:
            return _markup(unit.source) != self._markup
        return penalty is Penalty.NUMBERS and _numbers(unit.source) != self._numbers


def _markup(text: str) -> Counter[tuple[Kind, str]]:
    """Return the tags and placeables of a text: emphasis, links and where they lead, code, variables and the like."""
    from l10nqa.markup import LEAVES, Kind, parse_inline  # noqa: PLC0415 - few look-ups ask for this penalty

    shown = LEAVES & ~Kind.CODE
    return Counter((node.kind, node.value) for node in parse_inline(text).nodes if not node.kind & shown)


def _numbers(text: str) -> Counter[str]:
    return Counter(figure.digits for figure in figures_of(text))
