"""What an edit changes, in words, for titles of actions and of cards."""

from __future__ import annotations

__all__ = ["change_in_words", "excerpt"]

_SHOWN = 40


def change_in_words(before: str, after: str) -> str:
    """Return what goes and what comes; both are texts for people (`text.printable`)."""
    if not before:
        return f"insert “{excerpt(after)}”"
    if not after:
        return f"remove “{excerpt(before)}”"
    return f"“{excerpt(before)}” → “{excerpt(after)}”"


def excerpt(text: str) -> str:
    """Return the beginning of a text, if it is long."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
