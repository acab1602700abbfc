"""Which words are forms of one word, learned from the memory: `папка` and `папки`, `dosya` and `dosyayı`.

Two words of one side are forms of one word where they begin alike and a word of the other side is translated by both.
No list of endings is needed, so that it holds for every language that inflects at the end of a word.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["are_alike", "group_forms"]

_MIN_SHARED = 3
"""Letters that two forms have in common at least."""
_MIN_SHARE = 0.6
"""The share of the longer form that they have in common at least."""


def are_alike(first: str, second: str) -> bool:
    """Tell whether two words begin alike, as forms of one word do: three letters, and 60 % of the longer word."""
    shared = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(_MIN_SHARED, _MIN_SHARE * max(len(first), len(second)))


def group_forms(words: Sequence[str], translations: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Return for each word, by number, the number of the group that it is in: a group is the forms of one word.

    Args:
        words: the words of one side, by number.
        translations: pairs of a word of the other side and a word of this side that translates it.
    """
    parents = list(range(len(words)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for translation, number in translations:
        word = words[number]
        if len(word) >= _MIN_SHARED and word.isalpha():
            found[translation, word[:_MIN_SHARED]].append(number)
    for numbers in found.values():
        for index, number in enumerate(numbers):
            for earlier in numbers[:index]:
                if are_alike(words[earlier], words[number]):
                    parents[root(number)] = root(earlier)
    return np.array([root(number) for number in range(len(words))], np.int64)
