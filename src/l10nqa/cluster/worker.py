"""What is run on a worker: a chunk of a task, in the working directory of the command that submitted it."""

from __future__ import annotations

import os
import pickle
import platform
import socket
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from distributed import get_worker

from l10nqa.cluster.files import SAME_PATH, ReadContent, SeenFile, differing
from l10nqa.engine.pool import collect_rarely
from l10nqa.errors import ConfigError, L10nqaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.engine.pool import Task

__all__ = ["SAME_VERSION", "Chunk", "ChunkResult", "passed_on", "run_chunk", "shown_version", "version_here"]

SAME_VERSION = "install the same version of l10nqa, on the same version of Python, on every machine"

_turn = Lock()
"""Held while a chunk is run. The caches of a task are made for one thread, the working directory is one for the whole
process, and two threads of one interpreter would be no faster than one."""
_held: dict[str, Task[Any, Any]] = {}
"""The task of the latest chunk, by the digest of its settings: unpickled once, and with the caches that it fills."""


class Chunk(NamedTuple):
    """The items of a chunk, and what must be the same on the worker for the results to be the same."""

    items: Sequence[Any]
    files: list[SeenFile]
    folder: str
    """The working directory: paths and the configuration are relative to it."""


class ChunkResult(NamedTuple):
    """What a worker returns for a chunk."""

    worker: str
    """Its address, and the name of its machine."""
    results: Sequence[Any] = ()
    differences: Sequence[tuple[SeenFile, ReadContent]] = ()
    """The files that look different on the worker."""
    error: L10nqaError | None = None
    """What is in the way of running the chunk at all."""


@cache
def version_here() -> str:
    """Return what two machines must have in common for the same results: l10nqa, and Python with its Unicode tables."""
    return shown_version(version("l10nqa"), platform.python_version())


def shown_version(ours: str, python: str) -> str:
    """Return the versions of l10nqa and of Python in words; the third number of Python's makes no difference."""
    return f"l10nqa {ours} on Python {'.'.join(python.split('.')[:2])}"


def passed_on(settings: bytes) -> bytes:
    """Return the settings of a task: as the result of a call they are held by Dask, and made again where lost."""
    return settings


def run_chunk(settings: bytes, digest: str, expected: str, chunk: bytes) -> bytes:
    """Run a task on a chunk, and return its `ChunkResult`. Both are pickled here: Dask need not look into them.

    `settings` is the pickled task, `digest` that of the settings, `expected` the versions of the command. Everything is
    unpickled as it comes: a cluster is trusted, see docs/cluster.md.
    """
    worker = f"{get_worker().address} ({socket.gethostname()})"
    with _turn:
        try:
            answer = _answer(worker, settings, digest, expected, pickle.loads(chunk))  # noqa: S301 - trusted
        except L10nqaError as error:
            answer = ChunkResult(worker, error=error)
    return pickle.dumps(answer)


def _answer(worker: str, settings: bytes, digest: str, expected: str, chunk: Chunk) -> ChunkResult:
    if expected != version_here():  # of a worker that has joined since the run began
        message = f"the worker {worker} has {version_here()}, but this command is {expected}"
        raise ConfigError(message, hint=SAME_VERSION)
    with _working_in(chunk.folder, worker):
        differences = differing(chunk.files)
        try:
            return ChunkResult(worker, _task(settings, digest, worker).run(chunk.items), differences)
        except L10nqaError as error:
            return ChunkResult(worker, differences=differences, error=error)


@contextmanager
def _working_in(folder: str, worker: str) -> Iterator[None]:
    """Work in a folder; only one thread may, see `_turn`."""
    try:
        home = os.getcwd()  # noqa: PTH109 - goes back into os.chdir
    except FileNotFoundError:  # the folder that the worker was started in has been deleted
        home = os.sep
    try:
        os.chdir(folder)
    except OSError as error:
        message = f"the worker {worker} has no such folder, in which this command runs: {error.strerror}"
        raise ConfigError(message, path=folder, hint=SAME_PATH) from error
    try:
        yield
    finally:
        os.chdir(home)


def _task(settings: bytes, digest: str, worker: str) -> Task[Any, Any]:
    if digest not in _held:
        _held.clear()
        try:
            _held[digest] = pickle.loads(settings)  # noqa: S301 - trusted
        except (ImportError, AttributeError) as error:
            message = f"the worker {worker} cannot load the rules of this run: {error}"
            raise ConfigError(message, hint="install the plugins on every machine") from error
        collect_rarely()
    return _held[digest]
