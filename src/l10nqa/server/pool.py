"""Threads that each hold the memory open: a Memory serves one thread, and no look-up may stop the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory import Location

__all__ = ["Busy", "Memories"]

_READERS = 8
_WAITING = 1000
"""Jobs that may wait in line; more are refused at once rather than served too late."""
_LARGE = 20_000
"""Units from which searches take so long that they will use what is compiled."""
_T = TypeVar("_T")


class Busy(Exception):  # noqa: N818 - a state, which the server answers with 503
    """More requests wait than can be served soon."""


class Memories:
    """The memory at a place, open in several threads for reading and in one for writing; close it when done.

    Writes queue up in the process instead of waiting for each other's lock on the file. Where the file is replaced by
    another, the next job sees the other.
    """

    def __init__(self, location: Location) -> None:
        """Bring the index for searches up to date (ten seconds for a million units that have none), start the threads.

        For a large memory, what numba compiles is loaded as well, or compiled once on a machine: no request is to wait.

        Raises:
            StoreError: the memory cannot be opened.
        """
        # Closing takes an empty or fresh memory over to write-ahead logging, under which readers never wait. The index
        # is made once, and not by each thread at its first search.
        with Memory(location) as memory:
            if memory.index() >= _LARGE:
                compiled()  # for all threads
        self._readers = _ThreadPool(location, _READERS)
        self._writer = _ThreadPool(location, 1)

    async def read(self, job: Callable[[Memory], _T]) -> _T:
        """Return what the job makes of the memory, in a thread of the readers.

        Raises:
            Busy: too many jobs are waiting.
            StoreError: the memory cannot be opened, or failed.
        """
        return await self._readers.run(job)

    async def write(self, job: Callable[[Memory], _T]) -> _T:
        """Return what the job makes of the memory, in the thread that writes; raises what `read` does."""
        return await self._writer.run(job)

    def close(self) -> None:
        """Finish what is waiting and end the threads."""
        self._readers.close()
        self._writer.close()


class _ThreadPool:
    """Threads that serve one line of waiting jobs."""

    def __init__(self, location: Location, threads: int) -> None:
        self._location = location
        self._jobs: Queue[tuple[Future[Any], Callable[[Memory], Any]] | None] = Queue(_WAITING)
        self._threads = [Thread(target=self._serve, name=f"memory-{number}") for number in range(threads)]
        for thread in self._threads:
            thread.start()

    async def run(self, job: Callable[[Memory], _T]) -> _T:
        future: Future[_T] = Future()
        try:
            self._jobs.put_nowait((future, job))
        except Full:
            raise Busy from None
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        opened = _Opened(self._location)
        while (waiting := self._jobs.get()) is not None:
            future, job = waiting
            if not future.set_running_or_notify_cancel():
                continue  # whoever asked has gone
            try:
                future.set_result(job(opened.memory()))
            except Exception as error:  # noqa: BLE001 - it belongs to the request, not to the thread
                future.set_exception(error)
        opened.close()


class _Opened:
    """The memory at a place, open; opened again where another has taken it, or where its server was lost."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._memory: Memory | None = None

    def memory(self) -> Memory:
        if self._memory is None or not self._memory.is_current():
            self.close()
            self._memory = Memory(self._location)
        return self._memory

    def close(self) -> None:
        if self._memory:
            self._memory.close()
        self._memory = None
