"""The findings as CSV (RFC 4180, UTF-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from l10nqa.render.table.frames import TEXTS, findings_frame
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["render_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""Beginnings of cells that spreadsheets execute; and the apostrophe, so that an added one can be removed again."""


def render_csv(results: Iterable[CheckedDocument], stream: TextIO, *, rules: RuleSet = BUILT_IN) -> None:
    """Write one row for each finding. A cell that a spreadsheet would take for a formula gets an apostrophe first."""
    frame = findings_frame(results, rules)
    texts = {name: frame[name].map(_as_text, na_action="ignore") for name in TEXTS}
    frame.assign(**texts).to_csv(stream, index=False, lineterminator="\r\n")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
