"""Reads the findings that `check --format jsonl` wrote."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["read_listed"]

_Finding = TypeVar("_Finding")


def read_listed(file: Path, of: Callable[[dict[str, Any]], _Finding]) -> list[_Finding]:
    """Return what `of` makes of each finding of a file; `-` is standard input.

    A `ValueError`, `LookupError` or `TypeError` of `of` means that the line is no finding.

    Raises:
        InputError: the file cannot be read, or a line is not a finding; the error names the line.
    """
    try:
        raw = sys.stdin.buffer.read() if str(file) == STANDARD_INPUT else file.read_bytes()
        lines = raw.decode("utf-8").split("\n")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file), hint="give another file") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=str(file), hint="give a file written by check --format jsonl") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(of(json.loads(line)))
            except (ValueError, LookupError, TypeError, RecursionError) as error:
                hint = "give a file written by check --format jsonl"
                raise InputError("is no finding", path=str(file), line=number, hint=hint) from error
    return found
