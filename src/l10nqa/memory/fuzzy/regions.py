"""Where in a text a bigram can have come from: a few overlapping regions, so that place counts as well as number.

Where texts of lengths m and n are d edits apart, bigram i of one that no edit touched stands in the other at i + s,
and s is what was inserted before it less what was deleted. With n - m = insertions - deletions and at most d of both,
-(d - (n - m)) / 2 <= s <= (d + (n - m)) / 2. At 70 % similarity that is a third of the text or a little more. So each
bigram is sought in the one region that has all its places, or in two that have them between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["HALF", "REGIONS", "STEPS", "in_region", "regions_of"]

REGIONS = 4
"""Region k is from k/6 to (k + 3)/6 of the text: half of it."""
STEPS = 6
HALF = 3


def in_region(region: int, places: Numbers, lengths: Numbers) -> NDArray[np.bool_]:
    """Tell which bigrams, given their places from 0 to the text's length, lie in a region."""
    return (places * STEPS >= region * lengths) & (places * STEPS <= (region + HALF) * lengths)


def regions_of(length: int, least: float, shortest: Numbers, longest: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for every range of lengths (rows) and bigram of a text (columns), the regions that hold its places.

    They are two equal numbers where one region does, else two whose union does. `least` is the similarity.
    """
    places = np.arange(length + 1)
    # Each end of the range of places, as a share of the length, is monotone in the length on either side of `length`.
    others = np.array((shortest, np.minimum(np.maximum(shortest, length), longest), longest))[:, :, None]
    edits = (1 - least + 1e-9) * np.maximum(others, length) + 1e-6
    grown, steps = others - length, STEPS / np.maximum(others, 1)
    at = places * steps
    low = (at - ((edits - grown) / 2 * steps + 1e-6)).min(axis=0)
    high = (at + ((edits + grown) / 2 * steps - HALF + 1e-6)).max(axis=0)
    first = np.minimum(np.maximum(low, 0), REGIONS - 1).astype(np.int64)
    last = np.ceil(np.minimum(np.maximum(high, 0), REGIONS - 1)).astype(np.int64)
    one = (first + last) // 2
    enough = last <= first
    return np.where(enough, one, first), np.where(enough, one, last)
