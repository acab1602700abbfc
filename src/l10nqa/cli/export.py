"""`l10nqa export`."""

from __future__ import annotations

from pathlib import Path

import click

from l10nqa.cli.options import READING_STATUS, optional_paths, output_file
from l10nqa.cli.terminal import count_of, note, report_problems
from l10nqa.model import Problem, ProblemKind
from l10nqa.workspace import export_documents, export_memory

__all__ = ["command"]


@click.command("export", short_help="Write segments as PO, TMX, CSV, TSV or JSON Lines.", epilog=READING_STATUS)
@optional_paths
@output_file
@click.option(
    "--tm",
    metavar="TM.db",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Export this memory instead of documents.",
)
@click.option("--with-findings", is_flag=True, help="PO: add what `check` finds as comments for the translator.")
@click.option(
    "--target-locale",
    metavar="TAG",
    help="PATH…: the locale of the translations (BCP 47), instead of what front matter or path say. --tm: only "
    "translations into this locale; a language alone, as in lv, takes all its locales.",
)
def command(
    paths: tuple[str, ...], output: Path, tm: Path | None, target_locale: str | None, *, with_findings: bool
) -> int:
    """Write every segment of PATH… (or of a memory) to FILE, in the format of its suffix: .po .tmx .csv .tsv .jsonl

    A PO file comes back with `l10nqa apply`: its msgctxt is the document and segment, a machine translation is marked
    `origin: MT`.

    \b
    Examples:
      l10nqa export docs.lv-LV/ -o work.po --with-findings
      l10nqa export --tm memory.db -o memory.tmx
    """
    if bool(paths) == bool(tm):
        raise click.UsageError("give either PATH… or --tm TM.db")
    if tm and with_findings:
        raise click.UsageError("--with-findings needs documents")
    problems: list[Problem] = []
    if tm:
        count = export_memory(tm, output, target_locale=target_locale)
    else:
        try:
            count = export_documents(
                paths, output, target_locale=target_locale, with_findings=with_findings, problems=problems
            )
        finally:
            report_problems(problems)
    note(f"{output}: {count_of(count, 'unit')}")
    return 1 if any(problem.kind is ProblemKind.UNREADABLE for problem in problems) else 0
