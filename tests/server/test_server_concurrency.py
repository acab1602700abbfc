"""Many clients at once, and an end while they are at work: what was acknowledged is in the memory."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from l10nqa.memory import Memory
from served import BEARER, serving

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from served import Served

_CLIENTS = 8


def unit(client: int, number: int) -> dict[str, str]:
    text = f"Client {client} adds unit {number}."
    return {"source": text, "target": f"Mērķis {client} {number}", "source_locale": "en-US", "target_locale": "lv-LV"}


def sources(tm: Path) -> list[str]:
    with Memory(tm) as memory:
        return [found.source for found in memory.units() if found.source.startswith("Client ")]


def all_sources(numbers: Iterable[tuple[int, int]]) -> list[str]:
    return sorted(unit(*number)["source"] for number in numbers)


def test_eight_readers_and_writers_lose_nothing(own_server: Served, tm: Path) -> None:
    def write(client: int) -> None:
        for number in range(25):
            sent = [unit(client, number), unit(_CLIENTS, number)]  # the second one by every client
            assert own_server.send("/v1/units", {"units": sent}, BEARER).status == 200
            # Who has added it finds it at once.
            assert own_server.get("/v1/exact", q=sent[0]["source"]).json["matches"][0]["target"] == sent[0]["target"]

    def read(client: int) -> None:
        for number in range(25):
            asked = [f"Client {client} adds unit {number}.", "Select **Save**."]
            reply = own_server.send("/v1/batch", {"queries": asked, "min": 90})
            assert [answer["query"] for answer in reply.json["results"]] == asked

    with ThreadPoolExecutor(2 * _CLIENTS) as pool:
        jobs = [pool.submit(job, client) for client in range(_CLIENTS) for job in (write, read)]
        for job in jobs:
            job.result()
    expected = all_sources((client, number) for client in range(_CLIENTS + 1) for number in range(25))
    assert sorted(sources(tm)) == expected


def test_what_was_acknowledged_before_the_end_is_kept(tm: Path) -> None:
    acknowledged: list[tuple[int, int]] = []

    def write(served: Served, client: int) -> None:
        for number in range(10_000):
            try:
                reply = served.send("/v1/units", {"units": [unit(client, number)]}, BEARER)
            except OSError:
                return  # the server is gone
            if reply.status == 200:
                acknowledged.append((client, number))

    with serving(tm) as served, ThreadPoolExecutor(_CLIENTS) as pool:
        jobs = [pool.submit(write, served, client) for client in range(_CLIENTS)]
        while len(acknowledged) < 40:
            time.sleep(0.01)
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=60) == 0
        for job in jobs:
            job.result()
    kept = sources(tm)
    assert set(all_sources(acknowledged)) <= set(kept)
    assert len(kept) - len(acknowledged) <= _CLIENTS  # one each may have been cut off before it was answered


def test_an_interrupt_ends_the_server_in_good_order(tm: Path) -> None:
    with serving(tm) as served:
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(timeout=60) == 0
    assert "Traceback" not in served.log.read_text("utf-8")


_INTERRUPTED_AT_ONCE = """
import signal, sys
from pathlib import Path
from l10nqa.server.run import serve
from l10nqa.server.settings import Settings

serve(Settings(Path(sys.argv[1]), port=0), started=lambda _url: signal.raise_signal(int(sys.argv[2])))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_before_the_event_loop_runs_ends_the_server_as_well(tm: Path, number: int) -> None:
    command = [sys.executable, "-c", _INTERRUPTED_AT_ONCE, str(tm), str(int(number))]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_writers_outside_of_the_server_are_waited_for(own_server: Served, tm: Path) -> None:
    with Memory(tm) as memory, ThreadPoolExecutor(1) as pool:
        with memory.intake():
            late = pool.submit(own_server.send, "/v1/units", {"units": [unit(0, 0)]}, BEARER)
            assert own_server.get("/v1/stats").status == 200  # readers do not wait
            assert not late.done()
        assert late.result().status == 200
