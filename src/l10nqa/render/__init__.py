"""Findings as text for people and programs: one file a format, one table that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from l10nqa.model import CheckedDocument
from l10nqa.render.console import render_console
from l10nqa.render.json_document import render_json
from l10nqa.render.json_lines import render_jsonl

__all__ = ["RENDERERS", "Renderer"]

Renderer = Callable[[Iterable[CheckedDocument], TextIO], None]

RENDERERS: Mapping[str, Renderer] = {
    "console": render_console,
    "json": render_json,
    "jsonl": render_jsonl,
}
"""Every format that `check` writes."""
