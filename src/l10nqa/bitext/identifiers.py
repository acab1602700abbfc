"""Ids for the segments of files that do not have to name them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["unique_ids"]


def unique_ids(candidates: Sequence[Sequence[str]]) -> list[str]:
    """Return one id for each segment: its first candidate that no other segment has.

    The last candidate is the number of the record, which is unique; it gets a `#` if another segment has it as a name.
    """
    counts = Counter(name for names in candidates for name in set(names[:-1]))
    return [
        next((name for name in names[:-1] if counts[name] == 1), None) or _numbered(names[-1], counts)
        for names in candidates
    ]


def _numbered(number: str, taken: Counter[str]) -> str:
    while taken[number]:
        number = f"#{number}"
    return number
