"""`l10nqa report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import paths, reading_options, run_options, score_threshold
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.summary import score_line
from l10nqa.cli.terminal import note, progress, report_failures, report_problems, say, warn
from l10nqa.text import count_of
from l10nqa.workspace.checking import Gate
from l10nqa.workspace.reporting import report

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.memory import Location
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
    help="Store the figures in the memory, for the trend of later reports.",
)
@score_threshold
@run_options(
    tm="The memory to learn words and labels from, and to keep the figures in; several where each has its locales.",
    several_memories=True,
)
@reading_options
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    record: bool,  # noqa: FBT001 - click gives flags so
    score_threshold: float | None,
    memories: tuple[Location, ...],
    **chosen: Unpack[RunOptions],
) -> int:
    """Check the documents in PATH…, of one or many locales, and write what was found as HTML pages into a folder.

    index.html tells of all locales: faults per 1,000 words, scores, charts, the worst files, the trend, and every
    finding in a table to filter. With several locales there is a page a locale beside it. The pages need no network
    and can be read without JavaScript. findings.jsonl holds the findings for programs.

    Exit status: 0 written; 1 also written, but the score of a locale is below --score-threshold, or a document could
    not be read, or a rule crashed; 2 could not run.

    \b
    Examples:
      l10nqa report docs/ --tm memory.db -o report/
      l10nqa report docs.de-DE/ docs.ja-JP/ --tm de.db --tm ja.db -o report/
      l10nqa report docs/ -o report/ --score-threshold 95       in CI
    """
    with progress("checking") as advance:
        made = report(
            paths,
            output,
            memories=memories,
            threshold=score_threshold,
            record=record,
            gate=Gate(severities=configuration(context).severities),
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
    note(f"{count_of(counts.faults, 'finding')} in {looked_at}")
    say(str(made.page))
    fails = any(not each.counts.score.passes(score_threshold) for each in found.locales.values())
    unread = any(problem.is_unreadable for problem in found.problems)
    return 1 if fails or unread or found.failures else 0
