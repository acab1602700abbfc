"""Texts as pieces for a template: marked, removed, inserted, and characters that would take effect named instead."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import EFFECTIVE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.model import Edit

__all__ = ["TextPart", "TextPiece", "changed_text", "marked_text"]

_LONGEST = 6_000
"""Code points of a text that a card shows."""
_BEFORE = 1_500
"""Code points shown before the first spot of a longer text."""
_NAMED = re.compile(f"(?!\n){EFFECTIVE}|[\\u00a0\\u00ad\\u200b\\u202f\\u2060\\ufeff]")
_SHORT = {
    "\u00a0": "NBSP", "\u202f": "NNBSP", "\u00ad": "SHY", "\u200b": "ZWSP", "\u2060": "WJ", "\ufeff": "BOM",
    "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
    "\t": "TAB", "\r": "CR", "\x1b": "ESC", "\x00": "NUL",
}  # fmt: skip


class TextPart(NamedTuple):
    """Characters that are shown as they are, or one that is shown by name."""

    text: str
    name: str = ""
    """What the character is called, for one that is shown by name."""


class TextPiece(NamedTuple):
    """A stretch of a text."""

    kind: str
    """`text`, `mark`, `del` or `ins`."""
    parts: tuple[TextPart, ...]


def marked_text(text: str, spans: Iterable[Span]) -> list[TextPiece]:
    """Return the pieces of a text with spots marked; spots that overlap are one."""
    found: list[tuple[str, str]] = []
    reached = 0
    for span in _merged(spans):
        found += [("text", text[reached : span.start]), ("mark", span.of(text))]
        reached = span.end
    found.append(("text", text[reached:]))
    return _pieces(found)


def changed_text(text: str, edits: Sequence[Edit]) -> list[TextPiece]:
    """Return the pieces of a text with what edits remove and insert."""
    found: list[tuple[str, str]] = []
    reached = 0
    for edit in edits:
        found += [("text", text[reached : edit.start]), ("del", text[edit.start : edit.end]), ("ins", edit.text)]
        reached = max(edit.end, reached)
    found.append(("text", text[reached:]))
    return _pieces([each for each in found if each[1] or each[0] == "text"])


def _pieces(found: Sequence[tuple[str, str]]) -> list[TextPiece]:
    found = _shortened(found) if sum(len(text) for _, text in found) > _LONGEST else found
    return [TextPiece(kind, tuple(_parts(text))) for kind, text in found if text or kind == "mark"]


def _shortened(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what fits of a long text: from some way before the first spot."""
    (kind, first), *others = found
    if others and len(first) > _BEFORE:
        first = f"…{first[-_BEFORE:]}"
    shown, left = [], _LONGEST
    for each, text in [(kind, first), *others]:
        if left > 0:
            shown.append((each, text if len(text) <= left else f"{text[:left]}…"))
        left -= len(text)
    return shown


def _parts(text: str) -> Iterator[TextPart]:
    reached = 0
    for match in _NAMED.finditer(text):
        if match.start() > reached:
            yield TextPart(text[reached : match.start()])
        character = match[0]
        code = f"U+{ord(character):04X}"
        yield TextPart(_SHORT.get(character, code), f"{code} {unicodedata.name(character, 'control character')}")
        reached = match.end()
    if reached < len(text):
        yield TextPart(text[reached:])


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(set(spans)):
        if last is not None and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last
