"""Edits that move a misplaced link or emphasis to its own words, where the evidence leaves no doubt."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.lexicon.scope_classifier import misplacement
from l10nqa.lexicon.span_repair import span_to_cover
from l10nqa.locale import mark_class
from l10nqa.markup import parse_inline
from l10nqa.model import Edit

if TYPE_CHECKING:
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.lexicon.scope_classifier import ScopeJudgement
    from l10nqa.locale import LocaleFacts
    from l10nqa.markup import Inline, Node
    from l10nqa.text import Span

__all__ = ["repair_scope"]

_RIGHT = 0.1
"""Markup is right where the probability that it is misplaced is below this."""
_PREFIX = 3
"""What is written onto a word, an article or conjunction, has at most so many letters."""


def repair_scope(
    source: Inline,
    target: Inline,
    found: ScopeJudgement,
    kinds: int,
    lexicon: Lexicon,
    facts: LocaleFacts,
) -> tuple[Edit, ...]:
    """Return the edits that set the markup around its own words; none where these are no one run, or doubtful.

    The words are those under the markup that belong there and those outside that do. After the edits the classifier
    must find the markup right.
    """
    node, text = found.target, target.text
    run = span_to_cover(source, target, found, kinds, facts)
    gaps = run and _gaps(text, node, run, facts)
    if run is None or gaps is None or (not facts.spaces_words and _tears(text, run, node)):
        return ()
    opening, closing = text[node.span.start : node.inner.start], text[node.inner.end : node.span.end]
    edits = sorted(
        [
            Edit(node.span.start, node.inner.start, gaps[0]),
            Edit(node.inner.end, node.span.end, gaps[1]),
            Edit(run.start, run.start, opening),
            Edit(run.end, run.end, closing),
        ]
    )
    if any(before.end > after.start for before, after in pairwise(edits)):
        return ()
    pieces, reached = [], 0
    for edit in edits:
        pieces += [text[reached : edit.start], edit.text]
        reached = edit.end
    fixed = parse_inline("".join([*pieces, text[reached:]]))
    # Where the content begins now: behind the opening delimiter, and what stood before it may be gone.
    start = run.start + len(opening)
    start += sum(
        len(edit.text) - edit.end + edit.start for edit in edits if edit.end <= run.start and edit.end > edit.start
    )
    moved = next((each for each in fixed.of(kinds) if each.inner.start == start), None)
    if moved is None or misplacement(source, found.source, fixed, moved, lexicon) >= _RIGHT:
        return ()
    return tuple(edits)


def _tears(text: str, run: Span, node: Node) -> bool:
    """Tell whether markup around a run may begin or end within a word: between two letters of one kind.

    Nothing but a dictionary tells the words of Chinese or Thai apart.
    """
    edges = {run.start, run.end} - {node.inner.start, node.inner.end, node.span.start, node.span.end}
    return any(
        text[edge - 1 : edge].isalnum()
        and text[edge : edge + 1].isalnum()
        and _kind_of_letter(text[edge - 1]) == _kind_of_letter(text[edge])
        for edge in edges
    )


def _kind_of_letter(letter: str) -> str:
    """Return what a change of kinds parts words by: `HIRAGANA`, `CJK`, `LATIN`."""
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def _gaps(text: str, node: Node, run: Span, facts: LocaleFacts) -> tuple[str, str] | None:
    """Return the white space that takes the place of either delimiter; None where nobody can tell.

    Where only a delimiter parted two words, its going must not join them.
    """
    before, after = text[: node.span.start], text[node.span.end :]
    first = bool(before) and _part_words(before[-1], text[node.inner.start]) and run.start != node.inner.start
    last = bool(after) and _part_words(text[node.inner.end - 1], after[0]) and run.end != node.inner.end
    if not facts.spaces_words or not (first or last):
        return "", ""
    if last and facts.attaches_suffixes:
        return None
    attached = facts.attaches_prefixes and not before[-_PREFIX - 1 :].isalpha()
    return " " if first and not attached else "", " " if last else ""


def _part_words(left: str, right: str) -> bool:
    """Tell whether the two characters need white space between them: letters, or a mark and one."""
    if not right.isalnum():
        return left.isalnum() and right in "“„«"
    return left.isalnum() or left in '"”»' or mark_class(left) != ""
