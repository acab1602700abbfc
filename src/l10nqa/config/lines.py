"""The lines of the keys of a TOML file, which `tomllib` does not return."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KeyLines"]

_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


class KeyLines:
    """The line of each key, as far as the lines alone show it."""

    def __init__(self, text: str, prefix: Sequence[str] = ()) -> None:
        """Read the file; `inside` names the tables around the one whose keys are looked up."""
        self._lines: dict[tuple[str, ...], int] = {}
        self._prefix = tuple(prefix)
        counts: Counter[tuple[str, ...]] = Counter()
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.split("\n"), 1):
            header, assignment = _HEADER.match(line), _ASSIGNMENT.match(line)
            if header:
                table = _parts(header[2])
                self._lines.setdefault(table, number)
                if header[1] == "[[":
                    counts[table] += 1
                    table = (*table[:-1], f"{table[-1]}[{counts[table] - 1}]")
                    self._lines.setdefault(table, number)
            elif assignment:
                self._lines.setdefault((*table, *_parts(assignment[1])), number)

    def of(self, name: str) -> int:
        """Return the 1-based line of a key, or else of the table that holds it; `check[1].name` is of the second."""
        parts = (*self._prefix, *name.split("."))
        while parts and parts not in self._lines:
            whole, bracket, _ = parts[-1].partition("[")
            parts = (*parts[:-1], whole) if bracket else parts[:-1]
        return self._lines.get(parts, 1)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, name))
