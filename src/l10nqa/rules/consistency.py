"""The memory nearly always translates this source otherwise, or has this target for a source with another name in it.

A sentence that repeats should read the same everywhere: what is called by two names looks like two things. And one
translation for two sources is often the other's: copied, and its name not changed.

Runs with a memory only. A translation is usual where the source has at least three words, at least three units have the
translation, and these are three quarters of all. Much of what differs from it is a matter of taste, so findings are
possible only.

Not reported: other forms of the same words, their order, short words, capitals, punctuation, markup and addresses; two
sources that differ in more than a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.lexicon import same_words
from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon import Usual

__all__ = ["consistency"]

_WORD = re.compile(r"[^\W_]+")
_STEM = 4
"""Names that begin with so many of the same letters are forms of one."""


@rule(
    category=Category.TERMINOLOGY,
    severity=Severity.MINOR,
    certainty=Certainty.POSSIBLE,
    looks_at=Kind.TEXT,
    needs="usage",
    examples=(
        Example(
            "en>de",
            "Open the start page.",
            "⟦Öffnen Sie die Homepage.⟧",
            note="one source, another target",
            memory=(("Open the start page.", "Öffnen Sie die Startseite.", 5),),
        ),
        Example(
            "en>lv",
            "Close the Route page.",
            "⟦Aizveriet lapu Kontaktpersona.⟧",
            note="one target, another source",
            memory=(("Close the Contact page.", "Aizveriet lapu Kontaktpersona.", 4),),
        ),
        Example(
            "en>ja",
            "Open the start page.",
            "⟦初期画面を開きます。⟧",
            memory=(("Open the start page.", "スタート ページを開きます。", 5),),
        ),
        Example(
            "en>lv",
            "Delete a saved view.",
            "Saglabāto skatu dzēšana.",
            note="other forms of the same words",
            memory=(("Delete a saved view.", "Saglabāta skata dzēšana", 5),),
        ),
        Example(
            "en>ar",
            "Open the start page.",
            "افتح الصفحة الرئيسية.",
            note="no translation dominates",
            memory=(
                ("Open the start page.", "افتح صفحة البدء.", 3),
                ("Open the start page.", "افتح الصفحة الأولى.", 3),
            ),
        ),
    ),
)
def consistency(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue where the memory says otherwise."""
    if context.usage is None:
        return
    source, target = segment.source.text, segment.target.text
    usual = context.usage.targets.get(source)
    if usual and usual.text != target and _WORD.search(target) and not same_words(usual.text, target):
        message = f"usually translated as “{usual.text}” ({usual.units} of {usual.of} units of the memory)"
        yield Issue(message, Span(0, len(source)), Span(0, len(target)))
        return
    known = context.usage.sources.get(target)
    if known and known.text != source:
        yield from _taken(source, target, known)


def _taken(source: str, target: str, known: Usual) -> Iterator[Issue]:
    """Yield an issue where the two sources differ in names alone."""
    ours, theirs = list(_WORD.finditer(source)), _WORD.findall(known.text)
    if len(ours) != len(theirs):
        return
    pairs = list(zip(ours, theirs, strict=True))
    differing = [(match, word) for match, word in pairs if match[0] != word]
    # The first word has its capital from where it stands.
    if not differing or differing[0] == pairs[0]:
        return
    if not all(_are_names(match[0], word) for match, word in differing):
        return
    start, end = differing[0][0].start(), differing[-1][0].end()
    message = f"the memory has this target for “{known.text}” ({known.units} units)"
    yield Issue(message, Span(start, end), Span(0, len(target)))


def _are_names(first: str, second: str) -> bool:
    return first[0].isupper() and second[0].isupper() and first[:_STEM].lower() != second[:_STEM].lower()
