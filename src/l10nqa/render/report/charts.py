"""Charts as static SVG, drawn by Vega-Lite: they need no script, can be printed, and use the colours of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from l10nqa.quality import Severity
from l10nqa.render.report.extra import library
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from l10nqa.memory.runs import ReportRun
    from l10nqa.render.report.figures import Report

__all__ = ["by_locale", "by_origin", "by_rule", "over_time"]

_SEVERITIES = [severity.value for severity in reversed(Severity)]
_AXIS: dict[str, Any] = {
    "labelColor": "var(--soft)", "titleColor": "var(--soft)", "gridColor": "var(--line)", "domainColor": "var(--line)",
    "tickColor": "var(--line)", "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    "titlePadding": 8,
}  # fmt: skip
_CONFIG: dict[str, Any] = {
    "font": "system-ui, sans-serif",
    "axis": _AXIS,
    "view": {"stroke": None},
    "legend": {"labelColor": "var(--soft)", "titleColor": "var(--soft)", "labelFontSize": 12, "orient": "top"},
}
_MOST_LOCALES = 60


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


def by_locale(report: Report) -> Markup:
    """Return penalty points per 1,000 words of each locale, by severity, the worst locale on top."""
    worst = sorted(report.locales.values(), key=lambda locale: -(locale.counts.score.per_thousand or 0))[:_MOST_LOCALES]
    values = [
        {
            "locale": _named(locale.locale),
            "severity": severity.value,
            "points": locale.counts.rate(PENALTIES[severity] * locale.counts.severities[severity]),
            "order": -severity.rank,
        }
        for locale in worst
        for severity in Severity
    ]
    spec = {
        "width": 620,
        "height": {"step": 26},
        "mark": {"type": "bar", "cornerRadius": 2, "height": {"band": 0.7}},
        "encoding": {
            "y": {
                "field": "locale",
                "type": "nominal",
                "title": None,
                "sort": [_named(figures.locale) for figures in worst],
            },
            "x": {
                "field": "points", "type": "quantitative", "title": "penalty points per 1,000 source words",
                "axis": {"tickCount": 6},
            },
            "color": _severity_color(),
            "order": {"field": "order"},
        },
    }  # fmt: skip
    return _svg(spec, values, "Penalty points per 1,000 source words by locale and severity")


def by_rule(report: Report) -> Markup:
    """Return faults per 1,000 words by rule: bars for one locale, a map for several."""
    rules = [rule for rule, _ in report.counts.by_rule().most_common()]
    values = [
        {"locale": _named(locale.locale), "rule": rule, "rate": locale.counts.rate(count)}
        for locale in report.locales.values()
        for rule, count in locale.counts.by_rule().items()
    ]
    label = "Faults per 1,000 source words by rule"
    rule_axis = {"field": "rule", "type": "nominal", "title": None, "sort": rules, "axis": _RULES}
    if len(report.locales) == 1:
        rate = {"field": "rate", "type": "quantitative", "title": "faults per 1,000 source words"}
        encoding = {"y": rule_axis, "x": {**rate, "axis": {"tickCount": 6}}, "color": {"value": "var(--accent)"}}
        bar = {"type": "bar", "cornerRadius": 2, "height": {"band": 0.7}}
        return _svg({"width": 560, "height": {"step": 24}, "mark": bar, "encoding": encoding}, values, label)
    encoding = {"y": rule_axis, "x": {"field": "locale", "type": "nominal", "title": None, "axis": _TOP}}
    depth = {"field": "rate", "type": "quantitative", "legend": None, "scale": {"type": "sqrt", "range": [0.04, 0.6]}}
    text = {"field": "rate", "type": "quantitative", "format": ".2f"}
    layers = [
        {"mark": {"type": "rect", "cornerRadius": 2, "fill": "var(--accent)"}, "encoding": {"fillOpacity": depth}},
        {"mark": {"type": "text", "fontSize": 11, "fill": "var(--text)"}, "encoding": {"text": text}},
    ]
    spec = {"width": {"step": 68}, "height": {"step": 26}, "encoding": encoding, "layer": layers}
    return _svg(spec, values, f"{label} and locale")


_TOP = {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False}
_RULES = {"minExtent": 150, "ticks": False, "domain": False}
"""Room for the longest label: the font of the reader can be wider than the one that measures the labels."""


def by_origin(report: Report) -> Markup:
    """Return faults per 1,000 words of machine and human translations, by rule."""
    origins = {origin: report.of_origin(origin) for origin in ("MT", "HT")}
    rules = [rule for rule, _ in report.counts.by_rule().most_common(12)]
    values = [
        {"rule": rule, "origin": origin, "rate": counts.rate(counts.by_rule()[rule])}
        for origin, counts in origins.items()
        for rule in rules
    ]
    color = {
        "field": "origin", "type": "nominal", "title": None,
        "scale": {"domain": ["MT", "HT"], "range": ["var(--accent)", "var(--second)"]},
    }  # fmt: skip
    spec = {
        "width": 560,
        "height": {"step": 11},
        "mark": {"type": "bar", "cornerRadius": 1},
        "encoding": {
            "y": {"field": "rule", "type": "nominal", "title": None, "sort": rules, "axis": _RULES},
            "yOffset": {"field": "origin", "sort": ["MT", "HT"]},
            "x": {"field": "rate", "type": "quantitative", "title": "faults per 1,000 source words"},
            "color": color,
        },
    }
    return _svg(spec, values, "Faults per 1,000 source words, machine against human translation, by rule")


def over_time(runs: Sequence[ReportRun]) -> Markup:
    """Return faults per 1,000 words of earlier runs, with a line for each locale."""
    values = []
    for run in runs:
        words: dict[str, int] = {}
        faults: dict[str, int] = {}
        for held in run.words:
            words[held.target_locale] = words.get(held.target_locale, 0) + held.words
        for figure in run.figures:
            faults[figure.target_locale] = faults.get(figure.target_locale, 0) + figure.findings
        values += [
            {"made": 1000 * run.made, "locale": _named(locale), "rate": 1000 * faults.get(locale, 0) / max(count, 1)}
            for locale, count in words.items()
        ]
    spec = {
        "width": 620,
        "height": 240,
        "mark": {"type": "line", "point": {"size": 30}, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "made",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc"},
                "axis": {"format": _TIMES, "labelOverlap": True},
            },
            "y": {"field": "rate", "type": "quantitative", "title": "faults per 1,000 source words"},
            "color": {"field": "locale", "type": "nominal", "title": None, "scale": {"range": _LINES}},
        },
    }
    return _svg(spec, values, "Faults per 1,000 source words over time, by locale")


_TIMES = {
    "minutes": "%H:%M", "hours": "%H:%M", "day": "%-d %b", "date": "%-d %b", "week": "%-d %b", "month": "%b %Y",
}  # fmt: skip
_LINES = [f"var(--line-{number})" for number in range(1, 9)]


def _severity_color() -> dict[str, Any]:
    colors = [f"var(--{name})" for name in _SEVERITIES]
    return {"field": "severity", "type": "nominal", "title": None, "scale": {"domain": _SEVERITIES, "range": colors}}
