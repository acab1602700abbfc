"""The findings as CSV (RFC 4180, UTF-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from l10nqa.render.cells import as_text_cell
from l10nqa.render.table.frames import TEXTS, findings_frame
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["render_csv"]


def render_csv(results: Iterable[CheckedDocument], stream: TextIO, *, rules: RuleSet = BUILT_IN) -> None:
    """Write one row for each finding. A cell that a spreadsheet would take for a formula gets an apostrophe first."""
    frame = findings_frame(results, rules)
    texts = {name: frame[name].map(as_text_cell, na_action="ignore") for name in TEXTS}
    frame.assign(**texts).to_csv(stream, index=False, lineterminator="\r\n")
