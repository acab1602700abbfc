"""Which links or emphases sit on other words than in the source: what the two scope rules report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lexicon.cover import cover
from l10nqa.lexicon.judge import judge
from l10nqa.lexicon.settled import is_settled
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon.judge import Judgement
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.locale import LocaleFacts
    from l10nqa.markup import Inline

__all__ = ["misplaced"]

_ENOUGH = 1_000
"""Segments that a lexicon must have seen before its word is taken; below, only spelling proves anything."""
_POSSIBLE, _LIKELY, _BLANK, _CERTAIN = 0.2, 0.35, 0.7, 0.9
"""Probabilities from which a finding is possible, likely, likely without any word to show, certain."""


def misplaced(
    source: Inline,
    target: Inline,
    kinds: int,
    lexicon: Lexicon,
    facts: LocaleFacts,
    *,
    by_hand: bool,
    wants_edits: bool,
) -> Iterator[Issue]:
    """Yield an issue for every node of these kinds that sits on the wrong words; with edits where they are wanted.

    `facts` are those of the target's language; `by_hand` says that a person translated.
    """
    learned = lexicon.segments >= _ENOUGH
    if by_hand and learned and is_settled(source, target, kinds, lexicon):
        return
    as_many = len(source.of(kinds)) == len(target.of(kinds))
    for found in judge(source, target, kinds, lexicon, by_hand=by_hand):
        if found.probability < _POSSIBLE or not (learned or (found.evidence.proven and as_many)):
            continue
        certainty = _certainty(found)
        wanted = wants_edits and certainty > Certainty.POSSIBLE
        edits = cover(source, target, found, kinds, lexicon, facts, by_hand=by_hand) if wanted else ()
        yield Issue(_message(source, target, found), found.source.span, found.target.span, edits, certainty)


def _certainty(found: Judgement) -> Certainty:
    # Words that the lexicon cannot place show nothing wrong by themselves: a compound, a free translation.
    blank = not found.evidence.proven
    if found.probability < (_BLANK if blank else _LIKELY) or _is_repeated(found):
        return Certainty.POSSIBLE
    return Certainty.CERTAIN if found.probability >= _CERTAIN and not blank else Certainty.LIKELY


def _is_repeated(found: Judgement) -> bool:
    """Tell whether all that seems left out stands under the markup as well: the words are used twice."""
    within = {word.stem for word in found.alignment.targets if word.span.inside(found.target.inner)}
    inside, outside = found.evidence.inside, found.evidence.outside
    return bool(outside) and not inside and all(word.stem in within for word in outside)


def _message(source: Inline, target: Inline, found: Judgement) -> str:
    shown, label = found.target.span.of(target.text), found.source.inner.of(source.text)
    outside = " ".join(word.span.of(target.text) for word in found.evidence.outside[:6])
    inside = " ".join(word.span.of(target.text) for word in found.evidence.inside[:6])
    hint = f"; “{outside}” belongs to it" if outside else f"; “{inside}” does not belong to it" if inside else ""
    return f"“{shown}” is not the translation of “{label}”{hint}"
