"""What a reader sees of a side as prose, with the way back to the offsets of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Inline, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Shown", "shown"]

_PROSE = Kind.TEXT | Kind.ESCAPE | Kind.ENTITY
_APART = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands between what does not belong together."""
_BLOCKED = Kind.VARIABLE | Kind.PLACEHOLDER | Kind.XREF | Kind.ALERT


class Shown(NamedTuple):
    """The prose of a side: escapes and entities resolved, other markup in between as one mark."""

    text: str
    offsets: Sequence[int]
    """The offset in the side of each character, and of the end."""

    def raw(self, span: Span) -> Span:
        """Return where a stretch of the prose stands in the side; its markup included."""
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + self._width(span.end - 1))

    def _width(self, index: int) -> int:
        # An escape or entity is wider than what it stands for.
        following = self.offsets[index + 1]
        return following - self.offsets[index] if self.text[index + 1 : index + 2] != _APART else 1


def shown(side: Inline, *, without_nodes: bool) -> Shown:
    """Return the prose of a side; `without_nodes` leaves out placeholders and variables."""
    if side.kinds == Kind.TEXT:
        return Shown(side.text, range(len(side.text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    for node in side.of(_PROSE):
        if node.span.start != end and pieces:
            pieces.append(_APART)
            offsets.append(end)
        if node.kind is Kind.TEXT and len(node.value) == node.span.end - node.span.start:
            offsets += range(node.span.start, node.span.end)
        else:
            offsets += [node.span.start] * len(node.value)
        pieces.append(node.value)
        end = node.span.end
    for node in side.of(Kind.LINK | Kind.IMAGE):
        start = side.text.find(node.title, node.inner.end, node.span.end) if node.title else -1
        if start >= 0:
            pieces += [_APART, node.title]
            offsets += range(start - 1, start + len(node.title))
            end = start + len(node.title)
    offsets.append(end)
    text = "".join(pieces)
    if without_nodes and side.kinds & _BLOCKED:
        text = _blocked(text, offsets, [node.span for node in side.of(_BLOCKED)])
    return Shown(text, offsets)


def _blocked(text: str, offsets: Sequence[int], spans: Sequence[Span]) -> str:
    """Return the text with what stands in the spans, which are in order, replaced by marks."""
    characters, index = list(text), 0
    for place, offset in enumerate(offsets[:-1]):
        while index < len(spans) and spans[index].end <= offset:
            index += 1
        if index < len(spans) and spans[index].start <= offset:
            characters[place] = _APART
    return "".join(characters)
