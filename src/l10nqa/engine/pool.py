"""Runs one function over many documents or other items, on one core or several; the results come in the order given."""

from __future__ import annotations

import gc
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from l10nqa.bitext import Place
    from l10nqa.errors import InputError

__all__ = ["Executor", "Pending", "Processes", "Task", "collect_rarely", "default_jobs", "over_items", "over_places"]

_CHUNK = 24
"""Documents a task: enough to outweigh handing them over, few enough to keep all cores busy to the end."""
_WORTH_A_POOL = 60
_CHUNKS_A_WORKER = 3
"""Chunks that are handed out ahead for each worker: one that it works on, and two so that it never waits for the next.
It bounds the memory for results that wait for an earlier one."""
_Item = TypeVar("_Item")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class Task(Protocol[_Item_contra, _Result_co]):
    """The settings of a run, sent to each worker once: it must be picklable."""

    def run(self, items: Sequence[_Item_contra], /) -> Sequence[_Result_co]:
        """Return one result for each item, in their order."""
        ...


class Pending(Protocol):
    """The results of one chunk, which a worker is working on or will be."""

    def result(self) -> Sequence[Any]:
        """Wait for the results, and return one for each item of the chunk."""
        ...


class Executor(Protocol):
    """A group of workers that chunks are dealt out to: processes of this machine, or a cluster."""

    def running(
        self,
        task: Task[Any, Any],
        *,
        places_of: Callable[[Any], Sequence[Place]],
        unread: Callable[[Any, InputError], Any] | None,
    ) -> AbstractContextManager[Callable[[Sequence[Any]], Pending]]:
        """Send the task to the workers, and yield what submits a chunk to them; leaving it cancels what is submitted.

        `places_of` returns the files that the task reads for an item. Where a worker dies of an item again and again,
        its result is that of `unread`, with the reason; without it the reason is raised.
        """
        ...

    @property
    def worker_count(self) -> int:
        """The number of workers at present."""
        ...


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_places(
    places: Sequence[Place],
    task: Task[Place, _Result_co],
    *,
    jobs: int | None = None,
    cluster: Executor | None = None,
    unread: Callable[[Place, InputError], _Result_co] | None = None,
) -> Iterator[_Result_co]:
    """Yield the task's result for each document; see `over_items`."""
    return over_items(
        places,
        task,
        jobs=jobs,
        chunk=_CHUNK,
        worth_a_pool=_WORTH_A_POOL,
        cluster=cluster,
        places_of=lambda place: (place,),
        unread=unread,
    )


def over_items(
    items: Sequence[_Item],
    task: Task[_Item, _Result_co],
    *,
    jobs: int | None = None,
    chunk: int,
    worth_a_pool: int,
    cluster: Executor | None = None,
    places_of: Callable[[_Item], Sequence[Place]] = lambda _item: (),
    unread: Callable[[_Item, InputError], _Result_co] | None = None,
) -> Iterator[_Result_co]:
    """Yield the task's result for each item, in their order; memory is bounded by a few chunks a worker.

    `jobs` is how many processes to use, one per processor if not given. Fewer items than are `worth_a_pool` stay in
    this process. With a `cluster`, which the user asked for, its workers run all of them, whatever `jobs` says; for
    `places_of` and `unread` see `Executor`. Standard input is read in this process.
    """
    if any(place.path == STANDARD_INPUT for item in items for place in places_of(item)):
        jobs, cluster = 1, None
    jobs = jobs or default_jobs()
    if cluster is None and (jobs <= 1 or len(items) < worth_a_pool):
        for start in range(0, len(items), chunk):
            yield from task.run(items[start : start + chunk])
        return
    executor = cluster or Processes(jobs)
    if cluster:  # few items, and machines that wait for some
        chunk = max(1, min(chunk, len(items) // (executor.worker_count * _CHUNKS_A_WORKER)))
    chunks = (items[start : start + chunk] for start in range(0, len(items), chunk))
    with executor.running(task, places_of=places_of, unread=unread) as submit:
        window = deque[Pending]()
        while True:
            free = executor.worker_count * _CHUNKS_A_WORKER - len(window)
            window += [submit(piece) for piece in islice(chunks, max(free, 0))]
            if not window:
                return
            yield from window.popleft().result()


class Processes:
    """Processes of this machine, started for one task."""

    def __init__(self, jobs: int) -> None:
        self.worker_count = jobs

    @contextmanager
    def running(
        self,
        task: Task[Any, Any],
        *,
        places_of: Callable[[Any], Sequence[Place]],  # noqa: ARG002 - they see the same files
        unread: Callable[[Any, InputError], Any] | None,  # noqa: ARG002 - what kills one of them ends the run
    ) -> Iterator[Callable[[Sequence[Any]], Pending]]:
        """See `Executor`.

        Raises:
            ConfigError: one of the processes was killed.
        """
        pool = ProcessPoolExecutor(self.worker_count, initializer=_prepare_worker, initargs=(task,))
        try:
            yield lambda items: pool.submit(_run_here, items)
        except BrokenProcessPool as error:
            message = "one of the processes of this run was killed, most likely for want of memory"
            raise ConfigError(message, hint="use fewer of them, as --jobs 1") from error
        finally:
            pool.shutdown(cancel_futures=True)


_task_here: list[Task[Any, Any]] = []
"""The task of this worker process; a process pool offers no other place for it."""


def _prepare_worker(task: Task[Any, Any]) -> None:
    _task_here[:] = [task]
    # The pool ends its workers, but not where the process that has it is killed: they would wait for work for ever.
    Thread(target=_end_with_parent, daemon=True).start()
    collect_rarely()


def collect_rarely() -> None:
    """Let a worker look for cycles rarely: its values live until they are handed over, and have none."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _run_here(items: Sequence[Any]) -> Sequence[Any]:
    return _task_here[0].run(items)
