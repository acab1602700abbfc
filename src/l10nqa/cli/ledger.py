"""`l10nqa ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import ledger_file, paths, reading_options, run_options
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured, default_ledger
from l10nqa.cli.summary import decided_line
from l10nqa.cli.terminal import note, report_problems, say_fitted, warn
from l10nqa.text import count_of
from l10nqa.workspace.deciding import decisions, prune_ledger

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]


@click.group("ledger", short_help="List the decisions, or remove those no longer needed.")
def command() -> None:
    """List or prune the decisions about findings, which `l10nqa decide` writes."""


@command.command("list", short_help="List the decisions.")
@ledger_file
@configured
@click.pass_context
def list_(context: click.Context, ledger: Path | None) -> int:
    """List the decisions, one on each line: their subject, the decision, its reason, author and date.

    \b
    Example:
      l10nqa ledger list --ledger l10nqa-ledger.jsonl
    """
    for entry in decisions(ledger or default_ledger(context)):
        say_fitted(f"{decided_line(entry)} ({entry.author}, {entry.date})")
    return 0


@command.command("prune", short_help="Remove the decisions that apply to nothing.")
@paths
@run_options()
@reading_options
@configured
@click.pass_context
def prune(context: click.Context, paths: tuple[str, ...], **chosen: Unpack[RunOptions]) -> int:
    """Remove from the ledger the decisions that have expired, or that apply to no finding in PATH…

    Decisions about files and rules that are not checked now stay, and so do decisions that a finding is fixed.

    \b
    Example:
      l10nqa ledger prune docs/ --tm memory.db
    """
    ledger = chosen.get("ledger") or default_ledger(context)
    with progress("checking") as advance:
        result = prune_ledger(ledger, paths, progress=advance, **chosen)
    for line in result.notes:
        warn(line)
    report_problems(result.tally.problems)
    for entry in result.removed:
        say_fitted(decided_line(entry))
    note(f"{ledger}: {count_of(len(result.removed), 'decision')} removed, {result.kept:,} kept")
    return 0
