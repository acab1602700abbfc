"""Runs the tasks of a run on a cluster of Dask (distributed.dask.org), or on one of this machine that lives as long.

Nothing here decides what is done: the tasks are those of one process, `engine.pool` deals them out in the same chunks
and takes the results in the same order, and Dask's scheduler places them and repeats those of a worker that is lost.
"""

from l10nqa.cluster.connection import LOCAL, open_cluster
from l10nqa.cluster.executor import Cluster

__all__ = ["LOCAL", "Cluster", "open_cluster"]
