"""A term of the source is not translated as the termbase says, or the target uses a term that the termbase forbids.

What the product, its screens and its contracts call a thing is decided once. Another word for it sends the reader
looking for something else.

Runs with a termbase only (`--termbase FILE`, CSV or TBX). Terms are found whatever their capitals, plurals, endings and
markup, the longest where several overlap; where words are not spaced, as a stretch of characters. A term in capitals
(`IT`) is found in capitals only.

Not reported: a term in code or in an address; a segment that is not translated at all, which has a rule of its own. A
forbidden term beside an allowed one is possible only, for it may translate another word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.markup import Inline
    from l10nqa.termbase import Found, Terms
    from l10nqa.text import Span

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
def terminology(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every term that the target lacks, and for every one that it must not have."""
    terms, target = context.terms, segment.target
    if terms is None or not target.text.strip() or target.text == segment.source.text:
        return
    seen = set()
    for found in terms.in_source(segment.source):
        if found.demand not in seen:
            seen.add(found.demand)
            yield from _judged(found, target, terms)


def _judged(found: Found, target: Inline, terms: Terms) -> Iterator[Issue]:
    source, usable, refused = found.demand
    spot = found.span if source else None
    used = bool(usable) and terms.used(target, usable)
    wanted = " or ".join(f"“{term}”" for term in usable)
    instead = f"; the termbase has {wanted}" if usable else ""
    known = [span for term in usable for span in terms.occurrences(target, term)] if refused and used else []
    hits = 0
    for term, status in refused:
        for span in terms.occurrences(target, term):
            if not any(span.inside(other) for other in known):
                hits += 1
                certainty = Certainty.POSSIBLE if used else None
                message = f"“{_shown(span, target)}” is a {status} term{instead}"
                yield Issue(message, spot, span, certainty=certainty)
    if usable and not used and not hits:
        yield Issue(f"the termbase has {wanted} for “{source}”, and the target does not", spot)


def _shown(span: Span, side: Inline) -> str:
    return span.of(side.text)
