"""What the tests' `l10nqa` does in this process is what the program does in one of its own."""

from __future__ import annotations

import gc
import json
import os
import sys
import warnings
from pathlib import Path

import pytest

import command
from bilingual import CORPORA, text_of
from command import l10nqa, l10nqa_process

_PAIRS = (("Select **Save**.", "Atlasiet **Saglabāt.**"), ("Wait {0} s.", "Gaidiet {O} s."))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """More documents than are checked without a pool of processes, and a file that is none."""
    for number in range(70):
        (tmp_path / f"{number:02}.md").write_text(text_of(*_PAIRS), encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "utf-16.md").write_bytes(b"\xff\xfea\0")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        "check . --jobs 1",
        "check . --jobs 2",
        "check 01.md --format json",
        "check 01.md --format sarif",
        "check -",
        "check - --format jsonl",
        "check nowhere",
        "check broken",
        "check",
        "check 01.md --no-such-option",
        "check --help",
        "--help",
        "--version",
        "no-such-command",
        "fix 01.md",
        "export - -o /dev/stdout",
        "rules",
        "rules number",
        "completion bash",
    ],
)
def test_it_writes_and_ends_as_the_program_does(folder: Path, arguments: str) -> None:
    stdin = text_of(*_PAIRS, locale="de-DE").encode()
    here, there = (run(*arguments.split(), stdin=stdin, cwd=folder) for run in (l10nqa, l10nqa_process))
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)
    assert here.stdout + here.stderr


def test_standard_input_is_another_one_each_time() -> None:
    for pair in _PAIRS:
        done = l10nqa("check", "-", "--format", "jsonl", stdin=text_of(pair).encode())
        assert [json.loads(line)["target"]["text"] in pair[1] for line in done.stdout.splitlines()] == [True]


def test_nothing_is_left_changed(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        return (
            Path.cwd(),
            [os.fstat(descriptor).st_ino for descriptor in range(3)],
            dict(os.environ),
            gc.get_threshold(),
            gc.isenabled(),
            [*sys.argv],
            sys.modules["__main__"].__package__,
            (sys.stdin, sys.stdout, sys.stderr),
            [*warnings.filters],
        )

    before = state()
    for arguments in (("check", CORPORA / "de-DE"), ("check", "nowhere"), ("--version",)):
        l10nqa(*arguments, cwd=tmp_path)
    assert state() == before


def test_what_nobody_catches_is_a_traceback_and_the_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash() -> None:
        print("so far")
        raise RuntimeError("crashed")

    monkeypatch.setattr(command, "main", crash)
    done = l10nqa("check")
    assert (done.returncode, done.stdout) == (1, "so far\n")
    assert done.stderr.startswith("Traceback")
    assert done.stderr.endswith("RuntimeError: crashed\n")


@pytest.mark.parametrize(("code", "status", "said"), [(None, 0, ""), (3, 3, ""), ("no", 1, "no\n")])
def test_the_status_is_what_the_interpreter_makes_of_an_exit(
    monkeypatch: pytest.MonkeyPatch, code: str | int | None, status: int, said: str
) -> None:
    monkeypatch.setattr(command, "main", lambda: sys.exit(code))
    done = l10nqa()
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


def test_what_a_child_process_writes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "main", lambda: sys.exit(os.system("echo out; echo err >&2; cat")))  # noqa: S605
    done = l10nqa(stdin=b"in\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\nin\n", "err\n")
