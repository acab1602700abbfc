"""One self-contained page of a report: no network, no fonts, and one script, named by its hash in the policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from l10nqa import __version__
from l10nqa.model import DocumentState, states_by_locale
from l10nqa.quality import Certainty, Severity
from l10nqa.render.report import charts
from l10nqa.render.report.extra import library, table_library
from l10nqa.render.report.rows import clean, link_to, packed, rows_of
from l10nqa.render.status import reason_of
from l10nqa.ruleset import BUILT_IN
from l10nqa.score import FEW_WORDS, FORMULA, PENALTIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from l10nqa.memory.runs import ReportRun
    from l10nqa.model import DocumentStatus
    from l10nqa.render.report.figures import FileCounts, Report, ReportCounts, ReportedFinding
    from l10nqa.rule import DocumentRule, Rule
    from l10nqa.ruleset import RuleSet

__all__ = ["Frame", "render_page"]

_PLAIN = 300
"""The number of findings that the page shows without a script."""
_MOST = 60_000
"""The largest number of findings in a page: a filter over more would be slow."""
_MOST_DATA = 10_000_000
"""The largest number of characters of packed findings: a larger page would be too large for browsers and mail."""
_WORST_FILES = 25
_MAX_DOCUMENTS = 500
"""The largest number of documents that are not complete in a page."""


class Frame(NamedTuple):
    """The parts of a page around its figures."""

    title: str
    folder: Path
    """The folder of the page, to which links to documents are relative."""
    made: str
    """The time, for people."""
    paths: str = ""
    revision: str = ""
    min_certainty: Certainty = Certainty.LIKELY
    threshold: float | None = None
    runs: Sequence[ReportRun] = ()
    """The earlier runs and this one."""
    no_trend: str = "No memory was given: earlier reports are not known."
    home: str = ""
    """The address of the page of all locales."""
    pages: Mapping[str, str] = {}
    """The addresses of the pages of single locales, by locale."""
    everything: str = ""
    """The file beside the page with all findings."""
    rules: RuleSet = BUILT_IN
    """The rules that the page explains."""
    documents: Sequence[DocumentStatus] = ()
    """How far translated documents with a source of their own have come; empty where there are none."""


def render_page(report: Report, frame: Frame) -> str:
    """Return the page.

    Raises:
        ConfigError: a library of the extra `report` is not installed.
    """
    found = report.findings()
    held, data = _that_fit(found, frame.folder)
    counts = report.counts
    script = f"{table_library()}\n{_asset('report.js')}"
    style = _asset("report.css")
    locales = sorted(report.locales.values(), key=lambda each: each.counts.score.value or 0)
    page: str = _template().render(
        title=frame.title,
        made=frame.made,
        version=__version__,
        revision=frame.revision,
        paths=clean(frame.paths),
        home=frame.home,
        pages={each.locale: frame.pages.get(each.locale, "") for each in locales},
        everything=frame.everything,
        policy=_policy(script, style),
        style=_trusted(style),
        script=_trusted(script),
        data=_trusted(data),
        counts=counts,
        locales=locales,
        origins=_origins(report),
        severities=tuple(reversed(Severity)),
        aside=sum(each.status != "active" for each in found),
        problems=sum(problem.is_loss for problem in report.problems),
        failures=len(report.failures),
        charts=_charts(report, frame),
        no_trend=frame.no_trend,
        files=[(file, link_to(file.path, frame.folder)) for file in _worst_files(report)],
        filters=_filters(report, held),
        rows=rows_of(held[:_PLAIN], frame.folder),
        held=len(held),
        total=len(found),
        rules=[(rule.name, rule.summary.replace("`", "")) for rule in _by_name(frame.rules)],
        penalties=PENALTIES,
        statuses=states_by_locale(frame.documents),
        document_states=tuple(DocumentState),
        behind=_behind(frame),
        behind_total=sum(document.state is not DocumentState.COMPLETE for document in frame.documents),
        threshold=frame.threshold,
        few_words=FEW_WORDS,
        formula=FORMULA,
        min_certainty=frame.min_certainty.value,
    )
    return page


def _behind(frame: Frame) -> list[tuple[DocumentStatus, str, str]]:
    """Return the documents that are not complete, each with the reason and a link to the file that there is."""
    behind = [document for document in frame.documents if document.state is not DocumentState.COMPLETE]
    return [
        (
            document,
            reason_of(document),
            link_to(document.source if document.state is DocumentState.MISSING else document.path, frame.folder),
        )
        for document in behind[:_MAX_DOCUMENTS]
    ]


def _by_name(rules: RuleSet) -> list[Rule | DocumentRule]:
    return sorted(rules.all, key=lambda rule: rule.name)


def _that_fit(found: Sequence[ReportedFinding], folder: Path) -> tuple[Sequence[ReportedFinding], str]:
    """Return the worst findings, as many as a page can hold, and their data."""
    held = found[:_MOST]
    data = packed(held, folder) if held else ""
    while len(data) > _MOST_DATA:
        held = held[: len(held) * 3 // 4]
        data = packed(held, folder)
    return held, data


def _origins(report: Report) -> list[tuple[str, ReportCounts]]:
    """Return the amounts of machine and human translations and of undeclared origin, if there are any."""
    named = (("MT", "MT"), ("HT", "HT"), ("", "not said"))
    return [(name, report.of_origin(origin)) for origin, name in named if origin or report.of_origin("").words]


def _charts(report: Report, frame: Frame) -> dict[str, object]:
    both = all(report.of_origin(origin).words for origin in ("MT", "HT"))
    faults = report.counts.faults
    return {
        "locales": charts.by_locale(report) if len(report.locales) > 1 else "",
        "rules": charts.by_rule(report) if faults else "",
        "origins": charts.by_origin(report) if both and faults else "",
        "trend": charts.over_time(frame.runs) if len(frame.runs) > 1 else "",
    }


def _worst_files(report: Report) -> list[FileCounts]:
    every = (file for locale in report.locales.values() for file in locale.files)
    return sorted(every, key=lambda file: (-file.score.points, file.path))[:_WORST_FILES]


def _filters(report: Report, found: Sequence[ReportedFinding]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the filters of the table: name, label, and the value and text of each option."""

    def of(values: Sequence[str]) -> list[tuple[str, str]]:
        return [(value, value) for value in values]

    rules = sorted({each.finding.rule for each in found})
    statuses = [("active", "to act on"), ("fixable", "with a fix"), ("known", "known"), ("suppressed", "suppressed")]
    return [
        ("locale", "Locale", of(sorted(report.locales))),
        ("rule", "Rule", of(rules)),
        ("severity", "Severity", of([severity.value for severity in reversed(Severity)])),
        ("certainty", "Certainty", of([certainty.value for certainty in reversed(Certainty)])),
        ("origin", "Origin", of(sorted({each.origin for each in found if each.origin}))),
        ("status", "Status", [*statuses, ("all", "all")]),
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
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    return environment.get_template("report.html.j2")
