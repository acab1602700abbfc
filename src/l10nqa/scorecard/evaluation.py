"""A human evaluation as a whole: the scorecards of its annotators, and how far they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10nqa.model import Sample
    from l10nqa.scorecard.agreement import Agreement
    from l10nqa.scorecard.score import Scorecard

__all__ = ["Evaluation"]


class Evaluation(NamedTuple):
    """The result of an evaluation."""

    cards: tuple[Scorecard, ...]
    """One for each annotator, by name."""
    agreements: tuple[Agreement, ...]
    """One for each two annotators, where a sample says which segments both have looked at."""
    sample: Sample | None
    repeated_once: bool
    """Whether repeated errors count once."""
    outside: int = 0
    """The annotations in segments that the sample does not have; left out."""
    outdated: int = 0
    """The annotations of a source or target that the sample has otherwise; left out."""

    @property
    def passes(self) -> bool:
        """Whether no scorecard fails."""
        return all(card.passes is not False for card in self.cards)
