"""`l10nqa lqa sample`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import output_file, paths, source, source_locale, target_locale
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.terminal import note, report_problems, say_fitted, warn
from l10nqa.render.scorecard.console import sample_line
from l10nqa.scorecard import FEW_WORDS
from l10nqa.text import count_of
from l10nqa.workspace.sampling import DRAWN_BY, draw_sample

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("sample", short_help="Draw segments at random, to be evaluated.")
@paths
@output_file
@click.option(
    "--words", metavar="N", type=click.IntRange(1), required=True, help="Draw until there are that many source words."
)
@click.option(
    "--seed",
    metavar="S",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Draw another sample with another number; the same one draws the same again.",
)
@click.option(
    "--by",
    type=click.Choice(DRAWN_BY),
    default=DRAWN_BY[0],
    show_default=True,
    help="Draw single segments, or whole documents, which show more of their context.",
)
@target_locale
@source_locale
@source
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    words: int,
    seed: int,
    by: str,
    target_locale: str | None,
    source_locale: str | None,
    source: str | None,
) -> int:
    """Draw segments of PATH… at random until they have N words of source, and write them to FILE, as JSON Lines.

    Drafts and untranslated segments are left out. FILE names the sample, the seed, the locales, and how much it was
    drawn from, so that a report can refer to it. MQM advises 500 to 20,000 words.

    \b
    Examples:
      l10nqa lqa sample docs.lv-LV/ --words 1000 -o sample.jsonl
      l10nqa lqa sample content/de --source content/en --words 5000 \\
        --by document --seed 7 -o sample.jsonl
    """
    with progress("reading") as advance:
        drawn = draw_sample(
            paths,
            output,
            words,
            seed=seed,
            by=by,
            source=source,
            source_locale=source_locale,
            target_locale=target_locale,
            config=configuration(context),
            progress=advance,
        )
    for text in drawn.notes:
        warn(text)
    report_problems(drawn.problems)
    if drawn.skipped:
        count = count_of(len(drawn.skipped), "entry is no segment", "entries are no segments")
        warn(f"{count}, and left out, such as {drawn.skipped[0]}")
    sample = drawn.sample
    if sample.words < words:
        warn(f"there are only {sample.words:,} source words to draw from: the sample is the whole text")
    if sample.words < FEW_WORDS:
        warn(f"a score of fewer than {FEW_WORDS} words is unreliable")
    if len(sample.target_locales) > 1:
        warn("translations into several locales: give the files of one, for a score of its own")
    say_fitted(sample_line(sample))
    note(f"{output}: written")
    return 1 if any(problem.is_unreadable for problem in drawn.problems) else 0
