"""A link's text covers other words than in the source: a part of the title, words of the sentence, or another phrase.

A link is recognized by its words. When half of the title is left outside, or the verb of the sentence slipped in, the
reader cannot tell what the link leads to; an empty link cannot be clicked at all.

What the words should be is learned as for `emphasis-scope`. Links are paired by their words and order; an address that
changed is `link-target`'s.

Not reported: changes that the grammar of the target asks for (article, case ending, word order).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import Kind
from l10nqa.model import Dialect
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.misplaced_markup import misplaced_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Issue

__all__ = ["link_scope"]


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.LINK,
    dialects={Dialect.MARKDOWN},
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
def link_scope(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every link that sits on the wrong words."""
    yield from misplaced_markup(segment, context, Kind.LINK)
