"""Sends a rush of look-ups to a server, and asks for its health meanwhile, from another process.

    python benchmarks/server_rush.py TM.db [--lookups 2000] [--rounds 3]

Prints how the look-ups were answered, and how long the answers about the health took. Wanted: all look-ups answered or
refused within 10 s, health below 100 ms throughout, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

_PAUSE = 0.03
_HEALTH = b"GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tm", type=Path)
    parser.add_argument("--lookups", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryFile("w+b") as log:
        command = [sys.executable, "-m", "l10nqa", "tm", "serve", "--tm", str(chosen.tm), "--port", "0"]
        with subprocess.Popen(command, stderr=log) as server:
            port = _port(Path(f"/proc/self/fd/{log.fileno()}"))
            asyncio.run(_ask(port, "/v1/fuzzy?q=Save"))  # the index is made for the first look-up
            for _ in range(chosen.rounds):
                _round(port, chosen.lookups)
            server.terminate()


def _round(port: int, count: int) -> None:
    with multiprocessing.Pool(1) as pool:
        stop = time.monotonic() + 12
        health = pool.apply_async(_poll, (port, stop))
        time.sleep(0.5)
        answers = asyncio.run(_rush(port, count))
        times = sorted(health.get())
    statuses = Counter(status for status, _ in answers)
    print(
        f"{dict(statuses)} slowest {max(took for _, took in answers):.1f} s; health {len(times)} answers, "
        f"median {1000 * statistics.median(times):.0f} ms, 95 % {1000 * times[int(len(times) * 0.95)]:.0f} ms, "
        f"slowest {1000 * times[-1]:.0f} ms"
    )


async def _rush(port: int, count: int) -> list[tuple[int, float]]:
    texts = (f"Select **Save** and close the page number {number}" for number in range(count))
    return await asyncio.gather(*(_ask(port, f"/v1/fuzzy?q={quote(text)}") for text in texts))


async def _ask(port: int, path: str) -> tuple[int, float]:
    """Return the status of the answer, and the seconds that it took."""
    begin = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status, time.monotonic() - begin


def _poll(port: int, stop: float) -> list[float]:
    """Return how many seconds each answer about the health took."""
    times = []
    while time.monotonic() < stop:
        begin = time.monotonic()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(_HEALTH)
            assert connection.recv(200).startswith(b"HTTP/1.1 200 ")
        times.append(time.monotonic() - begin)
        time.sleep(_PAUSE)
    return times


def _port(log: Path) -> int:
    while True:
        found = re.search(rb"http://[^ /]+:(\d+)", log.read_bytes())
        if found:
            return int(found[1])
        time.sleep(0.1)


if __name__ == "__main__":
    main()
