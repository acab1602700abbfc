"""A punctuation mark stands inside bold or italic text that the source keeps outside, or the other way round.

Machine translation moves the mark that ends a sentence into the emphasis before it: `**Save**.` becomes `**Save.**`.
A label that is quoted with a full stop is no longer the label that the reader looks for on the screen.

A mark of any script counts as the mark it corresponds to (`。` is a full stop, `،` a comma).

Not reported: a mark that the source has inside the emphasis as well; parentheses that are balanced inside; the full
stop of an ordinal or abbreviation, as lists of the language or the memory have it; quotation marks of the language
around a label. No more than possible, so not shown by default: a full stop that a heading got which runs into its
paragraph; a mark that the source has nowhere outside its emphases; the mark of a question in a sentence that asks
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import EMPHASES, resolved
from l10nqa.model import Dialect
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.moved_punctuation import language_of, moved_punctuation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Issue

__all__ = ["emphasis_punctuation"]


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=EMPHASES,
    silent_on_prose=True,
    dialects={Dialect.MARKDOWN},
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
        Example("en>el", "Choose **Save**; wait.", "Επιλέξτε **Αποθήκευση⟦·⟧** περιμένετε.", note="the semicolon"),
        Example("en>uk", "**Note**: Wait.", "**Примітка⟦.⟧**. Чекайте.", fixed="**Примітка**. Чекайте."),
        Example("en>lv", "Set *Min/max* (*1 pc*).", "Iestatiet *Min./maks.* (*1 gab.*).", note="abbreviations"),
        Example("en>lv", "Enter **.25** here.", "Ievadiet **,25** šeit.", note="a decimal comma"),
        Example(
            "en>lv",
            "**Example** Open it.",
            "**Piemērs⟦.⟧** Atveriet.",
            note="possible only: a run-in heading",
        ),
        Example("en>de", "Select **More...**.", "Wählen Sie **Mehr...**.", note="an ellipsis belongs to the label"),
        Example("en>ru", "Turn it **On**.", "Выберите **Вкл.**", note="the full stop of an abbreviation"),
        Example(
            "en>nl", "In the **Price excl.** box.", "In het vak **Prijs excl.**.", note="one of the label, one more"
        ),
        Example("en>cs", "The **Amount** column.", "Sloupec **Poč.**.", note="short and cut off: may be one"),
        Example(
            "en>sv",
            "If **Show all tasks** is on, wait.",
            "Om **Visa samtliga uppgifter⟦.⟧** är på, vänta.",
            fixed="Om **Visa samtliga uppgifter** är på, vänta.",
            note="a long word is no abbreviation",
        ),
        Example("en>fr", "**Cloud only:** wait.", "**Nuage seul** ⟦:⟧ attendez.", fixed="**Nuage seul :** attendez."),
        Example(
            "en>uk",
            'The sign reads "**Open**" now.',
            'На знаку написано **⟦"⟧Відчинено"**.',
            fixed='На знаку написано "**Відчинено**".',
            note="quotation marks that strayed",
        ),
        Example("en>es", "Select **Save**.", "Seleccione **«Guardar»**.", note="quoted as the language does"),
        Example("en>de", "Select **R&D**.", "Wählen Sie **F&amp;E**.", note="an entity is one character"),
    ),
)
def emphasis_punctuation(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every mark that moved over the edge of an emphasis."""
    source, target = resolved(segment.source), resolved(segment.target)
    groups = [(source.inline.of(EMPHASES), target.inline.of(EMPHASES))]
    # The source may lack what is a label's own: an abbreviation's full stop, the mark of a question.
    for issue in moved_punctuation(
        source.inline, target.inline, EMPHASES, groups, language_of(context), noun="emphasis", own=".:?!"
    ):
        yield target.issue(issue, source)
