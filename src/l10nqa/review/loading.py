"""Checks the files of a review in the background: the page is there at once, and findings as they come."""

from __future__ import annotations

import time
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import L10nqaError
from l10nqa.review.documents import Documents
from l10nqa.workspace.checking import Gate, check_inventory
from l10nqa.workspace.run_options import selected_rules

if TYPE_CHECKING:
    from l10nqa.review.review import Review
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Loading", "Progress"]


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
        """End the check soon, and wait for it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

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
        run = check_inventory(self._inventory, gate=self._gate, **options)
        review.rules = selected_rules(options)
        review.documents = Documents(run.places, run.knowledge, review.rules, options, self._gate.severities)
        problems = 0
        for done, result in enumerate(run, 1):
            if self._stopped.is_set():
                return
            review.decisions.note_known(result.path, result.findings)
            review.take(result)
            problems += len(result.problems) + len(result.failures)
            seconds = time.monotonic() - begin
            self.progress = Progress(done, len(run.places), seconds, problems=problems)
        self.notes = run.notes

    def _finish(self, begin: float, error: str) -> None:
        self.progress = self.progress._replace(seconds=time.monotonic() - begin, is_over=True, error=error)
