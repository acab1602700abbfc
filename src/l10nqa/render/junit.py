"""`--format junit`: JUnit XML, for every CI system.

A document is a test suite and a finding a failed test; a document without findings is a passed test. JUnit XML has no
standard: this follows the schema of Jenkins.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from lxml import etree

from l10nqa.safe_xml import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import CheckedDocument, Failure, Finding, Problem

__all__ = ["render_junit"]


def render_junit(results: Iterable[CheckedDocument], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write a test suite for each document, as they come. Characters that XML forbids are shown as U+FFFD."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="l10nqa">\n')
    stream.writelines(etree.tostring(_suite(result), encoding="unicode", pretty_print=True) for result in results)
    stream.write("</testsuites>\n")


def _suite(result: CheckedDocument) -> etree._Element:
    unread = [problem for problem in result.problems if problem.is_unreadable]
    suite = etree.Element("testsuite", name=_fit(result.path))
    names = _Names(result.path)
    for finding in result.findings:
        _case(
            suite,
            names.next(finding.rule, finding.segment),
            "failure",
            finding.severity.value,
            *_failure_texts(finding),
        )
    for failure in result.failures:
        _case(suite, names.next(failure.rule, failure.segment), "error", "rule-crashed", *_crash(failure))
    for problem in unread:
        _case(suite, names.next("read", ""), "error", problem.kind.value, problem.message, _place(problem))
    if not len(suite):
        case = etree.SubElement(suite, "testcase", names.next("clean", ""))
        if not result.segments:  # nothing was checked, which must not count as clean
            reason = "no segment is translated" if result.untranslated + result.drafts else "no segment was read"
            etree.SubElement(case, "skipped").text = reason  # Jenkins' schema has no attribute here
    counts = Counter(case[0].tag for case in suite if len(case))
    for name, number in (
        *(("tests", len(suite)), ("failures", counts["failure"]), ("errors", counts["error"])),
        ("skipped", counts["skipped"]),
    ):
        suite.set(name, str(number))
    others = [problem for problem in result.problems if problem not in unread]
    if others:
        lines = [f"{_place(problem)}: {problem.message} ({problem.kind.value})" for problem in others]
        etree.SubElement(suite, "system-err").text = _fit("\n".join(lines))
    return suite


class _Names:
    """Names tests so that a CI system recognises them in the next run: by rule and segment, not by line."""

    def __init__(self, path: str) -> None:
        self._path = _fit(path)
        self._seen: Counter[str] = Counter()

    def next(self, rule: str, segment: str) -> dict[str, str]:
        name = _fit(f"{rule} {segment}".rstrip())
        self._seen[name] += 1
        times = self._seen[name]
        return {"classname": self._path, "name": name if times == 1 else f"{name} ({times})"}


def _case(suite: etree._Element, name: dict[str, str], outcome: str, kind: str, message: str, text: str) -> None:
    case = etree.SubElement(suite, "testcase", name)
    etree.SubElement(case, outcome, message=_fit(message), type=kind).text = _fit(text)


def _failure_texts(finding: Finding) -> tuple[str, str]:
    lines = [f"{finding.path}:{finding.line}:{finding.column}: {finding.message}"]
    lines += [f"source: {finding.source_text}"] if finding.source_text else []
    lines += [f"target: {finding.target_text}"]
    lines += [f"{'fix' if finding.fix.safe else 'fix?'}: {finding.fix.result}"] if finding.fix else []
    lines += [f"certainty: {finding.certainty.value}", f"fingerprint: {finding.fingerprint}"]
    return finding.message, "\n".join(lines)


def _crash(failure: Failure) -> tuple[str, str]:
    return f"the rule crashed: {failure.error}", f"{failure.path}:{failure.line}: {failure.error}"


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}"


def _fit(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
