"""Units to JSON Lines."""

from __future__ import annotations

import json
import re
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.bitext.records import REQUIRED
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FIELDS", "NOT_VERBATIM", "write_jsonl"]

NOT_VERBATIM = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")
"""Characters that are not UTF-8, or an end of line to programs that go by Unicode (UAX 14) and not by a line feed."""
FIELDS = ("path", "segment", *REQUIRED, "origin", "line")
"""The keys of an object."""
_VALUES = itemgetter(*map(TranslationUnit._fields.index, FIELDS))


def write_jsonl(units: Iterable[TranslationUnit], stream: BinaryIO) -> None:
    """Write the units as JSON Lines. Hashes, dates and the unit's number in a memory are not part of the format."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for unit in units:
        line = encode(_record(unit))
        if NOT_VERBATIM.search(line):
            line = json.dumps(_record(unit))
        stream.write(line.encode() + b"\n")


def _record(unit: TranslationUnit) -> dict[str, object]:
    return dict(zip(FIELDS, _VALUES(unit), strict=True))
