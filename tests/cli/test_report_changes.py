"""`l10nqa report`: what changed since an earlier run, the project's name, and the commands on the first screen."""

from __future__ import annotations

import json
import shlex
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from bilingual import CORPORA, l10nqa
from l10nqa.config import Config
from l10nqa.workspace.project_name import project_name

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    shutil.copytree(CORPORA / "de-DE", tmp_path / "project" / "docs")
    return tmp_path / "project" / "docs"


def report(docs: Path, *options: str | Path) -> Path:
    """Make a report in the folder of the project, and return its folder."""
    done = l10nqa("report", "docs", "-o", "report", *options, cwd=docs.parent)
    assert done.returncode == 0, done.stderr
    return docs.parent / "report"


def elements(folder: Path, xpath: str) -> list[Any]:
    result = html.fromstring((folder / "index.html").read_bytes()).xpath(xpath)
    assert isinstance(result, list)
    return result


def steps(folder: Path) -> dict[str, str]:
    """Return the text of each step of the first screen."""
    found = elements(folder, '//ol[@class="todo"]/li')
    return {step.get("class"): " ".join(step.text_content().split()) for step in found}


def fingerprints(folder: Path) -> set[tuple[str, str]]:
    lines = (folder / "findings.jsonl").read_text("utf-8").splitlines()
    return {(found["path"], found["fingerprint"]) for found in map(json.loads, lines)}


def test_the_next_report_tells_what_is_new_and_gone(docs: Path) -> None:
    folder = report(docs)
    assert "changes" not in steps(folder)
    report(docs)
    assert steps(folder)["changes"].startswith("Nothing changed Since the report of ")
    before = fingerprints(folder)
    files = sorted({path for path, _ in before})
    shutil.copy(docs.parent / files[0], docs / "zz-copy.md")  # its findings are new
    (docs.parent / files[1]).write_bytes((docs.parent / files[1]).read_bytes()[:0])  # those of this one are gone
    report(docs)
    after = fingerprints(folder)
    assert after - before
    assert before - after
    text = steps(folder)["changes"]
    assert text.startswith(f"{len(after - before)} new, {len(before - after)} gone Since the report of ")
    assert "→" in text


def test_settings_in_which_two_runs_differ_are_named(docs: Path) -> None:
    report(docs)
    folder = report(docs, "--drafts", "--target-locale", "de-AT")
    assert "made with another --target-locale, --drafts: findings may be new or gone" in steps(folder)["changes"]
    report(docs, "--drafts", "--target-locale", "de-AT")
    assert "another" not in steps(folder)["changes"]


def test_other_paths_or_rules_are_not_compared(docs: Path) -> None:
    folder = report(docs)
    report(docs, "--select", "spacing")
    assert "changes" not in steps(folder)
    assert "This is the first report" in (folder / "index.html").read_text("utf-8")
    report(docs)  # the last report of the folder is of another kind, but the trend knows the one before
    assert "changes" not in steps(folder)
    assert "over time, by locale" in (folder / "index.html").read_text("utf-8")


def test_an_earlier_run_can_be_named(docs: Path) -> None:
    folder = report(docs)
    shutil.copytree(folder, docs.parent / "last week")
    first = fingerprints(folder)
    l10nqa("baseline", "docs", "-o", "known.jsonl", cwd=docs.parent)
    path = min({path for path, _ in first})
    (docs.parent / path).write_bytes(b"")
    report(docs)
    gone = f"0 new, {len(first - fingerprints(folder))} gone Since "
    for since in ("last week", "last week/findings.jsonl", "known.jsonl"):
        report(docs, "--since", since)
        assert steps(folder)["changes"].startswith(gone), since
    assert steps(folder)["changes"].startswith(f"{gone}the baseline known.jsonl.")
    report(docs, "--since", "report")  # its own folder is an input that may be replaced
    assert steps(folder)["changes"].startswith("Nothing changed")


def test_what_is_no_earlier_run_is_an_error(docs: Path) -> None:
    for since in ("nothing.jsonl", "docs"):
        done = l10nqa("report", "docs", "-o", "report", "--since", since, cwd=docs.parent)
        assert done.returncode == 2
        assert since in done.stderr
    assert not (docs.parent / "report").exists()


def test_a_record_of_somebody_else_stays(docs: Path) -> None:
    (docs.parent / "report").mkdir()
    (docs.parent / "report" / "report.json").write_text('{"made": "by hand"}')
    done = l10nqa("report", "docs", "-o", "report", cwd=docs.parent)
    assert done.returncode == 2
    assert "report.json" in done.stderr
    assert [file.name for file in (docs.parent / "report").iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    "record",
    ['{"generator": "l10nqa 9"', '{"generator": "l10nqa 9", "made": "x", "scope": [], "runs": [1]}',
     '{"generator": "l10nqa 9", "made": 1e999, "scope": "", "runs": []}'],
)  # fmt: skip
def test_a_damaged_record_is_replaced(docs: Path, record: str) -> None:
    folder = report(docs)
    (folder / "report.json").write_text(record)
    report(docs)
    assert json.loads((folder / "report.json").read_text("utf-8"))["runs"]


def test_figures_are_kept_in_the_folder_unless_told_otherwise(docs: Path) -> None:
    folder = report(docs)
    report(docs, "--no-record")
    assert len(json.loads((folder / "report.json").read_text("utf-8"))["runs"]) == 1
    report(docs)
    assert len(json.loads((folder / "report.json").read_text("utf-8"))["runs"]) == 2


