"""The file of a part: records of JSON, the first with its head and the last to show that it is whole.

It is JSON Lines, or one JSON object that has the records under a key of its own.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.errors import InputError, L10nqaError
from l10nqa.inputs import note_input
from l10nqa.workspace.parts.head import PartHead, head_of_record, record_of_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

__all__ = ["END", "PART", "PartFile", "first_record", "is_part_file", "open_part_file", "write_records"]

PART, END = "part", "end"
"""The keys of the first and the last record."""
_LONGEST_END = 1 << 26
"""Bytes of the last record that are looked at; it lists what is gone and unused."""
_HINT = "give what check, extract or tm learn wrote with --shard: JSON Lines or JSON of check"


class PartFile(NamedTuple):
    """A part that was opened; its records are read when they are asked for."""

    path: Path
    head: PartHead
    held: tuple[dict[str, Any], ...] | None
    """The records of one JSON object, which has been read; None for JSON Lines."""

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records behind the head; the last has the key `end` alone.

        Raises:
            InputError: a line is no record; with the line.
        """
        if self.held is not None:
            yield from self.held[1:]
            return
        with self.path.open(encoding="utf-8") as lines:
            next(lines, None)
            for number, line in enumerate(lines, 2):
                record = _object(line)
                if record is None:
                    raise InputError("is no record of a part", path=str(self.path), line=number, hint=_HINT)
                yield record


def first_record(head: PartHead) -> dict[str, Any]:
    """Return the record that a part begins with."""
    return {PART: record_of_head(head)}


def write_records(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write records as JSON Lines; of what UTF-8 cannot encode, the stream makes the escapes of JSON."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.writelines(f"{encode(record)}\n" for record in records)


def is_part_file(path: Path) -> bool:
    """Tell whether a file begins as a part in JSON Lines does."""
    try:
        with path.open("rb") as file:
            return PART in (_object(file.readline()) or {})
    except OSError:
        return False


def open_part_file(path: Path) -> PartFile:
    """Open a part of JSON Lines or JSON.

    Raises:
        InputError: it cannot be read, is no part, or breaks off.
    """
    note_input(path, "part")
    try:
        with path.open("rb") as file:
            record = _object(file.readline())
            held = None if record else _records_of(file)
            is_whole = END in held[-1] if held else _ends_well(file)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(path), hint="check its name") from error
    first = held[0] if held else record
    try:
        head = head_of_record(first[PART]) if first else None
    except (ValueError, LookupError, TypeError, AttributeError, L10nqaError):
        head = None
    if head is None:
        raise InputError("is no part of a run in shards", path=str(path), hint=_HINT)
    if not is_whole:
        raise InputError("breaks off: the part is not whole", path=str(path), hint="run this shard again")
    return PartFile(path, head, held)


def _records_of(file: Any) -> tuple[dict[str, Any], ...] | None:
    """Return the records in a JSON object that spans lines; None if it is none, or has none."""
    file.seek(0)
    found = (_object(file.read()) or {}).get(PART)
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        return None
    return tuple(found)


def _ends_well(file: Any) -> bool:
    """Tell whether the last line is the last record."""
    size = file.seek(0, os.SEEK_END)
    reach = 1 << 12
    while True:
        file.seek(max(size - reach, 0))
        tail = file.read()
        if reach >= min(size, _LONGEST_END) or b"\n" in tail[:-1]:
            last = _object(tail.rstrip(b"\n").rpartition(b"\n")[2])
            if last is not None or reach >= min(size, _LONGEST_END):
                return tail.endswith(b"\n") and last is not None and END in last
        reach <<= 2


def _object(text: str | bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
