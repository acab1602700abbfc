"""Punctuation that strayed over the edge of a link or emphasis: what the two rules of it report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import mark_class
from l10nqa.markup.edges import moved_marks, stands_outside
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.locale import LocaleFacts
    from l10nqa.markup.edges import Moved
    from l10nqa.markup.node import Inline, Node

__all__ = ["strayed_marks"]


def strayed_marks(
    source: Inline,
    target: Inline,
    kinds: int,
    groups: Sequence[tuple[Sequence[Node], Sequence[Node]]],
    facts: LocaleFacts,
    *,
    noun: str,
    own: str,
) -> Iterator[Issue]:
    """Yield an issue for every mark that moved over the edge of a node, given the groups that `moved_marks` takes.

    `noun` names what the nodes of these kinds are. A mark of `own` that the source has nowhere outside such nodes may
    be the words' own in the target, so that it is no more than possible that it strayed.
    """
    for moved in moved_marks(source, target, groups, facts):
        shown = moved.mark.of(target.text)
        marks = [mark_class(character) for character in shown if not character.isspace()]
        elsewhere = any(stands_outside(source, mark, kinds) for mark in marks)
        if not moved.inward:
            where = f"stands after the {noun}, inside it in the source"
        elif elsewhere:
            where = f"stands inside the {noun}, outside in the source"
        else:
            where = f"was added inside the {noun}"
        may_be_own = not elsewhere and len(marks) == 1 and marks[0] in own
        certainty = _certainty(source, target, moved, "".join(marks), may_be_own=may_be_own)
        yield Issue(f"“{shown}” {where}", None, moved.mark, moved.edits, certainty)


def _certainty(source: Inline, target: Inline, moved: Moved, marks: str, *, may_be_own: bool) -> Certainty | None:
    """Return how sure the finding is, where less than its rule."""
    if not moved.inward:
        # A full stop or comma that leaves its markup is mostly an improvement on the source.
        return Certainty.POSSIBLE if marks in (".", ",") else None
    return Certainty.POSSIBLE if may_be_own or (marks == "." and _runs_in(source, target, moved)) else None


def _runs_in(source: Inline, target: Inline, moved: Moved) -> bool:
    """Tell whether a heading that runs into its paragraph got a full stop: the sentence has kept its own."""
    text, span = target.text, moved.node.span
    if text[: span.start].strip() or not text[span.end :].strip():
        return False
    first = next((node for node in source.of(moved.node.kind) if not source.text[: node.span.start].strip()), None)
    return (
        first is not None
        and mark_class(source.text[first.span.end :].lstrip()[:1]) != "."
        and mark_class(text.rstrip()[-1:]) == mark_class(source.text.rstrip()[-1:])
    )
