"""The format and the destination of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.cli.writing import result_stream
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_file
from l10nqa.render import BINARY_RENDERERS, RENDERERS, SUFFIXES, render_html
from l10nqa.render.table import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["format_for", "write_findings"]


def format_for(format_: str | None, output: Path | None) -> str:
    """Return the given format, else that of the suffix of the file, else console.

    Raises:
        ConfigError: the format cannot be written, or not to standard output: reported before the work.
    """
    chosen = format_ or (SUFFIXES.get(output.suffix.lower()) if output else None) or "console"
    if chosen in BINARY_RENDERERS and not output:
        raise ConfigError(f"the format {chosen} is not text", hint=f"name a file: -o findings.{chosen}")
    if chosen == "html":
        from l10nqa.render.report import require_all  # noqa: PLC0415 - templates, which other formats do without

        require_all()
    need(chosen)
    return chosen


def write_findings(
    results: Iterable[CheckedDocument], format_: str, output: Path | None, rules: RuleSet | None = None
) -> Sequence[str]:
    """Write the findings to the file or to standard output; return remarks for the user on the output.

    `rules` are the rules of the findings; the built-in ones by default.

    Raises:
        InputError: the file cannot be written.
    """
    if output and format_ in BINARY_RENDERERS:
        with atomic_file(output) as file:
            return BINARY_RENDERERS[format_](results, file, rules=rules) or ()
    with result_stream(output, text_for_people=format_ == "console") as (stream, color):
        if format_ == "html" and output:
            render_html(results, stream, folder=output.parent, rules=rules)
            return ()
        return RENDERERS[format_](results, stream, color=color, rules=rules) or ()
