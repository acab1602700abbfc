"""Which sentence of a block became which when its text was revised: both versions are in the same language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.fuzz import ratio

from l10nqa.align.monotone import align_monotone
from l10nqa.align.sentence_alignment import Bead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from l10nqa.align.sentences import SentencePart

__all__ = ["align_versions"]

_MIN_STRENGTH = 0.5
"""How likely a sentence ends at a cut, from which one does."""
_MIN_RATIO = 0.5
"""How similar two sentences are, of 0 to 1, from which one became the other."""
_NEVER = -1e6


def align_versions(
    earlier: str, earlier_parts: Sequence[SentencePart], revised: str, revised_parts: Sequence[SentencePart]
) -> list[Bead]:
    """Return the beads of two versions of a block in order; together they hold all parts.

    Sentences that resemble each other are paired. Between such pairs what was removed and what was added is one bead,
    which is not settled where it is more than one sentence on either side.
    """
    befores, afters = _sentences(earlier_parts), _sentences(revised_parts)
    before_texts = [_words(earlier, earlier_parts, sentence) for sentence in befores]
    after_texts = [_words(revised, revised_parts, sentence) for sentence in afters]

    def scores(index: int, first: int, last: int) -> NDArray[np.float64]:
        ratios = np.array([ratio(before_texts[index], text) for text in after_texts[first:last]]) / 100
        return np.where(ratios >= _MIN_RATIO, ratios - _MIN_RATIO + 0.01, _NEVER)

    pairs = align_monotone(scores, np.zeros(len(befores)), np.zeros(len(afters)))
    beads: list[Bead] = []
    i = j = 0
    for k, h in [*pairs, (len(befores), len(afters))]:
        beads += _between(befores[i:k], _start(befores, k), afters[j:h], _start(afters, h))
        if k < len(befores):
            beads.append(Bead(befores[k], afters[h], 1.0, is_settled=True))
        i, j = k + 1, h + 1
    return beads


def _between(removed: Sequence[range], before: int, added: Sequence[range], after: int) -> Iterator[Bead]:
    """Yield the beads of sentences that resemble none; `before` and `after` are the parts that follow them."""
    if removed and added:
        is_settled = len(removed) == len(added) == 1
        yield Bead(range(removed[0].start, before), range(added[0].start, after), 1.0, is_settled)
        return
    for sentence in removed:
        yield Bead(sentence, range(after, after), 1.0, is_settled=True)
    for sentence in added:
        yield Bead(range(before, before), sentence, 1.0, is_settled=True)


def _start(sentences: Sequence[range], index: int) -> int:
    return sentences[index].start if index < len(sentences) else sentences[-1].stop


def _sentences(parts: Sequence[SentencePart]) -> list[range]:
    """Return the sentences of a block as ranges of its parts."""
    ends = [index for index, part in enumerate(parts, 1) if part.strength >= _MIN_STRENGTH or index == len(parts)]
    return [range(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _words(text: str, parts: Sequence[SentencePart], sentence: range) -> str:
    """Return the words of a sentence, wherever its lines end."""
    return " ".join(text[parts[sentence[0]].span.start : parts[sentence[-1]].span.end].split())
