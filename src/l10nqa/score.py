"""The automatic partial score: the weight of the faults relative to the words of the source.

The arithmetic is that of MQM (Multidimensional Quality Metrics): a fault weighs 1, 5 or 25 penalty points by its
severity; points are given per 1,000 source words; the score is 100 minus the points per 100 words, and at least 0:

    score = max(0, 100 - 100 · points / words)

It is not an MQM score, for which people judge all seven dimensions. It covers what a program can see: markup,
punctuation, numbers, untranslated text. Words are those of the source (`counting.count_words`), so that a text has the
same number of words for all target languages, and sources without spaces are counted fairly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FEW_WORDS", "FORMULA", "PENALTIES", "Score", "score_of"]

PENALTIES: Mapping[Severity, int] = {Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 25}
"""The penalty points of a fault: the multipliers in the examples of MQM."""
FORMULA = "100 - penalty points per 100 source words (minor 1, major 5, critical 25), not below 0"
FEW_WORDS = 500
"""The number of source words below which a score is unreliable: MQM advises samples of 500 to 20,000 words."""


class Score(NamedTuple):
    """The penalty points of the faults in a number of source words."""

    points: int
    words: int

    @property
    def value(self) -> float | None:
        """0 to 100, the higher the better; None if there are no words."""
        return max(0.0, 100 - 100 * self.points / self.words) if self.words else None

    @property
    def per_thousand(self) -> float | None:
        """Penalty points per 1,000 source words; None if there are no words."""
        return 1000 * self.points / self.words if self.words else None

    @property
    def is_short(self) -> bool:
        """Whether there are too few words for a reliable score."""
        return self.words < FEW_WORDS

    def passes(self, threshold: float | None) -> bool:
        """Tell whether the score reaches the threshold; if either is missing, it does."""
        return threshold is None or self.value is None or self.value >= threshold


def score_of(severities: Mapping[Severity, int], words: int) -> Score:
    """Return the score for the faults by severity and the number of source words."""
    return Score(sum(PENALTIES[severity] * count for severity, count in severities.items()), words)
