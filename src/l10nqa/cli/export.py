"""`l10nqa export`."""

from __future__ import annotations

from pathlib import Path

import click

from l10nqa.cli.options import READING_STATUS, optional_paths, output_file
from l10nqa.cli.terminal import count_of, note, report_problems
from l10nqa.formats import XLIFF_VERSIONS
from l10nqa.model import Problem, ProblemKind
from l10nqa.workspace import export_documents, export_memory

__all__ = ["command", "plain", "xliff_version"]

plain = click.option("--plain", is_flag=True, help="TMX, XLIFF: leave Markdown as text, without inline codes.")
xliff_version = click.option(
    "--xliff-version",
    type=click.Choice(XLIFF_VERSIONS),
    help=f"XLIFF: the version to write; {XLIFF_VERSIONS[0]} unless given.",
)


@click.command("export", short_help="Write segments as PO, XLIFF, TMX or a table.", epilog=READING_STATUS)
@optional_paths
@output_file
@click.option(
    "--tm",
    metavar="TM.db",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Export this memory instead of documents.",
)
@click.option("--with-findings", is_flag=True, help="PO, XLIFF: add what `check` finds as comments for the translator.")
@click.option(
    "--target-locale",
    metavar="TAG",
    help="PATH…: the locale of the translations (BCP 47), instead of what front matter or path say. --tm: only "
    "translations into this locale; a language alone, as in lv, takes all its locales.",
)
@plain
@xliff_version
def command(
    paths: tuple[str, ...],
    output: Path,
    tm: Path | None,
    target_locale: str | None,
    xliff_version: str | None,
    *,
    with_findings: bool,
    plain: bool,
) -> int:
    """Write every segment of PATH… (or of a memory) to FILE: .po .xlf .tmx .csv .tsv .jsonl or .parquet

    A PO or XLIFF file comes back with `l10nqa apply`: it names document and segment, and a machine translation is
    marked as one. In TMX and XLIFF emphasis, links, code and the like are inline codes, unless --plain.

    \b
    Examples:
      l10nqa export docs.lv-LV/ -o work.po --with-findings
      l10nqa export docs.lv-LV/ -o work.xlf --xliff-version 2.1
      l10nqa export --tm memory.db -o memory.tmx
    """
    if bool(paths) == bool(tm):
        raise click.UsageError("give either PATH… or --tm TM.db")
    if tm and with_findings:
        raise click.UsageError("--with-findings needs documents")
    problems: list[Problem] = []
    if tm:
        count = export_memory(tm, output, target_locale=target_locale, plain=plain, xliff_version=xliff_version)
    else:
        try:
            count = export_documents(
                paths,
                output,
                target_locale=target_locale,
                with_findings=with_findings,
                plain=plain,
                xliff_version=xliff_version,
                problems=problems,
            )
        finally:
            report_problems(problems)
    note(f"{output}: {count_of(count, 'unit')}")
    return 1 if any(problem.kind is ProblemKind.UNREADABLE for problem in problems) else 0
