"""How emphasis that does not render can be made to: CommonMark asks that its delimiters flank words.

`** text**` shows its asterisks because white space follows the opening delimiter, `**注意：**保存` because a delimiter
between punctuation and a letter cannot close.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.budget import repetitions
from l10nqa.locale import ENCLOSING_MARKS, mark_class
from l10nqa.markup.node import EMPHASES, Inline, Kind
from l10nqa.model import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.text import Span

__all__ = ["rendering_edits"]

_UNSPACED_FROM = "\u2e80"
"""Where the scripts begin that write no spaces between words, and may take one beside markup."""


def rendering_edits(
    source: Inline, target: Inline, literals: Sequence[Span], parse: Callable[[str], Inline]
) -> dict[Span, tuple[Edit, ...]]:
    """Return, for delimiters of the target that show, the edits that make them render; nothing for the others.

    Each try parses the whole target: of a segment beyond the budget only the first delimiters are tried.
    """
    left = repetitions(len(source.text) + len(target.text))
    found: dict[Span, tuple[Edit, ...]] = {}
    rest = iter(pairwise(literals))
    for opening, closing in rest:
        delimiter = opening.of(target.text)
        if closing.of(target.text) != delimiter or "\n" in target.text[opening.end : closing.start]:
            continue
        for edits in _candidates(source, target, opening, closing):
            left -= 1
            if left < 0:
                return found
            if edits and _renders(target, edits, parse):
                found[opening] = found[closing] = edits
                next(rest, None)
                break
    return found


def _candidates(source: Inline, target: Inline, opening: Span, closing: Span) -> Iterator[tuple[Edit, ...]]:
    text, delimiter = target.text, opening.of(target.text)
    inner = text[opening.end : closing.start]
    if not inner.strip():
        return
    lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    before, after = text[: opening.start][-1:], text[closing.end :][:1]
    if lead or trail:
        outside_before = inner[:lead] if before.isalnum() else ""
        outside_after = inner[len(inner) - trail :] if after.isalnum() else ""
        yield (
            Edit(opening.start, opening.end + lead, outside_before + delimiter),
            Edit(closing.start - trail, closing.end, delimiter + outside_after),
        )
    if mark_class(inner[-1]) and _has_outside(source, mark_class(inner[-1])):
        yield (Edit(closing.start - 1, closing.end, delimiter + inner[-1]),)
    if len(inner) > 2 and ENCLOSING_MARKS.get(inner[0]) == inner[-1]:
        yield (
            Edit(opening.start, opening.end + 1, inner[0] + delimiter),
            Edit(closing.start - 1, closing.end, delimiter + inner[-1]),
        )
    if delimiter == "_":
        yield (Edit(opening.start, opening.end, "*"), Edit(closing.start, closing.end, "*"))
    spaces = []
    if before >= _UNSPACED_FROM and not inner[0].isalnum():
        spaces.append(Edit(opening.start, opening.start, " "))
    if after >= _UNSPACED_FROM and not inner[-1].isalnum():
        spaces.append(Edit(closing.end, closing.end, " "))
    yield tuple(spaces)


def _has_outside(source: Inline, mark: str) -> bool:
    """Tell whether the source has the mark behind one of its emphases."""
    return any(mark_class(source.text[node.span.end :][:1]) == mark for node in source.of(EMPHASES))


def _renders(target: Inline, edits: tuple[Edit, ...], parse: Callable[[str], Inline]) -> bool:
    pieces, reached = [], 0
    for edit in edits:
        pieces += [target.text[reached : edit.start], edit.text]
        reached = edit.end
    after = parse("".join([*pieces, target.text[reached:]]))
    return len(after.of(EMPHASES)) > len(target.of(EMPHASES)) and _shown(after) < _shown(target)


def _shown(inline: Inline) -> int:
    return sum(node.value.count("*") + node.value.count("_") for node in inline.of(Kind.TEXT))
