"""`l10nqa fix`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.cli.cluster import cluster_option
from l10nqa.cli.options import paths, reading_options, run_options
from l10nqa.cli.progress import progress, track
from l10nqa.cli.settings import configured
from l10nqa.cli.terminal import note, note_each, report_problems, takes_color, warn, warn_of
from l10nqa.cli.writing import standard_output
from l10nqa.errors import ConfigError
from l10nqa.render.diff import diff_for_people, unified_diff
from l10nqa.text import count_of
from l10nqa.workspace.fixing import FixRun, fix, write_fixed

if TYPE_CHECKING:
    from typing import Unpack

    from l10nqa.workspace.fixing import FixedDocument
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.command("fix", short_help="Repair translations where the repair is proved.")
@paths
@click.option("--diff/--write", "as_diff", default=True, help="Show the changes (the default), or make them.")
@click.option("--suggested", is_flag=True, help="Apply suggested fixes as well: review each of them.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Repair only segments whose source or target changed since that git revision; since the branch left it, where "
    "both went on.",
)
@run_options()
@cluster_option
@reading_options
@configured
def command(
    paths: tuple[str, ...], changed_since: str | None, *, as_diff: bool, suggested: bool, **chosen: Unpack[RunOptions]
) -> int:
    """Repair the translations in PATH… where l10nqa can prove the repair; every other byte stays.

    A fix is applied only if its finding is gone afterwards, no rule has a new finding, and the visible text is the same
    except for what the rule may move. A second run changes nothing. Findings that the ledger (--ledger) says are false
    alarms or accepted are not fixed.

    Exit status: 0 nothing to fix, or written; 1 --diff shows a change, or a document could not be read or written.

    \b
    Examples:
      l10nqa fix docs/                       what would change, as a diff
      l10nqa fix docs/ --write
      l10nqa fix docs/ --write --changed-since origin/main
      l10nqa fix docs/ | git apply           the same, by way of a diff
    """
    if not as_diff and STANDARD_INPUT in paths:
        raise ConfigError("standard input cannot be written to", hint="leave out --write, or give a file")
    with progress("preparing"):  # files, what changed, and words are looked for
        run = fix(paths, suggested=suggested, changed_since=changed_since, **chosen)
    prepared = warn_of(run.notes)
    color = takes_color()
    for result in track(run, len(run.places), "fixing"):
        if as_diff:
            _show(result, color=color)
        else:
            write_fixed(result)
    note_each(run.notes[prepared:])
    _summarize(run, "would be fixed" if as_diff else "fixed")
    unread = any(problem.is_unreadable for problem in run.problems)
    return 1 if unread or run.refused or (as_diff and run.documents) else 0


def _show(result: FixedDocument, *, color: bool) -> None:
    versions = result.place.path, result.before, result.after
    if sys.stdout.isatty():  # a person reads it; a pipe gets the very bytes, for git apply
        standard_output(styled=color).writelines(diff_for_people(*versions, color=color))
    else:
        sys.stdout.buffer.writelines(unified_diff(*versions))


def _summarize(run: FixRun, verb: str) -> None:
    report_problems(run.problems)
    for segment, reason in run.refused:
        warn(f"{segment} is left unchanged: {reason}")
    for rule, count in run.rules.most_common():
        note(f"{count:>7,}  {rule}")
    note(f"{count_of(run.segments, 'segment')} in {run.documents:,} of {count_of(len(run.places), 'document')} {verb}")
