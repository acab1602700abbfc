"""What all readers share: how a file that cannot be opened and a part that cannot be taken are reported."""

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
"""Is handed each part of a file that gives no unit, as the error that says where and why; the reader then goes on."""
LARGEST = 2**63 - 1
"""The largest number that a unit may have: a memory keeps 64 bits."""


def ignore(_: InputError) -> None:
    """Leave the part out and say nothing."""


def refuse(error: InputError) -> None:
    """Stop at the part: raise the error."""
    raise error


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn whatever the file system says against reading `file` into an `InputError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot be read: {reason}", path=str(file), hint="check that it exists and its permissions"
        ) from error


def bad_line(file: Path, encoding: str) -> int | None:
    """Return the first line of a file that is not in the encoding; None where no line by itself is to blame."""
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
    """Return the origin that the text names; `None` for anything else, as other tools have words of their own."""
    return "MT" if text == "MT" else "HT" if text == "HT" else None
