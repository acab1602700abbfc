"""`l10nqa check`."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.answers import answer_stream, is_stream
from l10nqa.cli.cluster import cluster_option
from l10nqa.cli.findings import findings_format, format_for, max_findings_option, statistics_option, write_part
from l10nqa.cli.options import (
    block_certainty_option,
    fail_on_option,
    optional_output,
    paths,
    reading_options,
    run_options,
    score_threshold,
    shard,
)
from l10nqa.cli.outcome import Criteria, Display, list_findings, show_outcome
from l10nqa.cli.progress import progress, track
from l10nqa.cli.repairs import show_next_steps, show_repairs
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.terminal import note, warn_of
from l10nqa.inputs import refuse_input
from l10nqa.quality import Certainty, Severity
from l10nqa.workspace.checking import Gate, check
from l10nqa.workspace.parts.findings import PART_FORMATS, FindingsPart

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.shard import Shard
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.command("check", short_help="Report formal faults of translations.")
@paths
@findings_format
@optional_output
@fail_on_option("Exit with 1 if a finding is at least this severe, and certain enough.")
@block_certainty_option("Exit with 1 only for findings at least this certain; the others are still reported.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only findings in segments whose source or target changed since that git revision; since the branch left it, "
    "where both went on.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only findings that are not in FILE, which l10nqa baseline writes.",
)
@shard("Check the I-th of N shards of the files; --format jsonl or json writes a part, for l10nqa merge.")
@statistics_option
@max_findings_option
@click.option("--quiet", is_flag=True, help="Write the findings alone: no progress, notes and summary.")
@score_threshold
@run_options()
@cluster_option
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    fail_on: str,
    block_certainty: str,
    changed_since: str | None,
    baseline: Path | None,
    shard: Shard | None,
    score_threshold: float | None,
    max_findings: int | None,
    *,
    statistics: bool,
    quiet: bool,
    **chosen: Unpack[RunOptions],
) -> int:
    """Report formal faults of the translations in PATH…, with their places and how certain they are.

    JSON Lines on standard input (`-`, with --format json) are answered one by one, as soon as each is read: whether the
    translation passes, its findings, what `l10nqa fix` makes of it, and what to tell the program that translated.

    As a gate it does not report findings that are in the baseline, or that the ledger says are false alarms or
    accepted. The exit status is 1 if one of the others is severe and certain enough. A finding that is back after a
    decision that it is fixed counts as certain.

    \b
    Examples:
      l10nqa check docs/
      l10nqa check docs/ --select link-punctuation,placeholder
      l10nqa check docs/ --statistics            how many of each rule
      l10nqa check docs/ --format concise        a line each, as editors parse it
      l10nqa check docs/ -o findings.html        a page to look at and to filter
      l10nqa check docs/ -o findings.xlsx        also .csv, .parquet
      l10nqa check docs/ -o findings.sarif       also .xml (JUnit), .json, .jsonl
      l10nqa check docs/ --format github         annotations and a summary
      l10nqa check docs/ --fail-on critical      the status of a CI job
      l10nqa check docs/ --changed-since origin/main
      l10nqa check docs/ --baseline known.jsonl  the new ones only
      l10nqa check docs/ --shard 2/8 -o part-2.jsonl
      translate | l10nqa check - --format json   an answer to each line
    """
    format_ = format_for(format_, output, statistics=statistics)
    gate = Gate(changed_since, baseline, configuration(context).severities)
    criteria = Criteria(Severity(fail_on), Certainty(block_certainty), score_threshold)
    if shard is None and is_stream(paths, format_):
        severity, certainty = criteria.severity, criteria.certainty
        return answer_stream(context, output, severity=severity, certainty=certainty, gate=gate, quiet=quiet, **chosen)
    is_part = shard is not None and format_ in PART_FORMATS
    if is_part and max_findings is not None:
        raise click.UsageError("a part has all findings of its shard: give --max-findings to l10nqa merge", context)
    with nullcontext() if quiet else progress("preparing"):  # files, what changed, and words are looked for
        run = check(paths, gate=gate, shard=shard, **chosen)
    if output:
        refuse_input(output)
    prepared, display = warn_of(run.notes), Display(max_findings, statistics, quiet)
    results = run if quiet else track(run, len(run.places), "checking")
    if is_part:
        write_part(FindingsPart(run, gate, chosen, criteria.words()), results, format_, output)
    else:
        list_findings(results, format_, output, chosen.get("rules"), display)
    scored = changed_since is None and shard is None
    status = show_outcome(run.tally, run.notes[prepared:], criteria, display, scored=scored)
    if not quiet:
        show_repairs(context, run.tally.repairs)
        show_next_steps(context, run.tally.findings)
        if shard:
            note(f"this is shard {shard} alone: l10nqa merge makes one result of all")
    return status
