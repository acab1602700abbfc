"""The HTML report: figures, charts, and a table of every finding, in self-contained pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from l10nqa.render.report.counts import ReportCounts
from l10nqa.render.report.extra import require_all
from l10nqa.render.report.figures import LocaleReport, Report
from l10nqa.render.report.frame import Commands, Comparison, Frame
from l10nqa.render.report.page import render_page
from l10nqa.render.report.trend import rate_of
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument
    from l10nqa.ruleset import RuleSet

__all__ = [
    "Commands",
    "Comparison",
    "Frame",
    "LocaleReport",
    "Report",
    "ReportCounts",
    "rate_of",
    "render_html",
    "render_page",
    "require_all",
    "time_for_people",
]


def render_html(
    results: Iterable[CheckedDocument],
    stream: TextIO,
    *,
    folder: Path | None = None,
    rules: RuleSet = BUILT_IN,
) -> None:
    """Write one page with all results; its links are relative to the folder, by default the current one.

    Raises:
        ConfigError: a library of the extra `report` is not installed.
    """
    require_all()
    report = Report.of(results)
    title = f"Localization QA: {next(iter(report.locales))}" if len(report.locales) == 1 else "Localization QA"
    no_trend = "One check keeps no figures: l10nqa report does, and shows those of earlier reports."
    frame = Frame(title, folder or Path(), time_for_people(time.time()), no_trend=no_trend, rules=rules)
    stream.write(render_page(report, frame))


def time_for_people(seconds: float) -> str:
    """Return a time as `2026-11-24 13:05 UTC`."""
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))
