"""The table that ends a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from l10nqa.cli.terminal import report_failures, report_problems

if TYPE_CHECKING:
    from l10nqa.engine import Tally

__all__ = ["show_summary"]


def show_summary(tally: Tally) -> None:
    """Write what a run found to stderr: problems, crashes, findings by rule, and the whole in one line."""
    report_problems(tally.problems)
    report_failures(tally.failures)
    console = Console(stderr=True, highlight=False)
    if tally.rules:
        table = Table("rule", "severity", box=None, pad_edge=False, header_style="bold")
        table.add_column("findings", justify="right")
        table.add_column("per 1,000 words", justify="right")
        for (rule, severity), count in tally.rules.most_common():
            table.add_row(rule, severity.value, f"{count:,}", f"{1000 * count / max(tally.words, 1):.2f}")
        console.print(table)
    console.print(
        f"{tally.findings:,} findings in {tally.segments:,} segments of {tally.documents:,} documents"
        + (f"; {len(tally.problems):,} places could not be read" if tally.problems else "")
    )
