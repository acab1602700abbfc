"""`--format console`: findings by file, with source and target, the spot marked, and proved fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import click

from l10nqa.quality import Severity
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument, Finding, Fix, Spot

__all__ = ["render_console"]

_COLORS = {Severity.MINOR: "yellow", Severity.MAJOR: "magenta", Severity.CRITICAL: "red"}
_AROUND = 60
"""The number of code points shown on either side of a spot."""


def render_console(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:
    """Write the findings of each document under its path; colour marks the spot, else `⟦…⟧` does."""
    for result in results:
        if result.findings:
            stream.write(_style(result.path, color=color, bold=True, underline=True) + "\n")
            stream.writelines(_finding(finding, color=color) for finding in result.findings)
            stream.write("\n")


def _finding(finding: Finding, *, color: bool) -> str:
    place = f"{finding.line}:{finding.column}"
    severity = _style(f"{finding.severity.value:<8}", color=color, fg=_COLORS[finding.severity])
    rule = _style(finding.rule, color=color, bold=True)
    doubt = "" if finding.certainty.value == "certain" else f" ({finding.certainty.value})"
    head = f"  {place:>8}  {severity} {rule}{doubt}: {printable(finding.message)}  [{printable(finding.segment)}]\n"
    source = _line("source", finding.source_text, finding.source, color=color)
    target = _line("target", finding.target_text, finding.target, color=color)
    return head + source + target + (_fix_line(finding.fix, color=color) if finding.fix else "")


def _line(label: str, text: str, spot: Spot | None, *, color: bool) -> str:
    start, end = (spot.start, spot.end) if spot else (0, 0)
    around = _AROUND if spot else 2 * _AROUND
    before, after = max(start - around, 0), min(end + around, len(text))
    shown = (
        printable(text[before:start]) + _marked(printable(text[start:end]), color=color) + printable(text[end:after])
    )
    left, right = "…" if before else "", "…" if after < len(text) else ""
    return f"            {_style(label, color=color, dim=True)}  {left}{shown}{right}\n"


def _fix_line(fix: Fix, *, color: bool) -> str:
    """Show the target after the fix, with the inserted text marked; the label of a suggested fix is a question."""
    pieces: list[str] = []
    start = offset = max(fix.edits[0].start - _AROUND, 0)
    growth = 0
    for edit in fix.edits:
        pieces += [printable(fix.result[offset : edit.start + growth]), _marked(printable(edit.text), color=color)]
        offset = edit.start + growth + len(edit.text)
        growth += len(edit.text) - (edit.end - edit.start)
    end = min(offset + _AROUND, len(fix.result))
    shown = "".join([*pieces, printable(fix.result[offset:end])])
    left, right = "…" if start else "", "…" if end < len(fix.result) else ""
    label = "fix   " if fix.safe else "fix?  "
    return f"            {_style(label, color=color, dim=True)}  {left}{shown}{right}\n"


def _marked(text: str, *, color: bool) -> str:
    if not text:
        return ""
    return click.style(text, reverse=True) if color else f"⟦{text}⟧"


def _style(
    text: str, *, color: bool, fg: str | None = None, bold: bool = False, dim: bool = False, underline: bool = False
) -> str:
    text = printable(text)
    return click.style(text, fg=fg, bold=bold or None, dim=dim or None, underline=underline or None) if color else text
