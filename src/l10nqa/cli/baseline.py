"""`l10nqa baseline`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.cluster import cluster_option
from l10nqa.cli.options import paths, reading_options, run_options
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.terminal import note, report_failures, report_problems, warn
from l10nqa.text import count_of
from l10nqa.workspace.baselining import prune_baseline, renew_baseline

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.command("baseline", short_help="Record the present findings, so that only new ones count.")
@paths
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The baseline; by default that of the configuration (gate.baseline).",
)
@click.option("--prune", is_flag=True, help="Remove findings that are gone, and add none.")
@run_options()
@cluster_option
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context, paths: tuple[str, ...], output: Path | None, *, prune: bool, **chosen: Unpack[RunOptions]
) -> int:
    """Write the findings in PATH… to FILE: `check --baseline FILE` then reports those that are new.

    FILE has a line of JSON for each finding: document (relative to FILE), rule, fingerprint, segment, message. A
    finding is recognised by its fingerprint, made of rule, source and target: text inserted elsewhere does not change
    it, a new translation does. Without --tm rules learn from the documents, and findings in some of them may change
    when many others change: a gate should use a memory. Entries of documents and rules that are not checked now stay.
    Findings that the ledger suppresses are not written.

    Exit status: 0 written, 1 a document could not be read or a rule crashed, 2 could not run.

    \b
    Examples:
      l10nqa baseline docs/ --tm memory.db -o known.jsonl
      l10nqa check docs/ --tm memory.db --baseline known.jsonl
      l10nqa baseline docs/ --tm memory.db -o known.jsonl --prune
    """
    file = output or (
        Path(configured_file) if (configured_file := configuration(context).get("gate.baseline")) else None
    )
    if file is None:
        raise click.UsageError("give -o FILE, or gate.baseline in the configuration", context)
    renew = prune_baseline if prune else renew_baseline
    with progress("checking") as advance:
        result = renew(paths, file, progress=advance, **chosen)
    for line in result.notes:
        warn(line)
    report_problems(result.tally.problems)
    report_failures(result.tally.failures)
    note(f"{file}: {count_of(result.written, 'finding')}, {result.added:,} added, {result.removed:,} removed")
    unread = any(problem.is_unreadable for problem in result.tally.problems)
    return 1 if unread or result.tally.failures else 0
