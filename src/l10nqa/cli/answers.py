"""`l10nqa check - --format json`: a stream of translations on standard input, and an answer to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from l10nqa.bitext import STANDARD_INPUT, is_stream_of_records, lines_of_standard_input
from l10nqa.cli.summary import show_failures, show_gate
from l10nqa.cli.terminal import note, warn
from l10nqa.cli.writing import result_stream
from l10nqa.errors import InputError
from l10nqa.render.answers import write_answer
from l10nqa.ruleset import BUILT_IN
from l10nqa.text import count_of
from l10nqa.workspace.answering import LONGEST, AnswerRun

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.quality import Certainty, Severity
    from l10nqa.workspace.checking import Gate
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["answer_stream", "is_stream"]

_OF_WHOLE_FILES = ("changed_since", "statistics", "max_findings", "score_threshold", "source")
"""Parameters of `check` that make no sense for translations one by one."""


def is_stream(paths: Sequence[str], format_: str) -> bool:
    """Tell whether the command is to answer a stream: JSON in and JSON out."""
    return format_ == "json" and tuple(paths) == (STANDARD_INPUT,) and is_stream_of_records()


def answer_stream(
    context: click.Context,
    output: Path | None,
    *,
    severity: Severity,
    certainty: Certainty,
    gate: Gate,
    quiet: bool,
    **run_options: Unpack[RunOptions],
) -> int:
    """Answer each line of standard input, and return the exit status: 0 if every translation passes, else 1.

    Raises:
        InputError: there was no translation at all, unless `allow_empty`.
    """
    for parameter in context.command.params:
        name = parameter.name or ""
        if name in _OF_WHOLE_FILES and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{parameter.opts[0]} is for whole files, not for a stream of translations", context)
    run = AnswerRun(severity=severity, certainty=certainty, gate=gate, **run_options)
    rules = run_options.get("rules", BUILT_IN)
    count = warned = 0
    with result_stream(output, text_for_people=False) as (stream, _):
        for answer in run.answers(lines_of_standard_input(LONGEST)):
            for text in run.notes[warned:]:
                warn(text)
            count, warned = count + 1, len(run.notes)
            write_answer(answer, stream, rules)
    if not count and not run_options.get("allow_empty", False):
        raise InputError("no translation was read", path=STANDARD_INPUT, hint="write a JSON object on each line")
    show_failures(run.tally)
    if not quiet:
        show_gate(
            run.tally,
            run.tally.reaching(severity, certainty),
            f"--fail-on {severity.value} --block-certainty {certainty.value}",
        )
        note(f"{count_of(count, 'translation')}: {count - run.failed:,} pass, {run.failed:,} do not")
    return 1 if run.failed else 0
