"""The figures of earlier reports, kept with the memory whose locales they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory.store import Memory

__all__ = ["ReportRun", "RunFigure", "RunWords", "record_run", "recorded_runs"]


class RunWords(NamedTuple):
    """The volume of a run in one locale, of one origin."""

    target_locale: str
    origin: str
    """MT, HT, or empty."""
    documents: int
    segments: int
    words: int


class RunFigure(NamedTuple):
    """The number of findings to act on of one rule in one locale, of one origin."""

    target_locale: str
    origin: str
    rule: str
    severity: str
    findings: int


class ReportRun(NamedTuple):
    """A report: its time, the version of l10nqa, the revision and scope of the documents, and its figures."""

    made: int
    """Seconds since 1970, UTC."""
    version: str
    revision: str
    """The git revision of the documents; empty where they are in no repository."""
    scope: str
    """The documents and rules of the run, as text: only runs of one scope can be compared."""
    words: tuple[RunWords, ...]
    figures: tuple[RunFigure, ...]


def record_run(memory: Memory, run: ReportRun) -> None:
    """Keep the run's figures, in one transaction.

    Raises:
        StoreError: the memory cannot be written.
    """
    with memory.transaction(write=True) as connection:
        number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM run").fetchone()[0]
        connection.execute(
            "INSERT INTO run (id, made, version, revision, scope) VALUES (?, ?, ?, ?, ?)",
            (number, run.made, run.version, run.revision, run.scope),
        )
        for words in run.words:
            connection.execute(
                "INSERT INTO run_words (run, target_locale, origin, documents, segments, words)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (number, *words),
            )
        for figure in run.figures:
            connection.execute(
                "INSERT INTO run_figure (run, target_locale, origin, rule, severity, findings)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (number, *figure),
            )


def recorded_runs(memory: Memory, scope: str, *, limit: int = 50) -> Sequence[ReportRun]:
    """Return the latest runs of one scope, the oldest first.

    Raises:
        StoreError: the memory cannot be read.
    """
    with memory.transaction(write=False) as connection:
        heads = connection.execute(
            "SELECT id, made, version, revision, scope FROM run WHERE scope = ? ORDER BY made DESC, id DESC LIMIT ?",
            (scope, limit),
        ).fetchall()
        runs = []
        for number, made, version, revision, kept in reversed(heads):
            words = connection.execute(
                "SELECT target_locale, origin, documents, segments, words FROM run_words WHERE run = ?"
                " ORDER BY target_locale, origin",
                (number,),
            ).fetchall()
            figures = connection.execute(
                "SELECT target_locale, origin, rule, severity, findings FROM run_figure WHERE run = ?"
                " ORDER BY target_locale, origin, rule, severity",
                (number,),
            ).fetchall()
            counted = tuple(map(RunWords._make, words)), tuple(map(RunFigure._make, figures))
            runs.append(ReportRun(made, version, revision, kept, *counted))
    return runs
