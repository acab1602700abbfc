"""Findings as text for people and programs: one file a format, one table that lists them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from l10nqa.render.active import of_active

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["BINARY_RENDERERS", "FORMATS", "RENDERERS", "SUFFIXES", "BinaryRenderer", "Renderer", "render_html"]


class Renderer(Protocol):
    """Writes results as they come; `color` allows escape sequences, which most formats have no use for.

    `rules` are those that the findings are of, for formats that describe them; the built-in ones, if not given.
    What it returns is what its user should know of the output, such as what did not fit into it.
    """

    def __call__(
        self, results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False, rules: RuleSet | None = None
    ) -> Sequence[str] | None:
        """Write the results to the stream."""


class BinaryRenderer(Protocol):
    """Writes results as bytes, which need a file; returns what `Renderer` does."""

    def __call__(
        self, results: Iterable[CheckedDocument], stream: BinaryIO, *, rules: RuleSet | None = None
    ) -> Sequence[str] | None:
        """Write the results to the stream.

        Raises:
            ConfigError: a package that the format takes is not installed.
        """


def render_html(
    results: Iterable[CheckedDocument],
    stream: TextIO,
    *,
    color: bool = False,  # noqa: ARG001 - the signature of a renderer
    folder: Path | None = None,
    rules: RuleSet | None = None,
) -> None:
    """Write the HTML report; see `l10nqa.render.report`, which other formats need not wait for."""
    described = {} if rules is None else {"rules": rules}
    import_module("l10nqa.render.report").render_html(results, stream, folder=folder, **described)


def _later(place: str, *takes: str) -> Any:
    """Return a renderer by its place, `module:function`, imported when it first renders; it `takes` these options.

    Some take all rules or a library with them, and the other modules of this package have nothing to do with those.
    """
    module, _, name = place.partition(":")

    def render(results: Iterable[CheckedDocument], stream: Any, **options: Any) -> Any:
        taken = {option: value for option, value in options.items() if option in takes and value is not None}
        return getattr(import_module(f"l10nqa.render.{module}"), name)(results, stream, **taken)

    return render


RENDERERS: Mapping[str, Renderer] = {
    "console": of_active(_later("console:render_console", "color")),
    "json": of_active(_later("json_document:render_json")),
    "jsonl": of_active(_later("json_lines:render_jsonl")),
    "sarif": _later("sarif:render_sarif", "rules"),
    "junit": of_active(_later("junit:render_junit")),
    "github": of_active(_later("github:render_github")),
    "gitlab": of_active(_later("gitlab:render_gitlab")),
    "csv": of_active(_later("table:render_csv", "rules")),
    "html": render_html,
}
"""Every format of text that `check` writes; a format that is not `of_active` findings marks those that are not."""

BINARY_RENDERERS: Mapping[str, BinaryRenderer] = {
    "parquet": of_active(_later("table:render_parquet", "rules")),
    "xlsx": of_active(_later("table:render_xlsx", "rules")),
}
"""Every other format that `check` writes."""

FORMATS = (*RENDERERS, *BINARY_RENDERERS)

SUFFIXES: Mapping[str, str] = {
    f".{name}": name for name in FORMATS if name in ("json", "jsonl", "sarif", "csv", "parquet", "xlsx", "html")
} | {".xml": "junit"}
"""The format that the name of a file stands for."""
