"""The baseline: the findings that were there before, one a line, by document and fingerprint.

Paths are relative to the folder of the file, so that it means the same wherever a run is started.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine.coverage import absolute, relative
from l10nqa.engine.records import cut, read_records, write_records
from l10nqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.engine.coverage import Coverage
    from l10nqa.model import Finding

__all__ = ["Baseline", "KnownFinding", "known_finding", "read_baseline", "write_baseline"]


class KnownFinding(NamedTuple):
    """A finding that was there before; the fields behind its fingerprint are for people who review the file."""

    path: str
    """Relative to the folder of the baseline, with forward slashes."""
    rule: str
    fingerprint: str
    segment: str = ""
    message: str = ""
    """How the message begins."""


class Baseline:
    """Tells known findings from new ones, and lists at the end those that are gone. Each known finding is met once."""

    def __init__(self, entries: Iterable[KnownFinding] = (), folder: Path | None = None) -> None:
        self.folder = absolute(str(folder or ""))
        """The folder to which the paths of the entries are relative."""
        self.entries = tuple(entries)
        self._left: dict[tuple[str, str], KnownFinding] = {}
        self._moved: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in self.entries:
            self._left[absolute(entry.path, self.folder), entry.fingerprint] = entry
        lost = {path for path in {path for path, _ in self._left} if path != "-" and not Path(path).exists()}
        for path, fingerprint in self._left:
            if path in lost:
                self._moved[fingerprint].append((path, fingerprint))
        self._held = frozenset(self._left)
        self.lost = tuple(entry for (path, _), entry in self._left.items() if path in lost)
        """The entries of documents that are no more: a finding elsewhere may be one of them that moved."""

    def meet(self, finding: Finding) -> bool:
        """Tell whether the finding was there before, in this document or in one that is no more (renamed, moved)."""
        key = absolute(finding.path), finding.fingerprint
        if self._left.pop(key, None):
            return True
        moved = self._moved.get(finding.fingerprint, [])
        while moved:
            if self._left.pop(moved.pop(), None):
                return True
        return False

    def holds(self, finding: Finding) -> bool:
        """Tell whether it was there before in this very document."""
        return (absolute(finding.path), finding.fingerprint) in self._held

    def gone(self, scope: Coverage) -> list[KnownFinding]:
        """Return the entries that the run looked for and did not meet."""
        return [entry for (path, _), entry in self._left.items() if scope.holds(path, entry.rule)]

    def renewed(self, findings: Iterable[Finding], scope: Coverage) -> list[KnownFinding]:
        """Return the findings as entries, and the entries that the run did not look for.

        What it met or found gone is among them only as one of the findings.
        """
        unseen = [entry for (path, _), entry in self._left.items() if not scope.holds(path, entry.rule)]
        return [*unseen, *(self._entry(finding) for finding in findings)]

    def pruned(self, scope: Coverage) -> list[KnownFinding]:
        """Return the entries without those that are gone."""
        gone = set(self.gone(scope))
        return [entry for entry in self.entries if entry not in gone]

    def _entry(self, finding: Finding) -> KnownFinding:
        known = known_finding(finding)
        return known._replace(path=relative(known.path, self.folder))


def known_finding(finding: Finding) -> KnownFinding:
    """Return the entry of a finding, with the path of the finding."""
    return KnownFinding(finding.path, finding.rule, finding.fingerprint, finding.segment, cut(finding.message))


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: it does not exist, or a line is no known finding; with the line.
    """
    entries = []
    for line, record in read_records(file, KnownFinding._fields, "baseline"):
        missing = [key for key in ("path", "rule", "fingerprint") if not record.get(key)]
        if missing:
            raise InputError(f"lacks {', '.join(missing)}", path=str(file), line=line, hint="write the baseline again")
        entries.append(KnownFinding(**record))
    return Baseline(entries, file.parent)


def write_baseline(file: Path, entries: Iterable[KnownFinding]) -> None:
    """Write the entries in the order of path, rule and fingerprint, in the place of what was there.

    Raises:
        InputError: the file cannot be written.
    """
    write_records(file, (entry._asdict() for entry in entries), "baseline")
