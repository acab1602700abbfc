"""The outcome of a whole check, of a shard or of merged shards: its notes and table on stderr, and its exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.cli.summary import show_failures, show_gate, show_statistics, show_summary
from l10nqa.cli.terminal import note_each
from l10nqa.quality import Certainty, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.engine import Tally

__all__ = ["Criteria", "Shown", "show_outcome"]


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


class Shown(NamedTuple):
    """What a user wants to see of a run beside its findings."""

    statistics: bool = False
    """Whether the findings are counted by rule instead of listed."""
    quiet: bool = False


def show_outcome(tally: Tally, notes: Sequence[str], criteria: Criteria, shown: Shown, *, scored: bool) -> int:
    """Write what came out of a run; return the exit status.

    A score is one of whole texts, all of them: neither changes nor a shard are `scored`.
    """
    if shown.statistics:
        show_statistics(tally, sys.stdout)
    blocking = tally.reaching(criteria.severity, criteria.certainty)
    if shown.quiet:
        show_failures(tally)
    else:
        note_each(notes)
        show_summary(tally, criteria.score_threshold, scored=scored, with_table=not shown.statistics)
        show_gate(tally, blocking, f"--fail-on {criteria.severity.value} --block-certainty {criteria.certainty.value}")
    fails = scored and not tally.score.passes(criteria.score_threshold)
    # A gate must not pass files that were not checked.
    is_incomplete = any(problem.is_unreadable for problem in tally.problems) or bool(tally.failures)
    return 1 if blocking or fails or is_incomplete else 0
