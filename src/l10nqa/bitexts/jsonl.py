"""JSON Lines: one unit an object, one object a line, UTF-8. The keys are part of our contract with other programs."""

from __future__ import annotations

import json
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from l10nqa.bitexts.reading import OnSkip, reading, refuse
from l10nqa.bitexts.records import REQUIRED, unit_of
from l10nqa.errors import InputError
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["read_jsonl", "write_jsonl"]

# Not UTF-8, or an end of line to programs that go by Unicode (UAX 14) and not by \n.
_ESCAPED = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")
_FIELDS = ("path", "segment", *REQUIRED, "origin", "line")
_VALUES = itemgetter(*map(TranslationUnit._fields.index, _FIELDS))


def write_jsonl(units: Iterable[TranslationUnit], stream: BinaryIO) -> None:
    """Write the units as JSON Lines. Hashes, dates and the unit's number in a memory are not part of the format."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for unit in units:
        line = encode(_record(unit))
        if _ESCAPED.search(line):
            line = json.dumps(_record(unit))
        stream.write(line.encode() + b"\n")


def read_jsonl(file: Path, *, skipped: OnSkip = refuse) -> Iterator[TranslationUnit]:
    """Yield the units of a file, in its order; path, segment, origin and line may be missing, more keys may be there.

    Raises:
        InputError: the file cannot be read, or `skipped` lets a line that is no unit raise.
    """
    with reading(file), file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if text.isspace():
                continue
            try:
                unit = _unit(json.loads(text))
            except (ValueError, RecursionError) as error:
                hint = f"each line is a JSON object with at least {', '.join(REQUIRED)}"
                skipped(InputError(f"is no unit: {error}", path=str(file), line=number, hint=hint))
            else:
                yield unit


def _record(unit: TranslationUnit) -> dict[str, object]:
    return dict(zip(_FIELDS, _VALUES(unit), strict=True))


def _unit(record: Any) -> TranslationUnit:
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - the file is wrong, not the program
    return unit_of(record, _FIELDS)
