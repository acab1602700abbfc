"""`l10nqa report`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.cli.cluster import cluster_option
from l10nqa.cli.options import (
    block_certainty_option,
    fail_on_option,
    paths,
    reading_options,
    run_options,
    score_threshold,
    shard,
)
from l10nqa.cli.outcome import Criteria
from l10nqa.cli.progress import progress
from l10nqa.cli.repairs import call_for
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.summary import score_line, show_failures
from l10nqa.cli.terminal import note, note_each, report_failures, report_problems, say, warn
from l10nqa.quality import Certainty, Severity
from l10nqa.render.report import Commands
from l10nqa.text import count_of
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.earlier_report import FINDINGS
from l10nqa.workspace.reporting import PageOptions, report, report_shard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from l10nqa.engine import Tally
    from l10nqa.memory import Location
    from l10nqa.shard import Shard
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.command("report", short_help="Write an HTML report over one or many locales.")
@paths
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write to.",
)
@click.option(
    "--record/--no-record",
    default=True,
    show_default=True,
    help="Store the figures in the folder and the memory, for the trend of later reports.",
)
@click.option(
    "--since",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Tell what changed since then: an earlier report (its folder or findings.jsonl) or a baseline; by default "
    "since the report in DIR, if it is one of the same paths and rules.",
)
@click.option("--title", metavar="TEXT", help="The name of the project; by default that of its folder.")
@fail_on_option("Findings at least this severe block, as in check; the exit status is not affected.")
@block_certainty_option("Only findings at least this certain block.")
@score_threshold
@shard("Check the I-th of N shards of the files, and write the part of a report into DIR; see --parts.")
@click.option(
    "--parts",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Check nothing: make the report of what all shards of the same call wrote into these folders, one each.",
)
@run_options(
    tm="The memory to learn words and labels from, and to keep the figures in; several where each has its locales.",
    several_memories=True,
)
@cluster_option
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    record: bool,  # noqa: FBT001 - click gives flags so
    since: Path | None,
    title: str | None,
    fail_on: str,
    block_certainty: str,
    score_threshold: float | None,
    memories: tuple[Location, ...],
    shard: Shard | None,
    parts: tuple[Path, ...],
    **chosen: Unpack[RunOptions],
) -> int:
    """Check the documents in PATH…, of one or many locales, and write what was found as HTML pages into a folder.

    index.html begins with what to do: what blocks, what repairs itself and by which command, stale documents, the
    worst causes and files, and what changed since the last report. Below are all locales with their scores, causes,
    rules, the trend, and a table of the findings, to filter and to decide about. With several locales there is a page a
    locale beside it. The pages need no network and can be read without JavaScript. findings.jsonl holds the findings
    for programs, and report.json the figures of this and earlier reports.

    Exit status: 0 written; 1 also written, but the score of a locale is below --score-threshold, or a document could
    not be read, or a rule crashed; 2 could not run.

    \b
    Examples:
      l10nqa report docs/ --tm memory.db -o report/
      l10nqa report docs.de-DE/ docs.ja-JP/ --tm de.db --tm ja.db -o report/
      l10nqa report docs/ -o report/ --score-threshold 95       in CI
      l10nqa report docs/ --shard 2/8 -o shard-2/
      l10nqa report docs/ --parts shard-1/ --parts shard-2/ -o report/
    """
    if shard and parts:
        raise click.UsageError("give --shard to write a part, or --parts to make the report", context)
    gate = Gate(severities=configuration(context).severities)
    if shard:
        criteria = Criteria(Severity(fail_on), Certainty(block_certainty), score_threshold).words()
        with progress("checking") as advance:
            done = report_shard(
                paths, output, shard, memories=memories, gate=gate, criteria=criteria, progress=advance, **chosen
            )
        return _show_shard(*done)
    with progress("checking") as advance:
        made = report(
            paths,
            output,
            memories=memories,
            record=record,
            since=since,
            page=PageOptions(
                title or "",
                score_threshold,
                Severity(fail_on),
                Certainty(block_certainty),
                _commands(context, output, chosen.get("ledger")),
            ),
            gate=gate,
            parts=parts,
            progress=advance,
            **chosen,
        )
    for text in made.notes:
        warn(text)
    found = made.report
    report_problems(found.problems)
    report_failures(found.failures)
    for each in sorted(found.locales.values(), key=lambda each: each.locale):
        note(f"{each.locale}: {score_line(each.counts.score, score_threshold)}")
    counts = found.counts
    looked_at = f"{count_of(counts.segments, 'segment')} of {count_of(counts.documents, 'document')}"
    note(f"{count_of(counts.findings, 'finding')} in {looked_at}")
    say(str(made.page))
    fails = any(not each.counts.score.passes(score_threshold) for each in found.locales.values())
    unread = any(problem.is_unreadable for problem in found.problems)
    return 1 if fails or unread or found.failures else 0


def _show_shard(tallies: Sequence[Tally], notes: Sequence[str]) -> int:
    note_each(notes)
    for tally in tallies:
        show_failures(tally)
    segments, documents = (sum(getattr(each, name) for each in tallies) for name in ("segments", "documents"))
    note(f"{count_of(segments, 'segment')} of {count_of(documents, 'document')}; --parts makes a report of all shards")
    is_incomplete = any(tally.failures or any(each.is_unreadable for each in tally.problems) for tally in tallies)
    return 1 if is_incomplete else 0


def _commands(context: click.Context, output: Path, ledger: Path | None) -> Commands:
    """Return the calls of other commands for the same files, none where these came from standard input."""
    from l10nqa.cli.check import command as check  # noqa: PLC0415 - --help does without them
    from l10nqa.cli.fix import command as fix  # noqa: PLC0415
    from l10nqa.cli.review import command as review  # noqa: PLC0415
    from l10nqa.cli.status import command as status  # noqa: PLC0415

    named = context.get_parameter_source("ledger") is ParameterSource.COMMANDLINE
    decide = ["l10nqa", "decide", "--findings", str(output / FINDINGS), *(["--ledger", str(ledger)] if named else [])]
    calls = (
        ()
        if STANDARD_INPUT in context.params["paths"]
        else (call_for(context, each) for each in (check, fix, status, review))
    )
    return Commands(*calls)._replace(decide=shlex.join(decide))
