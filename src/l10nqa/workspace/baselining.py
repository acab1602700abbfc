"""Records the present findings, so that new ones stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.engine import Baseline, Coverage, read_baseline, write_baseline
from l10nqa.workspace.checking import Gate, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.engine import KnownFinding, Tally
    from l10nqa.model import Finding
    from l10nqa.workspace.checking import CheckRun
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["Baselined", "prune_baseline", "renew_baseline"]


class Baselined(NamedTuple):
    """The result of writing a baseline."""

    written: int
    added: int
    removed: int
    tally: Tally
    notes: Sequence[str]


def renew_baseline(
    paths: Sequence[str],
    file: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Baselined:
    """Write the findings of a check to the baseline; entries of files that were not checked stay.

    Findings that the ledger suppresses, or records as fixed, are not written.

    Raises:
        InputError: the file is not a baseline, or cannot be written; and the errors of `check`.
    """
    before = read_baseline(file) if file.exists() else Baseline((), file.parent)
    run = check(paths, **run_options)
    findings = _active(run, progress)
    entries = before.renewed(findings, run.scope or Coverage())
    return _write(file, before, entries, run)


def prune_baseline(
    paths: Sequence[str],
    file: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Baselined:
    """Remove findings from the baseline that a check no longer makes; raises the errors of `renew_baseline`."""
    run = check(paths, gate=Gate(baseline=file), **run_options)
    _active(run, progress)
    before = run.triage.baseline or Baseline()
    return _write(file, before, before.pruned(run.scope or Coverage()), run)


def _active(run: CheckRun, progress: Callable[[int, int], None]) -> list[Finding]:
    found: list[Finding] = []
    for done, result in enumerate(run, 1):
        found += [finding for finding in result.findings if finding.is_active and not finding.came_back]
        progress(done, len(run.places))
    return found


def _write(file: Path, before: Baseline, entries: Iterable[KnownFinding], run: CheckRun) -> Baselined:
    after = {(entry.path, entry.fingerprint) for entry in entries}
    held = {(entry.path, entry.fingerprint) for entry in before.entries}
    write_baseline(file, entries)
    return Baselined(len(after), len(after - held), len(held - after), run.tally, run.notes)
