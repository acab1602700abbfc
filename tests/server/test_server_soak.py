"""A server under all kinds of clients at once, for as long as one likes: it answers, stays small, and loses nothing.

`make soak` runs it for an hour, `make soak MINUTES=600` for a night; in the suite it takes seconds.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from l10nqa.memory import Memory
from served import BEARER, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import TranslationUnit
    from served import Served

_MINUTES = float(os.environ.get("L10NQA_SOAK_MINUTES", "0.1"))
_CLIENTS = 6
_MOST_MEGABYTES = 250
_MOST_GROWTH = 40
"""Megabytes by which a server may grow once it has warmed up."""
_ODD = ("", "a" * 9_000, "\u202e\u0000x", "مرحبا 👩‍👩‍👧", "%s {0} <b>", "**", "[a](b", "'; DROP TABLE units;--")


class _Client:
    """A client that does what comes to its mind, and remembers what was acknowledged."""

    def __init__(self, served: Served, number: int, units: Sequence[TranslationUnit]) -> None:
        self._served, self._number, self._units = served, number, units
        self._chance = random.Random(number)  # noqa: S311 - the same clients in each run
        self.acknowledged: list[str] = []
        self.refused = 0
        self._sent = 0

    def work(self, end: float) -> None:
        actions = (self._look_up, self._look_up, self._look_up, self._write, self._without_token, self._break_off)
        while time.monotonic() < end:
            with suppress(ConnectionError, http.client.HTTPException):
                self._chance.choice((*actions, self._babble))()

    def _text(self) -> str:
        return self._chance.choice([self._chance.choice(_ODD), self._chance.choice(self._units).source])

    def _look_up(self) -> None:
        way = self._chance.choice(["exact", "fuzzy", "concordance"])
        reply = self._served.get(f"/v1/{way}", q=self._text())
        assert reply.status in (200, 413, 414, 422, 503), (way, reply.status, reply.body[:300])
        self.refused += reply.status == 503

    def _write(self) -> None:
        source = f"Soak {self._number}-{self._sent}: {self._text()[:200]}"
        self._sent += 1
        unit = {"source": source, "target": "Mērķis", "source_locale": "en-US", "target_locale": "lv-LV"}
        reply = self._served.send("/v1/units", {"units": [unit]}, BEARER)
        assert reply.status in (200, 422, 503), (reply.status, reply.body[:300])
        self.acknowledged += [source] if reply.status == 200 else []

    def _without_token(self) -> None:
        assert self._served.send("/v1/units", {"units": []}).status in (401, 503)

    def _break_off(self) -> None:
        with socket.create_connection(("127.0.0.1", self._served.port), timeout=20) as connection:
            head = b"POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            connection.sendall(head + b"Content-Length: 4000000\r\n\r\n" + b"[" * self._chance.randrange(1_000_000))

    def _babble(self) -> None:
        with socket.create_connection(("127.0.0.1", self._served.port), timeout=20) as connection:
            connection.sendall(self._chance.randbytes(self._chance.randrange(2_000)))
            connection.settimeout(0.05)
            with suppress(OSError):
                connection.recv(1_000)


@pytest.mark.timeout(0)
def test_a_server_lasts(tm: Path, units: Sequence[TranslationUnit]) -> None:
    seconds = 60 * _MINUTES
    megabytes: list[int] = []
    with serving(tm) as served, ThreadPoolExecutor(_CLIENTS) as pool:
        clients = [_Client(served, number, units) for number in range(_CLIENTS)]
        begin = time.monotonic()
        jobs = [pool.submit(client.work, begin + seconds) for client in clients]
        while not all(job.done() for job in jobs):
            time.sleep(min(2, seconds / 4))
            assert served.get("/v1/health").status == 200
            megabytes += [_megabytes(served)]
        for job in jobs:
            job.result()
        assert max(megabytes) < _MOST_MEGABYTES
        warm = megabytes[len(megabytes) // 4]
        assert megabytes[-1] - warm < _MOST_GROWTH, megabytes
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=60) == 0
    assert "Traceback" not in served.log.read_text("utf-8", "replace")
    with Memory(tm) as memory:
        kept = {unit.source for unit in memory.units()}
    assert {source for client in clients for source in client.acknowledged} <= kept
    assert any(client.acknowledged for client in clients)


def _megabytes(served: Served) -> int:
    status = Path(f"/proc/{served.process.pid}/status")
    return int(status.read_text().partition("VmRSS:")[2].split()[0]) // 1024 if status.exists() else 0
