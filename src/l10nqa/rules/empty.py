"""The target is empty, or nothing but markup, while the source has words; or the other way round.

On the page a step, a heading or a cell is missing, or words appear that nobody wrote.

Possible only: a blank for the end of a sentence that was cut, as in `page.`

Not reported: two sides that show nothing, or the same symbols; an image, a variable or an include instead of words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import LEAVES, Inline, Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["empty"]

_SHOWN = (
    Kind.IMAGE
    | Kind.AUTOLINK
    | Kind.INCLUDE
    | Kind.XREF
    | Kind.MENTION
    | Kind.PLACEHOLDER
    | Kind.VARIABLE
    | Kind.TEMPLATE
    | Kind.ALERT
    | Kind.INLINE_CODE
    | Kind.CODE_BLOCK
)
"""What a reader sees although it holds no words."""

_LEFTOVER = re.compile(r"\s*[a-z]\w*(?: \w+){0,2}[.!?]\s*")
"""The end of a sentence."""


@rule(
    category=Category.OMISSION,
    severity=Severity.CRITICAL,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT | Kind.CODE,
    silent_on_prose=True,
    examples=(
        Example("en>de", "Save the file.", "⟦⟧", note="nothing at all"),
        Example("en>ja", "Select **Save**.", "⟦****⟧", note="markup around nothing"),
        Example("en>ar", "Save the file.", "⟦ &nbsp;⟧", note="blanks only"),
        Example("en>lv", "<br>", "⟦Saglabāt failu.⟧", note="words from nowhere"),
        Example("en>de", "—", "–"),
        Example("en>it", "next page.", "⟦ ⟧", note="the end of a cut sentence, which may stand before: possible only"),
        Example("en>ja", "Yes", "○", note="a symbol says it"),
        Example("en>ar", "![The page](a.png)", "![](a.png)", note="the image is there"),
    ),
)
def empty(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue where one side has words and the other shows nothing."""
    source, target = segment.source, segment.target
    if target.text[:1].isalpha() and source.text[:1].isalpha():
        return  # most segments by far
    if _has_words(source) and _shows_nothing(target):
        # What is left of a sentence that was cut may stand in the segment before it.
        leftover = target.text.isspace() and _LEFTOVER.fullmatch(source.text) is not None
        certainty = Certainty.POSSIBLE if leftover else None
        yield Issue(
            "the source has words, the target shows nothing", _whole(source), _whole(target), certainty=certainty
        )
    elif _has_words(target) and _shows_nothing(source):
        yield Issue("the target has words, the source shows nothing", _whole(source), _whole(target))


def _has_words(side: Inline) -> bool:
    return any(character.isalnum() for node in side.of(Kind.TEXT | Kind.CODE) for character in node.value)


def _shows_nothing(side: Inline) -> bool:
    if side.kinds & _SHOWN:
        return False
    # The delimiters of emphasis around nothing are text to the parser.
    return not any(node.value.strip().strip("*_~").strip() for node in side.of(LEAVES))


def _whole(side: Inline) -> Span:
    return Span(0, len(side.text))
