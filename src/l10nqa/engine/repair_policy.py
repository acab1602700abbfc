"""What a fix may change of the text that a reader sees."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.shown_text import differing
from l10nqa.locale import mark_class
from l10nqa.markup import EMPHASES, LEAVES, Kind
from l10nqa.rule import Repair
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.markup import Inline, Node
    from l10nqa.model import Edit

__all__ = ["ProposedFix"]

_MARKED_OFF = (
    Kind.LINK
    | Kind.IMAGE
    | Kind.CODE
    | Kind.HTML
    | Kind.AUTOLINK
    | Kind.INCLUDE
    | Kind.XREF
    | Kind.MENTION
    | Kind.PLACEHOLDER
    | Kind.VARIABLE
    | Kind.TEMPLATE
    | Kind.ALERT
    | Kind.INLINE_CODE
    | Kind.ICU_ARGUMENT
    | Kind.ICU_BRANCH
)
"""The nodes that most fixes must leave as they are, beside the text that a reader sees."""
_DELIMITERS = str.maketrans("", "", "*_")
_LINK_SYNTAX = str.maketrans("", "", "[]()")


class ProposedFix(NamedTuple):
    """A target before and after a fix."""

    source: Inline
    before: Inline
    after: Inline
    edits: tuple[Edit, ...]

    def is_allowed(self, repair: Repair) -> bool:
        """Tell whether the text that a reader sees changed by no more than the repair allows."""
        return _ALLOWED[repair](self)


def _only_marks(proposed: ProposedFix) -> bool:
    """Tell whether punctuation marks of the target moved or went, and nothing else that a reader sees changed."""
    before, after = _visible(proposed.before), _visible(proposed.after)
    start, shared = differing(before, after)  # characters that both have where they begin and end cancel out
    before, after = before[start : len(before) - shared], after[start : len(after) - shared]
    if [c for c in before if c.isalnum()] != [c for c in after if c.isalnum()]:
        return False
    lost, gained = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return not gained and all(map(mark_class, lost)) and not any(_changed_nodes(proposed, _MARKED_OFF | EMPHASES))


def _only_blanks(proposed: ProposedFix) -> bool:
    """Tell whether no more than white space changed in the text as it is written, and at most a torn link closes."""
    if _squeezed(proposed.before) != _squeezed(proposed.after):
        return False
    lost, gained = _changed_nodes(proposed, _MARKED_OFF | EMPHASES)
    same = not gained and _visible(proposed.before) == _visible(proposed.after)
    return not lost and (same or all(kind in (Kind.LINK, Kind.IMAGE) for kind, _ in gained))


def _only_delimiters(proposed: ProposedFix) -> bool:
    before, after = (_visible(side).translate(_DELIMITERS) for side in (proposed.before, proposed.after))
    return before == after and not any(_changed_nodes(proposed, _MARKED_OFF))


def _only_from_source(proposed: ProposedFix) -> bool:
    """Tell whether all inserted text is in the source, and nothing else changed except that a link may close."""
    if not all(
        edit.end > edit.start and edit.text and edit.text.strip("() ") in proposed.source.text
        for edit in proposed.edits
    ):
        return False
    before = _beside(proposed.before, [Span(edit.start, edit.end) for edit in proposed.edits])
    after = _beside(proposed.after, _inserted(proposed.edits))
    for node in _gained(proposed, Kind.LINK | Kind.IMAGE):
        # The syntax of a link that was torn showed as text.
        before = before.replace("".join(f'"{node.title}"'.split()), "", 1) if node.title else before
        before = before.replace("!", "", 1) if node.kind is Kind.IMAGE else before
    return before.translate(_LINK_SYNTAX) == after.translate(_LINK_SYNTAX)


def _gained(proposed: ProposedFix, kinds: int) -> list[Node]:
    """Return the nodes that only the fixed target has."""
    known = Counter(_nodes(proposed.before, kinds))
    gained = []
    for node in proposed.after.of(kinds):
        if known[node.kind, node.value]:
            known[node.kind, node.value] -= 1
        else:
            gained.append(node)
    return gained


def _only_scope(proposed: ProposedFix) -> bool:
    same = _visible(proposed.before) == _visible(proposed.after)
    return same and not any(_changed_nodes(proposed, _MARKED_OFF | EMPHASES))


def _visible(side: Inline) -> str:
    """Return the text that a reader sees, without white space."""
    return "".join(side.visible(Span(0, len(side.text))).split())


def _squeezed(side: Inline) -> str:
    return "".join(side.text.split())


def _changed_nodes(proposed: ProposedFix, kinds: int) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    """Return the nodes that only the target before the fix has, and those that only the one after it has."""
    before, after = _nodes(proposed.before, kinds), _nodes(proposed.after, kinds)
    if before == after:  # as after nearly every fix: counting them takes longer
        return Counter(), Counter()
    return Counter(before) - Counter(after), Counter(after) - Counter(before)


def _nodes(side: Inline, kinds: int) -> list[tuple[int, str]]:
    return [(node.kind, node.value) for node in side.of(kinds)]


def _beside(side: Inline, spans: Sequence[Span]) -> str:
    """Return the text that a reader sees outside the spans, without white space."""
    pieces = []
    for node in side.of(LEAVES):
        held = [span for span in spans if span.overlaps(node.span)]
        if not held:
            pieces.append(node.value)
        elif node.kind is Kind.TEXT:
            reached = node.span.start
            for span in held:
                pieces.append(side.text[reached : max(span.start, reached)])
                reached = span.end
            pieces.append(side.text[reached : node.span.end])
    return "".join("".join(pieces).split())


def _inserted(edits: Sequence[Edit]) -> list[Span]:
    """Return the spans of the edits' texts in the edited text."""
    spans, growth = [], 0
    for edit in edits:
        start = edit.start + growth
        spans.append(Span(start, start + len(edit.text)))
        growth += len(edit.text) - (edit.end - edit.start)
    return spans


_ALLOWED: Mapping[Repair, Callable[[ProposedFix], bool]] = {
    Repair.MARKS: _only_marks,
    Repair.BLANKS: _only_blanks,
    Repair.DELIMITERS: _only_delimiters,
    Repair.FROM_SOURCE: _only_from_source,
    Repair.SCOPE: _only_scope,
}
