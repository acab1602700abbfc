"""The body that `link-scope` and `emphasis-scope` share: links or emphases that sit on other words than in the source.

No rule itself. Two rules, because users select, ignore and decide about them apart; one body, because what was learned
of words is asked in the same way for both.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.lexicon import (
    PlainEvidence,
    classify_scope,
    is_alignable,
    is_plainly_right,
    may_have_swallowed,
    moved_over_edge,
    plain_evidence,
    repair_scope,
    swallowed_word,
    telling_words,
)
from l10nqa.locale import CONTROLS, facts_of, language_of
from l10nqa.markup import EMPHASES, Kind
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.lexicon import Lexicon, ScopeJudgement, TellingWords
    from l10nqa.lexicon.words import Word
    from l10nqa.locale import LocaleFacts
    from l10nqa.markup import Inline, Node
    from l10nqa.model import Edit
    from l10nqa.rule import ParsedSegment, RuleContext

__all__ = ["misplaced_markup"]


_MIN_WEIGHT, _MIN_WEIGHT_IN_TITLE = 0.12, 0.25
"""The weights of words from which on they say something: under emphasis, and in the title that a link shows."""
_MAX_GAP = 2
_MARKS = frozenset(" ()[]{}（）［］｛｝「」『』【】.,:;、。，：；\"'“”„«»")
"""What may be all that markup was left on."""
_LEADING_VOWELS = "เแโใไເແໂໃໄ"
"""Thai and Lao vowels that are written before the consonant that they belong to."""


class _Thresholds(NamedTuple):
    """Probabilities from which a finding is possible, likely, likely without any word to show, and certain."""

    possible: float
    likely: float
    without_words: float
    certain: float


_NEVER = 1.1
_THRESHOLDS = {
    "MT": _Thresholds(0.2, 0.35, 0.7, 0.9),
    "HT": _Thresholds(0.8, 0.97, _NEVER, _NEVER),
}
"""By who translated. People misplace markup rarely, so that the same evidence is more often a free translation: the
thresholds were measured on manuals and articles that people translated, see docs/decisions.md."""
_UNKNOWN = _Thresholds(0.35, 0.7, _NEVER, _NEVER)
"""Who translated is not known. Of 17 findings above 0.95 in opentelemetry.io, which people translate, 10 were true."""


def misplaced_markup(segment: ParsedSegment, context: RuleContext, kinds: int) -> Iterator[Issue]:
    """Yield an issue for every node of these kinds that sits on the wrong words; with edits where they are wanted."""
    source, target, lexicon = segment.source, segment.target, context.lexicon
    if lexicon is None or not is_alignable(source, target):
        return  # the run says so, see `budget`
    learned, empty = lexicon.has_enough, _left_empty(target, kinds)
    facts = facts_of(context.target_locale)
    spelled = bool(kinds & EMPHASES) and may_have_swallowed(target, target.of(kinds), facts)
    if (
        context.origin == "HT"
        and learned
        and not (empty or spelled)
        and is_plainly_right(source, target, kinds, lexicon)
    ):
        return
    thresholds = _THRESHOLDS.get(context.origin or "", _UNKNOWN)
    as_many = len(source.of(kinds)) == len(target.of(kinds))
    for found in classify_scope(source, target, kinds, lexicon):
        plain = _plain(source, target, found, context, facts, lexicon, spelled=spelled) if as_many else None
        is_empty = found.target in empty and any(map(str.isalnum, source.visible(found.source.inner)))
        if not (is_empty or plain or found.probability >= thresholds.possible):
            continue  # nearly all
        telling = telling_words(found, target)
        if is_empty:
            certainty = Certainty.CERTAIN  # whatever was learned: nothing is left of the label
        elif found.probability >= thresholds.possible and (
            learned or (as_many and _is_enough(found, telling, context))
        ):
            certainty = _certainty(source, found, telling, kinds, context)
        elif plain:
            certainty = Certainty.LIKELY
        else:
            continue
        if plain and certainty < Certainty.LIKELY:
            certainty = Certainty.LIKELY
        edits: tuple[Edit, ...] = ()
        if context.wants_edits and certainty > Certainty.POSSIBLE:
            edits = repair_scope(source, target, found, kinds, lexicon, facts)
        yield Issue(
            _message(source, target, found, telling, plain), found.source.span, found.target.span, edits, certainty
        )


def _plain(
    source: Inline,
    target: Inline,
    found: ScopeJudgement,
    context: RuleContext,
    facts: LocaleFacts,
    lexicon: Lexicon,
    *,
    spelled: bool,
) -> PlainEvidence | None:
    """Return what shows without any alignment that the markup is misplaced."""
    swallowed = swallowed_word(source, found.source, target, found.target) if spelled else None
    if swallowed:
        return PlainEvidence(swallowed)
    by_machine = context.origin == "MT"
    return plain_evidence(source, found.source, target, found.target, facts, lexicon, by_machine=by_machine)


def _left_empty(target: Inline, kinds: int) -> list[Node]:
    """Return the links that show nothing, neither text nor an image, and the nodes that show nothing but a bracket."""
    return [
        node
        for node in target.of(kinds)
        if all(map(_MARKS.__contains__, content := node.inner.of(target.text).strip()))
        and (content or node.kind is Kind.LINK)
    ]


def _certainty(
    source: Inline, found: ScopeJudgement, telling: TellingWords, kinds: int, context: RuleContext
) -> Certainty:
    """Return the certainty; one grade less where no large memory and no spelling tells that the words are others."""
    controls = CONTROLS.get(language_of(context.source_locale), frozenset())
    if context.origin != "MT" and not moved_over_edge(source, found, kinds, controls):
        return Certainty.POSSIBLE
    thresholds = _THRESHOLDS.get(context.origin or "", _UNKNOWN)
    is_learned = (context.lexicon is not None and context.lexicon.has_enough) or _is_spelled(found, telling)
    # Words that the lexicon cannot place show nothing wrong by themselves: a compound, a free translation.
    shown = bool(telling.outside or telling.inside)
    likely = thresholds.likely if shown else thresholds.without_words
    if (
        found.probability < likely
        or _is_repeated(found)
        or (found.evidence.proven and not shown)
        or _is_grammar(found, telling)
    ):
        return Certainty.POSSIBLE
    if found.probability >= thresholds.certain and shown:
        return Certainty.CERTAIN if is_learned else Certainty.LIKELY
    return Certainty.LIKELY if is_learned else Certainty.POSSIBLE


def _is_grammar(found: ScopeJudgement, telling: TellingWords) -> bool:
    """Tell whether all that seems out of place is articles, prepositions and their like, which grammar asks for."""
    weights, spans = found.alignment.target_weight, found.alignment.targets.spans
    words = (*telling.outside, *telling.inside)
    minimum = _MIN_WEIGHT_IN_TITLE if found.target.kind is Kind.LINK else _MIN_WEIGHT
    return bool(words) and all(weights[spans.index(word.span)] < minimum for word in words)


def _is_enough(found: ScopeJudgement, telling: TellingWords, context: RuleContext) -> bool:
    """Tell whether a small memory, or none, is enough to judge by.

    Either the evidence need not be learned, or a machine translated: people have more ways to be right.
    """
    return _is_spelled(found, telling) or (context.origin == "MT" and found.evidence.proven)


def _is_spelled(found: ScopeJudgement, telling: TellingWords) -> bool:
    """Tell whether the evidence is words that both sides have alike, which need not be learned."""
    known = found.alignment.sources.stems
    return any(word.stem in known for word in (*telling.outside, *telling.inside))


def _is_repeated(found: ScopeJudgement) -> bool:
    """Tell whether all that seems left out stands under the markup as well: the words are used twice."""
    targets, (inside, outside) = found.alignment.targets, (found.evidence.inside, found.evidence.outside)
    if inside or not outside:
        return False
    within = targets.stems[targets.inside(found.target.inner)]
    return all(word.stem in within for word in outside)


def _message(
    source: Inline, target: Inline, found: ScopeJudgement, telling: TellingWords, plain: PlainEvidence | None
) -> str:
    shown, label = found.target.span.of(target.text), found.source.inner.of(source.text)
    outside, inside = telling
    names = plain and plain.words and any(map(str.isalpha, plain.words.of(target.text)))
    if plain and plain.words and ((names and not plain.belongs) or not (outside or inside)):
        hint = f"; “{plain.words.of(target.text)}” {'belongs' if plain.belongs else 'does not belong'} to it"
    elif outside:
        hint = f"; “{_stretches(target.text, outside)}” belongs to it"
    else:
        hint = f"; “{_stretches(target.text, inside)}” does not belong to it" if inside else ""
    return f"“{shown}” is not the translation of “{label}”{hint}"


def _stretches(text: str, words: Sequence[Word]) -> str:
    """Return the text from the first to the last word of each row of words, without cutting a grapheme in two."""
    rows: list[Span] = []
    for word in words:
        gap = text[rows[-1].end : word.span.start] if rows and rows[-1].end <= word.span.start else None
        # Where words are not spaced, a word is a single character: one between two others belongs to the same row.
        if gap is not None and (not gap.strip() or (len(gap) <= _MAX_GAP and gap.isalnum() and not gap.isascii())):
            rows[-1] = Span(rows[-1].start, word.span.end)
        else:
            rows.append(word.span)
    return " … ".join(Span(_grapheme_start(text, row.start), _grapheme_end(text, row.end)).of(text) for row in rows[:3])


def _grapheme_start(text: str, index: int) -> int:
    while index > 0 and (unicodedata.category(text[index]).startswith("M") or text[index - 1] in _LEADING_VOWELS):
        index -= 1
    return index


def _grapheme_end(text: str, index: int) -> int:
    while index < len(text) and unicodedata.category(text[index]).startswith("M"):
        index += 1
    return index
