"""What people see beside the results: progress, summaries, errors. All of it goes to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from l10nqa.errors import L10nqaError
    from l10nqa.model import Failure, Problem

__all__ = [
    "note",
    "note_each",
    "progress",
    "report_error",
    "report_failures",
    "report_problems",
    "takes_color",
    "track",
    "warn",
    "warn_each",
    "warn_of",
    "warn_of_skipped",
]

_MOST = 20
"""Problems of one kind shown before the rest is only counted."""
_T = TypeVar("_T")


def takes_color() -> bool:
    """Tell whether results on stdout may be coloured: on a terminal, unless NO_COLOR (no-color.org) says otherwise."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def note(text: str) -> None:
    """Say something in passing."""
    click.echo(printable(text), err=True)


def warn(text: str) -> None:
    """Say something that deserves a look."""
    click.echo(f"{click.style('warning:', fg='yellow', bold=True)} {printable(text)}", err=True)


def warn_of(notes: Sequence[str]) -> int:
    """Warn of each note on how a run was prepared, and return how many there are."""
    for text in notes:
        warn(text)
    return len(notes)


def note_each(notes: Sequence[str]) -> None:
    """Say each note on what a run read."""
    for text in notes:
        note(text)


def warn_each(texts: Sequence[str], *, most: int = _MOST, rest: str = "more") -> None:
    """Warn of each; of those after the first `most` only say how many there are."""
    for text in texts[:most]:
        warn(text)
    if len(texts) > most:
        warn(f"… and {len(texts) - most:,} {rest}")


def warn_of_skipped(errors: Sequence[L10nqaError]) -> None:
    """Warn of what was left out of files that were read, and say what to do about it, each remedy once."""
    warn_each([str(error) for error in errors], rest="more left out")
    for remedy in dict.fromkeys(error.hint for error in errors if error.hint):
        _hint(remedy)


def report_error(error: L10nqaError) -> None:
    """Say what went wrong, where, show the line, and what to do about it."""
    click.echo(f"{click.style('error:', fg='red', bold=True)} {printable(str(error))}", err=True)
    line = _line_of(error)
    if line:
        click.echo(f"    {line}", err=True)
    if error.hint:
        _hint(error.hint)


def _hint(remedy: str) -> None:
    click.echo(f"{click.style('hint:', fg='cyan')} {printable(remedy)}", err=True)


def _line_of(error: L10nqaError) -> str:
    if not error.path or not error.line:
        return ""
    try:
        with Path(error.path).open("rb") as file:
            raw = next((line for number, line in enumerate(file, 1) if number == error.line), b"")
    except OSError:
        return ""
    text = raw.decode("utf-8", "replace")
    if "postgres" in text:  # a configuration, whose memory may be given with its password
        from l10nqa.memory import DatabaseUrl  # noqa: PLC0415 - few commands that fail so soon need it

        text = str(DatabaseUrl(text))
    text = text[:160].rstrip()
    return text if text.isprintable() else ""


def report_problems(problems: Sequence[Problem], *, listing: str = "l10nqa check PATH --format json") -> None:
    """Tell what could not be read; `listing` is what lists all of it."""
    texts = [
        f"{problem.path}:{problem.line}:{problem.column}: {problem.message} ({problem.kind.value})"
        for problem in problems
    ]
    warn_each(texts, rest=f"more of the kind; {listing} lists all of them")
    for remedy in dict.fromkeys(problem.hint for problem in problems if problem.hint):
        _hint(remedy)


def report_failures(failures: Sequence[Failure]) -> None:
    """List the rules that crashed: defects of l10nqa, worth a report."""
    texts = [
        f"{failure.path}:{failure.line}: the rule {failure.rule} crashed on {failure.segment}: {failure.error}"
        for failure in failures
    ]
    warn_each(texts, rest="more crashes")


def track(items: Iterable[_T], total: int, label: str) -> Iterator[_T]:
    """Yield the items under a progress bar, where stderr is a terminal."""
    with progress(label) as advance:
        for done, item in enumerate(items, 1):
            yield item
            advance(done, total)


@contextmanager
def progress(label: str, *, at_once: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar while the block runs; the function given takes what is done and what there is.

    Not `at_once`, it shows from the first call on: for what mostly need not be done.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which pipes need not pay
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)

    def advance(done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    if at_once:
        bar.start()
    try:
        yield advance
    finally:
        if bar.live.is_started:
            bar.stop()
