"""Template tags, shortcodes, directives, attribute lists and anchors that were lost, added or changed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, pair_by_value, pieces_of
from l10nqa.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.text import Span

__all__ = ["compared_templates"]


def compared_templates(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield an issue for every template without its equal on the other side, whatever their order."""
    _, missing, extra = pair_by_value(source.of(Kind.TEMPLATE), target.of(Kind.TEMPLATE))
    # The same text may be missing thousands of times.
    source_count, target_count = cache(source.text.count), cache(target.text.count)
    for was in missing:
        now = _counterpart(was, extra)
        wanted = was.span.of(source.text)
        if now is None:
            if target_count(wanted) < source_count(wanted):
                yield Issue(f"“{wanted}” of the source is missing", was.span)
        else:
            extra.remove(now)
            spot = _changed(was, now, source, target)
            yield Issue(f"“{spot.of(target.text)}” is not in the source, which has “{wanted}”", was.span, spot)
    for node in extra:
        if node.value[:2] == "[[" and "[[" not in source.text:
            continue  # brackets around a label, twice
        shown = node.span.of(target.text)
        if source_count(shown) < target_count(shown):
            yield Issue(f"“{shown}” is not in the source", None, node.span)


def _counterpart(node: Node, candidates: list[Node]) -> Node | None:
    """Return the template of the same syntax that has most in common with a node."""
    words = node.value.split()
    alike = [candidate for candidate in candidates[:_MAX_CANDIDATES] if candidate.value[:2] == node.value[:2]]
    return max(alike, key=lambda candidate: len(set(words) & set(candidate.value.split())), default=None)


_MAX_CANDIDATES = 20
"""Templates of the target that one of the source is compared with."""


def _changed(was: Node, now: Node, source: Inline, target: Inline) -> Span:
    """Return the first part of a template of the target that the source has not; the whole where parts were lost."""
    known = Counter(piece.value for piece in pieces_of(source.text, was.span))
    for piece in pieces_of(target.text, now.span):
        if not known[piece.value]:
            return piece.span
        known[piece.value] -= 1
    return now.span
