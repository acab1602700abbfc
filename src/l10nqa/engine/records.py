"""JSON Lines that people review: one record of named texts a line, in a stable order."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING

from l10nqa.errors import InputError
from l10nqa.files import write_atomically
from l10nqa.inputs import note_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["cut", "read_records", "write_records"]

_SHOWN = 80
"""Code points of a text that stand in a record for its readers."""


def read_records(file: Path, keys: Sequence[str], what: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and record for every line that is not blank; `what` is what the file should be.

    Raises:
        InputError: the file cannot be read, or a line is no such record; with the line.
    """
    note_input(file, what)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(f"no such {what}", path=str(file), hint=f"l10nqa {_MAKERS[what]} writes one") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file), hint="check its permissions") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=str(file), hint=f"is it a {what}?") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _record(line, keys, what, str(file), number)


_MAKERS = {"annotations": "lqa annotate", "baseline": "baseline", "ledger": "decide"}


def _record(line: str, keys: Sequence[str], what: str, path: str, number: int) -> dict[str, str]:
    def wrong(message: str, hint: str) -> InputError:
        return InputError(message, path=path, line=number, hint=hint)

    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        hint = "resolve the merge conflict" if line[:7] in ("<<<<<<<", "=======", ">>>>>>>") else f"is it a {what}?"
        raise wrong("is not JSON", hint) from error
    if not isinstance(record, dict):
        raise wrong("is no JSON object", f"is it a {what}?")
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


def cut(text: str) -> str:
    """Return the beginning of a text, for a reader who is to recognize it."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
