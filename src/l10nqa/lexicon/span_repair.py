"""The span of the target that a misplaced link or emphasis should cover; None where anything about it is unsure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.locale import ENCLOSING_MARKS, mark_class
from l10nqa.markup import Inline, Kind, Node
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.lexicon.alignment import Alignment
    from l10nqa.lexicon.scope_classifier import ScopeJudgement
    from l10nqa.lexicon.words import Words
    from l10nqa.locale import LocaleFacts

__all__ = ["span_to_cover"]

_MOST_OTHERS = 2
"""Words within the run that nothing is known of: articles, prepositions."""
_SHARED = 0.3
"""The share from which a word belongs to another, or to a stretch."""
_SAYS_MUCH = 0.4
"""The weight from which a word is one of content."""
_PAIRED = Kind.STRONG | Kind.EMPHASIS | Kind.STRIKETHROUGH | Kind.LINK | Kind.IMAGE | Kind.CODE | Kind.AUTOLINK
_BRACKETS = {opening: closing for opening, closing in ENCLOSING_MARKS.items() if opening not in '"‘'}
"""Those that tell by themselves whether they open or close; ’ is an apostrophe as well."""
_JOINERS = "-‐‑_/\\'’@#$%"
"""What joins two halves of a word, or belongs to one."""
_SIGNS = ("+", "...", "…")
"""What a label has at its edges that is neither word nor bracket."""
_PARTING = frozenset(":;!?.")


def span_to_cover(source: Inline, target: Inline, found: ScopeJudgement, kinds: int, facts: LocaleFacts) -> Span | None:
    """Return the stretch of the words that belong under the markup, brackets and nodes at its edges whole.

    None where other words stand among them, where markup of the same kind does, or where a word that would be taken
    in or pushed out may belong elsewhere.
    """
    node = found.target
    run = _stretch(found)
    run = run and _with_brackets(target, node, run)
    run = run and _with_nodes(target, node, run)
    if run is None or run == node.inner:
        return None
    label, shown = source.visible(found.source.inner), _visible(target, run)
    if not _is_one_phrase(label, shown) or (facts.spaces_words and _cuts_word(target.text, node, run)):
        return None
    return None if _is_doubtful(source, target, found, kinds, run) else run


def _stretch(found: ScopeJudgement) -> Span | None:
    words = [Span(*span) for span in found.alignment.targets.spans]
    foreign = {word.span for word in found.evidence.inside}
    wanted = {span for span in words if span.inside(found.target.inner)} - foreign
    wanted |= {word.span for word in found.evidence.outside}
    if not wanted:
        return None
    run = Span(min(wanted).start, max(span.end for span in wanted))
    others = [span for span in words if span.inside(run) and span not in wanted]
    return None if foreign.intersection(others) or len(others) > _MOST_OTHERS else run


def _with_brackets(target: Inline, node: Node, run: Span) -> Span | None:
    """Return the run with the partners of its brackets and quotation marks, which must stand directly beside it."""
    start, end = run
    missing_closers, missing_openers = _loose(target, run)
    for closer in reversed(missing_closers):
        end = node.span.end if end == node.inner.end else end
        if target.text[end : end + 1] != closer:
            return None
        end += 1
    for opener in missing_openers:
        start = node.span.start if start == node.inner.start else start
        if start == 0 or target.text[start - 1] != opener:
            return None
        start -= 1
    return Span(start, end)


def _loose(target: Inline, run: Span) -> tuple[list[str], list[str]]:
    """Return the closing marks that the run lacks, outermost first, and the opening ones, innermost first."""
    waiting: list[str] = []
    lacking: list[str] = []
    for mark, opens in _enclosing_marks(target, run):
        if opens:
            waiting.append(_BRACKETS.get(mark, mark))
        elif waiting and waiting[-1] == mark:
            waiting.pop()
        else:
            lacking.append(next((opening for opening, closing in _BRACKETS.items() if closing == mark), mark))
    return waiting, lacking


def _enclosing_marks(target: Inline, run: Span) -> Iterator[tuple[str, bool]]:
    text = target.text
    for node in target.of(Kind.TEXT):
        for index in range(max(node.span.start, run.start), min(node.span.end, run.end)):
            mark = text[index]
            if mark == '"':
                yield mark, not text[index - 1 : index].strip("*_[(> \t\u00a0")
            elif mark in _BRACKETS:
                yield mark, mark != "“" or text[index + 1 : index + 2].isalnum()
            elif mark in _BRACKETS.values():
                yield mark, False


def _with_nodes(target: Inline, node: Node, run: Span) -> Span | None:
    """Return the run with the nodes it cuts into taken whole; None where it takes in markup of the same kind."""
    for each in target.of(_PAIRED):
        if each == node or not run.overlaps(each.span) or (each.kind is not node.kind and run.inside(each.inner)):
            continue
        if each.kind is node.kind or node.span.overlaps(each.span):
            return None
        run = Span(min(run.start, each.span.start), max(run.end, each.span.end))
    return run


def _visible(target: Inline, run: Span) -> str:
    return "".join(
        target.text[max(node.span.start, run.start) : min(node.span.end, run.end)]
        for node in target.of(Kind.TEXT)
        if node.span.overlaps(run)
    )


def _is_one_phrase(label: str, shown: str) -> bool:
    """Tell whether the run parts no more than the label: no sentence or path goes on within it."""
    ours, theirs = _parting_marks(shown), _parting_marks(label)
    if any(ours.count(mark) > theirs.count(mark) for mark in set(ours)):
        return False
    return all(shown.count(sign) == label.count(sign) for sign in _SIGNS)


def _parting_marks(text: str) -> list[str]:
    return [
        mark_class(character) or character
        for character, following in pairwise(text + "x")
        if character == ">" or (mark_class(character) in _PARTING and (following.isspace() or not following.isascii()))
    ]


def _cuts_word(text: str, node: Node, run: Span) -> bool:
    """Tell whether a delimiter would come to stand within a word."""
    before = text[run.start - 1 : run.start] if run.start not in (node.inner.start, 0) else ""
    after = text[run.end : run.end + 1] if run.end != node.inner.end else ""
    return any(beside and (beside.isalnum() or beside in _JOINERS) for beside in (before, after))


def _is_doubtful(source: Inline, target: Inline, found: ScopeJudgement, kinds: int, run: Span) -> bool:
    """Tell whether words at the edges of the run may belong elsewhere, or others beside it into it."""
    alignment = found.alignment
    rows = _positions(alignment.sources, found.source.inner)
    others = [
        row
        for node in source.of(kinds)
        if node != found.source
        for row in _positions(alignment.sources, node.inner)
        if row not in rows
    ]
    covered = _positions(alignment.targets, run)
    before = _positions(alignment.targets, found.target.inner)
    if not rows or not covered:
        return True
    own, foreign = alignment.to_source[rows].sum(axis=0), alignment.to_source[others].sum(axis=0)
    moved = set(covered) ^ set(before)
    if any(foreign[index] > _SHARED and foreign[index] >= own[index] * (index in covered) for index in moved):
        return True  # the word is another label's
    edges = [(covered[0], before and covered[0] > before[0]), (covered[-1], before and covered[-1] < before[-1])]
    if any(own[index] < _SHARED for index, changed in edges if changed):
        return True  # what was pushed out may go on here
    kept = [index for index in covered if index in before]
    if any(_is_repeated(alignment, rows, index, kept) for index in covered if index not in before):
        return True
    return _leaves_out(target, alignment, rows, covered)


def _leaves_out(target: Inline, alignment: Alignment, rows: Sequence[int], covered: Sequence[int]) -> bool:
    """Tell whether a word of the label that says much went elsewhere, or maybe into an unknown word beside the run."""
    within = alignment.to_target[rows][:, covered].sum(axis=1)
    beyond = alignment.to_target[rows].sum(axis=1) - within
    lost = [
        index for index, row in enumerate(rows) if alignment.source_weight[row] > _SAYS_MUCH and within[index] < _SHARED
    ]
    if any(beyond[index] > _SHARED for index in lost):
        return True
    words = alignment.targets
    pairs = ((covered[0] - 1, covered[0]), (covered[-1], covered[-1] + 1))
    beside = [
        first if second in covered else second
        for first, second in pairs
        if first >= 0
        and second < len(words)
        and not _parted(target.text[words[first].span.end : words[second].span.start])
    ]
    return bool(lost) and any(alignment.to_source[:, index].sum() < _SHARED for index in beside)


def _parted(between: str) -> bool:
    return "\n" in between or any(map(mark_class, between))


def _is_repeated(alignment: Alignment, rows: Sequence[int], taken: int, kept: Sequence[int]) -> bool:
    """Tell whether a word to be taken in translates what a word under the markup translates already."""
    row = max(rows, key=lambda row: float(alignment.to_source[row, taken]))
    return any(alignment.to_target[row, index] >= alignment.to_target[row, taken] for index in kept)


def _positions(words: Words, span: Span) -> list[int]:
    within = words.inside(span)
    return list(range(within.start, within.stop))
