"""The agreement of two annotators about which segments of a sample have an error.

The measure is Cohen's kappa (J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological
Measurement 20, 1960): the share of segments on which they agree, less what chance alone would give. It is 1 for full
agreement and 0 for that of chance. Where both find an error in every segment, or both in none, it has no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable
    from collections.abc import Set as AbstractSet

__all__ = ["Agreement", "agreement"]


class Agreement(NamedTuple):
    """The numbers of segments in which both annotators, one of them, or neither found an error."""

    first: str
    second: str
    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def segments(self) -> int:
        """The number of segments."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def observed(self) -> float:
        """The share of the segments on which they agree, 0 to 1."""
        return (self.both + self.neither) / self.segments

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, -1 to 1; None where chance alone gives full agreement."""
        first, second = self.both + self.only_first, self.both + self.only_second
        by_chance = first * second + (self.segments - first) * (self.segments - second)
        total = self.segments**2
        if by_chance == total:
            return None
        return ((self.both + self.neither) * self.segments - by_chance) / (total - by_chance)


def agreement(
    first: str,
    second: str,
    segments: Collection[Hashable],
    with_error_of_first: AbstractSet[Hashable],
    with_error_of_second: AbstractSet[Hashable],
) -> Agreement:
    """Return the agreement of two annotators on some segments, of which there is one at the least."""
    both = sum(each in with_error_of_first and each in with_error_of_second for each in segments)
    of_first = sum(each in with_error_of_first for each in segments)
    of_second = sum(each in with_error_of_second for each in segments)
    neither = len(segments) - of_first - of_second + both
    return Agreement(first, second, both, of_first - both, of_second - both, neither)
