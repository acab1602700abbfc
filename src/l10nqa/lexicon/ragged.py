"""Rows of numbers of different lengths in two arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Ragged"]


class Ragged(NamedTuple):
    """Rows of numbers, one after the other."""

    values: NDArray[np.int32]
    """The numbers of all rows."""
    lengths: NDArray[np.int32]
    """How many of them each row has."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ragged:
        """Return the rows of a list."""
        lengths = np.fromiter(map(len, rows), np.int32, len(rows))
        return cls(np.fromiter((number for row in rows for number in row), np.int32, int(lengths.sum())), lengths)

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """Return the rows of the given indices, in that order."""
        lengths = self.lengths[rows]
        starts = (np.cumsum(self.lengths, dtype=np.int64) - self.lengths)[rows]
        before = np.cumsum(lengths, dtype=np.int64) - lengths
        return Ragged(self.values[np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))], lengths)
