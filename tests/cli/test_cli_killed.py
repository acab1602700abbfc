"""Whatever moment a writing command is killed at, each file is what it was or what it was to be, and none is torn.

`L10NQA_ROUNDS=20` kills 20 processes of each command at their work, 220 in all. Memories are killed in
`tests/memory/test_memory_survives.py`.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROUNDS = int(os.environ.get("L10NQA_ROUNDS", "1"))
_TRIES = 6
"""Processes started for each that is to be killed at its work: some have ended by then."""
_COPIES = 12
_PART = ".l10nqa.part"

_TIME = re.compile(rb"20\d\d-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")
"""When a file was written: a PO file and the report say so, and twenty rounds take minutes."""
_COMMANDS = {
    "fix": "fix docs --write",
    "apply": "apply edited.po docs --fuzzy",
    "export-po": "export docs -o out.po",
    "export-xliff": "export docs -o out.xlf",
    "export-tmx": "export docs -o out.tmx",
    "publish": "publish docs -o site",
    "check-json": "check docs -o out.json",
    "check-html": "check docs -o out.html",
    "baseline": "baseline docs -o known.jsonl",
    "pretranslate": "tm pretranslate work.po --tm tm.db -o out.po",
    "tm-export": "tm export --tm tm.db -o out.jsonl",
}
"""Commands that write files; `out` is there already, and is to be replaced."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents with faults, a memory, and files of earlier runs to be replaced."""
    folder = tmp_path_factory.mktemp("killed") / "before"
    for number in range(_COPIES):
        shutil.copytree(CORPORA / "lv-LV", folder / "docs" / str(number))
    for line in ("extract docs --tm tm.db", "export docs -o edited.po", "export docs -o work.po"):
        _run(line, folder)
    edited = folder / "edited.po"
    edited.write_bytes(edited.read_bytes().replace(b" ir ", b" bija "))
    for name in ("out.po", "out.xlf", "out.tmx", "out.json", "out.html", "out.jsonl", "known.jsonl"):
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", _COMMANDS)
def test_a_killed_command_tears_no_file(name: str, workspace: Path, tmp_path: Path) -> None:
    line, before = _COMMANDS[name], _contents(workspace)
    whole = tmp_path / "whole"
    shutil.copytree(workspace, whole)
    took = _time_at_work(line, whole, before)
    after = _contents(whole)
    assert after != before
    chance = random.Random(name)  # noqa: S311 - moments
    kills = 0
    for attempt in range(_ROUNDS * _TRIES):
        if kills == _ROUNDS:
            break
        folder = tmp_path / str(attempt)
        shutil.copytree(workspace, folder)
        if _killed_at_work(line, folder, before, chance.uniform(0, took)):
            kills += 1
        else:
            took /= 2  # the machine did something else while the time was taken
        found = _contents(folder)
        torn = [file for file, raw in found.items() if raw not in (before.get(file), after.get(file))]
        assert not torn
        lost = [file for file in before if file not in found]
        assert not lost
        if attempt == 0:  # what is begun anew comes to the same end
            _run(line, folder)
            assert _contents(folder) == after
        shutil.rmtree(folder)
    assert kills, "no process was met at its work"


def _start(line: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "l10nqa", *line.split()]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _run(line: str, folder: Path) -> None:
    with _start(line, folder) as process:
        assert process.wait(timeout=120) in (0, 1), line


def _time_at_work(line: str, folder: Path, before: Mapping[str, bytes]) -> float:
    """Let the command come to its end; return the seconds from when it was first seen at work until it last was."""
    seen = []
    with _start(line, folder) as process:
        while process.poll() is None:
            if _is_at_work(folder, before):
                seen.append(time.monotonic())
    return seen[-1] - seen[0] if seen else 0.0


def _killed_at_work(line: str, folder: Path, before: Mapping[str, bytes], delay: float) -> bool:
    """Kill the command so long after it was first seen at work; tell whether it was still running."""
    with _start(line, folder) as process:
        while process.poll() is None and not _is_at_work(folder, before):
            pass
        time.sleep(delay)
        was_running = process.poll() is None
        process.kill()
    return was_running


def _is_at_work(folder: Path, before: Mapping[str, bytes]) -> bool:
    """Tell whether a file is being written, or was: a part of one is there, or one has changed."""
    for parent, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(parent, file)  # noqa: PTH118 - as fast as can be
            if file.endswith(_PART):
                return True
            relative = os.path.relpath(path, folder)
            if not file.startswith(("tm.db", ".")) and _size(path) != len(before.get(relative, b"")):
                return True
    return False


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - as above
    except FileNotFoundError:
        return -1


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files that commands write, by name; parts of files are none."""
    return {
        str(file.relative_to(folder)): _TIME.sub(b"", file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(_PART) and not file.name.startswith("tm.db")
    }
