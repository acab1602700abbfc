"""The destination of a result: stdout, or a file that is replaced only when the result is complete."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from l10nqa.cli.progress import hide_progress
from l10nqa.cli.terminal import takes_color
from l10nqa.errors import ConfigError
from l10nqa.files import atomic_text_file
from l10nqa.render.terminal import terminal_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["format_of_suffix", "result_stream", "standard_output"]

_FOR_PEOPLE = ".txt"


def format_of_suffix(output: Path | None, formats: Mapping[str, str], for_people: str) -> str:
    """Return the format that the suffix of the output names; that for people on a terminal, in `.txt` or a device.

    Raises:
        ConfigError: no format has the suffix.
    """
    suffix = output.suffix.lower() if output else ""
    if output is None or suffix == _FOR_PEOPLE or (output.exists() and not output.is_file()):
        return for_people
    if suffix not in formats:
        reason = f"{suffix} names no format" if suffix else "the name has no suffix to show the format"
        hint = f"give --format, or one of these: {' '.join([*formats, _FOR_PEOPLE])}"
        raise ConfigError(reason, path=str(output), hint=hint)
    return formats[suffix]


def standard_output(*, styled: bool) -> TextIO:
    """Return the stream for results on stdout; on a terminal nothing that documents hold takes effect."""
    if not sys.stdout.isatty():
        return sys.stdout
    return terminal_stream(sys.stdout, styled=styled, before_write=hide_progress)


@contextmanager
def result_stream(output: Path | None, *, text_for_people: bool) -> Iterator[tuple[TextIO, bool]]:
    """Open the destination of a result, and tell whether colour is wanted there.

    Raises:
        InputError: the file cannot be written.
    """
    if output:
        with atomic_text_file(output) as stream:
            yield stream, False
        return
    if not text_for_people and isinstance(sys.stdout, io.TextIOWrapper):
        # What programs read is the same on every machine. A new encoding alone would undo what `main` says of errors.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    stream = standard_output(styled=text_for_people)
    yield stream, text_for_people and takes_color()
    stream.flush()
