"""Stretches of a text, apart and in order: each question about them is then one bisection."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["last_before", "meets", "remainder", "union_of"]


def union_of(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that the spans cover, apart and in order."""
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start < union[-1].end:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        else:
            union.append(span)
    return union


def last_before(union: Sequence[Span], *, before: int) -> Span:
    """Return the last span of a union that begins before an offset; one that holds nothing where none does."""
    index = bisect_left(union, (before,))
    return union[index - 1] if index else Span(-1, -1)


def meets(span: Span, union: Sequence[Span]) -> bool:
    """Tell whether the span and a union have a character in common."""
    return span.start < last_before(union, before=span.end).end


def remainder(spans: Sequence[Span], cuts: Sequence[Span]) -> list[Span]:
    """Return what is left of some spans without the cuts, both in order and apart; a cut of no width parts a span."""
    left, index = [], 0
    for start, end in spans:
        offset = start
        while index < len(cuts) and cuts[index].end <= start:
            index += 1
        behind = index
        while behind < len(cuts) and cuts[behind].start < end:
            if offset < cuts[behind].start:
                left.append(Span(offset, cuts[behind].start))
            offset = max(offset, cuts[behind].end)
            behind += 1
        index = max(index, behind - 1)
        if offset < end:
            left.append(Span(offset, end))
    return left
