"""Which words of the evidence about a link or emphasis tell something to a reader.

Where words are not spaced, the words of an alignment are single characters, each of which stands in many words: one in
the middle of a label, or far from it, says nothing. What does is a run of them, or one right beside the markup.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.lexicon.repeated_words import left_out_words, swallowed_words
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
    return TellingWords(
        tuple(
            word
            for run in _runs(left_out_words(found, target))
            if not _is_character(run[0]) or _touches(text, Span(run[0].span.start, run[-1].span.end), node.span)
            for word in run
        ),
        tuple(
            word
            for run in _runs(swallowed_words(found, target))
            if not _is_character(run[0])
            or (len(run) > 1 and _is_at_edge(text, Span(run[0].span.start, run[-1].span.end), node.inner))
            for word in run
        ),
    )


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
