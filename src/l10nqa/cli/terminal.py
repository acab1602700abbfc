"""Output for people beside the results: remarks, warnings, errors. All of it goes to stderr."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.progress import hide_progress
from l10nqa.render.columns import terminal_width, width_of
from l10nqa.render.wrapping import wrapped
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.errors import L10nqaError
    from l10nqa.model import Failure, Problem

__all__ = [
    "fitted",
    "note",
    "note_call",
    "note_each",
    "report_error",
    "report_failures",
    "report_problems",
    "say",
    "say_fitted",
    "takes_color",
    "warn",
    "warn_each",
    "warn_of",
    "warn_of_skipped",
]

_INDENT = 2
"""The columns before the second line of a remark, and those after it."""
_MOST = 20
"""The number of problems of one kind shown; further ones are only counted."""
_ADDRESS = re.compile("postgres(?:ql)?://[^\"']*", re.IGNORECASE)
"""The address of a memory on a server, up to the end of its string."""
_MAY_HOLD_PASSWORD = re.compile(r"postgres|passw|token|secret|:[^\s@]*@", re.IGNORECASE)


def takes_color() -> bool:
    """Tell whether results on stdout may be coloured: on a terminal, unless NO_COLOR (no-color.org) is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(text: str) -> None:
    """Write a line of the result to stdout: as it is, or for a terminal without what would take effect there."""
    hide_progress()
    click.echo(printable(text) if sys.stdout.isatty() else text)


def say_fitted(text: str, label: str = "", *, indent: int = _INDENT, keep_words: bool = True) -> None:
    """Write a line of the result to stdout, behind its label: on a terminal as lines that fit it, in a pipe as one.

    For `indent` and `keep_words` see `wrapped`.
    """
    if not sys.stdout.isatty():
        say(label + text)
        return
    shown = wrapped(printable(text), terminal_width(), indent, width_of(label), keep_words=keep_words)
    for line in f"{label}{shown}".split("\n"):
        say(line)


def note(text: str) -> None:
    """Write a remark."""
    _write(fitted(text))


def note_call(text: str, call: str) -> None:
    """Write a remark that ends with a call to be copied: no line of it is broken."""
    _write(printable(f"{text}{'' if text.endswith('?') else ':'} {call}"))


def warn(text: str) -> None:
    """Write a warning."""
    _say_labelled(click.style("warning:", fg="yellow", bold=True), text)


def _say_labelled(label: str, text: str) -> None:
    _write(f"{label} {fitted(text, taken=len(click.unstyle(label)) + 1)}")


def _write(line: str) -> None:
    hide_progress()
    click.echo(line, err=True)


def fitted(text: str, *, taken: int = 0) -> str:
    """Return the text as it is written to stderr, after `taken` columns: to a terminal in lines that fit it."""
    shown = printable(text)
    return wrapped(shown, terminal_width(), _INDENT, taken, keep_words=True) if sys.stderr.isatty() else shown


def warn_of(notes: Sequence[str]) -> int:
    """Write each note on how a run was prepared as a warning, and return their number."""
    for text in notes:
        warn(text)
    return len(notes)


def note_each(notes: Sequence[str]) -> None:
    """Write each note on what a run read."""
    for text in notes:
        note(text)


def warn_each(texts: Sequence[str], *, most: int = _MOST, rest: str = "more") -> None:
    """Warn of the first `most` texts, and count the others."""
    for text in texts[:most]:
        warn(text)
    if len(texts) > most:
        warn(f"… and {len(texts) - most:,} {rest}")


def warn_of_skipped(errors: Sequence[L10nqaError]) -> None:
    """Warn of the parts of files that were left out, with each remedy once."""
    warn_each([str(error) for error in errors], rest="more left out")
    for remedy in dict.fromkeys(error.hint for error in errors if error.hint):
        _hint(remedy)


def report_error(error: L10nqaError) -> None:
    """Write an error with its place, the line and the remedy."""
    _say_labelled(click.style("error:", fg="red", bold=True), str(error))
    line = _line_of(error)
    if line:
        _write(f"    {line}")
    if error.hint:
        _hint(error.hint)


def _hint(remedy: str) -> None:
    _say_labelled(click.style("hint:", fg="cyan"), remedy)


def _line_of(error: L10nqaError) -> str:
    if not error.path or not error.line:
        return ""
    try:
        with Path(error.path).open("rb") as file:
            raw = next((line for number, line in enumerate(file, 1) if number == error.line), b"")
    except OSError:
        return ""
    text = raw.decode("utf-8", "replace")
    if _MAY_HOLD_PASSWORD.search(_ADDRESS.sub("", text)):  # a configuration, in which such an address may be mistyped
        return ""
    if _ADDRESS.search(text):
        from l10nqa.memory import DatabaseUrl  # noqa: PLC0415 - few commands that fail so soon need it

        text = _ADDRESS.sub(lambda found: str(DatabaseUrl(found[0])), text)
    text = text[:160].rstrip()
    return text if text.isprintable() else ""


def report_problems(problems: Sequence[Problem], *, listing: str = "l10nqa check PATH --format json") -> None:
    """Warn of problems of reading; `listing` is the command that lists all of them."""
    texts = [
        f"{problem.path}:{problem.line}:{problem.column}: {problem.message} ({problem.kind.value})"
        for problem in problems
    ]
    warn_each(texts, rest=f"more of the kind; {listing} lists all of them")
    for remedy in dict.fromkeys(problem.hint for problem in problems if problem.hint):
        _hint(remedy)


def report_failures(failures: Sequence[Failure]) -> None:
    """Warn of crashed rules, which are defects of l10nqa."""
    texts = [
        f"{failure.path}:{failure.line}: the rule {failure.rule} crashed on {failure.segment}: {failure.error}"
        for failure in failures
    ]
    warn_each(texts, rest="more crashes")
