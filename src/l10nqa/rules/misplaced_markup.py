"""The body that `link-scope` and `emphasis-scope` share: links or emphases that sit on other words than in the source.

No rule itself. Two rules, because users select, ignore and decide about them apart; one body, because what was learned
of words is asked in the same way for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lexicon import classify_scope, is_plainly_right, repair_scope
from l10nqa.locale import facts_of
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon import ScopeJudgement
    from l10nqa.markup import Inline
    from l10nqa.model import Edit
    from l10nqa.rule import ParsedSegment, RuleContext

__all__ = ["misplaced_markup"]

_ENOUGH = 1_000
"""Segments that a lexicon must have seen before its word is taken; below, only spelling proves anything."""
_POSSIBLE, _LIKELY, _BLANK, _CERTAIN = 0.2, 0.35, 0.7, 0.9
"""Probabilities from which a finding is possible, likely, likely without any word to show, certain."""


def misplaced_markup(segment: ParsedSegment, context: RuleContext, kinds: int) -> Iterator[Issue]:
    """Yield an issue for every node of these kinds that sits on the wrong words; with edits where they are wanted."""
    source, target, lexicon = segment.source, segment.target, context.lexicon
    if lexicon is None:
        return
    learned, by_hand = lexicon.segments >= _ENOUGH, context.origin == "HT"
    if by_hand and learned and is_plainly_right(source, target, kinds, lexicon):
        return
    as_many = len(source.of(kinds)) == len(target.of(kinds))
    for found in classify_scope(source, target, kinds, lexicon, by_hand=by_hand):
        if found.probability < _POSSIBLE or not (learned or (found.evidence.proven and as_many)):
            continue
        certainty = _certainty(found)
        edits: tuple[Edit, ...] = ()
        if context.wants_edits and certainty > Certainty.POSSIBLE:
            edits = repair_scope(source, target, found, kinds, lexicon, facts_of(context.target_locale), by_hand=by_hand)
        yield Issue(_message(source, target, found), found.source.span, found.target.span, edits, certainty)


def _certainty(found: ScopeJudgement) -> Certainty:
    # Words that the lexicon cannot place show nothing wrong by themselves: a compound, a free translation.
    blank = not found.evidence.proven
    if found.probability < (_BLANK if blank else _LIKELY) or _is_repeated(found):
        return Certainty.POSSIBLE
    return Certainty.CERTAIN if found.probability >= _CERTAIN and not blank else Certainty.LIKELY


def _is_repeated(found: ScopeJudgement) -> bool:
    """Tell whether all that seems left out stands under the markup as well: the words are used twice."""
    within = {word.stem for word in found.alignment.targets if word.span.inside(found.target.inner)}
    inside, outside = found.evidence.inside, found.evidence.outside
    return bool(outside) and not inside and all(word.stem in within for word in outside)


def _message(source: Inline, target: Inline, found: ScopeJudgement) -> str:
    shown, label = found.target.span.of(target.text), found.source.inner.of(source.text)
    outside = " ".join(word.span.of(target.text) for word in found.evidence.outside[:6])
    inside = " ".join(word.span.of(target.text) for word in found.evidence.inside[:6])
    hint = f"; “{outside}” belongs to it" if outside else f"; “{inside}” does not belong to it" if inside else ""
    return f"“{shown}” is not the translation of “{label}”{hint}"
