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

from l10nqa.markup import EMPHASES
from l10nqa.model import Dialect
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.misplaced_markup import misplaced_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Issue

__all__ = ["emphasis_scope"]


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=EMPHASES,
    dialects={Dialect.MARKDOWN},
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
def emphasis_scope(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every emphasis that sits on the wrong words."""
    yield from misplaced_markup(segment, context, EMPHASES)
