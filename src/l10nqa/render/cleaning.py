"""The result of `tm clean`: counts and examples for people, and all units as JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, TextIO

from l10nqa import __version__
from l10nqa.render.columns import terminal_width
from l10nqa.render.wrapping import wrapped
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from l10nqa.memory.cleaning import CleaningTally, FlaggedUnit

__all__ = ["render_cleaning_console", "render_cleaning_csv", "render_cleaning_json"]

_SHOWN = 120
"""The number of code points of a text that are shown."""
_EXAMPLES = 3
_INDENT = 12
"""The columns before the texts of a unit."""
_COLUMNS = (
    "check action details unit source target source_locale target_locale path segment origin previous_hash next_hash"
).split()


def render_cleaning_console(
    tallies: Sequence[CleaningTally], examples: Callable[[str, int], Iterable[FlaggedUnit]], stream: TextIO
) -> None:
    """Write for each check with flagged units their number, the action and its reason, and a few examples."""
    width = terminal_width()
    for check, action, units, _ in tallies:
        if not units:
            continue
        head = f"{check.name}: {units:,} to {action.value}: {check.finds} ({check.reason})"
        stream.write(f"{wrapped(head, width, 2)}\n")
        for flagged in examples(check.name, _EXAMPLES):
            place = flagged.unit.key or flagged.unit.path
            head = f"  unit {flagged.unit.id}  {printable(str(place))}: {_cut(flagged.details)}"
            stream.write(f"{wrapped(head, width, _INDENT, keep_words=True)}\n")  # a path is to be copied
            for side, text in (("source", flagged.unit.source), ("target", flagged.unit.target)):
                shown = wrapped(_cut(text), width, _INDENT, _INDENT)
                stream.write(f"    {side}  {shown}\n")
        stream.write("\n")


def render_cleaning_json(summary: dict[str, Any], units: Iterable[FlaggedUnit], stream: TextIO) -> None:
    """Write one JSON object with the keys version, summary and hits; the hits as they come, each on a line."""
    head = json.dumps({"version": __version__, "summary": summary}, ensure_ascii=False)
    stream.write(f'{head[:-1]}, "hits": [')
    lines = (json.dumps(_wire(unit), ensure_ascii=False) for unit in units)
    stream.writelines(f"{',' if index else ''}\n{line}" for index, line in enumerate(lines))
    stream.write("\n]}\n")


def render_cleaning_csv(units: Iterable[FlaggedUnit], stream: TextIO) -> None:
    """Write the flagged units as a table (RFC 4180) with a header."""
    rows = csv.DictWriter(stream, _COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(map(_wire, units))


def _wire(flagged: FlaggedUnit) -> dict[str, Any]:
    """Return a flagged unit as a JSON object. The keys are a contract: more may follow, none is renamed."""
    unit = flagged.unit._asdict()
    unit |= {
        "check": flagged.check,
        "action": flagged.action.value,
        "details": flagged.details,
        "unit": flagged.unit.id,
    }
    return {column: unit[column] for column in _COLUMNS}


def _cut(text: str) -> str:
    return printable(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
