"""The format and the destination of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.writing import format_of_suffix, result_stream
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_file
from l10nqa.render import BINARY_RENDERERS, FORMATS, RENDERERS, SUFFIXES, render_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.parts.findings import FindingsPart

__all__ = [
    "Limit",
    "findings_format",
    "format_for",
    "max_findings_option",
    "statistics_option",
    "write_findings",
    "write_part",
]

findings_format = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"The format of the findings: {', '.join(FORMATS)}; by default that of the suffix of --output, else console.",
)
statistics_option = click.option(
    "--statistics", is_flag=True, help="Count the findings by rule instead of listing them."
)
max_findings_option = click.option(
    "--max-findings",
    metavar="N",
    type=click.IntRange(0),
    help="List at most N findings; the summary and the exit status are those of all.",
)


class Limit:
    """Passes on at most a number of active findings, and counts the others; without a number, all of them."""

    def __init__(self, most: int | None) -> None:
        self._left = most
        self.left_out = 0

    def of(self, results: Iterable[CheckedDocument]) -> Iterator[CheckedDocument]:
        """Yield the results with the findings that are to be listed."""
        for result in results:
            if self._left is None:
                yield result
                continue
            active = [finding for finding in result.findings if finding.is_active]
            listed = active[: self._left]
            self._left -= len(listed)
            self.left_out += len(active) - len(listed)
            yield result if len(listed) == len(active) else result._replace(findings=tuple(listed))


def format_for(format_: str | None, output: Path | None, *, statistics: bool = False) -> str:
    """Return the given format, else that of the suffix of the file, else console.

    Raises:
        UsageError: `statistics` are wanted, which no other format has.
        ConfigError: no format has the suffix, or the format cannot be written, or not to standard output: reported
            before the work.
    """
    chosen = format_ or format_of_suffix(output, SUFFIXES, "console")
    if statistics and (output or chosen not in ("console", "concise")):
        raise click.UsageError("--statistics is for the terminal: leave out --output and --format")
    if chosen in BINARY_RENDERERS and not output:
        raise ConfigError(f"the format {chosen} is not text", hint=f"name a file: -o findings.{chosen}")
    if chosen == "html":
        from l10nqa.render.report import require_all  # noqa: PLC0415 - templates, which other formats do without

        require_all()
    if chosen in BINARY_RENDERERS:
        from l10nqa.render.table import need  # noqa: PLC0415 - other formats do not need its modules

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
    with result_stream(output, text_for_people=format_ in ("console", "concise")) as (stream, color):
        if format_ == "html" and output:
            render_html(results, stream, folder=output.parent, rules=rules)
            return ()
        return RENDERERS[format_](results, stream, color=color, rules=rules) or ()


def write_part(part: FindingsPart, results: Iterable[CheckedDocument], format_: str, output: Path | None) -> None:
    """Write the part of a shard, in one of `PART_FORMATS`, to the file or to standard output.

    Raises:
        InputError: the file cannot be written.
    """
    with result_stream(output, text_for_people=False) as (stream, _):
        part.write(results, format_, stream)
