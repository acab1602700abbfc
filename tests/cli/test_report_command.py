"""`l10nqa report`: pages by locale, the trend, the threshold, and what it says where something is missing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from bilingual import CORPORA, l10nqa
from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.memory.runs import recorded_runs
from l10nqa.quality import Certainty
from l10nqa.render.report import extra
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.reporting import report
from l10nqa.workspace.trend import scope_of

if TYPE_CHECKING:
    from pathlib import Path


def found(page: Path, xpath: str) -> list[Any]:
    result = html.fromstring(page.read_bytes()).xpath(xpath)
    assert isinstance(result, list)
    return result


@pytest.fixture(scope="module")
def memories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("memories")
    made = []
    for locale in ("de-DE", "ja-JP"):
        path = folder / f"{locale}.db"
        extract([str(CORPORA / locale)], path)
        made.append(path)
    return made


def test_an_overview_and_a_page_a_locale(tmp_path: Path) -> None:
    done = l10nqa("report", CORPORA / "de-DE", CORPORA / "ja-JP", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "index.html", "de-DE.html", "ja-JP.html", "findings.jsonl", "report.json",
    }  # fmt: skip
    index = tmp_path / "out" / "index.html"
    assert {"de-DE.html", "ja-JP.html"} <= set(found(index, "//a/@href"))
    findings = [json.loads(line) for line in (tmp_path / "out" / "findings.jsonl").read_text("utf-8").splitlines()]
    assert len(findings) == len(found(index, '//table[@id="table"]/tbody/tr')) > 20
    assert f"{len(findings)} findings" in done.stderr
    assert "This is the first report of these paths" in index.read_text("utf-8")
    links = found(index, '//td[contains(@class, "path")]/a/@href')
    assert all((tmp_path / "out" / link.partition("#")[0]).is_file() for link in links)


def test_each_locale_has_its_memory_and_the_second_report_a_trend(tmp_path: Path, memories: list[Path]) -> None:
    paths = [str(CORPORA / locale) for locale in ("de-DE", "ja-JP")]
    first = report(paths, tmp_path, memories=memories)
    assert first.notes == ()
    page = tmp_path / "index.html"
    assert "This is the first report of these paths" in page.read_text("utf-8")
    report([*paths, str(CORPORA / "lv-LV")], tmp_path, memories=memories)
    assert "This is the first report of these paths" in page.read_text("utf-8")  # other paths: nothing to compare with
    report(paths, tmp_path, memories=memories, record=False)
    assert "over time, by locale" in page.read_text("utf-8")
    assert "over time, by locale" in (tmp_path / "ja-JP.html").read_text("utf-8")


def test_reports_of_one_second_are_told_apart(tmp_path: Path) -> None:
    paths, memory = [str(CORPORA / "ja-JP")], tmp_path / "tm.db"
    extract(paths, memory)
    for _ in range(3):  # at least two of them begin in one second
        report(paths, tmp_path, memories=[memory])
    with Memory(memory) as opened:
        first, *later = recorded_runs(opened, scope_of(paths, {}, Certainty.LIKELY))
    assert len({run.made for run in (first, *later)}) == 3
    assert all((run.words, run.figures) == (first.words, first.figures) for run in later)


def test_a_score_below_the_threshold_is_told_and_fails(tmp_path: Path) -> None:
    done = l10nqa("report", CORPORA / "de-DE", "-o", tmp_path, "--score-threshold", "99")
    assert done.returncode == 1
    assert "below the threshold of 99" in done.stderr
    assert "below 99" in (tmp_path / "index.html").read_text("utf-8")
    assert l10nqa("report", CORPORA / "de-DE", "-o", tmp_path, "--score-threshold", "10").returncode == 0


def test_check_has_a_page_and_a_threshold_too(tmp_path: Path) -> None:
    shutil.copytree(CORPORA / "de-DE", tmp_path / "docs")
    options = "--fail-on", "critical", "--select", "bracket", "--score-threshold"
    done = l10nqa("check", tmp_path / "docs", "--format", "html", "-o", tmp_path / "out" / "a.html", *options, "10")
    assert done.returncode == 0
    assert "automatic partial score" in done.stderr
    links = found(tmp_path / "out" / "a.html", "//td/a/@href")
    assert any(link.startswith("../docs/") for link in links)
    assert l10nqa("check", tmp_path / "docs", *options, "100").returncode == 1


def test_a_library_that_is_missing_is_named_with_its_remedy() -> None:
    with pytest.raises(ConfigError) as raised:
        extra.library("no_such_library")
    assert "no_such_library" in raised.value.message
    assert raised.value.hint is not None
    assert "l10nqa[report]" in raised.value.hint


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    done = l10nqa("report", CORPORA / "de-DE", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "out" in done.stderr
