"""The table at the end of a check."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from l10nqa.cli.terminal import note, report_failures, report_problems, warn, warn_each
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from l10nqa.engine import Decided, Tally
    from l10nqa.score import Score

__all__ = ["decided_line", "score_line", "show_failures", "show_gate", "show_statistics", "show_summary"]


def show_failures(tally: Tally) -> None:
    """Write to stderr what could not be read, and the rules that crashed."""
    report_problems(tally.problems, listing="--format json")
    report_failures(tally.failures)


def show_summary(tally: Tally, threshold: float | None = None, *, scored: bool = True, with_table: bool = True) -> None:
    """Write the result of a run to stderr: problems, crashes, findings by rule, the score, and a line of totals."""
    show_failures(tally)
    if tally.rules and with_table:
        show_statistics(tally, sys.stderr)
    if tally.words and scored:
        aside = f"; leaves {count_of(tally.known, 'known finding')} aside" if tally.known else ""
        note(score_line(tally.score, threshold) + aside)
    lost = sum(problem.is_loss for problem in tally.problems)
    note(
        f"{count_of(tally.findings, 'finding')} in {count_of(tally.segments, 'segment')} "
        f"of {count_of(tally.documents, 'document')}"
        + (f"; {count_of(lost, 'place')} could not be read" if lost else "")
    )
    unchecked = [f"{tally.untranslated:,} untranslated"] if tally.untranslated else []
    unchecked += [f"{count_of(tally.drafts, 'draft')} (--drafts checks them)"] if tally.drafts else []
    if unchecked:
        note(f"not checked: {', '.join(unchecked)}")


def score_line(score: Score, threshold: float | None = None) -> str:
    """Return the score in words."""
    if score.value is None or score.per_thousand is None:
        return "no source words: no score"
    points = f"{score.per_thousand:,.1f} penalty points per 1,000 of {count_of(score.words, 'source word')}"
    doubt = "; so few words say little" if score.is_short else ""
    missed = "" if score.passes(threshold) else f", below the threshold of {threshold:g}"
    return f"automatic partial score {score.value:.1f} of 100{missed} ({points}{doubt})"


def show_gate(tally: Tally, blocking: int, by: str) -> None:
    """Write the effect of baseline and ledger to stderr, and the number of blocking findings by the criterion `by`."""
    if tally.gone is not None:
        note(f"baseline: {tally.findings:,} new, {tally.known:,} known, {len(tally.gone):,} gone")
    elif tally.known:
        note(f"baseline: {tally.findings:,} new, {tally.known:,} known")
    if tally.suppressed:
        counts = (f"{count:,} {decision.value}" for decision, count in sorted(tally.suppressed.items()))
        note(f"ledger: {', '.join(counts)}")
    if tally.ignored:
        note(f"comments in the files: {tally.ignored:,} ignored")
    for finding in tally.came_back:
        decided = finding.came_back
        warn(
            f"{finding.path}:{finding.line}: {finding.rule} is back"
            + (f"; {decided.author} said on {decided.date} that it was fixed: {decided.reason}" if decided else "")
        )
    warn_each([f"unused decision: {decided_line(entry)}" for entry in tally.unused], rest="unused decisions")
    if tally.findings and blocking < tally.findings:
        note(f"{blocking:,} of {tally.findings:,} block ({by})")


def decided_line(entry: Decided) -> str:
    """Return the subject of a decision, and its reason."""
    parts = (entry.rule, entry.path, *(f"“{text}”" for text in (entry.text, entry.like) if text), entry.fingerprint)
    until = f", until {entry.until}" if entry.until else ""
    return f"{' '.join(filter(None, parts))}: {entry.decision.value}, {entry.reason}{until}"


def show_statistics(tally: Tally, stream: TextIO) -> None:
    """Write the number of findings by rule."""
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second, which clean runs need not pay
    from rich.table import Column, Table  # noqa: PLC0415

    rule_column = Column("rule", no_wrap=True)
    table = Table(rule_column, "severity", box=None, pad_edge=False, header_style="bold")
    table.add_column("findings", justify="right")
    table.add_column("per 1,000 words", justify="right")
    for (rule, severity), count in tally.rules.most_common():
        table.add_row(printable(rule), severity.value, f"{count:,}", f"{1000 * count / max(tally.words, 1):.2f}")
    Console(file=stream, highlight=False, markup=False).print(table)
