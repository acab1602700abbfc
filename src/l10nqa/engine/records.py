"""JSON Lines that people review: one record of named texts a line, in a stable order."""

from __future__ import annotations

import json
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from l10nqa.errors import InputError
from l10nqa.files import write_atomically
from l10nqa.inputs import note_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["cut", "is_day", "json_object", "lines_of", "present_day", "read_records", "write_records"]

_SHOWN = 80
"""Code points of a text that stand in a record for its readers."""


def read_records(file: Path, keys: Sequence[str], what: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and record for every line that is not blank; `what` is what the file should be.

    Raises:
        InputError: the file cannot be read, or a line is no such record; with the line.
    """
    for number, line in lines_of(file, what):
        yield number, _record(line, keys, what, str(file), number)


def lines_of(file: Path, what: str) -> Iterator[tuple[int, str]]:
    """Return the lines of a file that are not blank, with their numbers; raises `InputError` if it cannot be read."""
    note_input(file, what)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(f"no such {what}", path=str(file), hint=f"l10nqa {_MAKERS[what]} one") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file), hint="check its permissions") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=str(file), hint=f"is it a {what}?") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


_MAKERS = {
    "annotations": "lqa annotate writes",
    "baseline": "baseline writes",
    "ledger": "decide writes",
    "sample": "lqa sample draws",
}


def json_object(line: str, what: str, path: str, number: int) -> dict[str, Any]:
    """Return the JSON object of a line; raises `InputError`, with the line, if it is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        is_conflict = line[:7] in ("<<<<<<<", "=======", ">>>>>>>")
        hint = "resolve the merge conflict" if is_conflict else f"is it a {what}?"
        raise InputError("is not JSON", path=path, line=number, hint=hint) from error
    if not isinstance(value, dict):
        raise InputError("is no JSON object", path=path, line=number, hint=f"is it a {what}?")
    return value


def _record(line: str, keys: Sequence[str], what: str, path: str, number: int) -> dict[str, str]:
    def wrong(message: str, hint: str) -> InputError:
        return InputError(message, path=path, line=number, hint=hint)

    record = json_object(line, what, path, number)
    for key, value in record.items():
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            raise wrong(f"“{key}” is no key of a {what}", f"did you mean {near[0]}?" if near else ", ".join(keys))
        if not isinstance(value, str):
            raise wrong(f"“{key}” is no text", "put it in quotes")
    return record


def write_records(file: Path, records: Iterable[Mapping[str, str]], what: str) -> None:
    """Write the records, sorted by their lines, in the place of what was there; empty values are left out.

    `what` is what the file is, as for `read_records`.

    Raises:
        InputError: the file cannot be written.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = sorted({encode({key: value for key, value in record.items() if value}) for record in records})
    content = "".join(f"{line}\n" for line in lines)
    write_atomically(file, content.encode("utf-8", "backslashreplace"), replaces=what)


def present_day() -> date:
    """Return the day where the user is: what people decide and annotate is dated by it."""
    return date.today()  # noqa: DTZ011 - as it says


def is_day(text: str) -> bool:
    """Tell whether a text is a day as records have it: ISO 8601, as `2026-11-24`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def cut(text: str) -> str:
    """Return the beginning of a text, for a reader who is to recognize it."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
