"""JSON Lines to units, in bounded memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from l10nqa.bitext.jsonl.write import FIELDS
from l10nqa.bitext.reading import OnSkip, reading, refuse
from l10nqa.bitext.records import REQUIRED, unit_of
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from l10nqa.model import TranslationUnit

__all__ = ["HINT", "read_jsonl", "unit_of_line"]

HINT = f"each line is a JSON object with at least {', '.join(REQUIRED)}"
"""The remedy for a line that is no unit."""
_MARK = b"\xef\xbb\xbf"


def read_jsonl(
    file: Path, *, skipped: OnSkip = refuse, source_locale: str | None = None, target_locale: str | None = None
) -> Iterator[TranslationUnit]:
    """Yield the units of a file, in its order; path, segment, origin and line may be missing, more keys may be there.

    The locales are the defaults for lines that name none.

    Raises:
        InputError: the file cannot be read, or `skipped` raises the error of a line that is not a unit.
    """
    with reading(file), file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            text = line.removeprefix(_MARK) if number == 1 else line
            if text.isspace():
                continue
            try:
                unit = unit_of_line(text, source_locale, target_locale)
            except (ValueError, RecursionError) as error:
                skipped(InputError(f"is no unit: {error}", path=str(file), line=number, hint=HINT))
            else:
                yield unit


def unit_of_line(line: bytes, source_locale: str | None, target_locale: str | None) -> TranslationUnit:
    """Return the unit of a line.

    Raises:
        ValueError, RecursionError: it holds none.
    """
    record: Any = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - the file is wrong, not the program
    return unit_of(record, FIELDS, source_locale=source_locale, target_locale=target_locale)
