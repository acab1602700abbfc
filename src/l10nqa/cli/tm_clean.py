"""`l10nqa tm clean`."""

from __future__ import annotations

from datetime import UTC, datetime
from shlex import quote
from typing import TYPE_CHECKING, TextIO

import click

from l10nqa.cli.options import locale_filter, names, output_format_option, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note, say_fitted, warn_each
from l10nqa.cli.writing import result_stream
from l10nqa.errors import ConfigError
from l10nqa.memory.cleaning import CleaningProfile
from l10nqa.render.cleaning import render_cleaning_console, render_cleaning_csv, render_cleaning_json
from l10nqa.text import count_of
from l10nqa.workspace.cleaning import clean, cleaning_runs, undo_cleaning

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location
    from l10nqa.workspace.cleaning import CleanRun

__all__ = ["command"]

_LATEST = "latest"


@click.command("clean", short_help="Find units to remove, remove them, restore them.")
@tm_file
@configured_memory
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in CleaningProfile]),
    default=CleaningProfile.TMS.value,
    show_default=True,
    help="What the memory is for: matches for translators (tms), or training a translation system (mt).",
)
@click.option("--select", metavar="CHECK,…", help="Run these checks only.")
@click.option("--ignore", metavar="CHECK,…", help="Leave these checks out.")
@locale_filter
@click.option("--write", is_flag=True, help="Remove what the profile removes; without it, nothing changes.")
@click.option(
    "--undo",
    metavar="[RUN]",
    is_flag=False,
    flag_value=_LATEST,
    help="Restore the units that a run removed: by its number, or the latest.",
)
@click.option("--runs", "list_runs", is_flag=True, help="List the runs that removed units.")
@output_format_option(
    "console", "json", "csv", description="How to write it: counts and examples (console), or everything found."
)
def command(
    tm: Location,
    profile: str,
    select: str | None,
    ignore: str | None,
    target_locale: str | None,
    undo: str | None,
    format_: str,
    output: Path | None,
    *,
    write: bool,
    list_runs: bool,
) -> int:
    """Find the units of the memory to remove or to review; with --write, remove the former.

    Checks: empty, corrupt, punctuation-only, wrong-script, untranslated, length-ratio, markup, long, short, duplicate,
    conflict, shared-target. See docs/cleaning.md for each check, its action by profile, and its reason.

    What is removed is kept in the memory's file, and --undo brings it back. Extracting the same texts again does not.

    Exit status: 0 done; 1 --undo could not bring everything back.

    \b
    Examples:
      l10nqa tm clean --tm memory.db                     what would go, and why
      l10nqa tm clean --tm memory.db --write
      l10nqa tm clean --tm memory.db --undo
      l10nqa tm clean --tm memory.db --profile mt -o found.csv
    """
    if write or undo is not None:
        _expect_named(tm)
    if write + list_runs + (undo is not None) > 1:
        raise ConfigError("--write, --undo and --runs exclude each other")
    if (list_runs or undo is not None) and (_is_given("format_") or output):
        raise ConfigError("--undo and --runs write no report", hint="leave out --format and --output")
    if list_runs:
        return _list_runs(tm)
    if undo is not None:
        return _undo(tm, undo)
    if select is not None and not names(select):
        # Otherwise `--select "$CHECKS" --write` with an empty variable would remove units by all checks.
        raise ConfigError("--select names no check", hint="leave it out to run all checks of the profile")
    with (
        progress("cleaning") as advance,
        clean(
            tm,
            profile=CleaningProfile(profile),
            select=names(select),
            ignore=names(ignore),
            target_locale=target_locale,
            write=write,
            progress=advance,
        ) as run,
        result_stream(output, text_for_people=format_ == "console") as (stream, _),
    ):
        _render(run, format_, stream)
    _summarize(run, tm, write=write)
    return 0


def _render(run: CleanRun, format_: str, stream: TextIO) -> None:
    if format_ == "json":
        checks = {
            tally.check.name: {"action": tally.action.value, "units": tally.units, "removed": tally.removed}
            for tally in run.tallies
        }
        summary = {"profile": run.profile.value, "units": run.units, "removed": run.removed, "checks": checks}
        render_cleaning_json(summary, run.flagged(), stream)
    elif format_ == "csv":
        render_cleaning_csv(run.flagged(), stream)
    else:
        render_cleaning_console(run.tallies, run.examples, stream)


def _summarize(run: CleanRun, tm: Location, *, write: bool) -> None:
    for tally in run.tallies:
        note(f"{tally.units:>9,}  {tally.check.name} ({tally.action.value})")
    verb = "removed" if write else "would be removed"
    note(f"{tm}: {count_of(run.removed, 'unit')} of {run.units:,} {verb}")
    if run.run is not None:
        note(f"this was run {run.run}; l10nqa tm clean --tm {quote(str(tm))} --undo {run.run} brings them back")


def _expect_named(tm: Location) -> None:
    if not _is_given("tm"):
        # The configuration depends on the current folder; a command that removes units must not.
        hint = f"name it: --tm {quote(str(tm))}"
        raise ConfigError("--write and --undo take no memory from the configuration", hint=hint)


def _is_given(parameter: str) -> bool:
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.COMMANDLINE


def _list_runs(tm: Location) -> int:
    found = cleaning_runs(tm)
    for run in found:
        undone = f", undone {_time(run.undone)}" if run.undone is not None else ""
        checks = ", ".join(f"{name} {count:,}" for name, count in run.checks)
        out = f"{count_of(run.units, 'unit')} out{undone}  {checks}".rstrip()
        say_fitted(f"{run.id}  {_time(run.made)}  {run.profile}  {out}")
    if not found:
        note(f"{tm}: no run has removed anything")
    return 0


def _undo(tm: Location, undo: str) -> int:
    if undo != _LATEST and not undo.isdecimal():
        raise ConfigError(f"“{undo}” is no run", hint="give a number; --runs lists them")
    restored = undo_cleaning(tm, None if undo == _LATEST else int(undo))
    warn_each([f"{place} stays out: another unit has its place" for place in restored.refused])
    renumbered = f", {restored.renumbered:,} under a new number" if restored.renumbered else ""
    note(f"{tm}: run {restored.run}: {count_of(restored.units, 'unit')} brought back{renumbered}")
    return 1 if restored.refused else 0


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(sep=" ", timespec="minutes").removesuffix("+00:00") + " UTC"
