"""A review: what reviewers do to findings, and what it changes in ledger, documents and queue."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import Decided, present_day
from l10nqa.errors import InputError
from l10nqa.review.decisions import LedgerChange
from l10nqa.review.grouping import group_key
from l10nqa.review.journal import Journal, ReviewAction
from l10nqa.review.queue import Queue, Repaired
from l10nqa.review.repairing import edit_document, repair_document, restore_document
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from l10nqa.model import CheckedDocument, Decision, Finding
    from l10nqa.review.decisions import Decisions
    from l10nqa.review.documents import Documents
    from l10nqa.review.repairing import RepairedDocument
    from l10nqa.ruleset import RuleSet

__all__ = ["ActionOutcome", "Review", "Reviewer"]

UNEXPLAINED = "decided in review"
"""The reason of a decision for which nobody gives one."""


class Reviewer(NamedTuple):
    """Who decides: one browser."""

    session: str
    name: str


class ActionOutcome(NamedTuple):
    """What an action did, for the page."""

    message: str
    refused: tuple[tuple[str, str], ...] = ()
    """What was left as it is, with the reason."""
    has_failed: bool = False


class Review:
    """The queue of a run, with the actions on it; may be used in any thread. Actions are done one after the other."""

    def __init__(self, decisions: Decisions) -> None:
        self.queue, self.journal, self.decisions = Queue(), Journal(), decisions
        self.documents: Documents | None = None
        """The documents, once the run has begun to check them."""
        self.rules: RuleSet | None = None
        self.work = (0, 0)
        """The number of documents that the present action has changed, and has to change."""
        self._stamps: dict[str, object] = {}
        self._found: dict[str, Sequence[Finding]] = {}
        """All findings of each document, of any certainty."""
        self._written: set[str] = set()
        """The documents that reviewers have changed."""
        self._actions = RLock()

    def take(self, result: CheckedDocument) -> None:
        """Take the findings of a document that has been checked just now."""
        if self.documents is None:
            return
        self._stamps[result.path] = self.documents.stamp(result.path)
        self._found[result.path] = result.findings
        shown = (each for each in result.findings if each.certainty >= self.documents.min_certainty)
        self.queue.put(result.path, result.target_locale, map(self.decisions.marked, shown))

    def take_first(self, result: CheckedDocument) -> None:
        """Take the findings of a document from the check of all: it may have been read before a reviewer wrote it."""
        with self._actions:
            if result.path in self._written:
                self._check_again(result.path)
            else:
                self.take(result)

    def refresh(self, paths: Iterable[str] = ()) -> None:
        """Take in what others have changed: the ledger, and the documents at some paths.

        Raises:
            InputError: the ledger is damaged.
        """
        changed = self.decisions.refresh()
        if changed.is_any:
            self.queue.mark(self.decisions.marked)
        elif changed.fingerprints:
            self.queue.mark(self.decisions.marked, changed.fingerprints)
        for path in paths:
            if self.documents and self._stamps.get(path) != self.documents.stamp(path):
                with self._actions:
                    self._check_again(path)

    def decide(self, findings: Sequence[Finding], decision: Decision, reason: str, reviewer: Reviewer) -> ActionOutcome:
        """Write a decision about the findings that are still open.

        Raises:
            InputError: the ledger is damaged, or cannot be written.
        """
        with self._actions:
            self.refresh()
            present = self._present(findings)
            day = present_day().isoformat()
            decided = Decided(decision, reason.strip() or UNEXPLAINED, reviewer.name, day)
            written = self.decisions.write(present, decided)
            self.refresh()
            made = {entry.fingerprint for entry in written.made}
            done = [finding for finding in present if finding.fingerprint in made]
            label = f"{count_of(len(done), 'finding')} decided: {decision.value.replace('-', ' ')}"
            if not done:
                return ActionOutcome(self._said_of(findings), has_failed=True)
            self._note(reviewer, label, decision.value, done, written=written)
            return ActionOutcome(_and_the_rest(label, len(findings) - len(done)))

    def accept(self, findings: Sequence[Finding], reviewer: Reviewer) -> ActionOutcome:
        """Apply the fixes of findings, and write the documents."""
        return self._change(findings, reviewer, "fixed", self._repair)

    def edit(self, findings: Sequence[Finding], text: str, reviewer: Reviewer) -> ActionOutcome:
        """Write another target for the segments of findings with the same texts."""

        def edited(path: str, found: Sequence[Finding], present: Sequence[Finding]) -> RepairedDocument:
            assert self.documents  # noqa: S101 - a finding comes of a document
            return edit_document(self.documents, path, found, text, present)

        return self._change(findings, reviewer, "edited", edited)

    def undo(self, reviewer: Reviewer) -> ActionOutcome:
        """Undo the last action of a reviewer, but for what others have changed since.

        Raises:
            InputError: the ledger is damaged, or cannot be written.
        """
        with self._actions:
            action = self.journal.last_of(reviewer.session)
            if action is None:
                return ActionOutcome("There is nothing to undo.", has_failed=True)
            refused: list[tuple[str, str]] = []
            for done, document in enumerate(action.documents):
                self.work = done, len(action.documents)
                assert self.documents  # noqa: S101 - it was changed
                repair = restore_document(self.documents, document, self._found.get(document.path, ()))
                refused += repair.refused
                self._take_checked(repair)
            self.work = 0, 0
            changed = self.decisions.withdraw(action.written)
            refused += [(entry.path, f"{entry.author} has decided about it since") for entry in changed]
            self.refresh()
            self.queue.forget_repaired(action.number)
            self.journal.remove(action)
            return ActionOutcome(f"Undone: {action.label}", tuple(refused), has_failed=bool(refused))

    def _change(
        self,
        findings: Sequence[Finding],
        reviewer: Reviewer,
        kind: str,
        change: Callable[[str, Sequence[Finding], Sequence[Finding]], RepairedDocument],
    ) -> ActionOutcome:
        """Change documents one after the other, and note what was done."""
        with self._actions:
            self.refresh()
            by_path: dict[str, list[Finding]] = {}
            for finding in self._present(findings):
                by_path.setdefault(finding.path, []).append(finding)
            if not by_path:
                return ActionOutcome(self._said_of(findings), has_failed=True)
            repairs, carried, groups = [], LedgerChange(), Counter[str]()
            for done, (path, found) in enumerate(by_path.items()):
                self.work = done, len(by_path)
                locale, before = self.queue.of_document(path)
                repair = change(path, found, self._found[path])
                repairs.append(repair)
                carried = _joined(carried, self._take_checked(repair, before))
                groups.update(group_key(finding, locale).id for finding in repair.findings)
            self.work = 0, 0
            return self._changed(reviewer, kind, repairs, carried, groups)

    def _changed(
        self,
        reviewer: Reviewer,
        kind: str,
        repairs: Sequence[RepairedDocument],
        carried: LedgerChange,
        groups: Counter[str],
    ) -> ActionOutcome:
        done = [finding for repair in repairs for finding in repair.findings]
        refused = tuple(each for repair in repairs for each in repair.refused)
        rewritten = tuple(repair.rewritten for repair in repairs if repair.rewritten)
        if not rewritten:
            return ActionOutcome("Nothing was written.", refused, has_failed=True)
        documents = count_of(len(rewritten), "document")
        label = f"{count_of(len(done), 'finding')} {kind} in {documents}"
        number = self._note(reviewer, label, kind, done, written=carried, documents=rewritten)
        for group, count in groups.items():
            self.queue.note_repaired(Repaired(number, group, count, reviewer.name, _clock(), kind))
        return ActionOutcome(label, refused, has_failed=bool(refused))

    def _repair(self, path: str, found: Sequence[Finding], present: Sequence[Finding]) -> RepairedDocument:
        assert self.documents  # noqa: S101 - a finding comes of a document
        assert self.rules  # noqa: S101
        return repair_document(self.documents, self.rules, path, found, present)

    def _take_checked(self, repair: RepairedDocument, before: Sequence[Finding] = ()) -> LedgerChange:
        """Take in a document that was written; decisions about findings that are still there go on to hold."""
        if repair.checked is None or repair.rewritten is None:
            return LedgerChange()
        self._written.add(repair.checked.path)
        self.take(repair.checked)
        _, after = self.queue.of_document(repair.checked.path)
        carried = LedgerChange()
        for segment in repair.rewritten.targets:
            was = [each for each in before if each.segment == segment and each.suppression]
            for finding in after:
                old = next((each for each in was if finding.segment == segment and _is_same(each, finding)), None)
                decided = self.decisions.of(old) if old and finding.is_active else None
                if decided:
                    entry = decided._replace(rule="", path="", fingerprint="", text="", like="")
                    carried = _joined(carried, self.decisions.write([finding], entry))
        if carried.made:
            self.refresh()
        return carried

    def _check_again(self, path: str) -> None:
        if self.documents:
            try:
                self.take(self.documents.check(self.documents.open(path)))
            except InputError:
                self._stamps[path] = self.documents.stamp(path)
                self.queue.put(path, "", ())

    def _present(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return those of the findings that are still there and open, as they are now."""
        wanted = {(finding.path, finding.fingerprint) for finding in findings}
        paths = dict.fromkeys(finding.path for finding in findings)
        present = (finding for path in paths for finding in self.queue.of_document(path)[1])
        return [each for each in present if each.is_active and (each.path, each.fingerprint) in wanted]

    def _said_of(self, findings: Sequence[Finding]) -> str:
        """Return who has decided about findings that are open no more."""
        decided = next((entry for finding in findings if (entry := self.decisions.of(finding))), None)
        if decided:
            what = decided.decision.value.replace("-", " ")
            return f"Already decided by {decided.author}: {what} ({decided.reason}). Nothing was changed."
        return "Somebody has repaired this meanwhile. Nothing was changed."

    def _note(
        self,
        reviewer: Reviewer,
        label: str,
        kind: str,
        done: Sequence[Finding],
        **more: object,
    ) -> int:
        number = self.journal.next_number()
        rules = Counter(finding.rule for finding in done)
        self.journal.add(ReviewAction(number, reviewer.session, reviewer.name, label, kind, rules, **more))  # type: ignore[arg-type]
        return number


def _is_same(before: Finding, after: Finding) -> bool:
    return (before.rule, before.message, before.source) == (after.rule, after.message, after.source)


def _joined(first: LedgerChange, second: LedgerChange) -> LedgerChange:
    return LedgerChange(*(a + b for a, b in zip(first, second, strict=True)))


def _and_the_rest(label: str, others: int) -> str:
    return f"{label}; {others:,} had been decided before" if others else label


def _clock() -> str:
    return datetime.now().strftime("%H:%M")  # noqa: DTZ005 - the clock on the reviewer's wall
