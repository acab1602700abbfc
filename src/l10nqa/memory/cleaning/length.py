"""The check of lengths against the norm of two locales.

The norm is the median of the logarithm of the length ratio, its spread the median absolute deviation (MAD), both
learned from the memory itself: neither is moved by the units that are looked for. Short texts scatter more than long
ones (Gale & Church 1993 model the variance of a length as proportional to it), so each power of two of the source's
length has a norm of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.memory.cleaning.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.memory.cleaning.texts import CheckedPair

__all__ = ["LengthNorms", "length_ratio", "normal"]

_ENOUGH = 200
"""The fewest pairs from which a norm can be learned; below that, nothing is reported."""
_MIN_SOURCE, _MIN_TARGET = 20, 60
"""Characters that one side must have: below that an abbreviation that is spelled out is usual."""
_ABBREVIATION = re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)")
_SPELLED_OUT = 25
"""Characters that an abbreviation may become."""
_LIMIT = 5.0
"""Robust standard deviations."""
_MIN_DEVIATION = math.log(2)
"""Texts less than twice as long as usual, or more than half as long, are never reported."""
_STEP = 0.01
"""Width of a bin of the histogram of logarithms."""
_SIGMA = 1.4826
"""Standard deviations to a MAD, for normally distributed values."""


class Norm(NamedTuple):
    """The norm: the median of ln(target/source length), and its robust standard deviation."""

    median: float
    spread: float


class LengthNorms:
    """The usual length ratios of each pair of locales; memory does not grow with the number of pairs learned from."""

    def __init__(self, pairs: Iterable[CheckedPair] = ()) -> None:
        counts: defaultdict[tuple[str, str, int], Counter[int]] = defaultdict(Counter)
        for pair in pairs:
            source, target = _length(pair.source), _length(pair.target)
            if source and target and pair.source != pair.target:  # a name that stays says nothing of the language
                ratio = round(math.log(target / source) / _STEP)
                counts[_band(pair, source)][ratio] += 1
        self._norms = {key: normal(found) for key, found in counts.items() if found.total() >= _ENOUGH}

    def norm(self, pair: CheckedPair, length: int) -> Norm | None:
        """Return the norm for a source of that length; None where the memory has too few such pairs."""
        return self._norms.get(_band(pair, length))


def _band(pair: CheckedPair, length: int) -> tuple[str, str, int]:
    return pair.source_locale, pair.target_locale, length.bit_length()


def normal(counts: Counter[int]) -> Norm:
    """Return median and robust standard deviation of a histogram whose bins are `_STEP` wide, in the values' unit."""
    median = _median(counts)
    deviations: Counter[int] = Counter()
    for value, count in counts.items():
        deviations[abs(value - median)] += count
    return Norm(median * _STEP, max(_median(deviations), 1) * _STEP * _SIGMA)


def length_ratio(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a target far longer or shorter than such sources usually get.

    A translation may spell abbreviations out: for each one in the source the target may be longer.
    """
    source, target = _length(pair.source), _length(pair.target)
    if not source or not target or (source < _MIN_SOURCE and target < _MIN_TARGET):
        return ""
    norm = norms.norm(pair, source)
    if norm is None:
        return ""
    limit = max(_MIN_DEVIATION, _LIMIT * norm.spread)
    off = math.log(target / source) - norm.median
    if abs(off) <= limit:
        return ""
    if off > 0:
        spelled_out = source + _SPELLED_OUT * len(_ABBREVIATION.findall(plain(pair.source)))
        if math.log(target / spelled_out) - norm.median <= limit:
            return ""
    usual = round(source * math.exp(norm.median))
    return f"{source} characters became {target}; usual are about {usual}"


def _length(text: str) -> int:
    return len(plain(text).strip())


def _median(counts: Counter[int]) -> int:
    values = sorted(counts)
    half = counts.total() / 2
    sums = accumulate(counts[value] for value in values)
    return next(value for value, sum_ in zip(values, sums, strict=True) if sum_ >= half)
