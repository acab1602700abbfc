"""Findings as text for people and programs: one file a format, one table that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from l10nqa.render.active import of_active
from l10nqa.render.console import render_console
from l10nqa.render.json_document import render_json
from l10nqa.render.json_lines import render_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from l10nqa.model import CheckedDocument

__all__ = ["RENDERERS", "Renderer"]


class Renderer(Protocol):
    """Writes results as they come; `color` allows escape sequences, which most formats have no use for."""

    def __call__(self, results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:
        """Write the results to the stream."""


RENDERERS: Mapping[str, Renderer] = {
    "console": of_active(render_console),
    "json": of_active(render_json),
    "jsonl": of_active(render_jsonl),
}
"""Every format that `check` writes."""
