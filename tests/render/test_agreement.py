"""Law 6, agreement: every format reports the same findings; what nobody is to act on is left out or marked."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from lxml import etree
from mixed import active, findings_of, mixed_results

from bilingual import CORPORA
from l10nqa.render import BINARY_RENDERERS, FORMATS, RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from l10nqa.model import Finding

Said = set[tuple[str, str, str, int]]
"""Path, segment, rule and line."""
_ROOT = CORPORA.parent
_ANNOTATION = re.compile(r"::(?:error|warning|notice) (.*?)::(.*)")
_CONCISE = re.compile(r"(?P<path>.+?):(?P<line>\d+):\d+: (?P<rule>[a-z-]+): .+")
_SEGMENT = re.compile(r" \[([\w-]+)\]$")


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_ROOT)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def text(format_: str) -> str:
    stream = io.StringIO(newline="")
    RENDERERS[format_](mixed_results(), stream)
    return stream.getvalue()


def binary(format_: str) -> io.BytesIO:
    stream = io.BytesIO()
    BINARY_RENDERERS[format_](mixed_results(), stream)
    return stream


def from_objects(found: Iterable[dict[str, Any]]) -> Said:
    return {(relative(f["path"]), f["segment"], f["rule"], f["line"]) for f in found}


def relative(path: str) -> str:
    return Path(path).relative_to(_ROOT).as_posix()


def said_by_sarif(*, everything: bool = False) -> Said:
    said = set()
    for result in json.loads(text("sarif"))["runs"][0]["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        segment = location["logicalLocations"][0]["name"] if "logicalLocations" in location else ""
        if everything or (not result["suppressions"] and result["baselineState"] == "new"):
            uri = unquote(place["artifactLocation"]["uri"])
            said.add((uri, segment, result["ruleId"], place["region"]["startLine"]))
    return said


def said_by_junit() -> Said:
    said = set()
    for case in etree.fromstring(text("junit").encode()).iterfind("testsuite/testcase[failure]"):
        rule, _, segment = re.sub(r" \(\d+\)$", "", case.get("name", "")).partition(" ")
        told = case.findtext("failure", "").removeprefix(case.get("classname", ""))
        said.add((relative(case.get("classname", "")), segment, rule, int(told.split(":")[1])))
    return said


def said_by_gitlab() -> Said:
    said = set()
    for issue in json.loads(text("gitlab")):
        segment = _SEGMENT.search(issue["description"])
        place = issue["location"]
        said.add((place["path"], segment[1] if segment else "", issue["check_name"], place["lines"]["begin"]))
    return said


def said_by_github() -> Said:
    """Return what the annotations say; of each severity no more than ten."""
    said = set()
    for properties, message in _ANNOTATION.findall(text("github")):
        given = dict(pair.split("=", 1) for pair in properties.split(","))
        segment = _SEGMENT.search(message)
        said.add((given["file"], segment[1] if segment else "", given["title"].split()[0], int(given["line"])))
    return said


def said_by_xlsx() -> Said:
    rows = openpyxl.load_workbook(binary("xlsx"))["findings"].iter_rows(values_only=True)
    head = next(rows)
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    return from_objects({**row, "segment": row["segment"] or ""} for row in cells)


_PARSERS: dict[str, Callable[[], Said]] = {
    "json": lambda: from_objects(json.loads(text("json"))["findings"]),
    "jsonl": lambda: from_objects(map(json.loads, text("jsonl").splitlines())),
    "sarif": said_by_sarif,
    "junit": said_by_junit,
    "gitlab": said_by_gitlab,
    "csv": lambda: from_objects(
        {**row, "line": int(row["line"])} for row in csv.DictReader(io.StringIO(text("csv"), newline=""))
    ),
    "parquet": lambda: from_objects(json.loads(pd.read_parquet(binary("parquet")).to_json(orient="records"))),
    "xlsx": said_by_xlsx,
}


def said_of(findings: Iterable[Finding]) -> Said:
    return {(relative(f.path), f.segment, f.rule, f.line) for f in findings}


@pytest.mark.parametrize("format_", _PARSERS)
def test_every_format_reports_the_active_findings(format_: str) -> None:
    expected = said_of(active(mixed_results()))
    assert len(expected) > 20
    assert _PARSERS[format_]() == expected


def test_console_and_the_log_of_github_are_the_same_text() -> None:
    # What the console says is compared with JSON in test_renderers.py.
    assert text("console") in text("github")
    assert text("console").count("\n  ") >= len(active(mixed_results()))


def test_github_annotates_ten_of_each_severity_and_all_are_active() -> None:
    found = active(mixed_results())
    expected = {
        severity: min(10, sum(f.severity is severity for f in found)) for severity in {f.severity for f in found}
    }
    said = said_by_github()
    assert said <= said_of(found)
    assert len(said) == sum(expected.values())


def test_sarif_marks_what_the_others_leave_out() -> None:
    assert said_by_sarif(everything=True) == said_of(findings_of(mixed_results()))


def test_fingerprints_are_the_same_in_every_format_that_has_them() -> None:
    expected = [finding.fingerprint for finding in active(mixed_results())]
    assert [f["fingerprint"] for f in json.loads(text("json"))["findings"]] == expected
    assert list(pd.read_parquet(binary("parquet"))["fingerprint"]) == expected
    assert [row["fingerprint"] for row in csv.DictReader(io.StringIO(text("csv"), newline=""))] == expected
    assert re.findall(r"fingerprint: (\w+)", text("junit")) == expected
    everything = [finding.fingerprint for finding in findings_of(mixed_results())]
    results = json.loads(text("sarif"))["runs"][0]["results"]
    assert [result["partialFingerprints"]["l10nqa/v1"] for result in results] == everything


def test_concise_reports_the_same() -> None:
    lines = [_CONCISE.fullmatch(line) for line in text("concise").splitlines()]
    said = {(relative(line["path"]), line["rule"], int(line["line"])) for line in lines if line}
    assert said == {(path, rule, line) for path, _, rule, line in said_of(active(mixed_results()))}
    assert len(lines) == len(active(mixed_results()))


def test_no_format_is_forgotten() -> None:
    assert {*_PARSERS, "console", "concise", "github", "html"} >= set(FORMATS)
