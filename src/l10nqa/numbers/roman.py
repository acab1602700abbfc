"""Roman numerals, also those typed with Cyrillic letters that look alike."""

from __future__ import annotations

import re

__all__ = ["roman_numbers"]

_LETTERS = str.maketrans("ІХМСіхмс", "IXMCixmc")
_TOKEN = re.compile(r"(?<![^\W\d_])(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?=[^\W\d_]?[^\W\d_]?[^\W\d_]?(?![^\W\d_]))")
_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def roman_numbers(text: str) -> set[int]:
    """Return the numbers below 40 that stand in a text as Roman numerals, with an ordinal's ending or without."""
    return {10 * len(match[1]) + _VALUES[match[2]] for match in _TOKEN.finditer(text.translate(_LETTERS))}
