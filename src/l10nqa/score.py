"""The automatic partial score: what the faults found weigh against the words of the source.

The arithmetic is that of MQM (Multidimensional Quality Metrics): a fault weighs 1, 5 or 25 penalty points by its
severity; points are told per 1,000 source words; the score is 100 less the points per 100 words, and not below 0:

    score = max(0, 100 - 100 · points / words)

It is no MQM score. That rests on people who judge all seven dimensions; this one on what a program can see, which is
markup, punctuation, numbers, what stayed untranslated. Words are those of the source (`counting.count_words`), so that
one text has one number of words whatever language it is translated into, and sources without spaces are counted fairly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FEW_WORDS", "FORMULA", "PENALTIES", "Score", "score_of"]

PENALTIES: Mapping[Severity, int] = {Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 25}
"""Penalty points of a fault: the multipliers that MQM's examples use."""
FORMULA = "100 - penalty points per 100 source words (minor 1, major 5, critical 25), not below 0"
FEW_WORDS = 500
"""Source words below which a score says little: MQM advises samples of 500 to 20,000 words."""


class Score(NamedTuple):
    """What the faults in so many words of the source weigh."""

    points: int
    words: int

    @property
    def value(self) -> float | None:
        """0 to 100, the higher the better; None where there are no words."""
        return max(0.0, 100 - 100 * self.points / self.words) if self.words else None

    @property
    def per_thousand(self) -> float | None:
        """Penalty points per 1,000 source words; None where there are no words."""
        return 1000 * self.points / self.words if self.words else None

    @property
    def is_short(self) -> bool:
        """Whether the words are too few for the score to say much."""
        return self.words < FEW_WORDS

    def passes(self, threshold: float | None) -> bool:
        """Tell whether the score reaches the threshold; where either is missing, it does."""
        return threshold is None or self.value is None or self.value >= threshold


def score_of(severities: Mapping[Severity, int], words: int) -> Score:
    """Return the score of so many faults of each severity in so many source words."""
    return Score(sum(PENALTIES[severity] * count for severity, count in severities.items()), words)
