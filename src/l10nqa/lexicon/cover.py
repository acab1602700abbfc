"""Which words a misplaced link or emphasis should cover, where the evidence leaves no doubt."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.lexicon.judge import doubt
from l10nqa.lexicon.words import words_of
from l10nqa.markup import Kind, parse_inline
from l10nqa.model import Edit
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.lexicon.judge import Judgement
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["cover"]

_RIGHT = 0.1
"""The markup sits right where the judge's probability of the opposite is below this."""
_MOST_OTHERS = 2
"""Words within the run that nothing is known of: articles, prepositions."""
_PAIRED = Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK | Kind.IMAGE | Kind.CODE | Kind.AUTOLINK


def cover(
    source: Inline, target: Inline, found: Judgement, kinds: int, lexicon: Lexicon, *, by_hand: bool
) -> tuple[Edit, ...]:
    """Return the edits that set the markup around its own words; none where these are no one run, or doubtful.

    The words are those under the markup that belong there and those outside that do. After the edits the judge must
    find the markup right.
    """
    node = found.target
    run = _run(target, found)
    run = run and _whole(target, node, run)
    if run is None or run == node.inner:
        return ()
    text = target.text
    opening, closing = text[node.span.start : node.inner.start], text[node.inner.end : node.span.end]
    edits = sorted(
        [
            Edit(node.span.start, node.inner.start, ""),
            Edit(node.inner.end, node.span.end, ""),
            Edit(run.start, run.start, opening),
            Edit(run.end, run.end, closing),
        ]
    )
    if any(before.end > after.start for before, after in pairwise(edits)):
        return ()
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    fixed = parse_inline("".join([*pieces, text[at:]]))
    # Where the content begins now: behind the opening delimiter, and what stood before it may be gone.
    start = run.start + len(opening)
    start -= sum(edit.end - edit.start for edit in edits if edit.end <= run.start)
    moved = next((one for one in fixed.of(kinds) if one.inner.start == start), None)
    if moved is None or doubt(source, found.source, fixed, moved, lexicon, by_hand=by_hand) >= _RIGHT:
        return ()
    return tuple(edits)


def _run(target: Inline, found: Judgement) -> Span | None:
    """Return the stretch of the words that belong under the markup; None where others stand among them."""
    words = words_of(target)
    foreign = {word.span for word in found.evidence.inside}
    wanted = {word.span for word in words if word.span.inside(found.target.inner)} - foreign
    wanted |= {word.span for word in found.evidence.outside}
    if not wanted:
        return None
    run = Span(min(wanted).start, max(span.end for span in wanted))
    others = [word.span for word in words if word.span.inside(run) and word.span not in wanted]
    if foreign.intersection(others) or len(others) > _MOST_OTHERS:
        return None
    return run


def _whole(target: Inline, node: Node, run: Span) -> Span | None:
    """Return the run with the nodes it cuts into taken whole; None where it takes in markup of the same kind."""
    for other in target.of(_PAIRED):
        if other == node or run.inside(other.inner) or not _overlap(run, other.span):
            continue
        if other.kind is node.kind or _overlap(node.span, other.span):
            return None
        run = Span(min(run.start, other.span.start), max(run.end, other.span.end))
    return run


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
