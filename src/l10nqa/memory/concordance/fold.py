"""Text without the difference between capitals and small letters, every character at its place."""

from __future__ import annotations

from l10nqa.text import Span

__all__ = ["folded", "occurrences"]


def folded(text: str) -> str:
    """Return the text with Unicode's full case folding, where that keeps one character for one.

    `ß` and others that fold to two characters are left alone, so that offsets hold for both texts. U+0000, at which
    parts of SQLite end a text, becomes U+FFFD.
    """
    short = text.replace("\0", "\ufffd")
    whole = short.casefold()
    # Folding never shortens: a text of the same length was folded one by one.
    return whole if len(whole) == len(text) else "".join(map(_folded_one, short))


def _folded_one(character: str) -> str:
    small = character.casefold()
    return small if len(small) == 1 else character


def occurrences(needle: str, text: str) -> tuple[Span, ...]:
    """Return the places where a text holds another, in any capitals, in code points; of overlapping ones the first."""
    sought, within = folded(needle), folded(text)
    found = []
    offset = within.find(sought) if sought else -1
    while offset >= 0:
        found.append(Span(offset, offset + len(sought)))
        offset = within.find(sought, offset + len(sought))
    return tuple(found)
