"""Which link of the target is which link of the source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from l10nqa.markup.node import Node

__all__ = ["pair_by_value"]


def pair_by_value(sources: list[Node], targets: list[Node]) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Pair nodes of equal value (for links: address) in order; return the pairs, and what is left on either side."""
    if not sources or not targets:
        return [], list(sources), list(targets)
    if [node.value for node in sources] == [node.value for node in targets]:
        return list(zip(sources, targets, strict=True)), [], []
    waiting: dict[str, list[Node]] = defaultdict(list)
    for source in reversed(sources):
        waiting[source.value].append(source)
    pairs: list[tuple[Node, Node]] = []
    extra: list[Node] = []
    for target in targets:
        if waiting[target.value]:
            pairs.append((waiting[target.value].pop(), target))
        else:
            extra.append(target)
    missing = sorted((node for nodes in waiting.values() for node in nodes), key=lambda node: node.span)
    return pairs, missing, extra
