"""Connects to the scheduler of a cluster, or starts one with workers on this machine."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

import dask
from distributed import Client, LocalCluster, Security
from distributed.comm import connect

from l10nqa.cluster.executor import Cluster
from l10nqa.cluster.worker import SAME_VERSION, shown_version, version_here
from l10nqa.engine import default_jobs
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LOCAL", "open_cluster"]

LOCAL = "local"
"""The address of a cluster of this machine that is started for the run."""
_ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?)://)?(?:\[[0-9A-Fa-f:.%]+\]|[^\s/:@\[\]]+):\d+/?")
_KINDS = "give tcp://HOST:8786, tls://HOST:8786 or local"
_SECONDS = 10
"""How long to wait for the scheduler, and for the first worker."""
_NO_PAGES: dict[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
"""Dask opens a port for its pages in every case; on this machine's own cluster it serves none."""
_NO_ADVICE = {"distributed.admin.large-graph-warning-threshold": "1TB"}
"""What was observed of a large locale is 11 MB, which Dask would write a warning of."""


@contextmanager
def open_cluster(address: str, jobs: int | None = None) -> Iterator[Cluster]:
    """Connect to the scheduler at an address, or start `jobs` workers on this machine if it is `local`.

    What was started is ended when the block is left, in whatever way.

    Raises:
        ConfigError: the address is none, nothing answers at it, the cluster has no workers, or they have another
            version of l10nqa or Python.
    """
    _silence()
    opened = _started(jobs or default_jobs()) if address == LOCAL else _connected(address)
    with dask.config.set(_NO_ADVICE), opened as client:
        _wait_for_workers(client, address)
        _refuse_other_versions(client, address)
        yield Cluster(client, address, None if address == LOCAL else client.dashboard_link)


def _silence() -> None:
    """Keep Dask's log off the terminal: we say what a user can act on; scheduler and workers have logs of their own."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    for name in ("distributed", *names):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _started(jobs: int) -> Iterator[Client]:
    """Start a cluster on loopback. Others who use this machine cannot join: its certificate stays in its processes."""
    with dask.config.set(_NO_PAGES):
        with _interrupts_held():
            cluster = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                security=Security.temporary(),
                silence_logs=logging.CRITICAL,
                memory_limit=0,  # as for the processes of --jobs; a limit would pause workers for ever
            )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C while the workers are started; they and those started in their place never see it.

    A terminal sends it to all processes at once, and workers that it reaches would write tracebacks. A process and a
    thread inherit what is held back from the thread that starts them.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # it would let Ctrl-C through again when it starts with the first worker
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    if not _ADDRESS.fullmatch(address):
        raise ConfigError("is not the address of a Dask scheduler", path=address, hint=_KINDS)
    try:
        asyncio.run(_reach(address))
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        hint = "start it with dask scheduler; certificates for tls:// are named in Dask's configuration"
        raise ConfigError(f"no connection to the cluster: {error}", path=address, hint=hint) from error
    with Client(address, timeout=_SECONDS, set_as_default=False) as client:
        yield client


async def _reach(address: str) -> None:
    """Connect, and nothing else: a client that finds no scheduler cannot be closed for half a minute."""
    comm = await connect(address, timeout=_SECONDS, **Security().get_connection_args("client"))
    comm.abort()


def _wait_for_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError as error:
        hint = f"start some: dask worker {address} --nworkers auto --nthreads 1"
        raise ConfigError("the cluster has no workers", path=address, hint=hint) from error


def _refuse_other_versions(client: Client, address: str) -> None:
    """Raise ConfigError if a worker has another version; only functions of Python's are sent, which every one has."""
    from importlib.metadata import version  # noqa: PLC0415 - as sent
    from platform import python_version  # noqa: PLC0415

    ours, pythons = client.run(version, "l10nqa", on_error="return"), client.run(python_version)
    for worker in sorted(ours.keys() & pythons.keys()):
        if isinstance(ours[worker], Exception):
            hint = "pip install 'l10nqa[cluster]' on every machine"
            raise ConfigError(f"the worker {worker} lacks l10nqa", path=address, hint=hint)
        theirs = shown_version(ours[worker], pythons[worker])
        if theirs != version_here():
            message = f"the worker {worker} has {theirs}, but this command is {version_here()}"
            raise ConfigError(message, path=address, hint=SAME_VERSION)
