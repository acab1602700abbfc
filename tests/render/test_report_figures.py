"""The figures of the report: whatever is kept of the findings, all of them are counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reported import document, finding

from l10nqa.causes import by_cause, cause_of
from l10nqa.errors import InputError
from l10nqa.quality import Severity
from l10nqa.render.report import Frame, Report, figures
from l10nqa.render.report.spool import Spool
from l10nqa.render.report.tables import locale_rows, origin_rows, rule_map, rule_rows
from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.model.origin import Origin

FRAME = Frame("Report", Path(), "today")


KINDS: list[tuple[str, Origin | None]] = [("de-DE", "MT"), ("de-DE", "HT"), ("ar-SA", "MT"), ("ja-JP", None)]


def results() -> list[CheckedDocument]:
    return [
        document(locale, *(finding(each)._replace(message=f"message {each % 4}") for each in range(first, first + 7)),
                 path=f"docs/{locale}/{first}.md")._replace(origin=origin)
        for first, (locale, origin) in enumerate(KINDS * 5)
    ]  # fmt: skip


def active(*origins: str | None) -> list[Finding]:
    return [each for result in results() if not origins or result.origin in origins
            for each in result.findings if each.is_active]  # fmt: skip


def points(findings: list[Finding]) -> int:
    return sum(PENALTIES[each.severity] for each in findings)


def test_causes_are_those_of_the_findings() -> None:
    report = Report.of(results())
    groups = [(group.cause, len(group.findings), group.points) for group in by_cause(active())]
    assert [(each.cause, each.findings, each.points) for each in report.causes()] == groups
    for each in report.causes():
        paths = {
            result.path for result in results() for found in result.findings
            if found.is_active and cause_of(found) == each.cause
        }  # fmt: skip
        assert each.documents == len(paths)


def test_a_page_holds_the_worst_findings_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Report.of(results())
    monkeypatch.setattr(figures, "MAX_FINDINGS", 10)
    held = Report.of(results())
    assert held.findings() == whole.findings()[:10]
    assert held.counts == whole.counts
    assert (held.total, held.aside) == (whole.total, whole.aside)
    assert held.causes() == whole.causes()


def test_findings_that_are_put_aside_in_a_file_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Report.of(results())
    for most in (0, 1, 10, 50):
        aside = Report(spool=Spool(most))
        for result in results():
            aside.add(result)
        assert aside.findings() == whole.findings()
        assert aside.findings() == whole.findings()  # and once more
        assert all(aside.only(locale).findings() == whole.only(locale).findings() for locale in whole.locales)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(InputError, match="until its pages are written") as caught:
        Report(spool=Spool(0)).add(results()[0])
    assert caught.value.path == "/nowhere"


def test_what_is_settled_is_not_new() -> None:
    report = Report(is_known=lambda _: False)
    for result in results():
        report.add(result)
    assert all(each.is_new == each.finding.is_active for each in report.findings())
    assert report.counts.new == len(active())


def test_bars_are_in_proportion_to_points() -> None:
    rows = rule_rows(Report.of(results()).counts)
    expected = Counter[str]()
    for each in active():
        expected[each.rule] += PENALTIES[each.severity]
    assert [row.name for row in rows] == [rule for rule, _ in expected.most_common()]
    for row in rows:
        width = sum(float(stretch.width.rstrip("%")) for stretch in row.bar)
        assert width == pytest.approx(100 * expected[row.name] / max(expected.values()), abs=0.1)
        assert row.findings == sum(each.rule == row.name for each in active())


def test_rates_by_origin_and_locale_are_points_per_thousand_words() -> None:
    report = Report.of(results())
    for row in origin_rows(report):
        for origin, _, rate, _ in row.origins:
            found = [each for each in active(origin) if each.rule == row.rule]
            words = sum(result.words for result in results() if result.origin == origin)
            assert rate == pytest.approx(1000 * points(found) / words)
    locales = list(report.locales.values())
    rules = list(report.counts.by_rule())
    for locale, cells in rule_map(locales, rules, FRAME):
        own = [result for result in results() if result.target_locale == locale]
        for rule, cell in zip(rules, cells, strict=True):
            found = [each for result in own for each in result.findings if each.is_active and each.rule == rule]
            assert cell.rate == pytest.approx(1000 * points(found) / sum(result.words for result in own))
            assert bool(cell.href) == bool(cell.depth) == bool(found)


def test_a_locale_without_words_has_a_row() -> None:
    report = Report.of([document("de-DE", finding(1))._replace(words=0), *results()])
    assert {row.locale for row in locale_rows(list(report.locales.values()), FRAME)} == {"de-DE", "ar-SA", "ja-JP"}
    alone = Report.of([document("de-DE", finding(1))._replace(words=0)])
    assert [row.bar for row in locale_rows(list(alone.locales.values()), FRAME)] == [[]]
    assert alone.counts.severities == {Severity.MAJOR: 1}
