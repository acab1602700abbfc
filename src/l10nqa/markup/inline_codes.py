"""The inline codes of XLIFF and TMX as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup.node import Kind, Node
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.model import InlineCode

__all__ = ["code_nodes", "parting"]


def code_nodes(text: str, codes: Iterable[InlineCode]) -> list[Node]:
    """Return the codes of a text as nodes, in order; one that reaches beyond the text ends with it."""
    nodes = []
    for code in sorted(codes, key=lambda code: (code.start, code.end)):
        start = min(max(code.start, 0), len(text))
        span = Span(start, min(max(code.end, start), len(text)))
        nodes.append(Node(Kind.INLINE_CODE, span, span, f"{code.role} {code.id}", code.equivalent))
    return nodes


def parting(nodes: Sequence[Node]) -> list[Span]:
    """Return where codes part a text.

    That is where one covers something, and where one of no width stands alone: a line break or an image parts words.
    Formatting that begins or ends within a word does not.
    """
    return [node.span for node in nodes if node.span.start < node.span.end or node.value.startswith("single")]
