"""The `l10nqa` command on a pseudo-terminal, and what is on its screen afterwards: an emulator tells (pyte)."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
from contextlib import chdir
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

import pyte

from command import on_descriptors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Screen", "cells_in", "on_screen", "run_on_terminal", "screen_of"]

_WIDE = 2000
"""So wide is the screen of the emulator that no line is wrapped by it: what a command wrapped itself shows."""


class Screen(NamedTuple):
    """A terminal after a run."""

    lines: list[str]
    """What stands on it, with what has scrolled away; without the blanks at the ends of lines."""
    written: str
    """All that was written, control sequences included."""
    status: int
    shows_cursor: bool


def on_screen(*arguments: str | Path, columns: int, cwd: Path | None = None, **environment: str) -> Screen:
    """Run a command on a terminal that is so many columns wide; all three standard streams lead to it."""
    with chdir(cwd or "."):
        return run_on_terminal(lambda: None, *arguments, columns=columns, **environment)


def run_on_terminal(
    work: Callable[[], object], *arguments: str | Path, columns: int = 80, **environment: str
) -> Screen:
    """Run work on a terminal, or with arguments a command."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    read: list[bytes] = []
    done = Event()
    reader = Thread(target=_read_all, args=(master, read, done))
    reader.start()
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    try:
        with mock.patch.dict(os.environ, {**kept, "TERM": "xterm-256color", **environment}, clear=True):
            status = on_descriptors(slave, arguments, work)
    finally:
        os.close(slave)  # once nobody holds it, reading ends when all has been read
        done.set()
        reader.join()
        os.close(master)
    return screen_of(b"".join(read).decode(), status)


def _read_all(master: int, read: list[bytes], done: Event) -> None:
    """Read until the run is done and no more comes: processes that it leaves behind keep the terminal open."""
    while True:
        is_last = done.is_set()
        if not select.select([master], [], [], 2 if is_last else 0.05)[0]:
            if is_last:
                return
            continue
        try:
            read.append(os.read(master, 65536))
        except OSError:  # so a terminal ends on Linux
            return


def screen_of(written: str, status: int = 0) -> Screen:
    """Return what stands on a terminal when all of it was written there."""
    screen = pyte.Screen(_WIDE, written.count("\n") + 60)
    pyte.Stream(screen).feed(written)
    rows = [screen.buffer[number] for number in range(screen.lines)]
    lines = ["".join(row[column].data for column in range(max(row, default=-1) + 1)).rstrip() for row in rows]
    while lines and not lines[-1]:
        lines.pop()
    return Screen(lines, written, status, shows_cursor=not screen.cursor.hidden)


def cells_in(line: str) -> int:
    """Return the number of columns that a line takes on the emulator."""
    screen = pyte.Screen(_WIDE, 1)
    pyte.Stream(screen).feed(line)
    return screen.cursor.x
