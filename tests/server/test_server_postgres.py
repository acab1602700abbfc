"""A memory on a database server behind our HTTP server: the same answers, and back by itself when it was away."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA
from cluster import place
from l10nqa.workspace.extracting import extract
from served import BEARER, serving

if TYPE_CHECKING:
    from pathlib import Path

    from cluster import Cluster

pytestmark = pytest.mark.usefixtures("server_extra")
_UNIT = {"source": "A new text.", "target": "Jauns teksts.", "source_locale": "en-US", "target_locale": "lv-LV"}
_KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'l10nqa'"


def test_it_is_served_and_outlives_a_lost_connection(cluster: Cluster, tmp_path: Path) -> None:
    tm = cluster.new_memory()
    extract([str(CORPORA / "de-DE")], tm)
    with serving(tmp_path / "tm", address=place(tm)) as served:
        assert served.send("/v1/units", {"units": [_UNIT]}, BEARER).status == 200
        assert served.get("/v1/exact", q="A new text.").json["matches"][0]["target"] == "Jauns teksts."
        cluster.execute(_KILL)
        until = time.monotonic() + 30
        while served.get("/v1/exact", q="A new text.").status != 200:
            assert time.monotonic() < until, "no connection is made again"
        for _ in range(20):  # each thread in its turn
            served.get("/v1/exact", q="A new text.")
        assert served.get("/v1/exact", q="A new text.").json["matches"][0]["target"] == "Jauns teksts."
