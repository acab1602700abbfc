"""A punctuation mark stands inside the link text that the source keeps outside, or the other way round.

Machine translation moves the mark that ends a sentence into the link before it: `[text](url).` becomes
`[text.](url)`. The mark is then underlined and clickable, and a reader who copies the title copies the mark with it.
In some repositories every third machine-translated link is affected.

A mark of any script counts as the mark it corresponds to (`。` is a full stop, `،` a comma). The label of an image
(its alternative text) is a link text here.

A quotation mark or bracket whose partner stands on the other side of the link's edge strayed as well.

Not reported: a mark that the source has inside the link as well; parentheses that are balanced inside the text; the
full stop of an ordinal or abbreviation, as lists of the language or the memory have it. No more than possible: the full
stop of a short word that may be cut off, and the mark of a question in a sentence that asks nothing. No fix puts a mark
before a particle, an ending or a small letter that its sentence goes on with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import Kind, pair_by_value, resolved
from l10nqa.model import Dialect
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.moved_punctuation import language_of, moved_punctuation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Issue

__all__ = ["link_punctuation"]

_LABELS = Kind.LINK | Kind.IMAGE


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=_LABELS,
    dialects={Dialect.MARKDOWN},
    repair=Repair.MARKS,
    examples=(
        Example("en>lv", "See [Plans](u).", "Skatiet [Plāni⟦.⟧](u)", fixed="Skatiet [Plāni](u)."),
        Example("en>lv", "See [Plans](u).", "Skatiet [Plāni](u)."),
        Example("en>ja", "Open [Plans](u).", "[プランを開きます⟦。⟧](u)", fixed="[プランを開きます](u)。"),
        Example(
            "en>ar", "Open [Plans](u), then wait.", "افتح [الخطط⟦،⟧](u) ثم انتظر.", fixed="افتح [الخطط](u)، ثم انتظر."
        ),
        Example("en>de", "See [Plans](u).", "Siehe [Tarife⟦.⟧](u).", fixed="Siehe [Tarife](u).", note="doubled"),
        Example(
            "en>de", "Need [help?](u)", "Brauchen Sie [Hilfe](u)⟦?⟧", fixed="Brauchen Sie [Hilfe?](u)", note="outward"
        ),
        Example(
            "en>lv",
            "See the kit [here](u) (a zip file).",
            "Komplekts [⟦(⟧zip](u) fails).",
            fixed="Komplekts ([zip](u) fails).",
        ),
        Example("en>lv", "See [Plans.](u)", "Skatiet [Plāni.](u)", note="the source has it inside, too"),
        Example("en>de", "See [Plans](u).", "Siehe [Tarife (alle)](u).", note="balanced parentheses"),
        Example("en>lv", "See [App plans](u).", "Skatiet [Progr. plān.](u).", note="abbreviations"),
        Example("en>zh", "See [Plans](u).", "请参阅[计划](u)。", note="another script's full stop, in its place"),
        Example(
            "en>ko",
            "Have you read [What is a plan](u)?",
            "[요금제란 무엇인가요⟦?⟧](u)를 읽어 보세요.",
            note="possible only: the question is the title's, not the sentence's",
        ),
        Example("en>es", "Read [Why sail](u)?", "Lea [¿Por qué navegar?](u)", note="what opens it stands inside too"),
        Example("en>fi", "[Setup](u)", "[Asenn⟦.⟧](u)", note="possible only: may be an abbreviation"),
        Example(
            "en>ja", "See [Plans](u) now.", "「[プラン⟦」⟧](u)をご覧ください。", fixed="「[プラン](u)」をご覧ください。"
        ),
        Example(
            "en>pl", "Use [Host](u) (a server).", "Użyj [Hosta ⟦(⟧](u)serwera).", fixed="Użyj [Hosta](u) (serwera)."
        ),
        Example(
            "en>ja", "Read [Plans](u) first.", "最初に[プラン⟦。⟧](u)を読みます。", note="no mark before a particle"
        ),
    ),
)
def link_punctuation(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every mark that moved over the edge of a link text."""
    source, target = resolved(segment.source), resolved(segment.target)
    pairs, missing, extra = pair_by_value(source.inline.of(_LABELS), target.inline.of(_LABELS))
    groups = [([wanted], [found]) for wanted, found in pairs] + ([(missing, extra)] if extra else [])
    # A title may be a question in the target only.
    for issue in moved_punctuation(
        source.inline, target.inline, _LABELS, groups, language_of(context), noun="link text", own="?!"
    ):
        yield target.issue(issue, source)
