"""Inline code of the source is missing, was added, or its content changed.

What stands in code is typed, copied or searched for letter by letter; a translated or respaced command does not work.

Not reported: another order; the same code once more, where the target's grammar needs it repeated, is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.markup import Kind, pair_by_value
from l10nqa.model import Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["code"]


@rule(
    category=Category.ENTITY,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.CODE,
    repair=Repair.FROM_SOURCE,
    examples=(
        Example("en>de", "Run `Get-Item`.", "Führen Sie `⟦Element abrufen⟧` aus.", fixed="Führen Sie `Get-Item` aus."),
        Example("en>ja", "Run `Get-Item`.", "`⟦Get - Item⟧` を実行します。", fixed="`Get-Item` を実行します。"),
        Example("en>lv", "Run `a` and `b`.", "Izpildiet `a` un b.⟦⟧", note="lost: no spot to mark"),
        Example("en>ar", "Run `a` and `b`.", "شغّل `b` و`a`.", note="order is free"),
    ),
)
def code(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every code span without its equal on the other side."""
    source, target = segment.source, segment.target
    _, missing, extra = pair_by_value(source.of(Kind.CODE), target.of(Kind.CODE))
    for was, now in zip(missing, extra, strict=False):
        # Which of several became which is not known.
        only = len(missing) == len(extra) == 1
        edits = (Edit(now.inner.start, now.inner.end, was.inner.of(source.text)),) if only else ()
        yield Issue(f"the code is “{now.value}”, in the source “{was.value}”", was.inner, now.inner, edits)
    for node in missing[len(extra) :]:
        yield Issue(f"the code “{node.value}” of the source is missing", node.span)
    for node in extra[len(missing) :]:
        yield Issue(f"the code “{node.value}” is not in the source", None, node.span)
