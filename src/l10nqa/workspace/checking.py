"""Checks documents and counts what comes out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from l10nqa.documents import STANDARD_INPUT, find_documents
from l10nqa.engine import Tally, check_places, select_rules
from l10nqa.quality import Certainty
from l10nqa.workspace.lessons import lexicons_of_documents, lexicons_of_memory, locales_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.documents import Place
    from l10nqa.model import CheckedDocument

__all__ = ["CheckRun", "check", "default_jobs"]


class CheckRun:
    """A run over some documents: iterate once to get the results; `tally` is complete afterwards."""

    def __init__(
        self,
        places: Sequence[Place],
        results: Iterator[CheckedDocument],
        at_least: Certainty,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.places = places
        self.notes = notes
        """What the user should know of how the run was prepared."""
        self.tally = Tally()
        self._results = self.tally.watch(results, at_least)

    def __iter__(self) -> Iterator[CheckedDocument]:
        return self._results


def check(
    paths: Sequence[str],
    *,
    tm: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    at_least: Certainty = Certainty.LIKELY,
    jobs: int | None = None,
    target_locale: str | None = None,
) -> CheckRun:
    """Check the documents that the paths stand for; findings less certain than `at_least` are left out.

    Rules that need to know what words and labels are called learn it from the memory `tm`, once: what was learned is
    kept in the memory's file. Without a memory they learn from the documents themselves, where these are many.

    Raises:
        ConfigError: a rule name is unknown.
        InputError: a path does not exist. A document that cannot be read becomes a problem of its result instead.
        StoreError: the memory cannot be opened.
    """
    rules = select_rules(select, ignore)
    places = find_documents(paths)
    notes: list[str] = []
    lexicons = {}
    if any(rule.learns for rule in rules):
        if tm:
            lexicons = lexicons_of_memory(tm, locales_of(places, target_locale), notes)
        else:
            lexicons = lexicons_of_documents(places, target_locale)
    jobs = 1 if STANDARD_INPUT in paths else jobs or default_jobs()  # other processes cannot read it
    names = [rule.name for rule in rules]
    results = check_places(places, names, jobs=jobs, target_locale=target_locale, lexicons=lexicons)
    return CheckRun(places, results, at_least, tuple(notes))


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
