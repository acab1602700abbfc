"""Words that a target has on both sides of the edge of its markup, of which the alignment may have taken the wrong one.

Where a word stands where it should as often as the source asks, the same word on the other side tells nothing: it is
that of another phrase, or the translation of a word that the alignment does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.lexicon.scope_classifier import ScopeJudgement
    from l10nqa.lexicon.words import Word
    from l10nqa.markup import Inline

__all__ = ["left_out_words", "swallowed_words"]

_EXPLAINED = 0.5
"""The share of a word of the label from which the target has it."""


def left_out_words(found: ScopeJudgement, target: Inline) -> list[Word]:
    """Return the words that belong under the markup, without those that it has as often as the label asks."""
    if not found.evidence.outside:
        return []
    words, sources = found.alignment.targets, found.alignment.sources
    wanted = sources.stems[sources.inside(found.source.inner)]
    there = words.stems[words.inside(found.target.inner)]
    return _without(found.evidence.outside, target.text, lambda word: _is_satisfied(found, word, wanted, there))


def swallowed_words(found: ScopeJudgement, target: Inline) -> list[Word]:
    """Return the words that do not belong under the markup, without those that the sentence has as often as it asks.

    What the label is complete without is kept: a word at its edge may have been used twice, and yet slipped in.
    """
    if not found.evidence.inside:
        return []
    words, sources = found.alignment.targets, found.alignment.sources
    covered, label = words.inside(found.target.inner), sources.inside(found.source.inner)
    wanted = sources.stems[: label.start] + sources.stems[label.stop :]
    there = words.stems[: covered.start] + words.stems[covered.stop :]
    foreign = {word.span for word in found.evidence.inside}
    rest = [index for index in range(covered.start, covered.stop) if words.spans[index] not in foreign]
    shares = found.alignment.to_target[label][:, rest].sum(axis=1) if rest else None
    if shares is not None and len(shares) and shares.min() >= _EXPLAINED:
        return list(found.evidence.inside)
    return _without(found.evidence.inside, target.text, lambda word: _is_satisfied(found, word, wanted, there))


def _is_satisfied(found: ScopeJudgement, word: Word, wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Tell whether a word stands on the other side as often as its counterpart does in the source."""
    if word.stem not in there:
        return False
    alignment = found.alignment
    index = alignment.targets.spans.index(word.span)
    origin = alignment.sources.stems[int(alignment.to_source[:, index].argmax())]
    return there.count(word.stem) >= wanted.count(origin)


def _without(words: Sequence[Word], text: str, is_satisfied: Callable[[Word], bool]) -> list[Word]:
    return [word for stretch in _stretches(words, text) if not all(map(is_satisfied, stretch)) for word in stretch]


def _stretches(words: Sequence[Word], text: str) -> Iterator[list[Word]]:
    """Yield the words that follow each other, without another between them, together."""
    stretch: list[Word] = []
    for word in words:
        if stretch and any(map(str.isalnum, text[stretch[-1].span.end : word.span.start])):
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch
