"""Findings as text for people and programs: one file a format, one table that lists them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

from l10nqa.render.console import render_console
from l10nqa.render.json_document import render_json
from l10nqa.render.json_lines import render_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from l10nqa.model import CheckedDocument

__all__ = ["RENDERERS", "Renderer", "render_html"]


class Renderer(Protocol):
    """Writes results as they come; `color` allows escape sequences, which most formats have no use for."""

    def __call__(self, results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:
        """Write the results to the stream."""


def render_html(
    results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False, folder: Path | None = None
) -> None:
    """Write the HTML report; see `l10nqa.render.report`, which other formats need not wait for."""
    import_module("l10nqa.render.report").render_html(results, stream, color=color, folder=folder)


RENDERERS: Mapping[str, Renderer] = {
    "console": render_console,
    "json": render_json,
    "jsonl": render_jsonl,
    "html": render_html,
}
"""Every format that `check` writes."""
