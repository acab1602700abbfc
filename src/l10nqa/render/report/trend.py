"""The trend as static SVG, drawn by Vega-Lite: it needs no script, can be printed, and uses the colours of the page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from l10nqa.quality import Severity
from l10nqa.render.report.extra import library
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from l10nqa.memory.runs import ReportRun

__all__ = ["over_time", "rate_of"]

_AXIS: dict[str, Any] = {
    "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--line)", "domainColor": "var(--line)",
    "tickColor": "var(--line)", "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    "titlePadding": 8,
}  # fmt: skip
_CONFIG: dict[str, Any] = {
    "font": "system-ui, sans-serif",
    "axis": _AXIS,
    "view": {"stroke": None},
    "legend": {
        "labelColor": "var(--soft)", "titleColor": "var(--soft)", "labelFontSize": 12, "orient": "top", "columns": 4,
    },
}  # fmt: skip
_MAX_LINES = 8
"""The largest number of locales with a line of their own: more could not be told apart by their colours."""
_TIMES = {
    "minutes": "%H:%M", "hours": "%H:%M", "day": "%-d %b", "date": "%-d %b", "week": "%-d %b", "month": "%b %Y",
}  # fmt: skip
_LINES = [f"var(--line-{number})" for number in range(1, _MAX_LINES + 1)]


def rate_of(run: ReportRun) -> float | None:
    """Return the penalty points of a run per 1,000 source words; None where it had no words."""
    words, points = _volume(run)
    total = words.total()
    return 1000 * points.total() / total if total else None


def over_time(runs: Sequence[ReportRun], width: int) -> Markup:
    """Return penalty points per 1,000 source words of the runs, in a chart so many pixels wide.

    Each locale has a line; if there are many, all together have one.
    """
    locales = {held.target_locale for run in runs for held in run.words}
    values = []
    for run in runs:
        words, points = _volume(run)
        if len(locales) > _MAX_LINES:
            words, points = Counter(all=words.total()), Counter(all=points.total())
        values += [
            {"made": 1000 * run.made, "locale": _named(locale), "rate": 1000 * points[locale] / max(count, 1)}
            for locale, count in words.items()
        ]
    spec = {
        "width": width - 60,  # beside the axis
        "height": 220,
        "mark": {"type": "line", "point": {"size": 30}, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "made",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc"},
                "axis": {"format": _TIMES, "labelOverlap": True, "tickCount": max(width // 100, 2)},
            },
            "y": {"field": "rate", "type": "quantitative", "title": "penalty points per 1,000 words"},
            "color": {"field": "locale", "type": "nominal", "title": None, "scale": {"range": _LINES}},
        },
    }
    return _svg(spec, values, "Penalty points per 1,000 source words over time, by locale")


def _volume(run: ReportRun) -> tuple[Counter[str], Counter[str]]:
    """Return the source words and the penalty points of a run by locale."""
    words: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for held in run.words:
        words[held.target_locale] += held.words
    for figure in run.figures:
        points[figure.target_locale] += PENALTIES[Severity(figure.severity)] * figure.findings
    return words, points


def _svg(spec: dict[str, Any], values: Sequence[dict[str, Any]], label: str) -> Markup:
    """Draw one chart; the specification contains no addresses, so nothing is fetched."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 4,
        "data": {"values": list(values)},
        "config": _CONFIG,
        **spec,
    }
    drawn: str = library("vl_convert").vegalite_to_svg(whole, vl_version="v5.20", allowed_base_urls=[])
    named = re.sub("^<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)
    chart: Markup = library("markupsafe").Markup(named)  # Vega escapes the texts given to it
    return chart


def _named(locale: str) -> str:
    """Return a safe name of the locale: Vega puts names into expressions that it executes, and documents set them."""
    return re.sub("[^A-Za-z0-9-]", "?", locale)[:24]
