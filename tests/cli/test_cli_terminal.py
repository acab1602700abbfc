"""`check` on a terminal and in scripts: one line a finding, counts, limits, and what to do next."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: de\\n"\n'
ENTRY = '\n#, md-text\nmsgid "Run `make{0}`"\nmsgstr "`Make{0}` starten"\n'
PARSED = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<code>[a-z-]+): (?P<message>.+)")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "po files").mkdir()
    for name in ("a", "b"):
        text = HEADER + "".join(ENTRY.format(number) for number in range(4))
        (tmp_path / "po files" / f"{name}.po").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def _json(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in l10nqa("check", *arguments, "--format", "jsonl").stdout.splitlines()]


@pytest.mark.usefixtures("folder")
def test_concise_lines_are_those_that_problem_matchers_parse() -> None:
    done = l10nqa("check", "po files", "--format", "concise")
    assert done.returncode == 1
    lines = [PARSED.fullmatch(line) for line in done.stdout.splitlines()]
    assert [(found["file"], int(found["line"]), int(found["column"]), found["code"]) for found in lines if found] == [
        (each["path"], each["line"], each["column"], each["rule"]) for each in _json("po files")
    ]
    assert None not in lines


@pytest.mark.usefixtures("folder")
def test_quiet_writes_the_findings_and_nothing_else() -> None:
    quiet, loud = (l10nqa("check", "po files", *option) for option in (["--quiet"], []))
    assert (quiet.stdout, quiet.returncode, quiet.stderr) == (loud.stdout, 1, "")
    assert loud.stderr


def test_quiet_still_says_what_could_not_be_read(folder: Path) -> None:
    (folder / "po files" / "c.po").write_text('msgid "', "utf-8")
    done = l10nqa("check", "po files", "--quiet")
    assert "c.po:1" in done.stderr


@pytest.mark.usefixtures("folder")
def test_statistics_count_instead_of_listing() -> None:
    done = l10nqa("check", "po files", "--statistics")
    assert done.returncode == 1
    head, row = done.stdout.splitlines()
    assert head.split()[:3] == ["rule", "severity", "findings"]
    assert row.split()[:3] == ["code", "major", "8"]
    assert "code " not in done.stderr
    for option in (["--format", "json"], ["-o", "x.csv"]):
        assert l10nqa("check", "po files", "--statistics", *option).returncode == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("format_", ["console", "concise", "jsonl", "csv"])
@pytest.mark.parametrize("most", [0, 1, 3, 6, 100])
def test_at_most_so_many_are_listed_and_all_are_counted(most: int, format_: str) -> None:
    done = l10nqa("check", "po files", "--max-findings", str(most), "--format", format_)
    assert done.returncode == 1
    listed = sum("the code is" in line for line in done.stdout.splitlines())
    assert listed == min(most, 8)
    assert "8 findings in 8 segments" in done.stderr
    assert (f"{8 - most} more finding" in done.stderr) is (most < 8)


@pytest.mark.usefixtures("folder")
def test_the_last_line_is_the_command_that_repairs() -> None:
    done = l10nqa("check", "po files", "--select", "code,number", "--target-locale", "de_AT")
    last = done.stderr.splitlines()[-1]
    count, _, command = last.partition(" can be repaired: ")
    assert command == "l10nqa fix 'po files' --select code,number --target-locale de-AT"
    fixed = l10nqa(*shlex.split(command)[1:], "--write")
    assert f"{count} segments in 2 of 2 documents fixed" in fixed.stderr
    assert "can be repaired" not in l10nqa("check", "po files").stderr


def test_nothing_is_said_of_repairs_where_there_are_none_or_nowhere_to_write_them(folder: Path) -> None:
    assert "can be repaired" not in l10nqa("check", "po files", "--select", "number").stderr
    raw = (folder / "po files" / "a.po").read_bytes()
    assert "can be repaired" not in l10nqa("check", "-", stdin=raw).stderr


def test_every_line_fits_the_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "ein langer Satz mit vielen Wörtern " * 9
    text = HEADER + f'\n#, md-text\nmsgid "{long}Run `make`. {long}"\nmsgstr "{long}`Make` starten. {long}"\n'
    (folder / "c.po").write_text(text, "utf-8")
    for columns in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = l10nqa("check", "c.po").stdout.splitlines()
        assert max(map(len, lines)) <= columns
        assert any("⟦Make⟧" in line and len(line) > columns - 20 for line in lines)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["check", "fix", "report", "baseline", "export --fixed"])
def test_a_run_without_any_rule_is_an_error(command: str) -> None:
    output = [] if command in ("check", "fix") else ["-o", "out.po" if "export" in command else "out"]
    done = l10nqa(*command.split(), "po files", "--select", "code", "--ignore", "code", *output)
    assert done.returncode == 2
    assert "no rule is left to run" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["chek"], "check"),
        (["CHECK"], "check"),
        (["serach"], "tm search"),
        (["analyse"], "tm analyse"),
        (["tm", "serach"], "search"),
        (["rules", "numbr"], "number"),
        (["check", "x.po", "--select", "numbr"], "number"),
        (["check", "x.po", "--target-locale", "jp"], "ja"),
    ],
    ids=" ".join,
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(
    folder: Path, arguments: list[str], near: str
) -> None:
    (folder / "x.po").write_text(HEADER + ENTRY.format(1), "utf-8")
    done = l10nqa(*arguments)
    assert done.returncode == 2
    assert f"did you mean {near}?" in done.stderr


def test_fix_of_what_changed_leaves_the_rest_alone(folder: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], check=True, capture_output=True
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    done = l10nqa("fix", "po files", "--write", "--changed-since", "HEAD")
    assert done.returncode == 0
    assert "no translation changed since HEAD" in done.stderr
    file = folder / "po files" / "b.po"
    before = file.read_text("utf-8")
    file.write_text(before.replace("`Make2` starten", "`Make2` beginnen"), "utf-8")
    shown = l10nqa("fix", "po files", "--changed-since", "HEAD")
    assert shown.returncode == 1
    assert l10nqa("fix", "po files", "--write", "--changed-since", "HEAD").returncode == 0
    assert file.read_text("utf-8") == before.replace("`Make2` starten", "`make2` beginnen")
    assert l10nqa("fix", "po files", "--changed-since", "HEAD").returncode == 0
    (folder / "new.po").write_text(HEADER + ENTRY.format(1), "utf-8")
    assert l10nqa("fix", ".", "--write", "--changed-since", "HEAD").returncode == 0
    assert "`make1`" in (folder / "new.po").read_text("utf-8")
    assert l10nqa("fix", "po files", "--changed-since", "nowhere").returncode == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("option", ["--no-config", "--drafts"])
def test_the_call_of_fix_has_each_option_once(option: str) -> None:
    said = l10nqa("check", "po files", option).stderr.splitlines()[-1]
    assert said.count(option) == 1
    assert l10nqa(*shlex.split(said.partition(": l10nqa ")[2])).returncode in (0, 1)


def test_many_findings_come_with_the_calls_that_go_on_from_here(folder: Path) -> None:
    file = folder / "po files" / "a.po"
    file.write_text(HEADER + "".join(ENTRY.format(number) for number in range(250)), "utf-8")
    done = l10nqa("check", "po files", "--max-findings", "1", "--no-config")
    assert "a past to live with? l10nqa baseline 'po files' --no-config -o known.jsonl\n" in done.stderr
    assert "decide in the browser, by cause: l10nqa review 'po files' --no-config\n" in done.stderr
    assert l10nqa("baseline", "po files", "--no-config", "-o", "known.jsonl").returncode == 0
    done = l10nqa("check", "po files", "--no-config", "--baseline", "known.jsonl")
    assert (done.returncode, "l10nqa baseline" in done.stderr) == (0, False)
