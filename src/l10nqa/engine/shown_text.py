"""The text that a reader sees of a target, and the parts of two such texts that differ."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.markup import LEAVES, PLACEABLES

if TYPE_CHECKING:
    from l10nqa.markup import Inline

__all__ = ["changed_parts", "differing", "shown_text"]

_OBJECT = "x"
"""What stands for a character of a placeable: no mark, and no white space."""


@lru_cache(maxsize=4)  # the source, and the target before and after a fix, are each asked for several times
def shown_text(side: Inline) -> str:
    """Return the text that a reader sees, with its white space; code, variables and the like are letters."""
    pieces, reached = [], 0
    for node in side.of(LEAVES | PLACEABLES):
        if node.span.start >= reached:
            pieces.append(_OBJECT * max(len(node.value), 1) if node.kind & PLACEABLES else node.value)
            reached = node.span.end
    return "".join(pieces)


def differing(before: str, after: str) -> tuple[int, int]:
    """Return the number of characters at the beginning, and at the end, that two texts share; none counts twice."""
    most = min(len(before), len(after))
    start, end = 0, most
    while start < end:
        middle = (start + end + 1) // 2
        if before[start:middle] == after[start:middle]:
            start = middle
        else:
            end = middle - 1
    shared, end = 0, most - start
    while shared < end:
        middle = (shared + end + 1) // 2
        if before[len(before) - middle : len(before) - shared] == after[len(after) - middle : len(after) - shared]:
            shared = middle
        else:
            end = middle - 1
    return start, shared


def changed_parts(before: str, after: str) -> tuple[str, str]:
    """Return the parts in which two texts differ, widened so that both begin and end between the same two letters.

    Where no two letters meet, a part reaches to the beginning or end of its text. So no group of marks and white space,
    nor a letter beside one, is cut: of what consists of these, one text has more than the other by as much as its part
    has more. Parts of equal texts are empty.
    """
    if before == after:
        return "", ""
    shared, rest = differing(before, after)
    start = max(shared - 1, 0)
    while start and not (before[start - 1].isalpha() and before[start].isalpha()):
        start -= 1
    end, length = min(len(before) - rest + 1, len(before)), len(before)
    while end < length and not (before[end - 1].isalpha() and before[end].isalpha()):
        end += 1
    return before[start:end], after[start : end + len(after) - length]
