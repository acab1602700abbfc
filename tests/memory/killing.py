"""Killing a process in the middle of its work: not before it began, not after it ended."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from l10nqa.memory import Location

__all__ = ["command", "is_being_indexed", "is_being_written", "killed_at_work", "time_at_work", "wait_until_free"]

_PATIENCE = 60
"""Seconds within which a process begins, or a server ends what a killed one had sent."""
_LOOK = 0.002
_LESS = 0.9


def command(*arguments: str) -> subprocess.Popen[str]:
    called = [sys.executable, "-m", "l10nqa", *arguments]
    return subprocess.Popen(called, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)


def is_being_written(tm: Location) -> bool:
    """Tell whether a process holds the memory for writing."""
    if isinstance(tm, Path):
        return _is_locked(tm)
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(tm.with_passwords()) as connection:
        try:
            connection.execute("SELECT number FROM generation ORDER BY number LIMIT 1 FOR UPDATE NOWAIT")
        except psycopg.errors.LockNotAvailable:
            return True
    return False


def _is_locked(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def is_being_indexed(file: Path) -> bool:
    """Tell whether an index is being made that is to be the file."""
    return any(file.parent.glob(f".{file.name}.*.part"))


def time_at_work(process: subprocess.Popen[str], is_at_work: Callable[[], bool]) -> float:
    """Let the process come to its end; return the seconds from when it was first seen at work until it last was."""
    seen: list[float] = []
    with process:
        while process.poll() is None:
            if is_at_work():
                seen.append(time.monotonic())
            time.sleep(_LOOK)
    assert process.returncode == 0
    return seen[-1] - seen[0]


def killed_at_work(
    process: subprocess.Popen[str], is_at_work: Callable[[], bool], took: float, chance: random.Random
) -> tuple[bool, float]:
    """Kill the process at a chance moment of its work, which takes that long.

    Returns whether it was still at it, and how long it is to be taken to be at it next time: less if it was not.
    """
    with process:
        _wait(lambda: is_at_work() or process.poll() is not None)
        time.sleep(chance.uniform(0, took))
        hit = is_at_work() and process.poll() is None
        process.kill()
    return hit, took if hit else took * _LESS


def wait_until_free(tm: Location) -> None:
    """Wait until a server has done what a killed process had sent."""
    _wait(lambda: not is_being_written(tm))


def _wait(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(_LOOK)
