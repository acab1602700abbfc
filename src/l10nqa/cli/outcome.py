"""The outcome of a whole check, of a shard or of merged shards: its notes and table on stderr, and its exit status."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.cli.findings import Limit, write_findings
from l10nqa.cli.summary import show_failures, show_gate, show_statistics, show_summary
from l10nqa.cli.terminal import note, note_each, warn
from l10nqa.quality import Certainty, Severity
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.engine import Tally
    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["Criteria", "Display", "list_findings", "show_outcome"]


class Criteria(NamedTuple):
    """By what a check fails."""

    severity: Severity
    certainty: Certainty
    score_threshold: float | None = None

    @classmethod
    def of_words(cls, words: Mapping[str, str]) -> Criteria:
        """Return the criteria that `words` returned; a `ValueError` or `LookupError` means that they are none."""
        threshold = words["--score-threshold"]
        return cls(
            Severity(words["--fail-on"]),
            Certainty(words["--block-certainty"]),
            float(threshold) if threshold else None,
        )

    def words(self) -> dict[str, str]:
        """Return the options that give these criteria, with their values."""
        return {
            "--fail-on": self.severity.value,
            "--block-certainty": self.certainty.value,
            "--score-threshold": "" if self.score_threshold is None else repr(self.score_threshold),
        }


class Display(NamedTuple):
    """What a user wants to see of a run beside its findings."""

    max_findings: int | None = None
    """The number of findings to list; None for all."""
    statistics: bool = False
    """Whether the findings are counted by rule instead of listed."""
    quiet: bool = False


def list_findings(
    results: Iterable[CheckedDocument], format_: str, output: Path | None, rules: RuleSet | None, display: Display
) -> None:
    """Write the findings of a run in a format to the file or to standard output; raises the errors of that."""
    limit = Limit(display.max_findings)
    if display.statistics:
        deque(limit.of(results), maxlen=0)
        return
    for remark in write_findings(limit.of(results), format_, output, rules):
        warn(remark)
    if limit.left_out and not display.quiet:
        note(f"{count_of(limit.left_out, 'more finding')} not listed (--max-findings {display.max_findings})")


def show_outcome(tally: Tally, notes: Sequence[str], criteria: Criteria, display: Display, *, scored: bool) -> int:
    """Write what came out of a run; return the exit status.

    A score is one of whole texts, all of them: neither changes nor a shard are `scored`.
    """
    if display.statistics:
        show_statistics(tally, sys.stdout)
    blocking = tally.reaching(criteria.severity, criteria.certainty)
    if display.quiet:
        show_failures(tally)
    else:
        note_each(notes)
        show_summary(tally, criteria.score_threshold, scored=scored, with_table=not display.statistics)
        show_gate(tally, blocking, f"--fail-on {criteria.severity.value} --block-certainty {criteria.certainty.value}")
    fails = scored and not tally.score.passes(criteria.score_threshold)
    # A gate must not pass files that were not checked.
    is_incomplete = any(problem.is_unreadable for problem in tally.problems) or bool(tally.failures)
    return 1 if blocking or fails or is_incomplete else 0
