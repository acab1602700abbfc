"""`l10nqa merge`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.extract import show_extracted
from l10nqa.cli.findings import format_for
from l10nqa.cli.options import optional_output
from l10nqa.cli.outcome import Criteria, Shown, list_findings, show_outcome
from l10nqa.cli.settings import configured_rules, rule_set
from l10nqa.cli.terminal import progress, warn_of
from l10nqa.errors import ConfigError, InputError
from l10nqa.inputs import refuse_input
from l10nqa.memory.part import is_memory_file
from l10nqa.render import FORMATS
from l10nqa.workspace.parts.merging import MergedRun
from l10nqa.workspace.parts.merging_units import merge_units
from l10nqa.workspace.parts.part_file import open_part_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.workspace.parts.part_file import PartFile

__all__ = ["command"]


@click.command("merge", short_help="Make one result of the shards of a run.")
@click.argument("parts", metavar="PART…", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="The format of the findings; by default that of the suffix of --output, else console.",
)
@optional_output
@click.option(
    "--max-findings",
    metavar="N",
    type=click.IntRange(0),
    help="List at most N findings; the summary and the exit status are those of all.",
)
@click.option("--statistics", is_flag=True, help="Count the findings by rule instead of listing them.")
@click.option("--quiet", is_flag=True, help="Write the findings alone: no notes and summary.")
@configured_rules
@click.pass_context
def command(
    context: click.Context,
    parts: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
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
    memory that is there already is brought up to date by it, as extract does.

    \b
    Examples:
      l10nqa check docs/ --tm memory.db --shard 1/2 -o part-1.jsonl       on one machine
      l10nqa check docs/ --tm memory.db --shard 2/2 -o part-2.jsonl       on another one
      l10nqa merge part-*.jsonl -o findings.sarif
      l10nqa merge part-*.db -o memory.db
    """
    if is_memory_file(parts[0]):
        return _merge_memories(context, parts, output)
    opened = [open_part_file(part) for part in parts]
    format_ = format_for(format_, output, statistics=statistics)
    if output:
        refuse_input(output)
    return _merge_findings(context, opened, format_, output, Shown(max_findings, statistics, quiet))


def _merge_memories(context: click.Context, parts: Sequence[Path], output: Path | None) -> int:
    given = [name for name in ("format_", "statistics", "max_findings", "quiet") if context.params[name]]
    if given or output is None:
        raise click.UsageError("parts of a memory become a memory: give -o TM.db, and nothing else", context)
    with progress("merging") as advance:
        result = merge_units(parts, output, progress=advance)
    return show_extracted(result, output)


def _merge_findings(
    context: click.Context,
    parts: Sequence[PartFile],
    format_: str,
    output: Path | None,
    shown: Shown,
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
    list_findings(run, format_, output, rules, shown)
    return show_outcome(run.tally, run.notes[prepared:], criteria, shown, scored=run.changed_since is None)
