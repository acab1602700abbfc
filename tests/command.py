"""The `l10nqa` command as tests run it: in this process, or in one of its own where that is the point."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import traceback
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from unittest import mock

import l10nqa as l10nqa_package
from l10nqa.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["l10nqa", "l10nqa_process", "on_descriptors"]


def l10nqa(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, which spares the start of another one; what it writes is UTF-8.

    The file descriptors 0, 1 and 2 lead to files while it runs, so that what child processes write is caught too.
    An exception that nobody catches ends as it does in a process: a traceback on stderr, and the status 1.
    """
    with ExitStack() as stack:
        given, out, err = (stack.enter_context(TemporaryFile()) for _ in range(3))
        given.write(stdin)
        given.seek(0)
        with _standard_streams(given, out, err), _state_kept(arguments), chdir(cwd or "."):
            status = _status()
        return subprocess.CompletedProcess(["l10nqa", *map(str, arguments)], status, _text(out), _text(err))


def l10nqa_process(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; for tests of how a process starts, ends or is interrupted."""
    command = [sys.executable, "-m", "l10nqa", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False, timeout=120)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def on_descriptors(terminal: int, arguments: Sequence[str | Path], work: Callable[[], object]) -> int:
    """Run the command line, or without arguments some work, with all three streams on a terminal; return the status."""
    with ExitStack() as stack:
        files = [stack.enter_context(open(terminal, mode, buffering=0, closefd=False)) for mode in ("rb", "wb", "wb")]
        with _standard_streams(*files), _state_kept(arguments):
            if arguments:
                return _status()
            work()
            return 0


def _status() -> int:
    """Return the exit status of a run, as the interpreter would make it of what `main` raises."""
    try:
        main()
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            return stop.code or 0
        sys.stderr.write(f"{stop.code}\n")
        return 1
    except Exception:  # noqa: BLE001 - so ends a process whatever is raised
        traceback.print_exc()
        return 1


@contextmanager
def _standard_streams(*files: IO[bytes]) -> Iterator[None]:
    """Let the descriptors 0, 1 and 2, and Python's streams above them, lead to the files."""
    kept = [os.dup(descriptor) for descriptor in range(len(files))]
    try:
        for descriptor, file in enumerate(files):
            file.flush()
            os.dup2(file.fileno(), descriptor)
        with (
            open(0, encoding="utf-8", closefd=False) as stdin,
            open(1, "w", encoding="utf-8", closefd=False) as stdout,
            open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False) as stderr,
            mock.patch.multiple(sys, stdin=stdin, stdout=stdout, stderr=stderr),
        ):
            yield
    finally:
        for descriptor, saved in enumerate(kept):
            os.dup2(saved, descriptor)
            os.close(saved)


@contextmanager
def _state_kept(arguments: Sequence[str | Path]) -> Iterator[None]:
    """Give the process the arguments, and let what a run changes of it be as it was afterwards."""
    thresholds = gc.get_threshold()
    program = Path(l10nqa_package.__file__).with_name("__main__.py")
    with (
        mock.patch.object(sys, "argv", [str(program), *map(str, arguments)]),
        mock.patch.object(sys.modules["__main__"], "__package__", "l10nqa"),  # by it click tells what it is called
        mock.patch.dict(os.environ),
    ):
        try:
            yield
        finally:
            gc.set_threshold(*thresholds)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
