"""Renders a leverage analysis for people and programs: one module for each format, all with the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from l10nqa.render.analysis.console import render_console
from l10nqa.render.analysis.page import render_html
from l10nqa.render.analysis.tables import render_csv, render_json, render_jsonl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.memory.analysis import Analysis

__all__ = ["ANALYSIS_RENDERERS", "AnalysisRenderer"]


class AnalysisRenderer(Protocol):
    """Writes an analysis; `color` permits escape sequences, which most formats ignore."""

    def __call__(self, analysis: Analysis, stream: TextIO, *, color: bool = False) -> None:
        """Write the analysis to the stream."""


ANALYSIS_RENDERERS: Mapping[str, AnalysisRenderer] = {
    "console": render_console,
    "json": render_json,
    "jsonl": render_jsonl,
    "csv": render_csv,
    "html": render_html,
}
"""Every format of `tm analyse`."""
