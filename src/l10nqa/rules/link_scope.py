"""A link's text covers other words than in the source: a part of the title, words of the sentence, or another phrase.

A link is recognized by its words. When half of the title is left outside, or the verb of the sentence slipped in, the
reader cannot tell what the link leads to; an empty link cannot be clicked at all.

What the words should be is learned as for `emphasis-scope`. Links are paired by their words and order; an address that
changed is `link-target`'s.

Not reported: changes that the grammar of the target asks for (article, case ending, word order).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lexicon import cover, judge
from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["link_scope"]

_ENOUGH = 1_000
"""Segments that a lexicon must have seen before its word is taken; below, only spelling proves anything."""
_POSSIBLE, _LIKELY, _BLANK, _CERTAIN = 0.2, 0.35, 0.7, 0.9
"""Probabilities from which a finding is possible, likely, likely without any word to show, certain."""


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.LINK,
    repair=Repair.SCOPE,
    learns=True,
    examples=(
        Example("en>lv", "Open [OneDrive Sync](u) in Windows.", "Atveriet ⟦[Windows](u)⟧ sadaļā OneDrive Sync."),
        Example("en>ja", "Open [OneDrive](u) in Windows.", "⟦[Windows](u)⟧ で OneDrive を開きます。"),
        Example("en>ar", "Open [OneDrive](u) in Windows.", "افتح OneDrive في ⟦[Windows](u)⟧."),
        Example("en>lv", "Open [OneDrive Sync](u) in Windows.", "Sistēmā Windows atveriet [OneDrive Sync](u)."),
        Example("en>ja", "Open [OneDrive](u) in Windows.", "Windows で [OneDrive](u) を開きます。"),
        Example("en>ar", "Open [OneDrive](u) in Windows.", "افتح [OneDrive](u) في Windows."),
    ),
)
def link_scope(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every link that sits on the wrong words."""
    if context.lexicon is None:
        return
    by_hand = context.origin == "HT"
    learned = context.lexicon.segments >= _ENOUGH
    as_many = len(segment.source.of(Kind.LINK)) == len(segment.target.of(Kind.LINK))
    for found in judge(segment.source, segment.target, Kind.LINK, context.lexicon, by_hand=by_hand):
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
            cover(segment.source, segment.target, found, Kind.LINK, context.lexicon, by_hand=by_hand)
            if context.wants_edits and certainty > Certainty.POSSIBLE
            else ()
        )
        message = f"“{shown}” is not the translation of “{label}”{hint}"
        yield Issue(message, found.source.span, spot, edits, certainty)
