"""A link of the source is missing from the target, or the target has one that the source has not.

A lost link leaves the reader with a title and no way to get there; a link that was split in two, or merged with its
neighbour, leads somewhere else than its words say. Links and images are counted apart.

Not reported here but by `link-target`: a link whose address was changed, and one whose syntax broke between the text
and the address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, pair_by_value, torn_link
from l10nqa.model import Dialect, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["link_count"]

_ADDRESS = re.compile(r"\]\([^()\s]+\)")


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.LINK | Kind.IMAGE,
    dialects={Dialect.MARKDOWN},
    examples=(
        Example("en>de", "See [A](u).", "Siehe [A](u) und ⟦[B](v)⟧."),
        Example("en>lv", "See [Plans](u).", "Skatiet plānus.⟦⟧", note="lost: no spot to mark in the target"),
        Example("en>ja", "See [A](u) and [B](v).", "[B](v) と [A](u) を参照してください。", note="order is free"),
        Example("en>ar", "See [A](u).", "راجع [أ](u)."),
        Example("en>el", "See [A](u).", "Δείτε [[Α](u)⟦](u)⟧.", note="a link within a link"),
    ),
)
def link_count(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every link or image that is missing, and for every one too many."""
    # A person who adds a link has a reason.
    added = None if context.origin == "MT" else Certainty.LIKELY
    for kind, noun in ((Kind.LINK, "link"), (Kind.IMAGE, "image")):
        yield from _compare(segment.source, segment.target, kind, noun, added)
    if "](" in segment.target.text:
        yield from _nested(segment.source, segment.target)


def _nested(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield links around links, of which only the inner one is one: the address of the outer shows."""
    if len(source.of(Kind.LINK)) != len(target.of(Kind.LINK)):
        return
    shown = [
        Span(*match.span()).shift(node.span.start)
        for node in target.of(Kind.TEXT)
        for match in _ADDRESS.finditer(node.span.of(target.text))
    ]
    own = sum(len(_ADDRESS.findall(node.span.of(source.text))) for node in source.of(Kind.TEXT))
    for span in shown[own:]:
        if any(link.span.end <= span.start for link in target.of(Kind.LINK)):
            yield Issue("a link stands within a link, so that the address of the outer one shows", None, span)


def _compare(source: Inline, target: Inline, kind: Kind, noun: str, added: Certainty | None) -> Iterator[Issue]:
    _, missing, extra = pair_by_value(source.of(kind), target.of(kind))
    changed = min(len(missing), len(extra))
    for node in missing[changed:]:
        # A link torn apart between text and address is link-target's.
        if not torn_link(target.text, node.value):
            label = node.inner.of(source.text)
            yield Issue(f"the {noun} “{label}” of the source is missing", node.span)
    for node in extra[changed:]:
        message = f"the {noun} “{node.inner.of(target.text)}” is not in the source"
        yield Issue(message, None, node.span, certainty=added)
