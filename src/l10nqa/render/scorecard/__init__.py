"""Renders a human evaluation for people and programs: one module for each format, all with the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from l10nqa.render.scorecard.console import render_console
from l10nqa.render.scorecard.page import render_html
from l10nqa.render.scorecard.tables import render_csv, render_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.scorecard import Evaluation

__all__ = ["SCORECARD_RENDERERS", "ScorecardRenderer"]


class ScorecardRenderer(Protocol):
    """Writes an evaluation by the categories of a scheme, one of `SCHEMES`."""

    def __call__(self, evaluation: Evaluation, stream: TextIO, *, scheme: str) -> None:
        """Write the evaluation to the stream."""


SCORECARD_RENDERERS: Mapping[str, ScorecardRenderer] = {
    "console": render_console,
    "json": render_json,
    "csv": render_csv,
    "html": render_html,
}
"""Every format of `lqa score`."""
