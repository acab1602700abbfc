"""The counterparts of MQM error types in SAE J2450, the metric for automotive service information (J2450_201608).

SAE J2450 has seven categories, two severities, and a weight for each: the score is the sum of the weights for each word
of the source, the lower the better. It names no threshold. It says itself that it does not measure style.

An MQM error type without a counterpart is not in the table: errors of that type are counted, told and left out.
MQM Core does not divide grammar, which J2450 does; both its categories of grammar have the same weights.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.mqm.typology import ErrorSeverity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["J2450_CATEGORIES", "J2450_OF_TYPES", "J2450Category", "j2450_weight"]


class J2450Category(NamedTuple):
    """A category of SAE J2450 with its weights."""

    name: str
    abbreviation: str
    serious: int
    minor: int
    error_types: tuple[str, ...]
    """The MQM error types that belong to it."""


J2450_CATEGORIES = (
    J2450Category(
        "wrong term",
        "WT",
        5,
        2,
        (
            "terminology",
            "inconsistent-with-terminology-resource",
            "inconsistent-use-of-terminology",
            "wrong-term",
            "mistranslation",
        ),
    ),
    J2450Category("syntactic, word structure or agreement error", "SE/SA", 4, 2, ("grammar",)),
    J2450Category("omission", "OM", 4, 2, ("omission",)),
    J2450Category("misspelling", "SP", 3, 1, ("spelling",)),
    J2450Category("punctuation error", "PE", 2, 1, ("punctuation",)),
    J2450Category(
        "miscellaneous error",
        "ME",
        3,
        1,
        (
            "accuracy",
            "linguistic-conventions",
            "overtranslation",
            "undertranslation",
            "addition",
            "untranslated",
            "unintelligible",
            "textual-conventions",
        ),
    ),
)
"""The categories in the order of J2450, by which an error that fits two belongs to the first.

A wrong term is also one that denotes another concept than the source; a miscellaneous error is any linguistic one that
fits no other category.
"""
J2450_OF_TYPES: Mapping[str, J2450Category] = MappingProxyType(
    {name: category for category in J2450_CATEGORIES for name in category.error_types}
)
"""The category of each MQM error type that has one."""


def j2450_weight(category: J2450Category, severity: ErrorSeverity) -> int:
    """Return the weight of an error: major and critical are serious, neutral costs nothing."""
    if severity is ErrorSeverity.NEUTRAL:
        return 0
    return category.minor if severity is ErrorSeverity.MINOR else category.serious
