"""The figures of reports that memories store, and the earlier reports that can be compared with a new one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.errors import ConfigError
from l10nqa.git import Repository
from l10nqa.memory import Memory
from l10nqa.memory.runs import ReportRun, RunFigure, RunWords, record_run, recorded_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.memory import Location
    from l10nqa.quality import Certainty
    from l10nqa.render.report import Report
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["only_locale", "revision_of", "scope_of", "trend_of"]


def scope_of(paths: Sequence[str], run_options: RunOptions, min_certainty: Certainty) -> str:
    """Return the paths, rules and certainty of a report as text; only reports of one scope can be compared."""
    rules = [sorted(run_options.get("select", ())), sorted(run_options.get("ignore", ()))]
    return json.dumps([sorted(paths), *rules, min_certainty.value], ensure_ascii=False)


def trend_of(
    found: Report,
    held: Mapping[str, Location],
    head: ReportRun,
    *,
    stored: Sequence[ReportRun] = (),
    record: bool,
) -> list[ReportRun]:
    """Return the earlier runs of the scope, then this one, which `record` stores in the memories of its locales.

    Earlier runs are those `stored` with reports, and those in the memories.

    Raises:
        StoreError: a memory cannot be opened or written.
    """
    paths = {locale: held[locale] for locale in found.locales if locale in held}
    stored = [run for run in stored if run.scope == head.scope]
    earlier: dict[Location, Sequence[ReportRun]] = {}
    for path in dict.fromkeys(paths.values()):
        with Memory(path) as memory:
            earlier[path] = recorded_runs(memory, head.scope)
    taken = {run.made for runs in (stored, *earlier.values()) for run in runs}
    while head.made in taken:  # runs are identified by their second
        head = head._replace(made=head.made + 1)
    merged: dict[int, ReportRun] = {}
    for path, runs in earlier.items():
        if record:
            with Memory(path) as memory:
                record_run(memory, _with_figures(head, found, [locale for locale, own in paths.items() if own == path]))
        for run in runs:
            known = merged.get(run.made)
            figures = (*(known.figures if known else ()), *run.figures)
            words = (*(known.words if known else ()), *run.words)
            merged[run.made] = run._replace(words=words, figures=figures)
    # Those with the report have the figures of all locales.
    merged.update((run.made, run) for run in stored)
    merged[head.made] = _with_figures(head, found, list(found.locales))
    return [merged[made] for made in sorted(merged)]


def _with_figures(head: ReportRun, found: Report, locales: Sequence[str]) -> ReportRun:
    words, figures = [], []
    for locale in locales:
        for origin, counts in found.locales[locale].origins.items():
            words.append(RunWords(locale, origin, counts.documents, counts.segments, counts.words))
            figures += [
                RunFigure(locale, origin, rule, severity.value, count)
                for (rule, severity), count in sorted(counts.rules.items(), key=lambda item: item[0][0])
            ]
    return head._replace(words=tuple(words), figures=tuple(figures))


def only_locale(run: ReportRun, locale: str) -> ReportRun:
    """Return the run with the figures of one locale only."""
    return run._replace(
        words=tuple(held for held in run.words if held.target_locale == locale),
        figures=tuple(figure for figure in run.figures if figure.target_locale == locale),
    )


def revision_of(places: Sequence[Place]) -> str:
    """Return the git revision of the first document's folder; empty outside a repository."""
    if not places or places[0].path == STANDARD_INPUT:
        return ""
    try:
        with Repository(places[0].file.parent) as repository:
            return repository.output("rev-parse", "--short", "HEAD").decode("ascii").strip()
    except ConfigError:
        return ""
