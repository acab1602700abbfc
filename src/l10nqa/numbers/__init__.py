"""Numbers of texts: what they may mean, and whether two texts hold the same ones."""

from __future__ import annotations

from l10nqa.numbers.amounts import changed_amounts, is_converted
from l10nqa.numbers.compare import Difference, NumberText, compare
from l10nqa.numbers.dates import exchanged_dates
from l10nqa.numbers.figures import NUMBER, Figure, figures_of
from l10nqa.numbers.months import changed_months, names_month
from l10nqa.numbers.wording import lists_ordinals, may_be_worded

__all__ = [
    "NUMBER",
    "Difference",
    "Figure",
    "NumberText",
    "changed_amounts",
    "changed_months",
    "compare",
    "exchanged_dates",
    "figures_of",
    "is_converted",
    "lists_ordinals",
    "may_be_worded",
    "names_month",
]
