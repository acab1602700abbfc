"""Threads that each hold the memory open: a Memory serves one thread, and look-ups must not block the event loop."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import Future
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import compiled
from l10nqa.server.line import Busy

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory import Location

__all__ = ["Memories"]

_READERS = max(2, min(8, os.cpu_count() or 2))
"""More threads than processors would only take the interpreter from each other, and from the event loop."""
_WAITING = 1000
"""The largest number of waiting jobs; further ones are refused at once rather than served too late."""
_NOWHERE = "\N{NOT EQUAL TO}l10nqa\N{NOT EQUAL TO}"
"""A text that is looked for and hardly found."""
_LARGE = 20_000
"""The number of units from which searches use compiled code."""
_T = TypeVar("_T")


class Memories:
    """The memory at a place, open in several threads for reading and in one for writing; close it when done.

    Writes queue up in the process instead of waiting for each other's lock on the file. If the file is replaced, the
    next job uses the new one.
    """

    def __init__(self, location: Location) -> None:
        """Update the search index (ten seconds for a million units without one), and start the threads.

        For a large memory the compiled code of numba is loaded as well, or compiled once for each machine, so that no
        request has to wait for it.

        Raises:
            StoreError: the memory cannot be opened.
        """
        # Closing switches an empty or new memory to write-ahead logging, under which readers never wait. The index is
        # built once, and not by each thread at its first search.
        with Memory(location) as memory:
            if memory.index(compiles=False) >= _LARGE:
                compiled()  # for all threads
            for side in ("source", "target"):
                memory.concordance(_NOWHERE, side=side, limit=1)  # makes its index: no request has to wait for that
        self._readers = _ThreadPool(location, _READERS)
        self._probe = _ThreadPool(location, 1)
        self._writer = _ThreadPool(location, 1)

    async def read(self, job: Callable[[Memory], _T]) -> _T:
        """Return the result of the job on the memory, run in a reading thread.

        Raises:
            Busy: too many jobs are waiting.
            StoreError: the memory cannot be opened, or fails.
        """
        return await self._readers.run(job)

    async def probe(self, job: Callable[[Memory], _T]) -> _T:
        """Return the result of a job that shows whether the memory answers, whatever else waits; as `read`."""
        return await self._probe.run(job)

    async def write(self, job: Callable[[Memory], _T]) -> _T:
        """Return the result of the job on the memory, run in the writing thread; raises the errors of `read`."""
        return await self._writer.run(job)

    def close(self) -> None:
        """Finish the waiting jobs and end the threads."""
        self._readers.close()
        self._probe.close()
        self._writer.close()


class _ThreadPool:
    """Threads that serve one queue of jobs."""

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
        # If the client goes, the job is cancelled with the request, unless it has begun.
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
                continue  # the client has gone
            try:
                future.set_result(job(opened.memory()))
            except Exception as error:  # noqa: BLE001 - it belongs to the request, not to the thread
                future.set_exception(error)
        opened.close()


class _Opened:
    """An open memory; it is opened again if its file was replaced or its server was lost."""

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
