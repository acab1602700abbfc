"""Checks the files of a review in the background: the page is there at once, and findings as they come."""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError, L10nqaError
from l10nqa.quality import Certainty
from l10nqa.review.documents import Documents
from l10nqa.workspace.checking import Gate, check_inventory
from l10nqa.workspace.knowledge import gather_knowledge
from l10nqa.workspace.run_options import selected_rules

if TYPE_CHECKING:
    from l10nqa.review.review import Review
    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.knowledge import Knowledge
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Loading", "Progress"]

_LOOK_AHEAD = 1.0
"""The seconds in which the first findings are looked for."""
_PATIENCE = 10
"""The seconds that processes have to end."""
_SMALL = 200_000
"""The bytes of a document below which that takes no time worth mentioning."""


class Progress(NamedTuple):
    """How far the check has come."""

    done: int = 0
    """Documents that have been checked."""
    total: int = 0
    """0 while words and labels are still being learned."""
    seconds: float = 0
    is_over: bool = False
    error: str = ""
    """Why the check ended early; empty where it did not."""
    problems: int = 0
    """Files or parts of files that could not be read, and rules that crashed."""


class Loading:
    """The check of a review, in a thread of its own."""

    def __init__(self, review: Review, inventory: Inventory, gate: Gate, options: RunOptions) -> None:
        self.progress = Progress(total=0)
        self._review, self._inventory, self._gate, self._options = review, inventory, gate, options
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="l10nqa-review", daemon=True)
        self.notes: list[str] = []

    def start(self) -> None:
        """Begin to check."""
        self._thread.start()

    def stop(self) -> None:
        """End the check, and wait until its processes have gone; learning, which has none, is left behind."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_PATIENCE if self.progress.total else 0)

    def _run(self) -> None:
        begin = time.monotonic()
        try:
            self._check(begin)
        except L10nqaError as error:
            self._finish(begin, str(error))
        except Exception as error:  # noqa: BLE001 - the page must say that the check has ended
            self._finish(begin, f"the check failed: {type(error).__name__}: {error}")
        else:
            self._finish(begin, "")

    def _check(self, begin: float) -> None:
        review, options = self._review, self._options
        review.rules = selected_rules(options)
        self._look_ahead(begin)
        whole = options.copy()
        whole["ledger"], whole["min_certainty"] = None, Certainty.POSSIBLE
        run = check_inventory(self._inventory, gate=self._gate, **whole)
        review.documents = self._documents(run.knowledge, review.rules)
        problems = 0
        for done, result in enumerate(run, 1):
            if self._stopped.is_set():
                return
            review.decisions.note_known(result.path, result.findings)
            review.take_first(result)
            problems += len(result.problems) + len(result.failures)
            seconds = time.monotonic() - begin
            self.progress = Progress(done, len(run.places), seconds, problems=problems)
        self.notes = run.notes

    def _look_ahead(self, begin: float) -> None:
        """Find something to begin with, before words and labels are learned of all files: by rules that do not learn.

        What they find in a document they find in the check of all, too.
        """
        review, options = self._review, self._options
        rules = selected_rules(options)
        names = [rule.name for rule in rules.running if not rule.learns]
        if not names or self._gate.baseline:  # which findings are known only the whole check tells
            return
        rules = rules.select(names)
        knowledge = gather_knowledge(self._inventory.places, {**options, "tm": None, "termbases": ()}, lexicons=False)
        review.documents = documents = self._documents(knowledge, rules)
        for place in self._inventory.places:
            if self._stopped.is_set() or time.monotonic() - begin > _LOOK_AHEAD:
                return
            with suppress(InputError, OSError):  # the check reports it
                if place.file.stat().st_size < _SMALL:
                    review.take(documents.check(documents.open(place.path)))

    def _documents(self, knowledge: Knowledge, rules: RuleSet) -> Documents:
        return Documents(self._inventory.places, knowledge, rules, self._options, self._gate.severities)

    def _finish(self, begin: float, error: str) -> None:
        self.progress = self.progress._replace(seconds=time.monotonic() - begin, is_over=True, error=error)
