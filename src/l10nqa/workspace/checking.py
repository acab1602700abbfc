"""Checks documents and counts what comes out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from l10nqa.documents import STANDARD_INPUT, Place, find_documents
from l10nqa.engine import Tally, check_places, select_rules
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.model import CheckedDocument

__all__ = ["CheckRun", "check", "default_jobs"]


class CheckRun:
    """A run over some documents: iterate once to get the results; `tally` is complete afterwards."""

    def __init__(self, places: Sequence[Place], results: Iterator[CheckedDocument], at_least: Certainty) -> None:
        self.places = places
        self.tally = Tally()
        self._results = self.tally.watch(results, at_least)

    def __iter__(self) -> Iterator[CheckedDocument]:
        return self._results


def check(
    paths: Sequence[str],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    at_least: Certainty = Certainty.LIKELY,
    jobs: int | None = None,
    target_locale: str | None = None,
) -> CheckRun:
    """Check the documents that the paths stand for; findings less certain than `at_least` are left out.

    Raises:
        ConfigError: a rule name is unknown.
        InputError: a path does not exist. A document that cannot be read becomes a problem of its result instead.
    """
    rules = [rule.name for rule in select_rules(select, ignore)]
    places = find_documents(paths)
    jobs = 1 if STANDARD_INPUT in paths else jobs or default_jobs()  # other processes cannot read it
    results = check_places(places, rules, jobs=jobs, target_locale=target_locale)
    return CheckRun(places, results, at_least)


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
