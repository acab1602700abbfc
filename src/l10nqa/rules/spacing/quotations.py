"""White space at the inner edges of quotations in curly and angular marks, which French alone sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind
from l10nqa.model import Edit, Issue
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["gaps_in_quotations"]

_GAP = "[ \t\u00a0\u202f]"
_OPENING = re.compile("[„“«‹»]")
"""What a quotation begins with: it costs a tenth of looking for the quotation."""
# Many marks open in one language and close in another: where they stand tells.
_QUOTATION = re.compile(
    rf"(?<![^\s(\[*_])[„“«‹»](?P<first>{_GAP}*)[^\s„“”«»‹›\n](?:[^„“”«»‹›\n]{{0,200}}[^\s„“”«»‹›\n])?"
    rf"(?P<last>{_GAP}*)[“”»›«](?!\w)"
)


def gaps_in_quotations(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield the gaps behind an opening and before a closing mark; one in the source excuses one in the target."""
    found = list(_gaps(target))
    if not found:
        return  # nearly all segments
    own = sum(len(gaps) for gaps in _gaps(source))
    for gaps in found:
        edits = tuple(Edit(*gap, "") for gap in gaps)  # both go together
        for gap in gaps[max(own, 0) :]:
            yield Issue("white space stands inside the quotation marks", None, gap, edits)
        own -= len(gaps)


def _gaps(side: Inline) -> Iterator[list[Span]]:
    """Yield the gaps of each quotation that has any."""
    if not _OPENING.search(side.text):
        return
    for node in side.of(Kind.TEXT):
        for match in _QUOTATION.finditer(side.text, *node.span):
            gaps = [Span(*match.span(group)) for group in ("first", "last") if match[group]]
            if gaps:
                yield gaps
