"""A term of the source is not translated as the termbase says, or the target uses a term that the termbase forbids.

What the product, its screens and its contracts call a thing is decided once. Another word for it sends the reader
looking for something else.

Runs with a termbase only (`--termbase FILE`, CSV or TBX). Terms are found whatever their capitals, plurals, endings and
markup, the longest where several overlap; where words are not spaced, as a stretch of characters. A term in capitals
(`IT`) is found in capitals only.

Not reported: a term in code, an address or a path; a segment not translated at all, which has a rule of its own.
Possible only: a forbidden term beside an allowed one, for it may translate another word; a source term that stands
letter for letter in the target or is a part of a longer name; and a term that the target seems to do without, where a
memory tells what became of each word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.termbase import DemandMatch, Terms

__all__ = ["terminology"]

_DE = (("folder", "Ordner", "preferred"), ("folder", "Verzeichnis", "forbidden"))
_JA = (("folder", "フォルダー", "preferred"), ("folder", "ディレクトリ", "deprecated"))
_AR = (("file", "ملف", "preferred"),)
_LV = (("user account", "lietotāja konts", "preferred"), ("account", "uzskaite", "preferred"))


@rule(
    category=Category.TERMBASE,
    severity=Severity.MAJOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.TEXT,
    learns=True,
    needs="terms",
    examples=(
        Example("en>de", "Open the folders.", "Öffnen Sie die ⟦Verzeichnisse⟧.", terms=_DE, note="forbidden"),
        Example("en>ja", "Open the folder.", "⟦ディレクトリ⟧を開きます。", terms=_JA, note="deprecated"),
        Example("en>ar", "Save the file.", "احفظ المستند.⟦⟧", terms=_AR, note="another word"),
        Example("en>de", "Open the **folder**.", "Öffnen Sie den **Ordner**.", terms=_DE),
        Example("en>ja", "Open the folder.", "フォルダーを開きます。", terms=_JA),
        Example("en>ar", "Save the file.", "احفظ الملفات.", terms=_AR, note="another form"),
        Example("en>lv", "Open user accounts.", "Atveriet lietotāju kontus.", terms=_LV, note="the longest term wins"),
        Example("en>de", "Run `folder`.", "Führen Sie `folder` aus.", terms=_DE, note="code"),
    ),
)
def terminology(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every term that the target lacks, and for every one that it must not have."""
    terms, target = context.terms, segment.target
    if terms is None or not target.text.strip() or target.text == segment.source.text:
        return
    seen = set()
    for found in terms.in_source(segment.source):
        if found.demand not in seen:
            seen.add(found.demand)
            issues = list(_refused(found, segment, terms))
            yield from issues or _lacking(found, segment, context, terms)


def _refused(found: DemandMatch, segment: ParsedSegment, terms: Terms) -> Iterator[Issue]:
    """Yield an issue for every term of the target that it must not have."""
    source, usable, refused = found.demand
    if not refused:
        return
    target, shown = segment.target, found.span.of(segment.source.text)
    used = bool(usable) and terms.used(target, usable)
    known = [span for term in usable for span in terms.occurrences(target, term)]
    instead = f"; the termbase has {_either(usable)}" if usable else ""
    for term, status in refused:
        for span in terms.occurrences(target, term):
            text = span.of(target.text)
            if text.lower() != shown.lower() and not any(span.inside(usable_span) for usable_span in known):
                certainty = Certainty.POSSIBLE if used else None
                message = f"“{text}” is a {status} term{instead}"
                yield Issue(message, found.span if source else None, span, certainty=certainty)


def _lacking(found: DemandMatch, segment: ParsedSegment, context: RuleContext, terms: Terms) -> Iterator[Issue]:
    """Yield an issue where none of the terms stands that the target must have."""
    target, usable = segment.target, found.demand.usable
    if not usable or terms.used(target, usable):
        return
    shown = found.span.of(segment.source.text)
    # Letter for letter in the target, it is the name of something more often than a word left over.
    kept = re.search(rf"(?<!\w){re.escape(shown)}(?!\w)", target.text, re.IGNORECASE)
    spot = context.counterpart(segment, found.span)
    dropped = spot is None and context.lexicon is not None and context.lexicon.segments
    certainty = Certainty.POSSIBLE if kept or dropped or found.in_name else None
    message = f"the termbase has {_either(usable)} for “{shown}”, and the target does not"
    yield Issue(message, found.span, spot, certainty=certainty)


def _either(terms: tuple[str, ...]) -> str:
    return " or ".join(f"“{term}”" for term in terms)
