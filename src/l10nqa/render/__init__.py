"""Renders findings for people and programs: one module for each format, and one table of all formats."""

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
    """Writes results as they come; `color` permits escape sequences, which most formats ignore.

    `rules` are the rules of the findings, for formats that describe them; the built-in ones by default. It returns
    remarks for the user, such as the number of findings that did not fit.
    """

    def __call__(
        self, results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False, rules: RuleSet | None = None
    ) -> Sequence[str] | None:
        """Write the results to the stream."""


class BinaryRenderer(Protocol):
    """Writes results as bytes, which need a file; returns the same remarks as `Renderer`."""

    def __call__(
        self, results: Iterable[CheckedDocument], stream: BinaryIO, *, rules: RuleSet | None = None
    ) -> Sequence[str] | None:
        """Write the results to the stream.

        Raises:
            ConfigError: a package that the format needs is not installed.
        """


def render_html(
    results: Iterable[CheckedDocument],
    stream: TextIO,
    *,
    color: bool = False,  # noqa: ARG001 - the signature of a renderer
    folder: Path | None = None,
    rules: RuleSet | None = None,
) -> None:
    """Write the HTML report; `l10nqa.render.report` is imported only for it."""
    described = {} if rules is None else {"rules": rules}
    import_module("l10nqa.render.report").render_html(results, stream, folder=folder, **described)


def _later(place: str, *takes: str) -> Any:
    """Return the renderer at `module:function`, imported when it first renders; `takes` names its options.

    Some renderers import all rules or a library, which the other formats do not need.
    """
    module, _, name = place.partition(":")

    def render(results: Iterable[CheckedDocument], stream: Any, **options: Any) -> Any:
        taken = {option: value for option, value in options.items() if option in takes and value is not None}
        return getattr(import_module(f"l10nqa.render.{module}"), name)(results, stream, **taken)

    return render


RENDERERS: Mapping[str, Renderer] = {
    "console": of_active(_later("console:render_console", "color")),
    "concise": of_active(_later("concise:render_concise")),
    "json": of_active(_later("json_document:render_json")),
    "jsonl": of_active(_later("json_lines:render_jsonl")),
    "sarif": _later("sarif:render_sarif", "rules"),
    "junit": of_active(_later("junit:render_junit")),
    "github": of_active(_later("github:render_github")),
    "gitlab": of_active(_later("gitlab:render_gitlab")),
    "csv": of_active(_later("table:render_csv", "rules")),
    "html": render_html,
}
"""Every text format of `check`; a format without `of_active` marks findings that are not active."""

BINARY_RENDERERS: Mapping[str, BinaryRenderer] = {
    "parquet": of_active(_later("table:render_parquet", "rules")),
    "xlsx": of_active(_later("table:render_xlsx", "rules")),
}
"""Every binary format of `check`."""

FORMATS = (*RENDERERS, *BINARY_RENDERERS)

SUFFIXES: Mapping[str, str] = {
    f".{name}": name for name in FORMATS if name in ("json", "jsonl", "sarif", "csv", "parquet", "xlsx", "html")
} | {".xml": "junit"}
"""The format for the suffix of a file."""
