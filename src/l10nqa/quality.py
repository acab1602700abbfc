"""The grades of a finding: MQM error type, severity (harm if true) and certainty (how often it is true)."""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import cached_property

__all__ = ["Category", "Certainty", "Severity"]


class Category(StrEnum):
    """MQM error types (MQM 2.0 typology, names verbatim) that l10nqa can find."""

    MARKUP = "markup-tag"
    PUNCTUATION = "punctuation"
    WHITESPACE = "whitespace"
    UNTRANSLATED = "untranslated"
    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    ENTITY = "do-not-translate"
    TERMINOLOGY = "inconsistent-use-of-terminology"
    TERMBASE = "inconsistent-with-terminology-resource"
    LOCALE = "number-format"
    STYLE = "organizational-style"


class _Ordered(Enum):
    """An enum whose members compare by their order of definition, the lowest first."""

    @cached_property
    def rank(self) -> int:
        """The position of the member; 0 for the lowest."""
        return list(type(self)).index(self)

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, type(self)) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, type(self)) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, type(self)) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, type(self)) else NotImplemented


class Severity(_Ordered):
    """The harm of a true finding to a reader (MQM severities)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Certainty(_Ordered):
    """How often such a finding is true: certain 98 in 100, likely 85, possible less; measured, not estimated."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"
