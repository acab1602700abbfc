"""The files that a job reads: whatever it writes must replace none of them, under any name or link."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Inputs", "guards_inputs", "note_input", "refuse_input", "unwatched_inputs", "watched_inputs"]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Identity = tuple[int, int]
"""Device and number of a file, which all its names and links share."""


class _Input(NamedTuple):
    path: str
    kind: str


class Inputs:
    """The files that a job has read or will read, by what they are."""

    def __init__(self) -> None:
        self._by_identity: dict[_Identity, list[_Input]] = {}
        self._by_path: dict[str, list[_Input]] = {}

    def add(self, path: str | os.PathLike[str], kind: str) -> None:
        """Add a file, which need not be there yet; `kind` says what it is, such as `document` or `memory`."""
        read = _Input(os.fspath(path), kind)
        where = os.path.abspath(read.path)  # noqa: PTH100 - resolve() costs too much for every document of a tree
        known = [self._by_path.setdefault(where, [])]
        identity = _identity(where)
        if identity:
            known.append(self._by_identity.setdefault(identity, []))
        for reads in known:
            if read not in reads:
                reads.append(read)

    def refuse(self, output: str | os.PathLike[str], replaces: str | None = None) -> None:
        """Refuse a file to be written that is one of the inputs, unless it is read as what it `replaces` only.

        Raises:
            ConfigError: the output is an input.
        """
        places = {os.path.abspath(output), os.path.realpath(output)}  # noqa: PTH100 - two names, of which one may be a link
        identity = _identity(os.fspath(output))
        found = [*(self._by_identity.get(identity, ()) if identity else ())]
        found += [read for place in sorted(places) for read in self._by_path.get(place, ())]
        for read in found:
            if read.kind != replaces:
                message = f"{os.fspath(output)} is also an input: the {read.kind} {read.path}"
                raise ConfigError(message, hint="give another output file")


_inputs: ContextVar[Inputs | None] = ContextVar("inputs", default=None)


@contextmanager
def watched_inputs() -> Iterator[Inputs]:
    """Watch what is read and written while the block runs; within another such block the two are one."""
    outer = _inputs.get()
    if outer is not None:
        yield outer
        return
    token = _inputs.set(Inputs())
    try:
        yield _inputs.get() or Inputs()
    finally:
        _inputs.reset(token)


@contextmanager
def unwatched_inputs() -> Iterator[None]:
    """Watch nothing while the block runs: for servers, which write their inputs.

    A file that has been replaced leaves its number to the next new one, so that what was read says nothing any more.
    """
    token = _inputs.set(None)
    try:
        yield
    finally:
        _inputs.reset(token)


def guards_inputs(job: Callable[_P, _T]) -> Callable[_P, _T]:
    """Watch what the function reads and writes; see `watched_inputs`."""

    @wraps(job)
    def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with watched_inputs():
            return job(*args, **kwargs)

    return guarded


def note_input(path: str | os.PathLike[str], kind: str) -> None:
    """Note that the running job reads the file; see `Inputs.add`. Outside a job that is watched this does nothing."""
    inputs = _inputs.get()
    if inputs is not None:
        inputs.add(path, kind)


def refuse_input(output: str | os.PathLike[str], replaces: str | None = None) -> None:
    """Refuse to write one of the files that the running job reads; see `Inputs.refuse`.

    Raises:
        ConfigError: the output is an input.
    """
    inputs = _inputs.get()
    if inputs is not None:
        inputs.refuse(output, replaces)


def _identity(path: str) -> _Identity | None:
    try:
        facts = os.stat(path)  # noqa: PTH116 - a Path for every document of a tree costs
    except (OSError, ValueError):
        return None
    return facts.st_dev, facts.st_ino
