"""The placeholders that a project describes by regular expressions of its own (`[markup] placeholders`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.markup.masking import inline_of
from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.stretches import meets, union_of
from l10nqa.user_pattern import UserPattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.text import Span

__all__ = ["with_own_placeholders"]

_TAKEN = Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.XREF | Kind.INCLUDE | Kind.INLINE_CODE


_pattern = lru_cache(maxsize=256)(UserPattern)


def _spans(pattern: str, text: str) -> list[Span]:
    """Return the matches that hold something; none for a text that takes too long."""
    try:
        return [match.span for match in _pattern(pattern).matches(text) if match.span.start < match.span.end]
    except TimeoutError:
        return []


def with_own_placeholders(inline: Inline, patterns: Sequence[str]) -> Inline:
    """Return the side with what the patterns match as VARIABLE nodes.

    Where the dialect and a pattern find the same placeholder, that of the pattern counts. Code, tags and addresses are
    left alone. A pattern that runs out of time finds nothing.
    """
    taken = union_of(node.span for node in inline.of(_TAKEN))
    own: list[Span] = []
    for pattern in patterns:
        union = union_of(own)
        own += [span for span in _spans(pattern, inline.text) if not meets(span, taken) and not meets(span, union)]
    if not own:
        return inline
    own.sort()
    known = (node for node in inline.nodes if not (node.kind & _REPLACED and meets(node.span, own)))
    found = (Node(Kind.VARIABLE, span, span, span.of(inline.text)) for span in own)
    return inline_of(inline.text, [*known, *found])


_REPLACED = Kind.VARIABLE | Kind.PLACEHOLDER | Kind.MENTION | Kind.ACCELERATOR
