"""`l10nqa check` as people run it: what it writes where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CLEAN = (("Save the file.", "Saglabājiet failu."),)
_MINOR = (("Select **Save**.", "Atlasiet **Saglabāt.**"),)
_CRITICAL = (("Wait {0} seconds.", "Gaidiet {O} sekundes."),)


def write(folder: Path, pairs: Sequence[tuple[str, str]], name: str = "a.md") -> Path:
    file = folder / name
    file.write_text(text_of(*pairs), encoding="utf-8")
    return file


def test_check_writes_findings_to_stdout_and_the_summary_to_stderr() -> None:
    done = l10nqa("check", CORPORA)
    assert done.returncode == 1
    assert f"{CORPORA}/de-DE/" in done.stdout
    assert "findings in" not in done.stdout
    assert "findings in" in done.stderr
    assert "documents" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_check_writes_json_lines_and_nothing_else_to_stdout(tmp_path: Path) -> None:
    done = l10nqa("check", CORPORA, "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(found) > 50
    output = tmp_path / "new" / "findings.jsonl"
    again = l10nqa("check", CORPORA, "--format", "jsonl", "-o", output)
    assert (again.returncode, again.stdout) == (1, "")
    assert output.read_text(encoding="utf-8") == done.stdout
    report = json.loads(l10nqa("check", CORPORA, "--format", "json").stdout)
    assert report["findings"] == found


@pytest.mark.parametrize(
    ("pairs", "fail_on", "status"),
    [
        (_CLEAN, None, 0),
        (_MINOR, None, 1),
        (_MINOR, "minor", 1),
        (_MINOR, "major", 0),
        (_CRITICAL, "major", 1),
        (_CRITICAL, "critical", 1),
    ],
)
def test_the_exit_status_of_check_is_a_gate(
    tmp_path: Path, pairs: Sequence[tuple[str, str]], fail_on: str | None, status: int
) -> None:
    arguments = ["--fail-on", fail_on] if fail_on else []
    assert l10nqa("check", write(tmp_path, pairs), *arguments).returncode == status


def test_a_gate_does_not_pass_what_it_could_not_read(tmp_path: Path) -> None:
    write(tmp_path, _CLEAN)
    (tmp_path / "b.md").write_bytes(b"\xff\xfe")
    done = l10nqa("check", tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path}/b.md:1" in done.stderr


def test_rules_are_selected_and_ignored(tmp_path: Path) -> None:
    file = write(tmp_path, [*_MINOR, *_CRITICAL])
    both = l10nqa("check", file, "--format", "jsonl", "--select", "emphasis-punctuation,placeholder")
    assert [json.loads(line)["rule"] for line in both.stdout.splitlines()] == ["emphasis-punctuation", "placeholder"]
    one = l10nqa("check", file, "--select", "emphasis-punctuation, placeholder", "--ignore", "placeholder")
    assert "placeholder" not in one.stdout
    assert one.returncode == 1


def test_standard_input_is_a_path(tmp_path: Path) -> None:
    raw = text_of(*_MINOR).encode()
    done = l10nqa("check", "-", "--format", "jsonl", stdin=raw)
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["-"]
    assert l10nqa("export", "-", "-o", tmp_path / "x.jsonl", stdin=raw).returncode == 0
    assert json.loads((tmp_path / "x.jsonl").read_text(encoding="utf-8"))["path"] == "-"
    assert l10nqa("extract", "-", "--tm", tmp_path / "tm.db", stdin=raw).returncode == 0


def test_paths_are_said_as_they_were_given(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    write(tmp_path / "docs", _MINOR)
    for given, said in (
        ("docs", "docs/a.md"),
        ("./docs/", "docs/a.md"),
        (".", "docs/a.md"),
        ("docs/a.md", "docs/a.md"),
    ):
        done = l10nqa("check", given, "--format", "jsonl", cwd=tmp_path)
        assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [said]


def test_what_programs_read_is_utf_8_on_every_machine(tmp_path: Path) -> None:
    file = write(tmp_path, _MINOR, "ü.md")
    command = [sys.executable, "-m", "l10nqa", "check", str(file), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "latin-1"})
    assert json.loads(done.stdout.decode())["path"] == str(file)
    console = subprocess.run(command[:-2], capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii"})
    assert (console.returncode, b"Traceback" in console.stderr) == (1, False)


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "l10nqa", "check", str(CORPORA), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "Exception" not in said
