"""Brackets or quotation marks of the target do not balance, while those of the source do.

A bracket that never closes makes the reader look for the rest; in Markdown it may also swallow a link. Brackets that
cross, parentheses around nothing and a quotation mark that touches nothing are reported as well.

Only what a reader sees counts: not code, addresses or HTML. Quotation marks may be those of the language, and an
enumeration such as `1)` is no bracket.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import Kind
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.rules.bracket.in_pair import judge_of_pair
from l10nqa.rules.bracket.partners import lone_brackets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Issue

__all__ = ["bracket"]


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    silent_on_prose=True,
    in_document=judge_of_pair,
    examples=(
        Example("en>de", "Open it (if needed).", "Öffnen Sie es ⟦(⟧falls nötig."),
        Example("en>ja", "Open Settings.", "設定⟦]⟧ を開きます。"),
        Example("en>de", 'Set "A" and "B".', 'Legen Sie A⟦"⟧ und "B" fest.'),
        Example("en>lv", "the initiating party.'.", 'iniciējošā puse.".', note="the quotation began before"),
        Example("en>ar", "Open it (if needed).", "افتحه (إذا لزم الأمر)."),
        Example("en>ru", 'Choose "Plans".', "Выберите ⟦„⟧Тарифы."),
        Example("en>de", 'Choose "Plans".', "Wählen Sie „Tarife“."),
        Example("en>fi", 'Choose "Plans".', "Valitse ”Sopimukset”."),
        Example("en>tr", "Open **Plans**.", "⟦'⟧ I aç **Planlar**."),
        Example("en>uk", "Press (**#**).", "Натисніть **#** ⟦()⟧."),
        Example("en>nl", r"The sum (9 - \[2 + 1\]) is 6.", r"De som (9 - \[(2 + 1\⟦]⟧)) is 6."),
        Example("en>ja", "Open it (if needed).", "（必要に応じて）開きます。"),
        Example("en>de", "a) first, b) second", "a) erstens, b) zweitens"),
    ),
)
def bracket(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every bracket without its partner, beyond those of the source."""
    yield from lone_brackets(segment.source, segment.target)
