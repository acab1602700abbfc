"""`l10nqa tm pretranslate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.export import plain, xliff_version
from l10nqa.cli.memories import chosen_memories, memories, penalty_option, points_of
from l10nqa.cli.options import allow_empty, output_file, paths, source, source_locale, target_locale
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration
from l10nqa.cli.terminal import note, report_problems, warn, warn_of_skipped
from l10nqa.memory.ranking import DEFAULT_POINTS
from l10nqa.text import count_of
from l10nqa.workspace.pretranslating import Pretranslated, PretranslateOptions, pretranslate

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location

__all__ = ["command"]

_BANDS = ("102", "101", "100", "95-99", "85-94", "75-84", "50-74", "new", "none")


@click.command("pretranslate", short_help="Fill what is untranslated from memories, as PO or XLIFF.")
@paths
@memories
@output_file
@click.option(
    "--min",
    "min_score",
    type=click.FloatRange(50, 102),
    default=75,
    show_default=True,
    help="The score that a match must reach, after context and penalties.",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace translations, too, where the memory has another one of the very same source that scores 100 or more.",
)
@penalty_option("All count unless set to 0, as in mt=0.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Processes to use; one per processor if not given.")
@plain
@xliff_version
@target_locale
@source_locale
@source
@allow_empty
def command(
    paths: tuple[str, ...],
    tms: tuple[Location, ...],
    of_memories: tuple[str, ...],
    output: Path,
    min_score: float,
    overwrite: bool,  # noqa: FBT001 - click gives flags so
    penalties: tuple[str, ...],
    jobs: int | None,
    plain: bool,  # noqa: FBT001
    xliff_version: str | None,
    target_locale: str | None,
    source_locale: str | None,
    source: str | None,
    allow_empty: bool,  # noqa: FBT001
) -> int:
    """Write PATH… to FILE.po or FILE.xlf with what the memory knows filled in, for a translator to finish.

    PATH is a document or a folder of documents, or a PO, XLIFF or other interchange file. What has no translation, its
    source for one, or a fuzzy one is filled with the best match: 102 to 100 for the very source with both, one or no
    neighbour the same, below that by likeness, less penalties. So is a translation of a source that changed: the
    memory has it at the same path and segment for another source.

    Documents, and files that `l10nqa export` wrote, come back whole with `l10nqa apply`. One PO or XLIFF file of any
    tool is filled in place: whatever else it holds stays as it is, plural entries and locked units, too. An XLIFF unit
    in several segments is filled segment by segment. Where the inline codes of a source have no place in a translation,
    that is only offered beside it; a draft that is replaced is kept beside the translation. Several files, or one of
    another format than FILE, are written anew from sources and translations; so is one with --plain or --xliff-version.

    What scores below 100 is fuzzy in PO (with the source that it is of at #|), needs review in XLIFF 1.2 and is initial
    in 2.1: `l10nqa apply` leaves it alone until somebody has looked at it, or --fuzzy is given. A comment says where
    it comes from and how its score came about; XLIFF has the match itself, too.

    \b
    Examples:
      l10nqa tm pretranslate docs.lv-LV/ --tm memory.db -o work.po
      l10nqa tm pretranslate docs.lv-LV/ --tm own.db --tm others.db \\
        --tm-penalty others.db=5 -o work.xlf
      l10nqa tm pretranslate new.po --tm memory.db --min 100 \\
        --penalty mt=0 -o exact.po
      … finish work.po …
      l10nqa apply work.po docs.lv-LV/
    """
    options = PretranslateOptions(
        min_score=min_score,
        overwrite=overwrite,
        points=points_of(penalties, DEFAULT_POINTS),
        source_locale=source_locale,
        source=source,
        target_locale=target_locale,
        allow_empty=allow_empty,
        config=configuration(click.get_current_context()),
        plain=plain,
        xliff_version=xliff_version,
        jobs=jobs,
    )
    with progress("looking up") as advance:
        result = pretranslate(paths, chosen_memories(tms, of_memories), output, options, progress=advance)
    for text in result.notes:
        warn(text)
    report_problems(result.problems)
    warn_of_skipped(result.skipped)
    _summarize(result, output)
    return 1 if any(problem.is_unreadable for problem in result.problems) else 0


def _summarize(result: Pretranslated, output: Path) -> None:
    matched = sum(result.bands.values())
    open_ = matched + result.left
    for band in _BANDS:
        if result.bands[band]:
            note(f"{band:>6}  {result.bands[band]:>9,}  {result.bands[band] / open_:4.0%}")
    filled = matched - result.bands["none"]
    note(
        f"{output}: {count_of(result.units, 'unit')}, {open_:,} to translate, {filled:,} of them filled"
        + (f", {result.changed:,} with a changed source" if result.changed else "")
        + (f", {result.left:,} not filled although there is a match" if result.left else "")
        + (f"; {count_of(result.overwritten, 'translation')} replaced" if result.overwritten else "")
    )
