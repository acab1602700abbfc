"""`l10nqa check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.findings import format_for, write_findings
from l10nqa.cli.options import choices, optional_output, paths, score_threshold, target_locale
from l10nqa.cli.summary import show_summary
from l10nqa.cli.terminal import track, warn
from l10nqa.model import ProblemKind
from l10nqa.quality import Severity
from l10nqa.render import FORMATS
from l10nqa.workspace import CheckRun, check

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from l10nqa.workspace import Choices

__all__ = ["command"]


@click.command("check", short_help="Report formal faults of translations.")
@paths
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How to write the findings; if not given, as the suffix of --output says, else for people (console).",
)
@optional_output
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="minor",
    show_default=True,
    help="Exit with 1 where a finding is at least this severe.",
)
@score_threshold
@choices()
@target_locale
def command(
    paths: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    fail_on: str,
    score_threshold: float | None,
    **chosen: Unpack[Choices],
) -> int:
    """Report formal faults of the translations in PATH… : what, where, and how sure l10nqa is.

    \b
    Examples:
      l10nqa check docs/
      l10nqa check docs/ --select link-punctuation,placeholder
      l10nqa check docs/ -o findings.html            one page to look at, filter and print
      l10nqa check docs/ -o findings.xlsx            for a spreadsheet; also .csv, .parquet
      l10nqa check docs/ -o findings.sarif           for code scanning; also .xml (JUnit), .json, .jsonl
      l10nqa check docs/ --format github             in a GitHub job: annotations and a summary
      l10nqa check docs/ --fail-on critical          the status of a CI job
    """
    format_ = format_for(format_, output)
    run = check(paths, **chosen)
    for note in run.notes:
        warn(note)
    for note in write_findings(track(run, len(run.places), "checking"), format_, output):
        warn(note)
    show_summary(run.tally, score_threshold)
    return 1 if not run.tally.score.passes(score_threshold) else _exit_status(run, Severity(fail_on))


def _exit_status(run: CheckRun, fail_on: Severity) -> int:
    # A gate must not pass what was not looked at.
    unread = any(problem.kind is ProblemKind.UNREADABLE for problem in run.tally.problems)
    return 1 if run.tally.reaches(fail_on) or unread or run.tally.failures else 0
