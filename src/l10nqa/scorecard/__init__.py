"""The scorecard of a human evaluation: the arithmetic of MQM and SAE J2450 on the annotations of people.

It has nothing to do with the automatic partial score (`l10nqa.score`): a program sees a part of the errors, people are
asked for all of them.
"""

from l10nqa.scorecard.agreement import Agreement, agreement
from l10nqa.scorecard.evaluation import Evaluation
from l10nqa.scorecard.j2450 import J2450Score, j2450_score
from l10nqa.scorecard.repeats import REPEATS_RULE, without_repeats
from l10nqa.scorecard.score import (
    FEW_WORDS,
    REFERENCE_WORDS,
    STANDARD_WEIGHTS,
    Calibration,
    Scorecard,
    Weights,
    scorecard,
)

__all__ = [
    "FEW_WORDS",
    "REFERENCE_WORDS",
    "REPEATS_RULE",
    "STANDARD_WEIGHTS",
    "Agreement",
    "Calibration",
    "Evaluation",
    "J2450Score",
    "Scorecard",
    "Weights",
    "agreement",
    "j2450_score",
    "scorecard",
    "without_repeats",
]
