"""What all readers share: how they report a file that cannot be opened, and a part that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from l10nqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Origin

__all__ = ["LARGEST", "OnSkip", "bad_line", "ignore", "origin_of", "reading", "refuse"]

OnSkip = Callable[[InputError], None]
"""Receives an error, with place and reason, for each part of a file that gives no unit; the reader then continues."""
LARGEST = 2**63 - 1
"""The largest number of a unit: a memory stores 64 bits."""


def ignore(_: InputError) -> None:
    """Leave the part out without a report."""


def refuse(error: InputError) -> None:
    """Raise the error, which stops the reader."""
    raise error


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn every error of the file system on reading `file` into an `InputError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot be read: {reason}", path=str(file), hint="check that it exists and its permissions"
        ) from error


def bad_line(file: Path, encoding: str) -> int | None:
    """Return the first line of a file that is not in the encoding; None if no single line is wrong."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode(encoding)
            except UnicodeError:
                return number
            except LookupError:
                return None
    return None


def origin_of(text: str | None) -> Origin | None:
    """Return the origin that the text names; None for any other text, because other tools use their own words."""
    return "MT" if text == "MT" else "HT" if text == "HT" else None