def test_the_title_is_that_of_the_project(docs: Path) -> None:
    def title(*options: str | Path) -> str:
        (text,) = elements(report(docs, *options), "//h1")
        return str(text.text_content())

    assert title() == "project · de-DE · localization QA"
    (docs.parent / "l10nqa.toml").write_text('title = "The Handbook"\n')
    assert title() == "The Handbook · de-DE · localization QA"
    assert title("--title", "Another") == "Another · de-DE · localization QA"


def test_commands_are_calls_for_the_same_files_and_options(docs: Path) -> None:
    rules = "link-punctuation,bracket"
    options = "--fail-on", "major", "--select", rules, "--score-threshold", "10", "--target-locale", "de"
    folder = report(docs, *options)
    check, fix, review = (
        shlex.split(code.text_content()) for code in elements(folder, '//span[@class="command"]/code')
    )
    assert review[:3] == ["l10nqa", "review", "docs"]
    assert check[:3] == ["l10nqa", "check", "docs"]
    assert sorted(check[3:]) == sorted(options)
    assert fix[:3] == ["l10nqa", "fix", "docs"]
    assert sorted(fix[3:]) == sorted(("--select", rules, "--target-locale", "de"))
    for command in (check, fix):
        assert l10nqa(*command[1:], cwd=docs.parent).returncode in (0, 1)
    (decide,) = elements(folder, '//form[@id="decide"]/@data-command')
    assert shlex.split(decide) == ["l10nqa", "decide", "--findings", "report/findings.jsonl"]


def test_the_command_for_decisions_takes_fingerprints_of_the_report(docs: Path) -> None:
    folder = report(docs)
    (command,) = elements(folder, '//form[@id="decide"]/@data-command')
    _, fingerprint = min(fingerprints(folder))
    words = [*shlex.split(command)[1:], "--as", "accepted", "--reason", "so it is", fingerprint]
    assert l10nqa(*words, cwd=docs.parent).returncode == 0
    report(docs)
    assert len({found for _, found in fingerprints(folder)} & {fingerprint}) == 0
    assert steps(folder)["changes"].startswith("0 new, ")  # what was decided about is gone


def test_each_locale_tells_what_is_gone_in_it(docs: Path) -> None:
    shutil.copytree(CORPORA / "ja-JP", docs.parent / "ja")
    for _ in range(2):
        done = l10nqa("report", "docs", "ja", "-o", "report", cwd=docs.parent)
        assert done.returncode == 0, done.stderr
    folder = docs.parent / "report"
    before = fingerprints(folder)
    path = min(path for path, _ in before if path.startswith("ja"))
    (docs.parent / path).write_bytes(b"")
    assert l10nqa("report", "docs", "ja", "-o", "report", cwd=docs.parent).returncode == 0
    gone = len(before - fingerprints(folder))
    assert gone > 0
    assert steps(folder)["changes"].startswith(f"0 new, {gone} gone")
    for page, text in (("ja-JP.html", f"0 new, {gone} gone"), ("de-DE.html", "Nothing changed")):
        (folder / page).replace(folder / "index.html")
        assert steps(folder)["changes"].startswith(text)


def test_a_command_that_takes_one_memory_is_not_given_two(docs: Path) -> None:
    memories = []
    for locale in ("de-DE", "ja-JP"):
        l10nqa("extract", CORPORA / locale, "--tm", f"{locale}.db", cwd=docs.parent)
        memories += ["--tm", f"{locale}.db"]
    folder = report(docs, *memories)
    for code in elements(folder, '//span[@class="command"]/code'):
        assert "--tm" not in code.text_content()
    folder = report(docs, *memories[:2])
    assert [code.text_content() for code in elements(folder, '//span[@class="command"]/code')] == [
        "l10nqa check docs --tm de-DE.db", "l10nqa fix docs --tm de-DE.db", "l10nqa review docs --tm de-DE.db",
    ]  # fmt: skip


def test_a_project_is_named_after_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("handbook/docs/de", "handbook/docs/ja", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "handbook" / "docs" / "a.po").touch()
    monkeypatch.chdir(tmp_path / "elsewhere")
    outside = [str(tmp_path / "handbook" / "docs" / locale) for locale in ("de", "ja")]
    assert project_name(outside) == "docs"
    assert project_name([str(tmp_path / "handbook" / "docs" / "a.po")]) == "docs"
    assert project_name(outside, Config(tmp_path / "handbook" / "l10nqa.toml")) == "handbook"
    monkeypatch.chdir(tmp_path / "handbook")
    assert project_name(["docs/de", "docs/ja"]) == project_name(["-"]) == project_name(["."]) == "handbook"


def test_each_locale_tells_what_is_gone_since_a_baseline(docs: Path) -> None:
    shutil.copytree(CORPORA / "ja-JP", docs.parent / "ja")
    l10nqa("baseline", "docs", "ja", "-o", "known.jsonl", cwd=docs.parent)
    known = [json.loads(line) for line in (docs.parent / "known.jsonl").read_text("utf-8").splitlines()]
    worst = Counter(each["path"] for each in known if each["path"].startswith("ja")).most_common(1)[0][0]
    lines = (docs.parent / worst).read_bytes().splitlines(keepends=True)
    (docs.parent / worst).write_bytes(b"".join(lines[: len(lines) // 2]))
    assert l10nqa("report", "docs", "ja", "-o", "report", "--since", "known.jsonl", cwd=docs.parent).returncode == 0
    folder = docs.parent / "report"
    text = steps(folder)["changes"]
    assert " gone Since the baseline known.jsonl" in text
    assert ", 0 gone" not in text
    (folder / "ja-JP.html").replace(folder / "index.html")
    assert steps(folder)["changes"] == text
