"""The ledger as a review uses it: read again when others have changed it, written at once, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import Decided, Ledger, Triage, known_finding, present_day, read_ledger
from l10nqa.files import changing, stamp_of
from l10nqa.model import Decision
from l10nqa.workspace.deciding import as_kept, changing_ledger, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.model import Finding
    from l10nqa.quality import Severity

__all__ = ["Changed", "Decisions", "LedgerChange"]


class LedgerChange(NamedTuple):
    """What a decision wrote into the ledger."""

    made: tuple[Decided, ...] = ()
    replaced: tuple[Decided, ...] = ()
    """Expired decisions and those that a fault was fixed, which these took the place of."""
    kept: tuple[Decided, ...] = ()
    """Decisions about the same findings that others had made meanwhile: they hold."""


class Changed(NamedTuple):
    """Which findings may have another decision than before."""

    fingerprints: frozenset[str] = frozenset()
    is_any: bool = False
    """Whether it may be any finding: a decision about all of a kind has changed, or one has expired."""


class Decisions:
    """The ledger of a review, and the findings that are no part of it: those in the baseline."""

    def __init__(self, file: Path, severities: Mapping[str, Severity]) -> None:
        self.file = file
        self._is_new = not file.exists()
        self._severities = severities
        self._stamp: tuple[object, str] | None = None
        self._ledger = Ledger()
        self._known: dict[str, set[str]] = {}

    def refresh(self) -> Changed:
        """Read the ledger again if it is not as it was.

        Raises:
            InputError: it is damaged.
        """
        today = present_day()
        stamp = stamp_of(self.file), today.isoformat()
        if stamp == self._stamp:
            return Changed()
        before, was_today = self._ledger.entries, self._stamp[1] if self._stamp else ""
        self._ledger = read_ledger(self.file, today=today) if stamp[0] else Ledger()
        self._stamp = stamp
        different = set(before) ^ set(self._ledger.entries)
        is_any = was_today != stamp[1] or any(not entry.fingerprint for entry in different)
        return Changed(frozenset(entry.fingerprint for entry in different), is_any)

    def note_known(self, path: str, findings: Iterable[Finding]) -> None:
        """Note which findings of a document the baseline knows."""
        self._known[path] = {finding.fingerprint for finding in findings if finding.is_known}

    def marked(self, finding: Finding) -> Finding:
        """Return a finding with its severity and with what ledger and baseline say of it."""
        in_file = finding.suppression if finding.suppression and finding.suppression.is_in_file else None
        bare = finding._replace(suppression=in_file, came_back=None, is_known=False)
        marked = Triage(self._severities, self._ledger).mark(bare)
        return marked._replace(is_known=finding.fingerprint in self._known.get(finding.path, ()))

    def write(self, findings: Iterable[Finding], decided: Decided) -> LedgerChange:
        """Write a decision about each finding, but for those that others have decided about meanwhile.

        Raises:
            InputError: the ledger is damaged, or cannot be written.
        """
        about = (decided._replace(**known_finding(finding)._asdict()) for finding in findings)
        made = {subject(entry): entry for entry in as_kept(self.file, about)}
        with changing_ledger(self.file) as entries:
            before = [entry for entry in entries if subject(entry) in made]
            kept = [entry for entry in before if _holds(entry)]
            for entry in kept:
                del made[subject(entry)]
            entries[:] = [entry for entry in entries if subject(entry) not in made]
            entries.extend(made.values())
        replaced = [entry for entry in before if entry not in kept]
        return LedgerChange(tuple(made.values()), tuple(replaced), tuple(kept))

    def withdraw(self, written: LedgerChange) -> Sequence[Decided]:
        """Undo what was written; return the decisions that others have replaced meanwhile, which stay.

        Raises:
            InputError: the ledger is damaged, or cannot be written.
        """
        ours = set(written.made)
        with changing_ledger(self.file) as entries:
            present = {subject(entry): entry for entry in entries}
            changed = [present[about] for each in written.made if present.get(about := subject(each), each) != each]
            missing = {subject(each) for each in changed}
            entries[:] = [entry for entry in entries if entry not in ours]
            entries.extend(entry for entry in written.replaced if subject(entry) not in missing)
        if self._is_new:
            self._remove_if_empty()
        return changed

    def _remove_if_empty(self) -> None:
        with changing(self.file):
            if self.file.is_file() and not self.file.stat().st_size:
                self.file.unlink()

    def of(self, finding: Finding) -> Decided | None:
        """Return the decision about a finding."""
        return self._ledger.on(finding)


def _holds(entry: Decided) -> bool:
    today = present_day().isoformat()
    return entry.decision is not Decision.FIXED and not (entry.until and entry.until < today)
