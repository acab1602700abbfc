"""`l10nqa export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.bitext.xliff import XLIFF_VERSIONS
from l10nqa.cli.options import (
    READING_STATUS,
    allow_empty,
    optional_paths,
    output_file,
    run_options,
    source,
    source_locale,
)
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configured
from l10nqa.cli.terminal import note, report_problems, warn, warn_each
from l10nqa.locale.names import checked_locale
from l10nqa.text import count_of
from l10nqa.workspace.exporting import Exported, export_documents, export_memory

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command", "plain", "xliff_version"]

plain = click.option(
    "--plain",
    is_flag=True,
    help="TMX, XLIFF: leave Markdown as text, without inline codes: for OmegaT, which drops the codes of other tools, "
    "and for all tools in which the source text is raw Markdown.",
)
xliff_version = click.option(
    "--xliff-version",
    type=click.Choice(XLIFF_VERSIONS),
    help=f"XLIFF: the version to write; {XLIFF_VERSIONS[0]} by default.",
)


@click.command("export", short_help="Write segments as PO, XLIFF, TMX or a table.", epilog=READING_STATUS)
@optional_paths
@output_file
@click.option("--fixed", is_flag=True, help="Write the targets as `fix` would repair them; `apply` takes them back.")
@click.option("--suggested", is_flag=True, help="--fixed: apply the suggested fixes as well.")
@click.option(
    "--with-findings",
    is_flag=True,
    help="PO, XLIFF: add what `check` finds as comments for the translator; "
    "in XLIFF 2.1 also as issues of ITS 2.0, which other tools show at their spots.",
)
@click.option(
    "--matches",
    metavar="N",
    type=click.IntRange(1),
    default=None,
    help="XLIFF: offer with each segment up to N translations of similar sources from --tm, from a score of 70 up, "
    "ranked as by `tm pretranslate`.",
)
@click.option(
    "--missing",
    is_flag=True,
    help="PO, XLIFF: add the pages of the source that have no translation yet; `apply` makes a page once all of it is "
    "translated.",
)
@run_options(tm="Without PATH…: export this memory. Else the memory to learn words and labels from; see `check`.")
@click.option(
    "--target-locale",
    metavar="TAG",
    help="PATH…: the locale of the translations (BCP 47), instead of what front matter or path say. --tm: only "
    "translations into this locale; a language alone, as in lv, takes all its locales.",
)
@source
@source_locale
@allow_empty
@plain
@xliff_version
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path,
    xliff_version: str | None,
    *,
    plain: bool,
    fixed: bool,
    suggested: bool,
    with_findings: bool,
    matches: int | None,
    missing: bool,
    **chosen: Unpack[RunOptions],
) -> int:
    """Write every segment of PATH… (or of a memory) to FILE: .po .xlf .tmx .csv .tsv .jsonl or .parquet

    A PO or XLIFF file comes back with `l10nqa apply`: it names document and segment, and a machine translation is
    marked as one. In TMX and XLIFF emphasis, links, code and the like are inline codes, unless --plain. With --fixed a
    comment says which rule's fix an entry has. What rules are asked, what they learn from and are held to (--tm,
    --termbase, --select, --ignore, --certainty, --jobs) is for --fixed and --with-findings. --matches needs --tm.

    \b
    Examples:
      l10nqa export docs.lv-LV/ -o work.po --with-findings
      l10nqa export docs.lv-LV/ -o work.xlf --xliff-version 2.1
      l10nqa export docs.lv-LV/ -o fixed.po --fixed --tm memory.db
      l10nqa export docs.lv-LV/ -o work.xlf --tm memory.db --matches 3
      l10nqa export content/de/ --source content/en/ -o work.po --missing
      l10nqa export --tm memory.db -o memory.tmx
    """
    tm, here = chosen.get("tm"), click.core.ParameterSource.COMMANDLINE
    if not paths or context.get_parameter_source("paths") is not here:
        # --tm without PATH… means the memory, whatever paths the configuration has.
        by_hand = context.get_parameter_source("tm") is here
        paths = (
            () if by_hand and not (fixed or with_findings or matches) else tuple(context.lookup_default("paths") or ())
        )
    if not paths and tm is None:
        raise click.UsageError("give either PATH… or --tm TM.db")
    if suggested and not fixed:
        raise click.UsageError("--suggested needs --fixed")
    if missing and not paths:
        raise click.UsageError("--missing needs PATH…")
    if matches and not (paths and tm):
        raise click.UsageError("--matches needs PATH… and --tm TM.db")
    given = {name for name in chosen if context.get_parameter_source(name) is here}
    _refuse_idle(paths, given, asks_rules=fixed or with_findings, with_matches=bool(matches))
    locale = chosen.get("target_locale")
    if tm and not paths:
        with progress("exporting") as advance:
            count = export_memory(
                tm, output, target_locale=locale, plain=plain, xliff_version=xliff_version, progress=advance
            )
        note(f"{output}: {count_of(count, 'unit')}")
        return 0
    chosen["target_locale"] = None if locale is None else checked_locale(locale)
    result = Exported()
    try:
        with progress("exporting") as advance:
            export_documents(
                paths,
                output,
                with_findings=with_findings,
                fixed=fixed,
                suggested=suggested,
                matches=matches or 0,
                missing=missing,
                plain=plain,
                xliff_version=xliff_version,
                result=result,
                progress=advance,
                **chosen,
            )
    finally:
        _report(result)
    note(f"{output}: {count_of(result.units, 'unit')}" + (f", {result.fixed:,} of them fixed" if fixed else ""))
    return 1 if result.unread else 0


def _refuse_idle(paths: tuple[str, ...], given: set[str], *, asks_rules: bool, with_matches: bool) -> None:
    """Refuse options that would have no effect."""
    if asks_rules and not paths:
        raise click.UsageError("--fixed and --with-findings need PATH…")
    idle = {
        "--tm beside PATH…": "tm" in given and paths and not with_matches,
        "--termbase": "termbases" in given,
        "--select": "select" in given,
        "--ignore": "ignore" in given,
        "--ledger": "ledger" in given,
    }
    for option, is_idle in idle.items():
        if is_idle and not asks_rules:
            raise click.UsageError(f"{option} needs --fixed or --with-findings")


def _report(result: Exported) -> None:
    for line in result.notes:
        warn(line)
    report_problems(result.problems)
    warn_each([f"{key} is left unchanged: {reason}" for key, reason in result.refused.items()])
