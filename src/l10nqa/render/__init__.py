"""Findings as text for people and programs: one file a format, one table that lists them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from l10nqa.render.active import of_active
from l10nqa.render.console import render_console
from l10nqa.render.github import render_github
from l10nqa.render.gitlab import render_gitlab
from l10nqa.render.json_document import render_json
from l10nqa.render.json_lines import render_jsonl
from l10nqa.render.junit import render_junit
from l10nqa.render.sarif import render_sarif
from l10nqa.render.table import render_csv, render_parquet, render_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.model import CheckedDocument

__all__ = ["BINARY_RENDERERS", "FORMATS", "RENDERERS", "SUFFIXES", "BinaryRenderer", "Renderer", "render_html"]


class Renderer(Protocol):
    """Writes results as they come; `color` allows escape sequences, which most formats have no use for.

    What it returns is what its user should know of the output, such as what did not fit into it.
    """

    def __call__(
        self, results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False
    ) -> Sequence[str] | None:
        """Write the results to the stream."""


class BinaryRenderer(Protocol):
    """Writes results as bytes, which need a file; returns what `Renderer` does."""

    def __call__(self, results: Iterable[CheckedDocument], stream: BinaryIO) -> Sequence[str] | None:
        """Write the results to the stream.

        Raises:
            ConfigError: a package that the format takes is not installed.
        """


def render_html(
    results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False, folder: Path | None = None
) -> None:
    """Write the HTML report; see `l10nqa.render.report`, which other formats need not wait for."""
    import_module("l10nqa.render.report").render_html(results, stream, color=color, folder=folder)


RENDERERS: Mapping[str, Renderer] = {
    "console": of_active(render_console),
    "json": of_active(render_json),
    "jsonl": of_active(render_jsonl),
    "sarif": render_sarif,
    "junit": of_active(render_junit),
    "github": of_active(render_github),
    "gitlab": of_active(render_gitlab),
    "csv": of_active(render_csv),
    "html": render_html,
}
"""Every format of text that `check` writes; a format that is not `of_active` findings marks those that are not."""

BINARY_RENDERERS: Mapping[str, BinaryRenderer] = {
    "parquet": of_active(render_parquet),
    "xlsx": of_active(render_xlsx),
}
"""Every other format that `check` writes."""

FORMATS = (*RENDERERS, *BINARY_RENDERERS)

SUFFIXES: Mapping[str, str] = {
    f".{name}": name for name in FORMATS if name in ("json", "jsonl", "sarif", "csv", "parquet", "xlsx", "html")
} | {".xml": "junit"}
"""The format that the name of a file stands for."""
