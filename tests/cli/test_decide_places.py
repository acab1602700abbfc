"""`decide` takes a finding as `check` prints it, and looks through the file that it names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bilingual import copy_of, l10nqa

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_of("lv-LV", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", ["", ":"])
def test_each_line_of_the_concise_format_names_its_finding(folder: Path, ending: str) -> None:
    lines = l10nqa("check", "docs", "--format", "concise").stdout.splitlines()
    findings = [json.loads(line) for line in l10nqa("check", "docs", "--format", "jsonl").stdout.splitlines()]
    assert len(lines) == len(findings) > 5
    for line, finding in zip(lines, findings, strict=True):
        place, rule, _ = re.split(r": ", line, maxsplit=2)
        done = l10nqa("decide", place + ending, "--rule", rule, "--as", "accepted", "--reason", "so be it")
        assert done.returncode == 0, done.stderr
        ledger = [json.loads(entry) for entry in (folder / "l10nqa-ledger.jsonl").read_text("utf-8").splitlines()]
        assert finding["fingerprint"] in {entry["fingerprint"] for entry in ledger}
    assert l10nqa("check", "docs").returncode == 0


@pytest.mark.usefixtures("folder")
def test_a_line_alone_and_a_segment_name_what_stands_there() -> None:
    finding = json.loads(l10nqa("check", "docs", "--select", "number", "--format", "jsonl").stdout.splitlines()[0])
    path, line, segment = (finding[key] for key in ("path", "line", "segment"))
    for named in (f"{path}:{line}", f"{path}#{segment}"):
        done = l10nqa("decide", named, "--rule", "number", "--as", "accepted", "--reason", "so be it")
        assert "1 decision written" in done.stderr, done.stderr
    assert l10nqa("check", "docs", "--select", "number").returncode == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("named", ["docs/users/add-user.md:1:1", "docs/users/add-user.md#nowhere", "docs/none.md:3"])
def test_a_place_without_a_finding_is_refused_with_a_remedy(named: str) -> None:
    done = l10nqa("decide", named, "--as", "accepted", "--reason", "so be it")
    assert done.returncode == 2
    assert f"no finding in {named}" in done.stderr
    assert "as check shows them" in done.stderr
