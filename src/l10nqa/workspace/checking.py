"""Checks documents and counts what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.documents import find_documents
from l10nqa.engine import Tally, check_places, select_document_rules, select_rules
from l10nqa.quality import Certainty
from l10nqa.workspace.lessons import learn_lessons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Unpack

    from l10nqa.documents import Place
    from l10nqa.model import CheckedDocument
    from l10nqa.workspace.choices import Choices

__all__ = ["CheckRun", "check"]


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


def check(paths: Sequence[str], **choices: Unpack[Choices]) -> CheckRun:
    """Check the documents that the paths stand for.

    Rules that need to know what words and labels are called learn it from the memory, once: what was learned is kept in
    the memory's file. Without a memory they learn from the documents themselves, where these are many. What cannot be
    used of memory and termbases is said in the run's `notes`.

    Raises:
        ConfigError: a rule name is unknown.
        InputError: a path or a termbase does not exist. A document that cannot be read becomes a problem of its result
            instead.
        StoreError: the memory cannot be opened.
    """
    chosen = choices.get("select", ()), choices.get("ignore", ())
    rules, document_rules = select_rules(*chosen), select_document_rules(*chosen)
    places = find_documents(paths)
    lessons = learn_lessons(places, choices, lexicons=any(rule.learns for rule in rules))
    results = check_places(
        places,
        [*(rule.name for rule in rules), *(rule.name for rule in document_rules)],
        jobs=choices.get("jobs"),
        target_locale=lessons.target_locale,
        fallback_locale=lessons.fallback_locale,
        lexicons=lessons.lexicons,
        references=lessons.references,
    )
    return CheckRun(places, results, choices.get("at_least", Certainty.LIKELY), lessons.notes)
