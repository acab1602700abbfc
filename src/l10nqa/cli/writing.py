"""The destination of a result: stdout, or a file that is replaced only when the result is complete."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from l10nqa.cli.terminal import takes_color
from l10nqa.files import atomic_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["result_stream"]


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
    yield sys.stdout, takes_color()
    sys.stdout.flush()
