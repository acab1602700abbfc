"""The lines of a block of code, without what its place in the document puts around them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import compile_pattern

if TYPE_CHECKING:
    from l10nqa.align import DocumentBlock

__all__ = ["CodeContent", "code_of"]

_FENCE = compile_pattern(r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)")
_QUOTE = compile_pattern(r"[ \t]*(?:>[ \t]?)+")


class CodeContent(NamedTuple):
    """The content of a block of code."""

    info: str
    """The info string behind the fence; empty for indented code."""
    text: str
    """The lines, without the indentation that they share and without marks of quotations."""
    starts: tuple[int, ...]
    """Where each line begins in `text`."""
    places: tuple[int, ...]
    """Where the same spot stands in the document."""

    def place(self, offset: int) -> int:
        """Return where a spot of the text stands in the document."""
        line = bisect_right(self.starts, offset) - 1
        return self.places[line] + offset - self.starts[line]


def code_of(text: str, block: DocumentBlock) -> CodeContent:
    """Return the content of a block of code of a document."""
    offset = block.span.start
    lines: list[tuple[int, str]] = []
    for line in block.span.of(text).splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        quote = _QUOTE.match(bare) if "q" in block.container and lines else None
        skipped = quote.end() if quote else 0
        lines.append((offset + skipped, bare[skipped:]))
        offset += len(line)
    opening = _FENCE.fullmatch(lines[0][1]) if lines else None
    if opening:
        lines = lines[1:]
        if lines and lines[-1][1].strip().startswith(opening["fence"][:3]) and not lines[-1][1].strip().strip("`~"):
            lines = lines[:-1]
    while lines and not lines[-1][1].strip():
        lines = lines[:-1]
    indents = [len(line) - len(line.lstrip(" \t")) for _, line in lines if line.strip()]
    # The first line of indented code begins behind its indentation.
    shared = min(indents if opening else indents[1:], default=0)
    pieces, starts, places, length = [], [], [], 0
    for index, (place, line) in enumerate(lines):
        cut = min(shared, len(line) - len(line.lstrip(" \t"))) if opening or index else 0
        starts.append(length)
        places.append(place + cut)
        pieces.append(line[cut:].rstrip())
        length += len(pieces[-1]) + 1
    return CodeContent(opening["info"].strip() if opening else "", "\n".join(pieces), tuple(starts), tuple(places))
