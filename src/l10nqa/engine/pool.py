"""Runs one function over many documents or other items, on one core or several; the results come in the order given."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from l10nqa.bitext import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext import Place

__all__ = ["Task", "default_jobs", "over_items", "over_places"]

_CHUNK = 24
"""Documents a task: enough to outweigh handing them over, few enough to keep all cores busy to the end."""
_WORTH_A_POOL = 60
_Item = TypeVar("_Item")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class Task(Protocol[_Item_contra, _Result_co]):
    """The settings of a run, sent to each worker once: it must be picklable."""

    def run(self, items: Sequence[_Item_contra], /) -> Sequence[_Result_co]:
        """Return one result for each item, in their order."""
        ...


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_places(
    places: Sequence[Place], task: Task[Place, _Result_co], *, jobs: int | None = None
) -> Iterator[_Result_co]:
    """Yield the task's result for each document; see `over_items`. Standard input is read in this process."""
    jobs = 1 if any(place.path == STANDARD_INPUT for place in places) else jobs
    return over_items(places, task, jobs=jobs, chunk=_CHUNK, worth_a_pool=_WORTH_A_POOL)


def over_items(
    items: Sequence[_Item], task: Task[_Item, _Result_co], *, jobs: int | None = None, chunk: int, worth_a_pool: int
) -> Iterator[_Result_co]:
    """Yield the task's result for each item, in their order; memory is bounded by a few chunks a job.

    `jobs` is how many processes to use, one per processor if not given. Fewer items than are `worth_a_pool` stay in
    this process.
    """
    jobs = jobs or default_jobs()
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    if jobs <= 1 or len(items) < worth_a_pool:
        for piece in chunks:
            yield from task.run(piece)
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker, initargs=(task,)) as pool:
        waiting = iter(chunks)
        running = [pool.submit(_run_here, piece) for piece in islice(waiting, jobs * 3)]
        while running:
            yield from running.pop(0).result()
            running += [pool.submit(_run_here, piece) for piece in islice(waiting, 1)]


_task_here: list[Task[Any, Any]] = []
"""The task of this worker process; a process pool offers no other place for it."""


def _prepare_worker(task: Task[Any, Any]) -> None:
    _task_here[:] = [task]
    # The pool ends its workers, but not where the process that has it is killed: they would wait for work for ever.
    Thread(target=_end_with_parent, daemon=True).start()
    # Values made here live until they are handed over; looking for cycles among them is wasted time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _run_here(items: Sequence[Any]) -> Sequence[Any]:
    return _task_here[0].run(items)
