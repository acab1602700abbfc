"""`l10nqa merge`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.extract import show_extracted
from l10nqa.cli.findings import findings_format, format_for, max_findings_option, statistics_option
from l10nqa.cli.outcome import Criteria, Display, list_findings, show_outcome
from l10nqa.cli.progress import progress, track
from l10nqa.cli.settings import configured_rules, rule_set
from l10nqa.cli.terminal import warn_of
from l10nqa.cli.tm_learn import show_learned
from l10nqa.errors import ConfigError, InputError
from l10nqa.inputs import refuse_input
from l10nqa.memory import memory_location
from l10nqa.memory.part import is_memory_file
from l10nqa.workspace.parts.head import OBSERVATIONS
from l10nqa.workspace.parts.merging import MergedRun
from l10nqa.workspace.parts.merging_units import merge_units
from l10nqa.workspace.parts.observations import merge_observations
from l10nqa.workspace.parts.part_file import open_part_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory import Location
    from l10nqa.workspace.parts.part_file import PartFile

__all__ = ["command"]


@click.command("merge", short_help="Make one result of the shards of a run.")
@click.argument("parts", metavar="PART…", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@findings_format
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write there, not to stdout: a file of findings; or a memory, which may be postgresql://USER@HOST/DATABASE.",
)
@max_findings_option
@statistics_option
@click.option("--quiet", is_flag=True, help="Write the findings alone: no notes and summary.")
@configured_rules
@click.pass_context
def command(
    context: click.Context,
    parts: tuple[Path, ...],
    format_: str | None,
    output: str | None,
    max_findings: int | None,
    *,
    statistics: bool,
    quiet: bool,
) -> int:
    """Make of PART…, which the shards of a run wrote, what the whole run would have written: the same bytes.

    Parts of check (--shard 1/8 --format jsonl, or json) become findings in any format, and the exit status is that of
    the whole check, by the --fail-on, --block-certainty and --score-threshold that the shards were given. All shards of
    one run must be there, each once.

    Parts of extract (--shard 1/8 --tm part-1.db) become a memory, with the units in the order of one extraction; a
    memory that is there already is brought up to date by it, as extract does. Parts of tm learn become the lexicon of
    the memory that they were observed in.

    \b
    Examples:
      l10nqa check docs/ --tm memory.db --shard 1/2 -o part-1.jsonl
      l10nqa check docs/ --tm memory.db --shard 2/2 -o part-2.jsonl
      l10nqa merge part-*.jsonl -o findings.sarif
      l10nqa merge part-*.db -o memory.db
    """
    if is_memory_file(parts[0]):
        return _merge_memories(context, parts, output)
    opened = [open_part_file(part) for part in parts]
    if opened[0].head.content == OBSERVATIONS:
        return _merge_observations(context, opened, output)
    file = Path(output) if output else None
    format_ = format_for(format_, file, statistics=statistics)
    if file:
        refuse_input(file)
    return _merge_findings(context, opened, format_, file, Display(max_findings, statistics, quiet))


def _merge_memories(context: click.Context, parts: Sequence[Path], output: str | None) -> int:
    memory = _memory(context, output)
    with progress("merging") as advance:
        result = merge_units(parts, memory, progress=advance)
    return show_extracted(result, memory)


def _merge_observations(context: click.Context, parts: Sequence[PartFile], output: str | None) -> int:
    memory = _memory(context, output)
    for locale, lexicon in merge_observations(parts, memory):
        show_learned(memory, locale, lexicon)
    return 0


def _memory(context: click.Context, output: str | None) -> Location:
    """Return the memory to write; raises `UsageError` where options for findings were given."""
    given = [name for name in ("format_", "statistics", "max_findings", "quiet") if context.params[name]]
    if given or output is None:
        raise click.UsageError("these parts go into a memory: give -o TM.db, and no other option", context)
    return memory_location(output)


def _merge_findings(
    context: click.Context,
    parts: Sequence[PartFile],
    format_: str,
    output: Path | None,
    display: Display,
) -> int:
    run = MergedRun(parts)
    rules = rule_set(context)
    unknown = sorted(run.rules - set(rules.names))
    if unknown:
        hint = "give the configuration of the shards: --config FILE"
        raise ConfigError(f"the shards ran a rule that is not known here: {', '.join(unknown)}", hint=hint)
    try:
        criteria = Criteria.of_words(run.criteria)
    except (ValueError, LookupError, TypeError) as error:
        raise InputError("is damaged: its criteria are not understood", path=str(parts[0].path)) from error
    prepared = warn_of(run.notes)
    results = run if display.quiet else track(run, run.total, "merging")
    list_findings(results, format_, output, rules, display)
    return show_outcome(run.tally, run.notes[prepared:], criteria, display, scored=run.changed_since is None)
