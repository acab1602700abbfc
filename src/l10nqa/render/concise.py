"""`--format concise`: a line for each finding, `path:line:column: rule: message`, as editors and CI parse it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument

__all__ = ["render_concise"]


def render_concise(results: Iterable[CheckedDocument], stream: TextIO) -> None:
    """Write a line for each finding; the column counts code points, from 1."""
    for result in results:
        for finding in result.findings:
            place = f"{printable(finding.path)}:{finding.line}:{finding.column}"
            stream.write(f"{place}: {finding.rule}: {printable(finding.message)}\n")
