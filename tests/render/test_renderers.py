"""Law 6, agreement: every renderer reports the same findings. And no document says anything to the terminal itself."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import CORPORA, parsed, text_of
from l10nqa.engine import check_bitext
from l10nqa.model import CheckedDocument, Edit, Failure, Finding, Fix, Problem, ProblemKind, Spot
from l10nqa.quality import Certainty, Severity
from l10nqa.render import RENDERERS
from l10nqa.render.console import render_console
from l10nqa.rules import RULES
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SGR = re.compile(r"\x1b\[[\d;]*m")
_HEAD = re.compile(r" +(\d+):(\d+) +(minor|major|critical) +([a-z-]+)(?: \((?:likely|possible)\))?: .* \[(.*)\]")
_Reported = list[tuple[str, str, str, int, int]]


@pytest.fixture(scope="module", autouse=True)
def _wide_terminal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "10000")  # what does not fit is shown in test_columns.py
        yield


def rendered(format_: str, results: Sequence[CheckedDocument]) -> str:
    stream = io.StringIO()
    RENDERERS[format_](results, stream)
    return stream.getvalue()


def said_in_json(text: str) -> _Reported:
    return [(f["path"], f["segment"], f["rule"], f["line"], f["column"]) for f in json.loads(text)["findings"]]


def said_in_jsonl(text: str) -> _Reported:
    # A line ends with \n alone: a target may hold U+2028 and the like.
    found = [json.loads(line) for line in text.split("\n") if line]
    return [(f["path"], f["segment"], f["rule"], f["line"], f["column"]) for f in found]


def said_on_console(text: str) -> _Reported:
    path, found = "", _Reported()
    for line in text.split("\n"):
        if line and not line.startswith(" "):
            path = line
        elif head := _HEAD.fullmatch(line):
            found.append((path, head[5], head[4], int(head[1]), int(head[2])))
    return found


@pytest.fixture(scope="module")
def results() -> list[CheckedDocument]:
    return list(check([str(CORPORA)], min_certainty=Certainty.POSSIBLE, jobs=1))


def test_every_renderer_reports_the_same_findings(results: list[CheckedDocument]) -> None:
    expected = [(f.path, f.segment, f.rule, f.line, f.column) for result in results for f in result.findings]
    assert len(expected) > 80
    assert said_in_jsonl(rendered("jsonl", results)) == expected
    assert said_in_json(rendered("json", results)) == expected
    assert said_on_console(rendered("console", results)) == expected


_CONTROLS = ("\n", "\r", "\t", "\x1b[31m", "\x07", "\x00", "\x9b2J", "\x7f")
_WORDS = ("word", "文字", "كلمة", " ", "\u2028", "`a`", "**b**", "[c](u)", "{0}", "😀", *_CONTROLS)
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map("".join)


@given(st.lists(st.tuples(_texts, _texts), max_size=4))
def test_renderers_agree_on_any_text_and_pass_no_control_character_on(pairs: list[tuple[str, str]]) -> None:
    text = text_of(*pairs).replace("1a2b3-", "1\x1b[32m\n-")
    result = check_bitext(parsed(text, "docs/\x1b[2Ja.md"), RULES)
    shown = rendered("console", [result])
    assert not [character for character in shown if character != "\n" and unicodedata.category(character) == "Cc"]
    expected = [(f.path, f.segment, f.rule, f.line, f.column) for f in result.findings]
    assert said_in_json(rendered("json", [result])) == said_in_jsonl(rendered("jsonl", [result])) == expected
    assert [row[2:] for row in said_on_console(shown)] == [row[2:] for row in expected]


_FINDING = Finding(
    path="dir/a.md",
    segment="56bed-107",
    rule="link-punctuation",
    severity=Severity.MINOR,
    certainty=Certainty.LIKELY,
    message="a mark moved",
    line=29,
    column=5,
    source=None,
    target=Spot(2, 3, "."),
    fix=Fix(safe=True, edits=(Edit(2, 3, ""),), result="[a](u)"),
    fingerprint="0f",
    source_text="[b](u)",
    target_text="[a.](u)",
)
_PROBLEM = Problem("dir/a.md", 3, 1, ProblemKind.NO_SOURCE, "no source")
_FAILURE = Failure("dir/a.md", "1-101", "code", 4, "ValueError: x")
_RESULT = CheckedDocument("dir/a.md", 2, 9, (_FINDING,), (_PROBLEM,), (_FAILURE,))


def test_a_line_of_jsonl_is_the_finding_that_the_contract_describes() -> None:
    (line,) = rendered("jsonl", [_RESULT]).splitlines()
    assert json.loads(line) == {
        "path": "dir/a.md",
        "segment": "56bed-107",
        "rule": "link-punctuation",
        "severity": "minor",
        "certainty": "likely",
        "message": "a mark moved",
        "line": 29,
        "column": 5,
        "source": None,
        "target": {"start": 2, "end": 3, "text": "."},
        "fix": {"safe": True, "edits": [{"start": 2, "end": 3, "text": ""}], "result": "[a](u)"},
        "fingerprint": "0f",
    }
    without = _RESULT._replace(findings=(_FINDING._replace(fix=None),))
    assert json.loads(rendered("jsonl", [without]))["fix"] is None


def test_json_has_the_whole_run() -> None:
    report = json.loads(rendered("json", [_RESULT, _RESULT._replace(findings=(), problems=(), failures=())]))
    assert list(report) == ["version", "summary", "findings", "problems", "failures"]
    score = report["summary"].pop("score")
    assert report["summary"] == {"documents": 2, "segments": 4, "source_words": 18, "findings": 1}
    assert (score["name"], score["points"]) == ("automatic partial score", 1)
    assert score["value"] == pytest.approx(100 - 100 / 18)
    assert report["problems"] == [
        {"path": "dir/a.md", "line": 3, "column": 1, "kind": "no-source", "message": "no source", "hint": None}
    ]
    assert report["failures"] == [
        {"path": "dir/a.md", "segment": "1-101", "rule": "code", "line": 4, "error": "ValueError: x"}
    ]


def test_the_console_groups_by_file_and_marks_the_spot() -> None:
    other = _RESULT._replace(path="dir/b.md", findings=(_FINDING._replace(path="dir/b.md", target=None),))
    assert rendered("console", [_RESULT, other]).split("\n") == [
        "dir/a.md",
        "      29:5  minor    link-punctuation (likely): a mark moved  [56bed-107]",
        "            source  [b](u)",
        "            target  [a⟦.⟧](u)",
        "            fix     [a](u)",
        "",
        "dir/b.md",
        "      29:5  minor    link-punctuation (likely): a mark moved  [56bed-107]",
        "            source  [b](u)",
        "            target  [a.](u)",
        "            fix     [a](u)",
        "",
        "",
    ]


def test_the_console_marks_what_a_fix_puts_in_and_asks_where_it_is_only_suggested() -> None:
    moved = Fix(safe=False, edits=(Edit(2, 3, ""), Edit(7, 7, ".")), result="[a](u).")
    asked = _FINDING._replace(fix=moved)
    assert rendered("console", [_RESULT._replace(findings=(asked,))]).split("\n")[4] == "            fix?    [a](u)⟦.⟧"


def test_the_console_shows_a_long_line_around_the_spot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = "x" * 500 + "!" + "y" * 500
    long = _FINDING._replace(target=Spot(500, 501, "!"), target_text=text)
    target = rendered("console", [_RESULT._replace(findings=(long,))]).split("\n")[3]
    assert re.fullmatch(r" +target  …x+⟦!⟧y+…", target)
    assert len(target) < 200


def test_colour_marks_the_spot_and_changes_no_word(results: list[CheckedDocument]) -> None:
    coloured, plain = io.StringIO(), io.StringIO()
    render_console(results, coloured, color=True, width=10_000)
    render_console(results, plain, color=False, width=10_000)
    assert "\x1b[7m" in coloured.getvalue()
    seen, marked = _SGR.sub("", coloured.getvalue()), plain.getvalue()
    assert seen.replace("⟦⟧", "") == marked.replace("⟦", "").replace("⟧", "")
    assert seen.count("⟦⟧") == marked.count("⟦⟧") > 0  # what is missing is seen in both


def test_no_findings_say_nothing() -> None:
    nothing = _RESULT._replace(findings=())
    assert rendered("console", [nothing]) == rendered("jsonl", [nothing]) == ""
