"""The score of SAE J2450: the sum of the weights of the errors for each word of the source, the lower the better."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.mqm import J2450_CATEGORIES, J2450_OF_TYPES, ErrorSeverity, j2450_weight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.mqm import J2450Category
    from l10nqa.scorecard.score import Scorecard

__all__ = ["J2450Score", "j2450_score"]


class J2450Score(NamedTuple):
    """The errors of a scorecard by the categories of SAE J2450."""

    words: int
    counts: Mapping[J2450Category, tuple[int, int]]
    """The serious and the minor errors of each category; neutral ones are in neither."""
    without_counterpart: Mapping[str, int]
    """The errors of MQM error types that J2450 has no category for."""

    @property
    def points(self) -> int:
        """The sum of the weights."""
        return sum(
            category.serious * serious + category.minor * minor for category, (serious, minor) in self.counts.items()
        )

    @property
    def value(self) -> float:
        """The weights for each word of the source."""
        return self.points / self.words


def j2450_score(card: Scorecard) -> J2450Score:
    """Return the errors of a scorecard as SAE J2450 counts them."""
    counts = {category: [0, 0] for category in J2450_CATEGORIES}
    without: Counter[str] = Counter()
    for (name, severity), count in card.counts.items():
        category = J2450_OF_TYPES.get(name)
        if category is None:
            without[name] += count
        elif j2450_weight(category, severity):
            counts[category][severity is ErrorSeverity.MINOR] += count
    both = {category: (serious, minor) for category, (serious, minor) in counts.items()}
    return J2450Score(card.words, MappingProxyType(both), MappingProxyType(dict(sorted(without.items()))))
