"""A punctuation mark stands inside bold or italic text that the source keeps outside, or the other way round.

Machine translation moves the mark that ends a sentence into the emphasis before it: `**Save**.` becomes `**Save.**`.
A label that is quoted with a full stop is no longer the label that the reader looks for on the screen.

A mark of any script counts as the mark it corresponds to (`。` is a full stop, `،` a comma).

Not reported: a mark that the source has inside the emphasis as well; parentheses that are balanced inside; the full
stop of an ordinal or abbreviation after which the sentence goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import facts_of, mark_class
from l10nqa.markup import EMPHASES, Moved, moved_marks, stands_outside
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["emphasis_punctuation"]


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=EMPHASES,
    repair=Repair.MARKS,
    examples=(
        Example("en>lv", "Select **Save**.", "Atlasiet **Saglabāt⟦.⟧**", fixed="Atlasiet **Saglabāt**."),
        Example("en>lv", "Select **Save**.", "Atlasiet **Saglabāt**."),
        Example("en>ar", "On **Settings**, wait.", "في **الإعدادات⟦،⟧** انتظر.", fixed="في **الإعدادات**، انتظر."),
        Example(
            "en>ja", "**Note:** Wait.", "**注**⟦:⟧ 待ってください。", fixed="**注:** 待ってください。", note="outward"
        ),
        Example(
            "en>de",
            "A list (like *users*), or so.",
            "Eine Liste (etwa *Benutzer⟦),⟧* oder so.",
            fixed="Eine Liste (etwa *Benutzer*), oder so.",
        ),
        Example(
            "en>lv", "**Value**: *List*", "**Vērtība⟦:⟧**: *Saraksts*", fixed="**Vērtība**: *Saraksts*", note="doubled"
        ),
        Example("en>de", "**Note:** Wait.", "**Hinweis:** Warten Sie.", note="the source has it inside, too"),
        Example("en>ja", "**Note**: Wait.", "**注**: 待ってください。"),
        Example("en>de", "Select **More...**.", "Wählen Sie **Mehr...**.", note="an ellipsis belongs to the label"),
    ),
)
def emphasis_punctuation(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every mark that moved over the edge of an emphasis."""
    source, target = segment.source, segment.target
    groups = [(source.of(EMPHASES), target.of(EMPHASES))]
    for moved in moved_marks(source, target, groups, facts_of(context.target_locale)):
        mark = moved.mark.of(target.text)
        elsewhere = stands_outside(source, mark_class(mark), EMPHASES)
        certainty = _certainty(moved, mark_class(mark), elsewhere=elsewhere)
        if not moved.inward:
            where = "stands after the emphasis, inside it in the source"
        else:
            where = (
                "stands inside the emphasis, outside in the source" if elsewhere else "was added inside the emphasis"
            )
        yield Issue(f"“{mark}” {where}", None, moved.mark, moved.edits, certainty)


def _certainty(moved: Moved, mark: str, *, elsewhere: bool) -> Certainty | None:
    """Return how sure the finding is, where less than the rule itself."""
    if not moved.inward:
        # A full stop or comma that leaves its markup is mostly an improvement on the source.
        return Certainty.POSSIBLE if mark in (".", ",") else None
    # A mark that the source has nowhere may belong to the words: an abbreviation, a label of its own.
    return Certainty.POSSIBLE if mark in (".", ":") and not elsewhere else None
