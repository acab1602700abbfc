"""Starts the workers that learn from a memory, once there is enough to do for them."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from l10nqa.memory.calls import CallsHere, CallTask, WaitingCalls, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.engine import Executor
    from l10nqa.memory.calls import Calls

__all__ = ["learning_calls"]


@contextmanager
def learning_calls(*, jobs: int | None = None, cluster: Executor | None = None) -> Iterator[Calls]:
    """Yield what runs the calls of `learn_locales`: on the cluster, if one is given, else in processes.

    `jobs` is the number of processes, one per processor if not given. They get the texts from this one, so that they
    need neither the memory nor its password.
    """
    if jobs == 1 and cluster is None:
        yield CallsHere()
        return
    with ExitStack() as stack:

        def start() -> Workers | None:
            from l10nqa.engine import Processes, default_jobs  # noqa: PLC0415 - takes longer than learning a little

            executor = cluster or Processes(jobs or default_jobs())
            if cluster is None and executor.worker_count == 1:
                return None
            submit = stack.enter_context(executor.running(CallTask(), places_of=lambda _: (), unread=None))
            return Workers(submit, lambda: executor.worker_count)

        yield WaitingCalls(start, is_ready=cluster is not None)
