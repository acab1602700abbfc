"""A command that is stopped, in whatever way, leaves no process behind and nothing in the place of its output."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilingual import CORPORA

_TASKS = Path("/proc/self/task")


def _children(process: subprocess.Popen[bytes]) -> list[Path]:
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [Path("/proc", number) for number in told.split()]


@pytest.mark.slow
@pytest.mark.skipif(not _TASKS.is_dir(), reason="Linux tells here which processes a process has started")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_command(tmp_path: Path, told: int) -> None:
    for number in range(300):
        shutil.copytree(CORPORA / "lv-LV", tmp_path / "docs" / str(number))
    output = tmp_path / "out.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "l10nqa", "check", str(tmp_path / "docs"), "--jobs", "2", "-o", str(output)],
        stderr=subprocess.DEVNULL,
        # What runs in the background of a shell ignores interrupts, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
    )
    workers: list[Path] = []
    deadline = time.monotonic() + 60
    while len(workers) < 2 and process.poll() is None and time.monotonic() < deadline:
        workers = _children(process)
    assert len(workers) == 2
    for worker in workers:
        os.kill(int(worker.name), signal.SIGSTOP)  # so that the command cannot come to its end before it is stopped
    time.sleep(0.3)  # Python passes over an interrupt that comes while it forks
    process.send_signal(told)
    for worker in workers:
        os.kill(int(worker.name), signal.SIGCONT)
    process.wait(timeout=60)
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [worker for worker in workers if _is_running(worker)]
    assert not output.exists()


def _is_running(process: Path) -> bool:
    try:
        return "\nState:\tZ" not in (process / "status").read_text("ascii")  # a zombie, where nobody collects them
    except (FileNotFoundError, ProcessLookupError):
        return False
