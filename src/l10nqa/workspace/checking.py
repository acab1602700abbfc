"""Checks documents and counts what comes out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from l10nqa.documents import STANDARD_INPUT, find_documents
from l10nqa.engine import References, Tally, check_places, select_document_rules, select_rules
from l10nqa.locale import is_language_tag
from l10nqa.quality import Certainty
from l10nqa.workspace.lessons import lexicons_of_documents, lexicons_of_memory, locales_of, usages_of_memory
from l10nqa.workspace.terms import termbase_of

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
    termbases: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    at_least: Certainty = Certainty.LIKELY,
    jobs: int | None = None,
    target_locale: str | None = None,
) -> CheckRun:
    """Check the documents that the paths stand for; findings less certain than `at_least` are left out.

    Rules that need to know what words and labels are called learn it from the memory `tm`, once: what was learned is
    kept in the memory's file. Without a memory they learn from the documents themselves, where these are many. What
    cannot be used of memory and termbases is said in the run's `notes`.

    Raises:
        ConfigError: a rule name is unknown.
        InputError: a path or a termbase does not exist. A document that cannot be read becomes a problem of its result
            instead.
        StoreError: the memory cannot be opened.
    """
    rules, document_rules = select_rules(select, ignore), select_document_rules(select, ignore)
    places = find_documents(paths)
    notes: list[str] = []
    locales = locales_of(places, target_locale)
    notes += [f"“{locale}” is no known language" for locale in locales if not is_language_tag(locale)]
    lexicons = {}
    if any(rule.learns for rule in rules):
        lexicons = lexicons_of_memory(tm, locales, notes) if tm else lexicons_of_documents(places, target_locale)
    needs = {rule.needs for rule in rules}
    usages = usages_of_memory(tm, locales) if tm and "usage" in needs else {}
    termbase = termbase_of(termbases, locales, notes) if termbases and "terms" in needs else None
    jobs = 1 if STANDARD_INPUT in paths else jobs or default_jobs()  # other processes cannot read it
    results = check_places(
        places,
        [*(rule.name for rule in rules), *(rule.name for rule in document_rules)],
        jobs=jobs,
        target_locale=target_locale,
        lexicons=lexicons,
        references=References(usages, termbase),
    )
    return CheckRun(places, results, at_least, tuple(notes))


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
