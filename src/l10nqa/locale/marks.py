"""Punctuation marks of all scripts, each with the Latin mark it corresponds to.

Source: Unicode's properties Sentence_Terminal and Terminal_Punctuation, and the names of the characters.
"""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["ENCLOSING_MARKS", "MARK_CLASSES", "mark_class"]


def _marks() -> dict[str, str]:
    marks: dict[str, str] = json.loads((Path(__file__).parent / "data" / "marks.json").read_bytes())
    return marks


MARK_CLASSES: dict[str, str] = {
    **_marks(),
    # The Ethiopic space between words, which old books set like a colon.
    "፡": ":",
    # What old texts in Chinese have as a colon: signs of vertical text and of ratios.
    **dict.fromkeys("︰∶", ":"),
    **dict.fromkeys("…⋯", "…"),
    **dict.fromkeys("(（", "("),
    **dict.fromkeys(")）", ")"),
}
"""Punctuation marks of all scripts, each with the Latin mark it corresponds to."""

ENCLOSING_MARKS: dict[str, str] = {
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "「": "」", "『": "』", "【": "】", "《": "》", "〈": "〉",
    '"': '"', "“": "”", "‘": "’", "„": "“", "«": "»", "‹": "›",
}  # fmt: skip
"""Brackets and quotation marks of all scripts, each opening one with its usual partner."""


def mark_class(character: str) -> str:
    """Return the Latin mark that a punctuation mark of any script corresponds to; empty for anything else."""
    return MARK_CLASSES.get(character, "")
