"""One self-contained page of a report: no network, no fonts, and one script, named by its hash in the policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from l10nqa import __version__
from l10nqa.model import DocumentState, states_by_locale
from l10nqa.quality import Certainty, Severity
from l10nqa.render.report import tables
from l10nqa.render.report.extra import library, table_library
from l10nqa.render.report.links import filtered
from l10nqa.render.report.rows import clean, packed, rows_of
from l10nqa.render.report.todo import steps_of
from l10nqa.render.report.trend import over_time
from l10nqa.score import FEW_WORDS, FORMULA, PENALTIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from l10nqa.render.report.counts import ReportCounts
    from l10nqa.render.report.figures import Report, ReportedFinding
    from l10nqa.render.report.frame import Frame
    from l10nqa.rule import DocumentRule, Rule
    from l10nqa.ruleset import RuleSet

__all__ = ["render_page"]

_PLAIN = 300
"""The number of findings that the page shows without a script."""
_MOST_DATA = 10_000_000
"""The largest number of characters of packed findings: a larger page would be too large for browsers and mail."""
_TREND_WIDTHS = {"narrow": 340, "broad": 680}
"""The widths of the chart for screens of phones and others, by class: letters would shrink with it."""


def render_page(report: Report, frame: Frame) -> str:
    """Return the page.

    Raises:
        ConfigError: a library of the extra `report` is not installed.
    """
    held, data = _that_fit(report.findings(), frame.folder, frame.ledger.parent)
    script = "\n".join((table_library(), _asset("decide.js"), _asset("report.js")))
    style = _asset("report.css")
    page: str = _template().render(
        frame=frame,
        version=__version__,
        policy=_policy(script, style),
        style=_trusted(style),
        script=_trusted(script),
        data=_trusted(data),
        steps=steps_of(report, frame),
        rows=rows_of(held[:_PLAIN], frame.folder),
        held=len(held),
        total=report.total,
        aside=report.aside,
        filters=_filters(report, frame, held),
        rules=[(rule.name, rule.summary.replace("`", "")) for rule in _by_name(frame.rules)],
        severities=tuple(reversed(Severity)),
        document_states=tuple(DocumentState),
        penalties=PENALTIES,
        few_words=FEW_WORDS,
        formula=FORMULA,
        filtered=filtered,
        **_figures(report, frame, held),
    )
    return page


def _figures(report: Report, frame: Frame, held: Sequence[ReportedFinding]) -> dict[str, object]:
    """Return the tables and charts of the page."""
    counts = report.counts
    locales = sorted(report.locales.values(), key=lambda each: (-each.counts.rate, each.locale))
    rules = list(counts.by_rule())
    folder, files = tables.worst_files(report, frame)
    has_both = all(report.of_origin(origin).words for origin in ("MT", "HT"))
    return {
        "counts": counts,
        "locales": tables.locale_rows(locales, frame),
        "map_rules": rules,
        "map": tables.rule_map(locales, rules, frame) if len(locales) > 1 else [],
        "rule_rows": tables.rule_rows(counts),
        "origins": _origins(report),
        "origin_rows": tables.origin_rows(report) if has_both else [],
        "causes": tables.causes_of(report, held),
        "causes_total": len(report.causes()),
        "files_folder": folder,
        "files": files,
        "files_total": len(report.files()),
        "trend": {name: over_time(frame.runs, width) for name, width in _TREND_WIDTHS.items()}
        if len(frame.runs) > 1
        else {},
        "statuses": states_by_locale(frame.documents),
        "behind": tables.behind(frame),
        "behind_total": sum(document.state is not DocumentState.COMPLETE for document in frame.documents),
    }


def _by_name(rules: RuleSet) -> list[Rule | DocumentRule]:
    return sorted(rules.all, key=lambda rule: rule.name)


def _that_fit(
    found: Sequence[ReportedFinding], folder: Path, ledger_folder: Path
) -> tuple[Sequence[ReportedFinding], str]:
    """Return the worst findings, as many as a page can hold, and their data."""
    held = found
    data = packed(held, folder, ledger_folder) if held else ""
    while len(data) > _MOST_DATA:
        held = held[: len(held) * 3 // 4]
        data = packed(held, folder, ledger_folder)
    return held, data


def _origins(report: Report) -> list[tuple[str, ReportCounts]]:
    """Return the amounts of machine and human translations and of undeclared origin, if there are any."""
    named = (("MT", "MT"), ("HT", "HT"), ("", "not said"))
    return [(name, report.of_origin(origin)) for origin, name in named if origin or report.of_origin("").words]


def _filters(
    report: Report, frame: Frame, found: Sequence[ReportedFinding]
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the filters of the table: name, label, and the value and text of each option."""

    def of(values: Sequence[str]) -> list[tuple[str, str]]:
        return [(value, value) for value in values]

    rules = sorted({each.finding.rule for each in found})
    statuses = [
        ("active", "to act on"), ("blocking", "blocking"), *([("new", "new")] if frame.comparison else []),
        ("repairable", "with a proved fix"), ("suggested", "with a suggested fix"), ("fixable", "with any fix"),
        ("known", "known"), ("suppressed", "suppressed"), ("all", "all"),
    ]  # fmt: skip
    return [
        ("locale", "Locale", of(sorted(report.locales))),
        ("rule", "Rule", of(rules)),
        ("severity", "Severity", of([severity.value for severity in reversed(Severity)])),
        ("certainty", "Certainty", of([certainty.value for certainty in reversed(Certainty)])),
        ("origin", "Origin", of(sorted({each.origin for each in found if each.origin}))),
        ("status", "Status", statuses),
    ]


def _policy(script: str, style: str) -> str:
    """Return a content security policy under which only the script runs, and nothing is fetched."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return (files("l10nqa.render.report") / "assets" / name).read_text(encoding="utf-8")


def _trusted(text: str) -> str:
    """Mark our own script, style or base64 as text that needs no escaping."""
    marked: str = library("markupsafe").Markup(text)
    return marked


@cache
def _template() -> Any:
    jinja = library("jinja2")
    environment = jinja.Environment(
        loader=jinja.PackageLoader("l10nqa.render.report"),
        autoescape=True,
        undefined=jinja.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    environment.filters["count"] = "{:,}".format
    return environment.get_template("report.html.j2")
