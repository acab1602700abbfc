"""Ids of segments in files that need not name any."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["unique_ids"]


def unique_ids(candidates: Sequence[Sequence[str]]) -> list[str]:
    """Return one id for each segment: the first of its candidates that no other segment has.

    The last candidate, the number of the record, is no other segment's last one; `#` is put before it where another
    one has it as a name.
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
