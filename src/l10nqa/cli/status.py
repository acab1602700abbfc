"""`l10nqa status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import (
    allow_empty,
    names,
    output_format_option,
    paths,
    source,
    source_locale,
    target_locale,
)
from l10nqa.cli.progress import progress
from l10nqa.cli.settings import configuration, configured
from l10nqa.cli.terminal import note, note_each, report_problems
from l10nqa.cli.writing import result_stream
from l10nqa.inputs import refuse_input
from l10nqa.model import DocumentState
from l10nqa.render.status import STATUS_RENDERERS
from l10nqa.text import count_of
from l10nqa.workspace.status import status

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from l10nqa.workspace.run_options import RunOptions

__all__ = ["command"]

_FAILING = tuple(state.value for state in DocumentState if state is not DocumentState.COMPLETE)


def _states(_context: click.Context, _option: click.Parameter, value: str | None) -> list[DocumentState]:
    given = names(value)
    unknown = [name for name in given if name not in _FAILING]
    if unknown:
        raise click.BadParameter(f"“{unknown[0]}” is none of {', '.join(_FAILING)}")
    return [DocumentState(name) for name in given]


@click.command("status", short_help="Show which documents are complete, stale, missing or extra.")
@paths
@output_format_option(*STATUS_RENDERERS, description="How to write it.")
@click.option(
    "--fail-on",
    "failing",
    metavar="STATUS,…",
    callback=_states,
    help=f"Exit with 1 if a document is one of these: {', '.join(_FAILING)}.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Processes to use; one per processor if not given.")
@source
@target_locale
@source_locale
@allow_empty
@configured
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    failing: list[DocumentState],
    **chosen: Unpack[RunOptions],
) -> int:
    """Show which translations in PATH… are complete, stale, missing or extra, by locale.

    A translation is stale if its source has changed since: since the commit that its front matter names
    (default_lang_commit, l10n.sourceCommit, or commit-key in [pairs] of the configuration), else since it was itself
    last changed, as git knows. It is also stale if it lacks text of the source, unless it names its commit. A PO or
    XLIFF file is stale if not all of it is translated.

    Exit status: 0 shown; 1 also shown, but a document is as --fail-on says or could not be read; 2 could not run, or
    there is no translation at all.

    \b
    Examples:
      l10nqa status content/                           a Hugo site, all locales
      l10nqa status i18n/de --fail-on stale,missing    in CI
      l10nqa status translated/ --source docs/ -o status.csv
    """
    chosen["config"] = configuration(context)
    with progress("reading") as advance:
        run = status(paths, progress=advance, **chosen)
    if output:
        refuse_input(output)
    with result_stream(output, text_for_people=format_ == "console") as (stream, color):
        STATUS_RENDERERS[format_](run.documents, stream, color=color)
    note_each(run.notes)
    report_problems(run.problems)
    counts = [sum(document.state is state for document in run.documents) for state in DocumentState]
    words = ", ".join(f"{count:,} {state.value}" for count, state in zip(counts, DocumentState, strict=True))
    note(f"{count_of(len(run.documents), 'document')}: {words}")
    fails = any(document.state in failing for document in run.documents)
    return 1 if fails or any(problem.is_unreadable for problem in run.problems) else 0
