"""`l10nqa lqa annotate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import source, source_locale, target_locale
from l10nqa.cli.settings import configuration, configured, rule_set
from l10nqa.cli.terminal import note, warn_each
from l10nqa.engine import present_day
from l10nqa.errors import L10nqaError
from l10nqa.mqm import ErrorSeverity, error_type
from l10nqa.text import count_of
from l10nqa.workspace.annotating import (
    ANNOTATIONS,
    Remark,
    SegmentReader,
    add_annotations,
    annotation_of,
    annotation_of_finding,
    read_findings,
    spot_of,
)
from l10nqa.workspace.deciding import author

if TYPE_CHECKING:
    from l10nqa.model import Annotation

__all__ = ["command"]


@click.command("annotate", short_help="Write down an error in a segment.")
@click.argument("named", metavar="[PATH#SEGMENT]", required=False)
@click.option("--type", "type_", metavar="TYPE", help="The MQM error type; `l10nqa lqa types` lists them.")
@click.option(
    "--severity", type=click.Choice([each.value for each in ErrorSeverity]), help="Its severity; neutral costs nothing."
)
@click.option("--note", "note_", metavar="TEXT", default="", help="What is wrong, for the translator.")
@click.option("--text", metavar="WORDS", help="The words of the target that are wrong; else the error is about all.")
@click.option("--source-text", metavar="WORDS", help="The words of the source that it is about.")
@click.option(
    "--from",
    "listed",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take over what `check --format jsonl` found, all or that in PATH#SEGMENT; each is marked with its rule.",
)
@click.option("--annotator", metavar="NAME", help="The name of who annotates; by default that of git.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    default=ANNOTATIONS,
    show_default=True,
    help="The file of annotations, to which the line is added.",
)
@target_locale
@source_locale
@source
@configured
@click.pass_context
def command(
    context: click.Context,
    named: str | None,
    type_: str | None,
    severity: str | None,
    note_: str,
    text: str | None,
    source_text: str | None,
    listed: Path | None,
    annotator: str | None,
    output: Path,
    target_locale: str | None,
    source_locale: str | None,
    source: str | None,
) -> int:
    """Write an error in the segment PATH#SEGMENT into the file of annotations.

    The file has one annotation a line, sorted, as JSON; its order means nothing, so that the files of two annotators
    are merged by keeping the lines of both. An annotation is removed by removing its line.

    \b
    Examples:
      l10nqa lqa annotate "docs/a.md#5-12" --type mistranslation \\
        --severity major --text "gaida" --note "it runs"
      l10nqa check docs/ --format jsonl -o found.jsonl
      l10nqa lqa annotate --from found.jsonl --annotator Anna
    """
    reader = SegmentReader(
        source=source, source_locale=source_locale, target_locale=target_locale, config=configuration(context)
    )
    remark = Remark((annotator or "").strip() or author(), present_day().isoformat(), note_)
    chosen = ErrorSeverity(severity) if severity else None
    type_ = error_type(type_).name if type_ else None
    if listed:
        if text or source_text:
            raise click.UsageError("--text and --source-text are for single errors; findings have their own", context)
        made = _taken_over(context, listed, named, reader, type_, chosen, remark)
    else:
        if not (named and type_ and chosen):
            raise click.UsageError("give PATH#SEGMENT, --type and --severity; or --from FILE", context)
        path, segment = reader.named(named, text or "")
        made = [
            annotation_of(
                path,
                segment,
                remark,
                error_type=type_,
                severity=chosen,
                source_spot=spot_of(source_text, segment.source, "--source-text") if source_text else None,
                target_spot=spot_of(text, segment.target, "--text") if text else None,
            )
        ]
    new = add_annotations(output, made)
    known = f", {len(made) - new:,} were there" if new < len(made) else ""
    note(f"{output}: {count_of(new, 'annotation')} written{known}")
    return 0


def _taken_over(
    context: click.Context,
    listed: Path,
    named: str | None,
    reader: SegmentReader,
    type_: str | None,
    severity: ErrorSeverity | None,
    remark: Remark,
) -> list[Annotation]:
    rules = rule_set(context)
    made: list[Annotation] = []
    refused: list[str] = []
    for finding in read_findings(listed):
        name = f"{finding.path}#{finding.segment}"
        if named and name != named:
            continue
        try:
            segment = reader.segment(finding.path, finding.segment)
            category = type_ or rules.find(finding.rule).category.value
            annotation = annotation_of_finding(finding, segment, remark, error_type=category, severity=severity)
        except L10nqaError as error:
            refused.append(f"{name}: {error.message}")
            continue
        if annotation:
            made.append(annotation)
        else:
            refused.append(f"{name}: the segment has changed since the check")
    warn_each(refused)
    if not made:
        raise click.UsageError(f"{listed} has no finding to take over", context)
    return made
