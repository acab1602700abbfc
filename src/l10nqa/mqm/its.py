"""The counterparts of MQM error types and severities in ITS 2.0 (W3C Recommendation, 29 October 2013).

The data category is Localization Quality Issue (section 8.17; its types are those of appendix C). ITS has 27 types for
all tools, and a severity from 0 to 100.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from l10nqa.mqm.typology import ErrorSeverity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ITS_TYPES", "its_severity"]

_TABLE = {
    "terminology": "terminology inconsistent-with-terminology-resource inconsistent-use-of-terminology wrong-term",
    "mistranslation": "accuracy mistranslation overtranslation undertranslation do-not-translate",
    "omission": "omission missing-text",
    "untranslated": "untranslated",
    "addition": "addition",
    "inconsistency": "inconsistent-style inconsistent-with-external-reference",
    "grammar": "linguistic-conventions grammar textual-conventions",
    "register": "language-register",
    "locale-specific-content": "culture-specific-reference audience-appropriateness",
    "locale-violation": (
        "locale-conventions number-format currency-format measurement-format time-format date-format address-format "
        "telephone-format shortcut-key"
    ),
    "style": "style organizational-style third-party-style awkward-style unidiomatic-style offensive",
    "characters": "character-encoding",
    "misspelling": "spelling",
    "typographical": "punctuation",
    "formatting": "design-and-markup character-formatting layout",
    "markup": "markup-tag link-cross-reference",
    "whitespace": "whitespace",
    "length": "truncation-text-expansion",
    "uncategorized": "unintelligible",
    "other": "custom",
}
"""ITS gives garbled text as its example of `uncategorized`."""
ITS_TYPES: Mapping[str, str] = MappingProxyType({name: its for its, names in _TABLE.items() for name in names.split()})
"""The ITS type of each MQM error type: the nearest that is not narrower."""
_SEVERITIES = MappingProxyType(
    {ErrorSeverity.NEUTRAL: 0, ErrorSeverity.MINOR: 4, ErrorSeverity.MAJOR: 20, ErrorSeverity.CRITICAL: 100}
)


def its_severity(severity: ErrorSeverity) -> int:
    """Return the severity from 0 to 100: the points of MQM (0, 1, 5, 25) as parts of those of a critical error."""
    return _SEVERITIES[severity]
