"""Facts about languages and scripts, as data. No rule asks which language it has before it; it asks for a fact."""

from __future__ import annotations

__all__ = ["MARK_CLASSES", "mark_class"]

MARK_CLASSES: dict[str, str] = {
    # Unicode: full-width and half-width forms, ideographic, Arabic, Devanagari, Armenian, Ethiopic, Khmer, Myanmar.
    **dict.fromkeys(".。．｡۔।॥።។၊။", "."),
    **dict.fromkeys(",，、､،፣", ","),
    **dict.fromkeys(":：፡", ":"),
    **dict.fromkeys(";；؛፤", ";"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys("?？؟\u037e፧", "?"),
    **dict.fromkeys("…⋯", "…"),
    **dict.fromkeys("(（", "("),
    **dict.fromkeys(")）", ")"),
}
"""Punctuation marks of all scripts, each with the Latin mark it corresponds to."""


def mark_class(character: str) -> str:
    """Return the Latin mark that a punctuation mark of any script corresponds to; empty for anything else."""
    return MARK_CLASSES.get(character, "")
