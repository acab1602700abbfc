"""`--format console`: findings by file, with source and target, the spot marked, and proved fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TextIO

import click

from l10nqa.quality import Severity
from l10nqa.render.columns import cells_of, excerpt, terminal_width
from l10nqa.render.wrapping import wrapped
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument, Finding, Fix, Spot

__all__ = ["render_console"]

_COLORS = {Severity.MINOR: "yellow", Severity.MAJOR: "magenta", Severity.CRITICAL: "red"}
_INDENT, _LABEL = 12, 8
"""The columns before the texts of a finding, and those of their labels."""
_REVERSE, _PLAIN = "\x1b[7m", "\x1b[0m"
_NOTHING = ["⟦⟧"]
"""A spot without any text: where something is missing."""


def render_console(
    results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False, width: int | None = None
) -> None:
    """Write the findings of each document under its path; colour marks the spot, else `⟦…⟧` does.

    Lines are at most as wide as the terminal (`width`), except for paths: texts are cut around the spot.
    """
    columns = width or terminal_width()
    for result in results:
        if result.findings:
            stream.write(_style(result.path, color=color, bold=True, underline=True) + "\n")
            stream.writelines(_finding(finding, columns, color=color) for finding in result.findings)
            stream.write("\n")


def _finding(finding: Finding, width: int, *, color: bool) -> str:
    place = f"{finding.line}:{finding.column}"
    severity = _style(f"{finding.severity.value:<8}", color=color, fg=_COLORS[finding.severity])
    rule = _style(finding.rule, color=color, bold=True)
    doubt = "" if finding.certainty.value == "certain" else f" ({finding.certainty.value})"
    before = f"  {place:>8}  "
    taken = len(f"{before}{finding.severity.value:<8} {finding.rule}{doubt}: ")
    message = wrapped(f"{printable(finding.message)}  [{printable(finding.segment)}]", width, _INDENT, taken)
    head = f"{before}{severity} {rule}{doubt}: {message}\n"
    if not (finding.source_text or finding.target_text):
        return head  # about the document as a whole
    near = _share(finding)
    source = _line("source", _spotted(finding.source_text, finding.source, near, color=color), width, color=color)
    target = _line("target", _spotted(finding.target_text, finding.target, near, color=color), width, color=color)
    if not finding.fix:
        return head + source + target
    label = "fix   " if finding.fix.safe else "fix?  "  # a suggested fix is a question
    return head + source + target + _line(label, _fixed(finding.fix, color=color), width, color=color)


class _Marked(NamedTuple):
    """A text as it is shown, and the cells of it that matter."""

    cells: list[str]
    start: int
    end: int


def _line(label: str, text: _Marked, width: int, *, color: bool) -> str:
    shown = excerpt(*text, width - _INDENT - _LABEL)
    return f"{' ' * _INDENT}{_style(label, color=color, dim=True)}  {shown}\n"


def _share(finding: Finding) -> float:
    """Return how much of a text, from 0 to 1, stands before the spot: the other side's counterpart is near there."""
    for text, spot in ((finding.target_text, finding.target), (finding.source_text, finding.source)):
        if spot and text:
            return spot.start / len(text) if spot.end < len(text) or not spot.start else 1
    return 0


def _spotted(text: str, spot: Spot | None, near: float, *, color: bool) -> _Marked:
    """Return the text with its spot marked; without one, the place is shown that is as far into the text as `near`."""
    if spot is None:
        index = round(near * len(text))
        return _Marked(cells_of(text), index, index)
    before, after = cells_of(text[: spot.start]), cells_of(text[spot.end :])
    marked = _marked(text[spot.start : spot.end], color=color) or _NOTHING
    return _Marked([*before, *marked, *after], len(before), len(before) + len(marked))


def _fixed(fix: Fix, *, color: bool) -> _Marked:
    """Return the target after the fix, with the inserted text marked."""
    cells = cells_of(fix.result[: fix.edits[0].start])
    first = len(cells)
    growth = offset = 0
    for index, edit in enumerate(fix.edits):
        if index:
            cells += cells_of(fix.result[offset : edit.start + growth])
        cells += _marked(edit.text, color=color)
        offset = edit.start + growth + len(edit.text)
        growth += len(edit.text) - (edit.end - edit.start)
    return _Marked([*cells, *cells_of(fix.result[offset:])], first, len(cells))


def _marked(text: str, *, color: bool) -> list[str]:
    if not text:
        return []
    begin, end = (_REVERSE, _PLAIN) if color else ("⟦", "⟧")
    return [begin, *cells_of(text, in_spot=True), end]


def _style(
    text: str, *, color: bool, fg: str | None = None, bold: bool = False, dim: bool = False, underline: bool = False
) -> str:
    text = printable(text)
    return click.style(text, fg=fg, bold=bold or None, dim=dim or None, underline=underline or None) if color else text
