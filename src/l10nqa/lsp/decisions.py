"""Ledger and baseline of a project: read once, read again when they have changed; decisions are written at once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.engine import Baseline, Decided, Triage, absolute, known_finding, present_day, read_baseline, read_ledger
from l10nqa.errors import ConfigError
from l10nqa.lsp.project import stamp_of
from l10nqa.workspace.deciding import author, decide

if TYPE_CHECKING:
    from datetime import date

    from l10nqa.engine import KnownFinding, Ledger
    from l10nqa.lsp.project import Project, Projects, Stamp
    from l10nqa.model import Decision, Finding

__all__ = ["UNEXPLAINED", "ledger_of", "triage_of", "write_decision"]

UNEXPLAINED = "decided in the editor"
"""The reason of a decision for which the editor gives none."""


def triage_of(project: Project, path: str) -> Triage:
    """Return the severities, the ledger and the baseline for the findings of a document.

    Raises:
        InputError: ledger or baseline is damaged.
    """
    named = project.config.get("gate.baseline")
    baseline = None
    if named:
        file = Path(named)
        entries, folder = _known_in(file, stamp_of([file]), absolute(path))
        baseline = Baseline(entries, folder)  # a new one each time: it is met once by each finding
    return Triage(project.config.severities, ledger_of(project), baseline)


def ledger_of(project: Project) -> Ledger | None:
    """Return the ledger as it is now; None if there is none yet.

    Raises:
        InputError: it is damaged.
    """
    return _ledger(project.ledger, stamp_of([project.ledger]), present_day()) if project.ledger.is_file() else None


def write_decision(projects: Projects, project: Project, finding: Finding, decision: Decision, reason: str) -> Path:
    """Write a decision about a finding into the ledger, as `l10nqa decide` does, and return the ledger.

    Raises:
        ConfigError: the ledger is outside the folders that are open in the editor.
        InputError: it is damaged, or cannot be written.
    """
    ledger = project.ledger
    if not projects.may_use(ledger):
        remedy = f"open the folder {ledger.absolute().parent} in the editor, or use l10nqa decide"
        raise ConfigError(f"{ledger} is outside the folders that are open", hint=remedy)
    day = present_day().isoformat()
    made = Decided(decision, reason.strip() or UNEXPLAINED, author(), day)
    decide(ledger, [made._replace(**known_finding(finding)._asdict())])
    return ledger


@lru_cache(maxsize=8)
def _ledger(file: Path, _stamp: Stamp, today: date) -> Ledger:
    return read_ledger(file, today=today)


@lru_cache(maxsize=32)
def _known_in(file: Path, _stamp: Stamp, path: str) -> tuple[tuple[KnownFinding, ...], Path]:
    """Return the entries of a baseline that a document can meet: its own, and those of documents that are no more."""
    folder = absolute(str(file.parent))
    return tuple(
        entry
        for entry in _baseline(file, _stamp).entries
        if (place := absolute(entry.path, folder)) == path or not Path(place).exists()
    ), file.parent


@lru_cache(maxsize=4)
def _baseline(file: Path, _stamp: Stamp) -> Baseline:
    return read_baseline(file)
