"""Stretches of a text that are parsed apart: they are masked, the rest is parsed, and their nodes are put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.stretches import remainder, union_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.text import Span

__all__ = ["inline_of", "masked", "with_nodes"]

_MASK = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: what is masked begins and ends nothing in the text beside it."""


def masked(text: str, nodes: Sequence[Node]) -> str:
    """Return the text with what stands under the nodes replaced, every other character in its place."""
    pieces, offset = [], 0
    for node in nodes:
        start, end = max(node.span.start, offset), node.span.end
        if start < end:
            pieces += [text[offset:start], _MASK * (end - start)]
            offset = end
    return "".join([*pieces, text[offset:]]) if pieces else text


def with_nodes(text: str, parsed: Inline, nodes: Sequence[Node], cuts: Iterable[Span]) -> Inline:
    """Return the side with nodes put in. `parsed` is what `masked` gave, parsed; text nodes are cut at `cuts`."""
    texts = {node.span: node for node in parsed.of(Kind.TEXT)}
    kept = [node for node in parsed.nodes if node.kind is not Kind.TEXT]
    left = remainder(list(texts), union_of(cuts))
    return inline_of(
        text, [*kept, *(texts.get(span) or Node(Kind.TEXT, span, span, span.of(text)) for span in left), *nodes]
    )


def inline_of(text: str, nodes: Iterable[Node]) -> Inline:
    """Return the side of the nodes, a node before those inside it, and text before what lies in it."""
    found = sorted(nodes, key=lambda node: (node.span.start, -node.span.end, node.kind is not Kind.TEXT))
    kinds = 0
    for node in found:
        kinds |= node.kind
    return Inline(text, tuple(found), kinds)
