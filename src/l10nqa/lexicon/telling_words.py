"""Which words of the evidence about a link or emphasis tell something to a reader.

Where words are not spaced, the words of an alignment are single characters, each of which stands in many words: one in
the middle of a label, or far from it, says nothing. What does is a run of them, or one right beside the markup.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.lexicon.words import UNSPACED, Word
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.lexicon.scope_classifier import ScopeJudgement
    from l10nqa.markup import Inline

__all__ = ["TellingWords", "telling_words"]

_CHARACTER = re.compile(f"[{UNSPACED}]")
_MAX_GAP = 3
"""Characters between markup and what belongs under it: white space, a bracket, a sign."""


class TellingWords(NamedTuple):
    """The words that tell of misplaced markup."""

    outside: tuple[Word, ...]
    """Those that belong under the markup."""
    inside: tuple[Word, ...]
    """Those that do not."""


def telling_words(found: ScopeJudgement, target: Inline) -> TellingWords:
    """Return the words of the evidence that tell something."""
    node, text = found.target, target.text
    words, sources = found.alignment.targets, found.alignment.sources
    covered, labelled = words.inside(node.inner), sources.inside(found.source.inner)
    return TellingWords(
        tuple(
            word
            for run in _runs(
                _unlike(text, found, found.evidence.outside, sources.stems[labelled], words.stems[covered])
            )
            if not _is_character(run[0]) or _touches(text, Span(run[0].span.start, run[-1].span.end), node.span)
            for word in run
        ),
        tuple(
            word
            for run in _runs(
                _unlike(
                    text,
                    found,
                    found.evidence.inside,
                    _without(sources.stems, labelled),
                    _without(words.stems, covered),
                )
            )
            if not _is_character(run[0])
            or (len(run) > 1 and _is_at_edge(text, Span(run[0].span.start, run[-1].span.end), node.inner))
            for word in run
        ),
    )


def _without(stems: list[str], cut: slice) -> list[str]:
    return stems[: cut.start] + stems[cut.stop :]


def _unlike(
    text: str, found: ScopeJudgement, words: Sequence[Word], sources: Sequence[str], targets: Sequence[str]
) -> list[Word]:
    """Return the words without the stretches that stand where they should as well, as often as the source asks.

    `sources` and `targets` are the stems there. A word that was used twice does not tell which place is the wrong one.
    """
    if not words:
        return []
    positions = {word.span: index for index, word in enumerate(found.alignment.targets)}

    def is_there(word: Word) -> bool:
        if word.stem not in targets:
            return False
        origin = found.alignment.sources.stems[int(found.alignment.to_source[:, positions[word.span]].argmax())]
        return targets.count(word.stem) >= sources.count(origin)

    kept: list[Word] = []
    stretch: list[Word] = []
    for word in words:
        if stretch and any(map(str.isalnum, text[stretch[-1].span.end : word.span.start])):
            kept += [] if all(map(is_there, stretch)) else stretch
            stretch = []
        stretch.append(word)
    return kept if all(map(is_there, stretch)) else kept + stretch


def _is_character(word: Word) -> bool:
    return len(word.stem) == 1 and _CHARACTER.match(word.stem) is not None


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the characters that follow each other as one run, and every other word as one of its own."""
    run: list[Word] = list(words[:1])
    for word, following in pairwise(words):
        if _is_character(word) and _is_character(following) and word.span.end == following.span.start:
            run.append(following)
        else:
            yield run
            run = [following]
    if run:
        yield run


def _touches(text: str, run: Span, markup: Span) -> bool:
    gap = text[run.end : markup.start] if run.end <= markup.start else text[markup.end : run.start]
    return len(gap) <= _MAX_GAP and not any(map(str.isalnum, gap))


def _is_at_edge(text: str, run: Span, label: Span) -> bool:
    before, behind = text[label.start : run.start], text[run.end : label.end]
    return not any(map(str.isalnum, before)) or not any(map(str.isalnum, behind))
