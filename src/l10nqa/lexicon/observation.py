"""What one pair of texts contributes to a lexicon, before anything is counted.

Observing is a function of the pair alone and nearly all of the work of learning; counting needs all pairs, in their
order. So pairs can be observed anywhere, and what was observed is counted in one place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.lexicon.words import UNSPACED, stem_of, stems_in, words_of
from l10nqa.markup import EMPHASES, Inline, Kind, closing_mark, parse_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["NAME", "SHORT_WORD", "Observation", "observe"]

NAME = re.compile(r"[A-Z0-9][\w&+-]*(?: (?:for|of|on the|and|to|in) [A-Z][\w&+-]*| [A-Z0-9][\w&+-]*)+")
"""A run of capitalized words, and small ones between them: what may be a name."""
SHORT_WORD = 6
"""Letters of a word that is its own stem; abbreviations are hardly longer."""
_SHORT_STOPPED = re.compile(rf"\.(?<=[\w&>]\.)(?:(?<!\w{{{SHORT_WORD + 1}}}\.)|(?<=[{UNSPACED}\u30a0-\u30ff]\.))")
"""A full stop behind a word that may be as short: most sentences have none."""
_STOPPED_WORD = re.compile(
    rf"(?:(?<![\u30a0-\u30ff])[\u30a0-\u30ff]{{1,{SHORT_WORD}}}|[{UNSPACED}&]"
    rf"|(?<![^\W{UNSPACED}\u30a0-\u30ff])[^\W{UNSPACED}\u30a0-\u30ff]{{1,{SHORT_WORD}}})(?=\.)"
)
"""A short word, whole, with a full stop behind it."""
_LABELS = EMPHASES | Kind.LINK
_GOES_ON = re.compile(r"[*_]{0,3}(?:[,;:)]| [a-zà-öø-ÿа-яёα-ωա-և\d])")
"""How a sentence goes on behind an abbreviation: with a mark, a number, or in small letters."""


class Observation(NamedTuple):
    """What was observed of one pair of texts."""

    sources: Sequence[str]
    """The stems of the source, in its order."""
    targets: Sequence[str]
    ending: tuple[str, str]
    """The classes of the closing marks of source and target."""
    names: Mapping[str, bool]
    """What may be a name in the source, and whether the target has it, too."""
    stopped: Mapping[str, bool]
    """The short target words that a full stop follows, and whether the sentence goes on behind it."""
    labels: Sequence[tuple[str, str]]
    """The labels of the source, in small letters, with what the target calls each."""


def observe(source_text: str, target_text: str) -> Observation:
    """Return what a lexicon is to learn from a source and its target."""
    source, target = parse_inline(source_text), parse_inline(target_text)
    return Observation(
        stems_in(source),
        stems_in(target),
        (closing_mark(source)[0], closing_mark(target)[0]),
        {name: name in target_text for name in (match[0] for match in NAME.finditer(source_text))},
        _stopped(target) if "." in target_text else {},
        list(_labels(source, target)) if source.kinds & _LABELS else [],
    )


def _stopped(target: Inline) -> dict[str, bool]:
    """Return the short words that a full stop follows, and whether the sentence goes on behind it."""
    text = target.text
    if not _SHORT_STOPPED.search(text):
        return {}
    if target.kinds == Kind.TEXT and len(target.nodes) == 1:  # as most texts are: every word in it is seen
        words = ((stem_of(match[0]), match.end()) for match in _STOPPED_WORD.finditer(text))
    else:
        words = (
            (stem, span.end)
            for stem, span in words_of(target)
            if span.end - span.start <= SHORT_WORD and text.startswith(".", span.end)
        )
    found: dict[str, bool] = {}
    for stem, end in words:
        found[stem] = found.get(stem, False) or _GOES_ON.match(text, end + 1) is not None
    return found


def _labels(source: Inline, target: Inline) -> Iterator[tuple[str, str]]:
    """Yield what labels are called, where their order leaves no doubt: as many of a kind on either side."""
    for kinds in (EMPHASES, Kind.LINK):
        wanted, found = source.of(kinds), target.of(kinds)
        if len(wanted) == len(found):
            for source_node, target_node in zip(wanted, found, strict=True):
                yield source.visible(source_node.inner).lower(), target.visible(target_node.inner)
