"""Runs one function over many documents, on one core or several; the results come in the order given."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from l10nqa.documents import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.documents import Place

__all__ = ["Task", "default_jobs", "over_places"]

_CHUNK = 24
"""Documents a task: enough to outweigh handing them over, few enough to keep all cores busy to the end."""
_WORTH_A_POOL = 60
_Result_co = TypeVar("_Result_co", covariant=True)


class Task(Protocol[_Result_co]):
    """What every worker is told once; it crosses process borders."""

    def run(self, places: Sequence[Place]) -> Sequence[_Result_co]:
        """Return one result a document, in their order."""
        ...


def default_jobs() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_places(places: Sequence[Place], task: Task[_Result_co], *, jobs: int | None = None) -> Iterator[_Result_co]:
    """Yield the task's result for each document, in the order of `places`; memory is bounded by a few chunks a job.

    `jobs` is how many processes to use, one per processor if not given. Standard input is read in this one: no other
    can.
    """
    jobs = 1 if any(place.path == STANDARD_INPUT for place in places) else jobs or default_jobs()
    chunks = [places[at : at + _CHUNK] for at in range(0, len(places), _CHUNK)]
    if jobs <= 1 or len(places) < _WORTH_A_POOL:
        for chunk in chunks:
            yield from task.run(chunk)
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker, initargs=(task,)) as pool:
        waiting = iter(chunks)
        running = [pool.submit(_run_here, chunk) for chunk in islice(waiting, jobs * 3)]
        while running:
            yield from running.pop(0).result()
            running += [pool.submit(_run_here, chunk) for chunk in islice(waiting, 1)]


_task_here: list[Task[Any]] = []
"""The task of this worker process; a process pool offers no other place for it."""


def _prepare_worker(task: Task[Any]) -> None:
    _task_here[:] = [task]
    # Values made here live until they are handed over; looking for cycles among them is wasted time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _run_here(places: Sequence[Place]) -> Sequence[Any]:
    return _task_here[0].run(places)
