"""The first screen of the report: what it tells to do, and that its links and commands are those of its figures."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from reported import HOSTILE, document, finding

from l10nqa.causes import CauseKind, by_cause
from l10nqa.engine import Tally
from l10nqa.model import BasisKind, Decision, DocumentState, DocumentStatus, Problem, ProblemKind, Suppression
from l10nqa.quality import Certainty, Severity
from l10nqa.render.report import Commands, Comparison, Frame, Report
from l10nqa.render.report.todo import steps_of

if TYPE_CHECKING:
    from l10nqa.model import CheckedDocument
    from l10nqa.render.report.todo import Step

COMMANDS = Commands("l10nqa check docs/", "l10nqa fix docs/", "l10nqa status docs/")


BACK = finding(6)._replace(
    certainty=Certainty.POSSIBLE, came_back=Suppression(Decision.FIXED, "mended", "a", "2026-11-24"), message="is back"
)
"""What was fixed once counts as certain."""


def results() -> list[CheckedDocument]:
    return [
        document("de-DE", *(finding(number) for number in range(60)), BACK, path="docs/de/a.md"),
        document("ar-SA", *(finding(number, "كلمة 😀 **غامقة**.", "docs/ar/b.md") for number in range(60, 100)),
                 path="docs/ar/b.md"),
    ]  # fmt: skip


def steps(report: Report, **frame: Any) -> dict[str, Step]:
    made = Frame("Report", Path(), "today", commands=COMMANDS)._replace(**frame)
    return {step.name: step for step in steps_of(report, made)}


def fragment(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(address.partition("#")[2]).items()}


def test_what_blocks_is_what_makes_check_fail() -> None:
    for fail_on, certainty in itertools.product(Severity, Certainty):
        tally = Tally()
        report = Report(fail_on, certainty)
        for result in tally.counted(results()):
            report.add(result)
        assert report.counts.blocking == tally.reaching(fail_on, certainty)
        assert report.counts.repairs == tally.repairs
        assert report.counts.findings == tally.findings
        step = steps(report).get("blocks") or steps(report)["passes"]
        assert step.command == "l10nqa check docs/"
        if tally.reaching(fail_on, certainty):
            assert step.title.startswith(f"{tally.reaching(fail_on, certainty):,} of {tally.findings} findings block")
            assert fragment(step.href) == {"status": "blocking"}
            repaired = sum(each.finding.fix is not None and each.finding.fix.safe and each.blocks
                           for each in report.findings())  # fmt: skip
            assert (f"{repaired:,} of them repair" in step.note) == bool(repaired)


def test_a_clean_run_blocks_nothing_and_asks_for_nothing() -> None:
    report = Report.of([document("de-DE")])
    assert list(steps(report)) == ["passes"]


def test_repairs_come_with_their_command() -> None:
    step = steps(Report.of(results()))["repairs"]
    assert step.command == "l10nqa fix docs/"
    assert fragment(step.href) == {"status": "repairable"}


def test_the_worst_causes_are_those_that_no_command_settles() -> None:
    report = Report.of(results())
    active = [each for result in results() for each in result.findings if each.is_active]
    worst = [group for group in by_cause(active) if group.cause.kind is not CauseKind.REPAIR]
    links = steps(report)["causes"].links
    assert [fragment(link.href)["cause"] for link in links] == [group.cause.id for group in worst[:3]]
    assert all(f"{len(group.findings)} finding" in link.amount for group, link in zip(worst, links, strict=False))


def test_the_worst_files_lead_to_their_findings_on_the_page_of_their_locale() -> None:
    links = steps(Report.of(results()), pages={"ar-SA": "ar-SA.html"})["files"].links
    assert [link.text for link in links] == ["de/a.md", "ar/b.md"]  # without what all paths share
    assert [fragment(link.href) for link in links] == [{"path": "docs/de/a.md"}, {"path": "docs/ar/b.md"}]
    assert [link.href.partition("#")[0] for link in links] == ["", "ar-SA.html"]


def test_changes_are_told_with_what_they_are_compared_with() -> None:
    known = {finding(number).fingerprint for number in range(50)}
    report = Report(is_known=lambda each: each.fingerprint in known)
    for result in results():
        report.add(result)
    step = steps(report, comparison=Comparison("the report of yesterday", 7, 12.5))["changes"]
    assert step.title == f"{report.counts.new} new, 7 gone"
    assert report.counts.new == sum(each.is_active and each.fingerprint not in known for result in results()
                                    for each in result.findings)  # fmt: skip
    assert "the report of yesterday" in step.note
    assert f"12.5 → {report.counts.rate:.1f}" in step.note
    assert "changes" not in steps(report)


def test_documents_that_are_stale_or_missing_are_named_the_stale_first() -> None:
    states = [DocumentState.COMPLETE, DocumentState.MISSING, DocumentState.STALE, DocumentState.STALE]
    documents = [
        DocumentStatus(f"de/{index}.md", f"en/{index}.md", "de", state, BasisKind.COMMIT)
        for index, state in enumerate(states)
    ]
    step = steps(Report.of(results()), documents=documents)["documents"]
    assert step.title == "2 stale, 1 missing of 4 documents"
    assert [(link.text, link.amount) for link in step.links] == [
        ("2.md", "stale"),
        ("3.md", "stale"),
        ("1.md", "missing"),
    ]
    assert step.command == "l10nqa status docs/"


def test_what_could_not_be_read_comes_first() -> None:
    report = Report.of(results())
    report.problems.append(Problem("docs/c.md", 1, 1, ProblemKind.UNREADABLE, "is not UTF-8"))
    made = steps(report)
    assert next(iter(made)) == "unread"
    assert made["unread"].command == "l10nqa check docs/ --format json"


def test_a_score_below_the_threshold_is_a_thing_to_do() -> None:
    titles = [step.title for step in steps_of(Report.of(results()), Frame("", Path(), "", threshold=99.9))]
    assert "2 of 2 locales are below the score of 99.9" in titles


def test_paths_and_messages_of_documents_cannot_break_an_address() -> None:
    path = f"docs/{HOSTILE}.md"
    step = steps(Report.of([document("de-DE", finding(2, HOSTILE, path), path=path)]))["files"]
    (link,) = step.links
    assert not set(link.href) & set("<>\"' ")
    assert fragment(link.href)["path"] == path
