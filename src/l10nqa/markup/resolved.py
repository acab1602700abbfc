"""One side of a segment with every entity as the character that it stands for.

A reader sees `&uuml;` as one letter and `&nbsp;` as a space. Rules that look at the characters beside a mark or at an
edge look at this form, and give their spans and edits back in the text as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup.node import Inline, Kind
from l10nqa.model import Edit, Issue
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Resolved", "resolved"]


class Resolved(NamedTuple):
    """A side without entities, and where its characters are written in the original."""

    inline: Inline
    offsets: Sequence[int]
    """The original offset of each character, and of the end; empty where the text is the same."""

    def original(self, span: Span) -> Span:
        """Return the span of the original text that a span of the resolved text covers."""
        return Span(self.offsets[span.start], self.offsets[span.end]) if self.offsets else span

    def issue(self, issue: Issue, source: Resolved) -> Issue:
        """Return an issue of two resolved sides as one of the originals; this is the target."""
        if not self.offsets and not source.offsets:
            return issue
        return issue._replace(
            source=source.original(issue.source) if issue.source is not None else None,
            target=self.original(issue.target) if issue.target is not None else None,
            edits=tuple(Edit(*self.original(Span(edit.start, edit.end)), edit.text) for edit in issue.edits),
        )


def resolved(side: Inline) -> Resolved:
    """Return the side with its entities resolved; a side without any is returned as it is."""
    if not side.kinds & Kind.ENTITY:
        return Resolved(side, ())
    pieces: list[str] = []
    offsets: list[int] = []
    moved: list[int] = []
    """The resolved offset of every original one."""
    offset = 0
    for node in side.of(Kind.ENTITY):
        if node.span.start < offset:
            continue
        for start, end, shown in ((offset, node.span.start, None), (*node.span, node.value)):
            text = side.text[start:end] if shown is None else shown
            if shown is None:
                moved.extend(range(len(offsets), len(offsets) + end - start))
                offsets.extend(range(start, end))
            else:
                moved.extend([len(offsets)] * (end - start))
                offsets.extend([start] * len(text))
            pieces.append(text)
        offset = node.span.end
    rest = len(side.text) - offset
    moved.extend(range(len(offsets), len(offsets) + rest + 1))
    offsets.extend(range(offset, len(side.text) + 1))
    pieces.append(side.text[offset:])

    def of(span: Span) -> Span:
        return Span(moved[span.start], moved[span.end])

    nodes = tuple(node._replace(span=of(node.span), inner=of(node.inner)) for node in side.nodes)
    return Resolved(Inline("".join(pieces), nodes, side.kinds), offsets)
