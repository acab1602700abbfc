"""The tables of a page below its first screen: each row with its bar and a link to its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.causes import CauseKind
from l10nqa.model import DocumentState, states_by_locale
from l10nqa.quality import Severity
from l10nqa.render.report.links import filtered
from l10nqa.render.report.rows import clean, link_to, shared_folder
from l10nqa.render.status import reason_of
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from l10nqa.model import DocumentStatus
    from l10nqa.render.report.counts import CauseCounts, FileCounts, ReportCounts
    from l10nqa.render.report.figures import LocaleReport, Report, ReportedFinding
    from l10nqa.render.report.frame import Frame

__all__ = ["Bar", "behind", "causes_of", "locale_rows", "origin_rows", "rule_map", "rule_rows", "worst_files"]

_MAX_CAUSES = 20
_MAX_FILES = 25
_MAX_DOCUMENTS = 500
"""The largest number of documents that are not complete in a page."""
_MAX_ORIGIN_RULES = 12
_DEPTHS = 8
"""Shades of the map, apart from none."""
_QUOTE = "“"
"""What messages that quote the text begin their quotes with."""
_SHOWN = 90
"""Code points of a sentence that is shown as an example."""


class Bar(NamedTuple):
    """A stretch of a bar, in percent of the width that there is."""

    kind: str
    """Its class in the style sheet."""
    start: str
    width: str


def _bar(amounts: Mapping[str, float], full: float) -> list[Bar]:
    """Return the stretches of a bar, one behind the other; `full` is the amount that fills the width."""
    bars, reached = [], 0.0
    for kind, amount in amounts.items():
        if amount and full:
            bars.append(Bar(kind, f"{100 * reached / full:.2f}%", f"{100 * amount / full:.2f}%"))
            reached += amount
    return bars


def _points(severities: Counter[Severity]) -> dict[str, float]:
    return {
        severity.value: PENALTIES[severity] * severities[severity]
        for severity in reversed(Severity)
        if severities[severity]
    }


class RuleRow(NamedTuple):
    """A rule with its share of the penalty points."""

    name: str
    href: str
    findings: int
    rate: float
    bar: list[Bar]


def rule_rows(counts: ReportCounts) -> list[RuleRow]:
    """Return the rules with findings: most penalty points first."""
    scores = counts.by_rule()
    full = max((score.points for score in scores.values()), default=0)
    rows = []
    for rule, score in scores.items():
        severities = counts.of_rule(rule)
        bar = _bar(_points(severities), full)
        rows.append(RuleRow(rule, filtered(rule=rule), severities.total(), score.per_thousand or 0.0, bar))
    return rows


class LocaleRow(NamedTuple):
    """A locale with its figures."""

    locale: str
    href: str
    """Its page, or its findings on this one."""
    counts: ReportCounts
    bar: list[Bar]
    states: Counter[DocumentState] | None
    """Its documents by state; None where nothing is known of them."""


def locale_rows(locales: Sequence[LocaleReport], frame: Frame) -> list[LocaleRow]:
    """Return the locales, in the given order."""
    states = states_by_locale(frame.documents)
    counts = {each.locale: each.counts for each in locales}
    full = max((each.rate for each in counts.values()), default=0.0)
    rows = []
    for locale, own in counts.items():
        per_word = 1000 / own.words if own.words else 0.0
        bar = _bar({kind: points * per_word for kind, points in _points(own.severities).items()}, full)
        href = frame.pages.get(locale) or filtered(locale=clean(locale))
        rows.append(LocaleRow(locale, href, own, bar, states.get(locale)))
    return rows


class MapCell(NamedTuple):
    """The penalty points of a rule in a locale."""

    rate: float
    depth: int
    href: str
    """Empty where there are no findings."""


def rule_map(locales: Sequence[LocaleReport], rules: Sequence[str], frame: Frame) -> list[tuple[str, list[MapCell]]]:
    """Return the penalty points per 1,000 source words of each of the rules in each of the locales."""
    rates = {
        each.locale: {rule: score.per_thousand for rule, score in each.counts.by_rule().items()} for each in locales
    }
    full = max((rate or 0.0 for own in rates.values() for rate in own.values()), default=0.0)
    rows = []
    for locale, own in rates.items():
        page = frame.pages.get(locale, "")
        named = "" if page else clean(locale)
        cells = [
            MapCell(rate, _depth(rate, full), filtered(page, locale=named, rule=rule) if rule in own else "")
            for rule in rules
            for rate in [own.get(rule) or 0.0]
        ]
        rows.append((locale, cells))
    return rows


def _depth(rate: float, full: float) -> int:
    """Return the shade of a cell; the square root makes small amounts visible beside a large one."""
    return max(1, round(_DEPTHS * (rate / full) ** 0.5)) if rate and full else 0


class OriginRow(NamedTuple):
    """A rule in machine and in human translations."""

    rule: str
    origins: list[tuple[str, str, float, list[Bar]]]
    """Origin, link, penalty points per 1,000 words, bar."""


def origin_rows(report: Report) -> list[OriginRow]:
    """Return the worst rules, each with its penalty points by origin."""
    scores = {origin: report.of_origin(origin).by_rule() for origin in ("MT", "HT")}
    rules = list(report.counts.by_rule())[:_MAX_ORIGIN_RULES]
    rates = {
        (rule, origin): (score.per_thousand or 0.0) if (score := scores[origin].get(rule)) else 0.0
        for rule in rules
        for origin in scores
    }
    full = max(rates.values(), default=0.0)
    return [
        OriginRow(
            rule,
            [
                (origin, filtered(rule=rule, origin=origin), rates[rule, origin],
                 _bar({origin.lower(): rates[rule, origin]}, full))
                for origin in scores
            ],
        )
        for rule in rules
    ]  # fmt: skip


class CauseRow(NamedTuple):
    """A cause of findings, with what settles it."""

    counts: CauseCounts
    href: str
    example: str
    """The sentence, where the message does not say enough without it."""
    remedy: str


_REMEDIES = {
    CauseKind.REPAIR: "repaired by l10nqa fix",
    CauseKind.WORDS: "the same words: one decision",
    CauseKind.TEXT: "the same sentence: one decision",
}


def causes_of(report: Report, found: Sequence[ReportedFinding]) -> list[CauseRow]:
    """Return the worst causes; `found` are the findings of the page, in which examples are looked for."""
    causes = report.causes()[:_MAX_CAUSES]
    wanted = {
        each.cause.id for each in causes if each.cause.kind is not CauseKind.REPAIR and _QUOTE not in each.cause.message
    }
    examples: dict[str, str] = {}
    for each in found if wanted else ():
        if each.cause.id in wanted and each.cause.id not in examples:
            examples[each.cause.id] = _excerpt(each.finding.target_text or each.finding.source_text)
    return [
        CauseRow(each, filtered(cause=each.cause.id), examples.get(each.cause.id, ""), _remedy(each)) for each in causes
    ]


def _remedy(counts: CauseCounts) -> str:
    is_single = counts.findings == 1 and counts.cause.kind is not CauseKind.REPAIR
    return "one decision" if is_single else _REMEDIES[counts.cause.kind]


def _excerpt(text: str) -> str:
    return clean(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


class FileRow(NamedTuple):
    """A document with its figures."""

    counts: FileCounts
    name: str
    """Its path, without what the paths of all documents with findings begin with."""
    href: str
    """Its findings."""
    document: str


def worst_files(report: Report, frame: Frame) -> tuple[str, list[FileRow]]:
    """Return the worst files, and the folder that all files with findings are in."""
    files = report.files()
    shared = shared_folder([file.path for file in files])
    rows = [
        FileRow(
            file,
            clean(file.path[len(shared) :]),
            filtered(frame.pages.get(file.locale, ""), path=clean(file.path)),
            link_to(file.path, frame.folder),
        )
        for file in files[:_MAX_FILES]
    ]
    return clean(shared), rows


def behind(frame: Frame) -> list[tuple[DocumentStatus, str, str]]:
    """Return the documents that are not complete, each with the reason and a link to the file that there is."""
    documents = [document for document in frame.documents if document.state is not DocumentState.COMPLETE]
    return [
        (
            document,
            reason_of(document),
            link_to(document.source if document.state is DocumentState.MISSING else document.path, frame.folder),
        )
        for document in documents[:_MAX_DOCUMENTS]
    ]
