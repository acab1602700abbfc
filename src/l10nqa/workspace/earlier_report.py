"""The run that a report is compared with: the report that was in its folder, another one, or a baseline."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa import __version__
from l10nqa.engine import Baseline, Coverage, absolute, read_baseline
from l10nqa.errors import ConfigError
from l10nqa.files import write_atomically
from l10nqa.inputs import note_input
from l10nqa.memory.runs import ReportRun, RunFigure, RunWords
from l10nqa.quality import Severity
from l10nqa.render.report import Comparison, rate_of, time_for_people
from l10nqa.workspace.deciding import findings_listed
from l10nqa.workspace.trend import only_locale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from l10nqa.memory import Location
    from l10nqa.model import CheckedDocument
    from l10nqa.render.report import ReportCounts
    from l10nqa.workspace.run_options import RunOptions

__all__ = [
    "FINDINGS",
    "RECORD",
    "ComparedRun",
    "EarlierReport",
    "earlier_report",
    "recorded_in",
    "refuse_foreign_record",
    "settings_of",
    "write_record",
]

FINDINGS, RECORD = "findings.jsonl", "report.json"
"""The files of a report for programs: its findings, and its figures with those of earlier ones."""
_MAX_RUNS = 50
_NEVER = 1 << 40
"""A time in seconds that no report was made at, though it still has a name."""
_LARGEST = 32_000_000
"""Bytes of a record; it holds some kilobytes for each of 50 runs."""


class EarlierReport(NamedTuple):
    """An earlier run."""

    words: str
    """What it was, for people."""
    findings: Baseline
    run: ReportRun | None
    """Its figures; None where nobody stored them."""


class Record(NamedTuple):
    """What the folder of a report says about it."""

    made: int
    scope: str
    runs: tuple[ReportRun, ...]
    """The figures of its last runs, of any scope, the oldest first."""
    settings: Mapping[str, str]
    """What else decided what was found, by name; empty where it was not noted."""


def settings_of(memories: Sequence[Location], run_options: RunOptions) -> dict[str, str]:
    """Return by name what decides what a report finds, beside the paths, rules and certainty of its scope."""
    return {
        "--tm": " ".join(sorted(map(str, memories))),
        "--termbase": " ".join(sorted(map(str, run_options.get("termbases", ())))),
        "--source": run_options.get("source") or "",
        "--source-locale": run_options.get("source_locale") or "",
        "--target-locale": run_options.get("target_locale") or "",
        "--drafts": "yes" if run_options.get("drafts") else "",
        "version of l10nqa": __version__,
    }


def earlier_report(
    folder: Path, scope: str, since: Path | None = None, settings: Mapping[str, str] | None = None
) -> EarlierReport | None:
    """Return the run to compare a report in the folder with; None where there is none.

    That is the one that `since` names: the folder of a report, its findings, or a baseline. Without it, the report
    that is in the folder, if it is one of the same paths, rules and certainty. Its words name the settings in which the
    two differ: findings may be new or gone for these alone.

    Raises:
        InputError: what `since` names cannot be read, or is none of these.
    """
    if since is None:
        record = recorded_in(folder)
        if record is None or record.scope != scope or not (folder / FINDINGS).is_file():
            return None
        words = f"the report of {time_for_people(record.made)} in this folder{_differing(record, settings)}"
        return EarlierReport(words, _baseline_of(folder / FINDINGS), _run_of(record))
    file = since / FINDINGS if since.is_dir() else since
    record = recorded_in(file.parent) if file.name == FINDINGS else None
    if file.resolve() != (folder / FINDINGS).resolve():  # that one is to be replaced
        note_input(file, "earlier run")
    if record is None and not _has_findings(file):
        return EarlierReport(f"the baseline {file}", read_baseline(file), None)
    made = f", of {time_for_people(record.made)}{_differing(record, settings)}" if record else ""
    return EarlierReport(f"{file}{made}", _baseline_of(file), _run_of(record) if record else None)


def _differing(record: Record, settings: Mapping[str, str] | None) -> str:
    had = record.settings
    names = [name for name, value in (settings or {}).items() if had and had.get(name, "") != value]
    return f", made with another {', '.join(names)}: findings may be new or gone for that alone" if names else ""


def _baseline_of(file: Path) -> Baseline:
    return Baseline(each.finding for each in findings_listed(file))


def _has_findings(file: Path) -> bool:
    """Tell findings that `check --format jsonl` wrote from a baseline, of which each line has fewer keys."""
    try:
        with file.open(encoding="utf-8") as lines:
            first = json.loads(next((line for line in lines if line.strip()), "null"))
    except (OSError, ValueError, RecursionError):
        return False  # read_baseline says what is wrong
    return isinstance(first, dict) and "severity" in first


def _run_of(record: Record) -> ReportRun | None:
    return next((run for run in reversed(record.runs) if (run.made, run.scope) == (record.made, record.scope)), None)


def recorded_in(folder: Path) -> Record | None:
    """Return the record in the folder of a report; None where there is none, or one that cannot be understood."""
    file = folder / RECORD
    try:
        if file.stat().st_size > _LARGEST:
            return None
        data = json.loads(file.read_bytes())
        settings = {str(name): str(value) for name, value in data.get("settings", {}).items()}
        record = Record(int(data["made"]), str(data["scope"]), tuple(map(_read_run, data["runs"])), settings)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    return record if all(0 <= made < _NEVER for made in (record.made, *(run.made for run in record.runs))) else None


def _read_run(data: dict[str, Any]) -> ReportRun:
    words = (RunWords(str(each[0]), str(each[1]), *map(int, each[2:])) for each in data["words"])
    figures = (
        RunFigure(str(locale), str(origin), str(rule), Severity(severity).value, int(count))
        for locale, origin, rule, severity, count in data["figures"]
    )
    version, revision, scope = (str(data[key]) for key in ("version", "revision", "scope"))
    return ReportRun(int(data["made"]), version, revision, scope, tuple(words), tuple(figures))


def write_record(
    folder: Path, run: ReportRun, earlier: Sequence[ReportRun], settings: Mapping[str, str], *, record: bool
) -> None:
    """Write the record of a report that was just made; its figures join those of earlier runs if `record` is set.

    Raises:
        ConfigError: a file of somebody else has the name.
        InputError: it cannot be written.
    """
    refuse_foreign_record(folder)
    runs = [*earlier, run][-_MAX_RUNS:] if record else list(earlier)
    data = {
        "generator": f"l10nqa {__version__}",
        "made": run.made,
        "scope": run.scope,
        "settings": settings,
        "runs": [each._asdict() for each in runs],
    }
    content = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    write_atomically(folder / RECORD, content, durable=False, within=folder)


def refuse_foreign_record(folder: Path) -> None:
    """Refuse to replace a file that no report has written.

    Raises:
        ConfigError: a file of somebody else has the name of the record.
    """
    try:
        with (folder / RECORD).open("rb") as file:
            beginning = file.read(100)
    except OSError:
        return  # there is none, or writing it reports the reason
    if not beginning.startswith(b'{"generator": "l10nqa '):
        hint = "give -o a folder of its own, or remove the file"
        raise ConfigError("is not the record of a report, and is not replaced", path=str(folder / RECORD), hint=hint)


class ComparedRun:
    """Counts what is gone since an earlier run, while the results of the new one arrive."""

    def __init__(self, earlier: EarlierReport | None) -> None:
        self._earlier = earlier
        self._locales: dict[str, str] = {}
        self._coverage = Coverage()
        self._gone: Counter[str] | None = None

    def add(self, result: CheckedDocument) -> None:
        """Note the locale of a document: earlier findings do not say theirs."""
        if self._earlier:
            self._locales[absolute(result.path)] = result.target_locale

    def cover(self, scope: Coverage | None) -> None:
        """Note what a part of the run covered."""
        if scope:
            known = self._coverage
            self._coverage = Coverage(
                known.documents | scope.documents, (*known.folders, *scope.folders), known.rules | scope.rules
            )

    def since(self, locale: str = "", counts: ReportCounts | None = None) -> Comparison | None:
        """Return the comparison of the whole run, or of one locale with these counts, with the earlier run.

        None without an earlier run. If that has no figures of its locales, what is gone in documents that are no longer
        there, or have no segments left, counts only in the whole run.
        """
        if self._earlier is None:
            return None
        if self._gone is None:
            folder = self._earlier.findings.folder
            gone = self._earlier.findings.gone(self._coverage)
            self._gone = Counter(self._locales.get(absolute(entry.path, folder), "") for entry in gone)
        run = self._earlier.run
        if run and locale:
            run = only_locale(run, locale)
        count = self._gone[locale] if locale else self._gone.total()
        if run and counts:
            had = sum(figure.findings for figure in run.figures)
            count = had - (counts.findings - counts.new)
        return Comparison(self._earlier.words, max(count, 0), rate_of(run) if run else None)
