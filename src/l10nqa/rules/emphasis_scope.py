"""Bold or italic text sits on other words than in the source: on a part of the label, on its neighbours, or elsewhere.

Machine translation moves delimiters with the word order and loses count: half of a label stays outside, a verb or
preposition of the sentence slips in, or bold marks another phrase altogether. The reader then looks for a button that
is not called so.

What the words under the markup should be is learned from the memory (or, without one, from the documents checked): word
associations in both directions, and what each label is called elsewhere. Without either, spelling decides: names,
numbers and cognates.

Not reported: a grammatical ending or an article within the label, brackets of the language around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lexicon import cover, judge
from l10nqa.markup import EMPHASES
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["emphasis_scope"]

_ENOUGH = 1_000
"""Segments that a lexicon must have seen before its word is taken; below, only spelling proves anything."""
_POSSIBLE, _LIKELY, _BLANK, _CERTAIN = 0.2, 0.35, 0.7, 0.9
"""Probabilities from which a finding is possible, likely, likely without any word to show, certain."""


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=EMPHASES,
    repair=Repair.SCOPE,
    learns=True,
    examples=(
        Example("en>lv", "Open **OneDrive Sync** in Windows.", "Atveriet ⟦**Windows**⟧ sadaļā OneDrive Sync."),
        Example("en>ja", "Open **OneDrive** in Windows.", "⟦**Windows**⟧ で OneDrive を開きます。"),
        Example("en>ar", "Open **OneDrive** in Windows.", "افتح OneDrive في ⟦**Windows**⟧."),
        Example("en>lv", "Open **OneDrive Sync** in Windows.", "Sistēmā Windows atveriet **OneDrive Sync**."),
        Example("en>ja", "Open **OneDrive** in Windows.", "Windows で **[OneDrive]** を開きます。"),
        Example("en>ar", "Open **OneDrive** in Windows.", "افتح **OneDrive** في Windows."),
    ),
)
def emphasis_scope(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every emphasis that sits on the wrong words."""
    if context.lexicon is None:
        return
    by_hand = context.origin == "HT"
    learned = context.lexicon.segments >= _ENOUGH
    as_many = len(segment.source.of(EMPHASES)) == len(segment.target.of(EMPHASES))
    for found in judge(segment.source, segment.target, EMPHASES, context.lexicon, by_hand=by_hand):
        if found.probability < _POSSIBLE or not (learned or (found.evidence.proven and as_many)):
            continue
        spot = found.target.span
        shown, label = spot.of(segment.target.text), found.source.inner.of(segment.source.text)
        outside = " ".join(word.span.of(segment.target.text) for word in found.evidence.outside[:6])
        inside = " ".join(word.span.of(segment.target.text) for word in found.evidence.inside[:6])
        hint = f"; “{outside}” belongs to it" if outside else f"; “{inside}” does not belong to it" if inside else ""
        certainty = Certainty.CERTAIN if found.probability >= _CERTAIN else Certainty.LIKELY
        # Words that the lexicon cannot place show nothing wrong by themselves: a compound, a free translation.
        blank = not found.evidence.proven and found.probability < _BLANK
        certainty = Certainty.POSSIBLE if found.probability < _LIKELY or blank else certainty
        edits = (
            cover(segment.source, segment.target, found, EMPHASES, context.lexicon, by_hand=by_hand)
            if context.wants_edits and certainty > Certainty.POSSIBLE
            else ()
        )
        message = f"“{shown}” is not the translation of “{label}”{hint}"
        yield Issue(message, found.source.span, spot, edits, certainty)
