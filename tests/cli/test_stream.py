"""`check - --format json`: an answer to each translation of a stream, as soon as it is read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bilingual import CORPORA
from command import l10nqa
from installed import ROOT, on_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_COMMAND = [sys.executable, "-m", "l10nqa", "check", "-", "--format", "json"]
_RIGHT = {"source": "Press **Save**.", "target": "Drücken Sie **Speichern**."}
_TORN = {"source": "See [the page](a.md).", "target": "Siehe [die Seite.](a.md)"}
_LOST = {"source": "Press **Save**.", "target": "Drücken Sie Speichern."}


def _answers(records: Sequence[object], *options: str | Path, status: int | None = None) -> list[dict[str, Any]]:
    lines = [record if isinstance(record, bytes) else json.dumps(record).encode() for record in records]
    done = l10nqa("check", "-", "--format", "json", *options, stdin=b"\n".join(lines))
    assert status in (None, done.returncode), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module", params=["de-DE", "ja-JP", "ar-SA"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stream") / "units.jsonl"
    assert l10nqa("export", CORPORA / request.param, "-o", file).returncode == 0
    return file


def test_the_findings_are_those_of_the_file(exported: Path, tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    l10nqa("extract", exported, "--tm", tm)
    listed = l10nqa("check", exported, "--tm", tm, "--format", "jsonl").stdout.splitlines()
    whole = [(each["line"], each["rule"], each["target"], each["fix"]) for each in map(json.loads, listed)]
    answers = _answers(exported.read_bytes().splitlines(), "--tm", tm)
    found = [
        (each["line"], each["rule"], each["target"], each["fix"]) for answer in answers for each in answer["findings"]
    ]
    assert found
    assert sorted(found, key=str) == sorted(whole, key=str)
    assert [answer["line"] for answer in answers] == list(range(1, len(answers) + 1))


def test_what_is_fixed_passes_if_it_says_so(exported: Path) -> None:
    records = [json.loads(line) for line in exported.read_bytes().splitlines()]
    answers = _answers(records, status=1)
    fixed = [
        (answer["fixed"], {**record, "target": answer["fixed"]["target"]})
        for answer, record in zip(answers, records, strict=True)
        if answer["fixed"]
    ]
    assert fixed
    again = _answers([record for _, record in fixed])
    assert [answer["passes"] for answer in again] == [each["passes"] for each, _ in fixed]


def test_an_answer_says_what_to_do() -> None:
    right, torn, lost = _answers([_RIGHT, {**_TORN, "segment": "s-1"}, _LOST], "--target-locale", "de-DE", status=1)
    assert right == {
        "line": 1,
        "segment": None,
        "passes": True,
        "error": None,
        "complete": True,
        "findings": [],
        "fixed": None,
        "retry": None,
    }
    assert (torn["segment"], torn["passes"]) == ("s-1", False)
    assert torn["fixed"] == {"target": "Siehe [die Seite](a.md).", "passes": True}
    assert torn["retry"].splitlines()[-1] == "Siehe [die Seite](a.md)."
    assert lost["fixed"] is None
    assert lost["findings"][0]["message"] in lost["retry"]
    assert lost["findings"][0]["explanation"] in lost["retry"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{oops", "is no unit"),
        (b'{"source": "A"}', "target is missing"),
        (b'["A", "B"]', "is no unit"),
        (b'{"source": "A", "target": " "}', "target is empty"),
        (b'{"source": "A", "target": "' + b"B" * (1 << 20) + b'"}', "longer than"),
        (b'{"source": "A\xff", "target": 3}', "invalid start byte"),
    ],
)
def test_a_line_that_cannot_be_checked_does_not_pass_and_stops_nothing(line: bytes, error: str) -> None:
    answers = _answers([{**_RIGHT, "target_locale": "de-DE"}, line, b"", _RIGHT], "--target-locale", "de-DE", status=1)
    assert [(answer["line"], answer["passes"]) for answer in answers] == [(1, True), (2, False), (4, True)]
    assert re.search(error, answers[1]["error"]), answers[1]["error"]
    assert answers[1]["error"] in answers[1]["retry"]


def test_records_of_several_locales_get_the_rules_of_their_own() -> None:
    records = [
        {"source": "Is it on?", "target": "Είναι ενεργό;", "target_locale": "el-GR"},
        {"source": "Is it on?", "target": "Ist es an;", "target_locale": "de-DE"},
    ]
    assert [bool(answer["findings"]) for answer in _answers(records)] == [False, True]


def test_nothing_to_translate_passes_and_no_translation_at_all_is_an_error() -> None:
    assert [answer["passes"] for answer in _answers([{"source": " ", "target": ""}], status=0)] == [True]
    assert _answers([b" ", b""], status=2) == []
    assert _answers([b'\xef\xbb\xbf{"source": "A.", "target": "B."}'])[0]["passes"]


def test_ledger_and_thresholds_decide_what_passes(tmp_path: Path) -> None:
    torn = _answers([_TORN], "--target-locale", "de-DE", status=1)
    ledger = tmp_path / "ledger.jsonl"
    fingerprint = torn[0]["findings"][0]["fingerprint"]
    entry = {
        "decision": "accepted",
        "reason": "so be it",
        "author": "me",
        "date": "2026-01-01",
        "rule": "link-punctuation",
        "fingerprint": fingerprint,
    }
    ledger.write_text(json.dumps(entry) + "\n", "utf-8")
    for options in (["--ledger", ledger], ["--fail-on", "major"], ["--ignore", "link-punctuation"]):
        assert _answers([_TORN], "--target-locale", "de-DE", *options, status=0)[0]["passes"]


@pytest.mark.parametrize("options", [["--changed-since", "HEAD"], ["--statistics"], ["--max-findings", "1"]])
def test_options_of_whole_files_are_refused(options: list[str]) -> None:
    done = l10nqa("check", "-", "--format", "json", *options, stdin=json.dumps(_RIGHT).encode())
    assert done.returncode == 2
    assert options[0] in done.stderr


def test_a_document_on_standard_input_is_checked_as_a_whole() -> None:
    text = next((CORPORA / "de-DE").rglob("*.md")).read_bytes()
    assert set(json.loads(l10nqa("check", "-", "--format", "json", stdin=text).stdout)) >= {"summary", "findings"}


def test_each_answer_comes_before_the_next_line_is_written() -> None:
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as gate:
        assert gate.stdin
        assert gate.stdout
        for record, passes in ((_RIGHT, True), (_LOST, False), (_RIGHT, True)):
            print(json.dumps(record), file=gate.stdin, flush=True)
            assert json.loads(gate.stdout.readline())["passes"] is passes
        gate.stdin.close()
        assert gate.wait(60) == 1


def _loop_of_the_page() -> Iterator[str]:
    page = (ROOT / "docs" / "for-ci.md").read_text("utf-8")
    return (block for block in re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE) if "Popen" in block)


def test_the_loop_of_the_page_asks_again_until_a_translation_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", on_path(tmp_path / "bin")["PATH"])
    (loop,) = _loop_of_the_page()
    names: dict[str, Any] = {}
    exec(compile(loop, "for-ci.md", "exec"), names)  # noqa: S102 - a page of this project
    asked: list[str | None] = []

    def translate(source: str, advice: str | None) -> str:
        asked.append(advice)
        return {"Press **Save**.": _LOST["target"] if advice is None else _RIGHT["target"]}.get(source, _TORN["target"])

    try:
        assert names["translated"](_RIGHT["source"], translate) == _RIGHT["target"]
        assert asked[0] is None
        assert "emphasis-count" in (asked[1] or "")
        assert names["translated"](_TORN["source"], translate) == "Siehe [die Seite](a.md)."
        assert names["translated"]("Run `a`.", lambda _source, _advice: "Los.") is None
    finally:
        names["gate"].stdin.close()
        names["gate"].wait(60)
        names["gate"].stdout.close()
