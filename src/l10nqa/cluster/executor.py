"""Deals out the chunks of a task to the workers of a Dask cluster: the second kind of `engine.pool.Executor`."""

from __future__ import annotations

import os
import pickle
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import xxhash
from distributed import Client, KilledWorker, wait
from distributed.client import CancelledError
from distributed.comm import CommClosedError

from l10nqa.cluster.files import refuse_other_content, seen_files
from l10nqa.cluster.worker import Chunk, ChunkResult, passed_on, run_chunk, version_here
from l10nqa.errors import ConfigError, InputError
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from distributed import Future

    from l10nqa.bitext import Place
    from l10nqa.engine.pool import Pending, Task

__all__ = ["Cluster"]

_LOOK_EVERY = 5.0
"""Seconds between two looks at which workers there are."""
_PATIENCE = 120.0
"""Seconds without any worker that takes chunks, after which the run ends."""


class Cluster:
    """A cluster that a client is connected to."""

    def __init__(self, client: Client, name: str, dashboard: str | None = None) -> None:
        """Take a connected client, and the address that the user gave."""
        self.client = client
        self.name = name
        """The address, for messages."""
        self.dashboard = dashboard
        """The address of the pages that show what the cluster is doing; None if there are none."""
        self._workers: dict[str, Any] = {}
        self._looked = self._seen_working = float("-inf")

    @property
    def workers(self) -> dict[str, Any]:
        """What Dask says of each worker, by address; some seconds old at most.

        Raises:
            ConfigError: the scheduler does not answer.
        """
        if time.monotonic() - self._looked > _LOOK_EVERY:
            with self.connected():
                found = self.client.scheduler_info()
                if "workers" not in found:  # what a client says that has no connection any more
                    raise ConnectionError("connection lost")
                self._workers = dict(found["workers"])
            self._looked = time.monotonic()
        return self._workers

    @property
    def worker_count(self) -> int:
        """The number of workers at present; 1 if there is none, for the work to wait for one."""
        return max(1, len(self.workers))

    @property
    def idle_threads(self) -> int:
        """The number of threads that are not used: a worker runs one chunk at a time."""
        return sum(worker["nthreads"] - 1 for worker in self.workers.values())

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Say in our words that the scheduler is lost.

        Raises:
            ConfigError: it does not answer.
        """
        try:
            yield
        except (CancelledError, CommClosedError, OSError) as error:
            hint = "look at the output of dask scheduler"
            raise ConfigError(f"the cluster does not answer any more: {error}", path=self.name, hint=hint) from error

    @contextmanager
    def running(
        self,
        task: Task[Any, Any],
        *,
        places_of: Callable[[Any], Sequence[Place]],
        unread: Callable[[Any, InputError], Any] | None,
    ) -> Iterator[Callable[[Sequence[Any]], Pending]]:
        """See `engine.pool.Executor`."""
        run = _Run(self, pickle.dumps(task), places_of, unread)
        try:
            yield run.submit
        finally:
            run.cancel()

    def wait_for(self, future: Future) -> None:
        """Wait until a chunk is done or has failed.

        Raises:
            ConfigError: the scheduler is lost, or there has been no worker for some time.
        """
        self._seen_working = time.monotonic()
        while not future.done():
            with self.connected(), self.client.as_current(), suppress(TimeoutError):
                wait([future], timeout=_LOOK_EVERY)
            if any(worker["status"] == "running" for worker in self.workers.values()):
                self._seen_working = time.monotonic()
            elif time.monotonic() - self._seen_working > _PATIENCE and not future.done():
                raise self._without_workers()

    def _without_workers(self) -> ConfigError:
        states = ", ".join(sorted({worker["status"] for worker in self._workers.values()}))
        found = f"all workers are {states}" if states else "no worker is left"
        hint = "start workers again, with more memory where they were paused or killed (dask worker --memory-limit)"
        return ConfigError(f"{found} since {_PATIENCE:.0f} seconds", path=self.name, hint=hint)


class _Run:
    """A task that runs on a cluster: its settings are sent once, its chunks as they are submitted."""

    def __init__(
        self,
        cluster: Cluster,
        settings: bytes,
        places_of: Callable[[Any], Sequence[Place]],
        unread: Callable[[Any, InputError], Any] | None,
    ) -> None:
        self._cluster, self._places_of, self._unread = cluster, places_of, unread
        self._digest = xxhash.xxh3_128_hexdigest(settings)
        self._folder = os.getcwd()  # noqa: PTH109 - compared with nothing, sent as it is
        self._futures: dict[Future, None] = {}
        """Those whose results were not taken yet."""
        with cluster.connected():
            # The result of a call, not scattered data: Dask makes it anew where the workers that held it are lost.
            self._settings = cluster.client.submit(passed_on, settings, key=f"l10nqa-settings-{self._digest}")

    def submit(self, items: Sequence[Any]) -> _Submitted:
        """Submit a chunk."""
        return _Submitted(self, self._future(items), items)

    def _future(self, items: Sequence[Any]) -> Future:
        files = seen_files(place for item in items for place in self._places_of(item))
        chunk = pickle.dumps(Chunk(items, files, self._folder))
        with self._cluster.connected():
            future = self._cluster.client.submit(
                run_chunk, self._settings, self._digest, version_here(), chunk, pure=False
            )
        self._futures[future] = None
        return future

    def cancel(self) -> None:
        """Cancel the chunks whose results were not taken: of a run that ends early."""
        futures, self._futures = [*self._futures], {}
        with suppress(Exception):  # the cluster may be the reason
            if futures:
                self._cluster.client.cancel(futures)
            self._settings.release()

    def results(self, future: Future, items: Sequence[Any]) -> Sequence[Any]:
        """Return the results of a chunk.

        Raises:
            ConfigError: the worker reads other files than this machine, has another version, or is lost for good.
        """
        try:
            return self._taken(future)
        except KilledWorker as error:
            if len(items) == 1:
                return [self._lost(items[0], error)]
        # What waited on a worker that died is suspected as well: each item is tried with nothing beside it.
        for waiting in self._futures:
            self._cluster.wait_for(waiting)
        return [result for item in items for result in self.results(self._future([item]), [item])]

    def _taken(self, future: Future) -> Sequence[Any]:
        self._cluster.wait_for(future)
        self._futures.pop(future, None)
        try:
            with self._cluster.connected():
                answer: ChunkResult = pickle.loads(future.result())  # noqa: S301 - the cluster is trusted
        except ImportError as error:  # a worker that has joined since, and has no l10nqa or one without this module
            raise ConfigError(f"a worker lacks l10nqa: {error}", path=self._cluster.name, hint=_INSTALL) from error
        refuse_other_content(answer.differences, answer.worker)
        if answer.error:
            raise answer.error
        return answer.results

    def _lost(self, item: Any, error: KilledWorker) -> Any:
        deaths = count_of(error.allowed_failures + 1, "worker")
        reason = InputError(
            f"not read, because {deaths} died of it, the last at {error.last_worker.address}",
            path=next((place.path for place in self._places_of(item)), None),
            hint="see their logs: is it too large for the memory of a worker (dask worker --memory-limit)?",
        )
        if self._unread is None:
            raise reason
        return self._unread(item, reason)


class _Submitted:
    """A chunk that was submitted; see `engine.pool.Pending`."""

    def __init__(self, run: _Run, future: Future, items: Sequence[Any]) -> None:
        self._run, self._future, self._items = run, future, items

    def result(self) -> Sequence[Any]:
        """Wait for the results, and return them."""
        return self._run.results(self._future, self._items)


_INSTALL = "pip install 'l10nqa[cluster]' on every machine"
