"""`l10nqa tm analyse`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import allow_empty, output_format_option, paths, source, source_locale, target_locale, tm_file
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration, configured_memory
from l10nqa.cli.terminal import note, report_problems, warn, warn_of_skipped
from l10nqa.cli.writing import result_stream
from l10nqa.render.analysis import ANALYSIS_RENDERERS
from l10nqa.text import count_of
from l10nqa.workspace.analysing import AnalysisOptions, analyse

if TYPE_CHECKING:
    from l10nqa.memory import Location

__all__ = ["command"]


@click.command("analyse", short_help="Show how much of a job the memory covers.")
@paths
@tm_file
@output_format_option(*ANALYSIS_RENDERERS, description="The format of the figures.")
@click.option("--any-target", is_flag=True, help="Count units of every target locale.")
@click.option(
    "--repetitions-first", is_flag=True, help="Count a repetition as such even where the memory has a context match."
)
@click.option(
    "--internal/--no-internal", default=True, show_default=True, help="Look for matches within the job as well."
)
@click.option(
    "--rates",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What a word of each band is worth: TOML, a line a band, as in 95-99 = 0.5.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Processes to use; one per processor if not given.")
@target_locale
@source_locale
@source
@allow_empty
@configured_memory
def command(
    paths: tuple[str, ...],
    tm: Location,
    format_: str,
    output: Path | None,
    any_target: bool,  # noqa: FBT001 - click gives flags so
    repetitions_first: bool,  # noqa: FBT001
    internal: bool,  # noqa: FBT001
    rates: Path | None,
    jobs: int | None,
    target_locale: str | None,
    source_locale: str | None,
    source: str | None,
    allow_empty: bool,  # noqa: FBT001
) -> int:
    """Show how much of the documents in PATH… the memory covers, and how much they repeat.

    Every segment counts in one band: 102 to 100 for the same source with both, one or no neighbour the same;
    repetitions; 95-99, 85-94, 75-84 and 50-74 for the best match in the memory, or in the job before it (internal);
    new. Words times the rate of their band are the weighted words.

    \b
    Examples:
      l10nqa tm analyse docs/ --tm memory.db
      l10nqa tm analyse work.po --tm memory.db -o analysis.html
      l10nqa tm analyse docs/ --tm memory.db --rates rates.toml --no-internal
    """
    options = AnalysisOptions(
        any_target=any_target,
        repetitions_first=repetitions_first,
        internal=internal,
        rates=rates,
        source_locale=source_locale,
        source=source,
        target_locale=target_locale,
        allow_empty=allow_empty,
        config=configuration(click.get_current_context()),
        jobs=jobs,
    )
    with progress("analysing") as advance:
        found = analyse(paths, tm, options, progress=advance)
    for text in found.notes:
        warn(text)
    with result_stream(output, text_for_people=format_ == "console") as (stream, color):
        ANALYSIS_RENDERERS[format_](found.analysis, stream, color=color)
    report_problems(found.problems)
    warn_of_skipped(found.skipped)
    segments = sum(amount.segments for amount in found.analysis.amounts.values())
    note(f"{count_of(segments, 'segment')} of {count_of(len(found.analysis.files), 'file')}")
    return 1 if any(problem.is_unreadable for problem in found.problems) else 0
