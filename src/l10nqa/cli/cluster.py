"""The option `--cluster` of the commands whose work can be dealt out to other machines."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from l10nqa.cli.terminal import note, warn
from l10nqa.errors import ConfigError
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.cluster import Cluster

__all__ = ["cluster_option"]

_OPTION = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Use the workers of the Dask cluster at ADDRESS, as tcp://host:8786; `local` starts --jobs workers on this "
    "machine.",
)


def cluster_option(command: Callable[..., int]) -> Callable[..., int]:
    """Add `--cluster`; the command receives the cluster, connected, as `cluster`, and nothing where none is wanted."""

    @wraps(command)
    def run(*arguments: Any, cluster: str | None, **options: Any) -> int:
        if cluster is None:
            return command(*arguments, **options)
        try:
            from l10nqa.cluster import open_cluster  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise ConfigError(f"--cluster needs {error.name}", hint="pip install 'l10nqa[cluster]'") from error
        with open_cluster(cluster, options.get("jobs")) as opened:
            if not options.get("quiet"):
                _describe(opened)
            return command(*arguments, cluster=opened, **options)

    return _OPTION(run)


def _describe(cluster: Cluster) -> None:
    dashboard = f"; dashboard: {cluster.dashboard}" if cluster.dashboard else ""
    note(f"cluster: {count_of(cluster.worker_count, 'worker')} at {cluster.name}{dashboard}")
    if cluster.idle_threads:
        idle = count_of(cluster.idle_threads, "idle thread")
        warn(f"the workers have {idle}, as each runs one chunk at a time: use --nworkers auto --nthreads 1")
