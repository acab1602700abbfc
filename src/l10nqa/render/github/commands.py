"""Workflow commands: lines of a log that the runner of GitHub executes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.quality import Certainty
from l10nqa.text import printable

if TYPE_CHECKING:
    from l10nqa.model import Finding

__all__ = ["annotation", "command", "graded"]

_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}


def command(name: str, data: str = "", **properties: str | int) -> str:
    """Return the line of a command; its data and properties can neither end it nor begin another."""
    given = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name}{' ' if given else ''}{given}::{data.translate(_DATA)}\n"


def annotation(level: str, finding: Finding, path: str) -> str:
    """Return the command that annotates the line of a finding; GitHub accepts columns only on a single line."""
    place: dict[str, str | int] = {"file": path, "line": finding.line}
    if finding.regions:
        line, column, end_line, end_column = finding.regions.target
        place |= {"endLine": end_line} if end_line > line else {"col": column, "endColumn": end_column}
    segment = f" [{printable(finding.segment)}]" if finding.segment else ""
    title = f"{finding.rule} ({graded(finding)})"
    return command(level, printable(finding.message) + segment, **place, title=title)


def graded(finding: Finding) -> str:
    """Return severity and certainty in words: `major`, or `major, likely` if it is not certain."""
    doubt = "" if finding.certainty is Certainty.CERTAIN else f", {finding.certainty.value}"
    return finding.severity.value + doubt
