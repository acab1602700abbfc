"""The linear scoring models of MQM (themqm.org/error-types-2/the-mqm-scoring-models), raw and calibrated.

Each error costs the multiplier of its severity times the weight of its error type. With the words of the source that
were evaluated (evaluation word count) and a reference word count of 1,000:

    penalty per word        = penalty points / evaluation word count
    penalty of the reference = penalty per word · reference word count
    raw score               = 100 · (1 - penalty per word)
    calibrated score        = 100 - penalty of the reference · (100 - threshold) / acceptable points

The calibrated score uses the whole scale: a text with just as many penalty points per reference word count as are
acceptable gets the threshold. Neither is below 0. A text passes if its score reaches the threshold and it has no
critical error (themqm.org/introduction-to-tqe/glossary-of-selected-terms, “threshold value”).
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.mqm import ERROR_TYPES, ErrorSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from l10nqa.model import Annotation

__all__ = ["FEW_WORDS", "REFERENCE_WORDS", "STANDARD_WEIGHTS", "Calibration", "Scorecard", "Weights", "scorecard"]

REFERENCE_WORDS = 1_000
"""The reference word count that MQM suggests."""
FEW_WORDS = 500
"""The number of words below which a score is unreliable: MQM advises samples of 500 to 20,000 words."""
_MAXIMUM = 100.0
_NO_TYPES: Mapping[str, float] = MappingProxyType({})


class Weights(NamedTuple):
    """What errors cost."""

    severities: Mapping[ErrorSeverity, float]
    """The multiplier of each severity."""
    types: Mapping[str, float] = _NO_TYPES
    """The weights of error types and of dimensions; 1 for all others. That of a type precedes that of its dimension."""

    def points(self, error_type: str, severity: ErrorSeverity) -> float:
        """Return the penalty points of an error."""
        found = ERROR_TYPES.get(error_type)
        of_dimension = self.types.get(found.dimension, 1.0) if found else 1.0
        return self.severities[severity] * self.types.get(error_type, of_dimension)


STANDARD_WEIGHTS = Weights(
    MappingProxyType(
        {ErrorSeverity.NEUTRAL: 0, ErrorSeverity.MINOR: 1, ErrorSeverity.MAJOR: 5, ErrorSeverity.CRITICAL: 25}
    )
)
"""The multipliers in the examples of MQM."""


class Calibration(NamedTuple):
    """The point at which a text is just acceptable."""

    acceptable_points: float
    """Penalty points per reference word count; more than 0."""
    threshold: float
    """The score of such a text, below 100."""


class Scorecard(NamedTuple):
    """The errors that one annotator found in a number of words, and what they cost."""

    annotator: str
    words: int
    """The evaluation word count: words of the source."""
    counts: Mapping[tuple[str, ErrorSeverity], int]
    """The errors by type and severity."""
    repeated: int = 0
    """The repeated errors, which are not among the counts."""
    weights: Weights = STANDARD_WEIGHTS
    reference_words: int = REFERENCE_WORDS
    calibration: Calibration | None = None
    threshold: float | None = None
    """The score to reach; that of the calibration if None."""

    @property
    def points(self) -> float:
        """The penalty points of all errors (MQM: absolute penalty total)."""
        return sum(self.weights.points(*key) * count for key, count in self.counts.items())

    @property
    def per_reference(self) -> float:
        """The penalty points per reference word count (MQM: overall normed penalty total)."""
        return self.points * self.reference_words / self.words

    @property
    def raw_score(self) -> float:
        """The raw linear score, 0 to 100."""
        return max(0.0, _MAXIMUM * (1 - self.points / self.words))

    @property
    def calibrated_score(self) -> float | None:
        """The calibrated linear score, 0 to 100; None without a calibration."""
        if self.calibration is None:
            return None
        scale = (_MAXIMUM - self.calibration.threshold) / self.calibration.acceptable_points
        return max(0.0, _MAXIMUM - self.per_reference * scale)

    @property
    def score(self) -> float:
        """The score that is held against the threshold: the calibrated one, if there is one."""
        return self.raw_score if self.calibrated_score is None else self.calibrated_score

    @property
    def required(self) -> float | None:
        """The score to reach; None if nobody named one."""
        if self.threshold is None and self.calibration:
            return self.calibration.threshold
        return self.threshold

    @property
    def has_critical(self) -> bool:
        """Whether there is a critical error."""
        return any(count for (_, severity), count in self.counts.items() if severity is ErrorSeverity.CRITICAL)

    @property
    def passes(self) -> bool | None:
        """Whether the text passes; None if nobody named a threshold."""
        return None if self.required is None else self.score >= self.required and not self.has_critical

    @property
    def is_short(self) -> bool:
        """Whether there are too few words for a reliable score."""
        return self.words < FEW_WORDS


def scorecard(annotator: str, annotations: Iterable[Annotation], words: int) -> Scorecard:
    """Return the scorecard of the annotations, with the standard weights; `words` is more than 0."""
    counts = Counter((each.error_type, each.severity) for each in annotations)
    return Scorecard(annotator, words, MappingProxyType(dict(sorted(counts.items()))))
