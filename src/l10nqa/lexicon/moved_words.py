"""Whether words were moved over the edge of a link or emphasis: evidence that holds for human translation as well.

People rarely put markup on quite other words. Where all words of a label seem wrong, where words far away seem right,
or where either side has the words twice, they translated freely and the alignment is in doubt. That the label is on a
button they say where their language does, under the markup or beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from l10nqa.lexicon.scope_classifier import ScopeJudgement
    from l10nqa.markup import Inline

__all__ = ["moved_over_edge"]

_MIN_WEIGHT = 0.25
"""The weight of a word from which it is one of content; particles and articles come and go."""
_ENDING = 2
"""Letters of a stem that may be an ending."""
_MIN_SHARED = 3


def moved_over_edge(source: Inline, found: ScopeJudgement, kinds: int, controls: Collection[str] = ()) -> bool:
    """Tell whether a word just beside the markup belongs under it, or one at its edge does not while others there do.

    A particle proves nothing, nor does a word whose counterpart the source has both in the label and outside it, or in
    another label. A word that the target has under the markup and outside may be the label's own. `controls` are nouns
    of the source language for parts of a screen, which may stand beside the markup instead of under it.
    """
    alignment, evidence = found.alignment, found.evidence
    sources, words = alignment.sources, alignment.targets
    within = [index for index, word in enumerate(words) if word.span.inside(found.target.inner)]
    if not within or not sources:
        return False
    label = found.source.inner
    in_label = {word.stem for word in sources if word.span.inside(label)}
    beyond = {word.stem for word in sources if not word.span.inside(label)}
    elsewhere = [node.inner for node in source.of(kinds) if node.inner != label]

    def is_clear(index: int) -> bool:
        word = sources[int(alignment.to_source[:, index].argmax())]
        repeated = word.stem in in_label and word.stem in beyond
        says_much = alignment.target_weight[index] >= _MIN_WEIGHT
        return (
            says_much and not repeated and not any(word.span.inside(label_elsewhere) for label_elsewhere in elsewhere)
        )

    def is_control(index: int) -> bool:
        word = sources[int(alignment.to_source[:, index].argmax())]
        return len(in_label) > 1 and word.span.inside(label) and word.span.of(source.text).lower() in controls

    def is_there_too(index: int, others: Iterable[int]) -> bool:
        return any(_are_forms(words[index].stem, words[each].stem) for each in others)

    beside = [index for index in (within[0] - 1, within[-1] + 1) if 0 <= index < len(words)]
    if any(
        words[index] in evidence.outside
        and is_clear(index)
        and not is_control(index)
        and not is_there_too(index, within)
        for index in beside
    ):
        return True
    edges = {within[0], within[-1]}
    outside = [index for index in range(len(words)) if not within[0] <= index <= within[-1]]
    swallowed = any(
        words[index] in evidence.inside and is_clear(index) and not is_there_too(index, outside) for index in edges
    )
    return swallowed and len(evidence.inside) < len(within)


def _are_forms(first: str, second: str) -> bool:
    """Tell whether two stems may be those of forms of one word."""
    length = max(min(len(first), len(second)) - _ENDING, _MIN_SHARED)
    return first[:length] == second[:length]
