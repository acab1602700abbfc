"""The bands that a segment can fall into, and the rate of a word in each."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_RATES", "MIN_SCORE", "Band", "fuzzy_band"]


class Band(StrEnum):
    """Where a segment counts, in the order of a report; the value is its name in files."""

    BOTH_CONTEXTS = "102"
    ONE_CONTEXT = "101"
    EXACT = "100"
    REPETITION = "repetition"
    REPETITION_ACROSS_FILES = "repetition-across-files"
    FROM_95 = "95-99"
    FROM_85 = "85-94"
    FROM_75 = "75-84"
    FROM_50 = "50-74"
    INTERNAL_FROM_95 = "internal-95-99"
    INTERNAL_FROM_85 = "internal-85-94"
    INTERNAL_FROM_75 = "internal-75-84"
    INTERNAL_FROM_50 = "internal-50-74"
    NEW = "new"


_FUZZY = (
    (95.0, Band.FROM_95, Band.INTERNAL_FROM_95),
    (85.0, Band.FROM_85, Band.INTERNAL_FROM_85),
    (75.0, Band.FROM_75, Band.INTERNAL_FROM_75),
    (50.0, Band.FROM_50, Band.INTERNAL_FROM_50),
)
MIN_SCORE = _FUZZY[-1][0]
"""The score below which a match is none."""

DEFAULT_RATES: Mapping[Band, float] = MappingProxyType(
    {
        Band.BOTH_CONTEXTS: 0.0,
        Band.ONE_CONTEXT: 0.0,
        Band.EXACT: 0.3,
        Band.REPETITION: 0.3,
        Band.REPETITION_ACROSS_FILES: 0.3,
        Band.FROM_95: 0.6,
        Band.FROM_85: 0.6,
        Band.FROM_75: 0.6,
        Band.FROM_50: 1.0,
        Band.INTERNAL_FROM_95: 0.6,
        Band.INTERNAL_FROM_85: 0.6,
        Band.INTERNAL_FROM_75: 0.6,
        Band.INTERNAL_FROM_50: 1.0,
        Band.NEW: 1.0,
    }
)
"""MateCat's default payable rates (`PayableRates`); 102 and 101 are its ICE matches, which it leaves unpaid."""


def fuzzy_band(score: float, *, internal: bool = False) -> Band:
    """Return the band of a match that is not exact, by its score (0 to 100); NEW below the lowest."""
    for minimum, band, internal_band in _FUZZY:
        if score >= minimum:
            return internal_band if internal else band
    return Band.NEW
