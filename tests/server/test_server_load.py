"""Clients that break off, that never finish, and that come all at once: the server stays small, and answers."""

from __future__ import annotations

import asyncio
import http.client
import socket
import struct
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from served import BEARER, TOKEN, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from served import Served

_HEAD = b"POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
_MOST_MEGABYTES = 200


@pytest.fixture
def private(tm: Path) -> Iterator[Served]:
    with serving(tm, "--private") as served:
        yield served


def megabytes(served: Served) -> int:
    status = Path(f"/proc/{served.process.pid}/status")
    if not status.exists():
        pytest.skip("only Linux tells how much memory another process has")
    return int(status.read_text().partition("VmRSS:")[2].split()[0]) // 1024


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=20)


def reset(connection: socket.socket) -> None:
    """Break the connection off without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_uploads_that_are_broken_off_leave_nothing_behind(own_server: Served) -> None:
    piece = b"[" * 4_000_000
    for number in range(60):
        connection = connected(own_server)
        connection.sendall(_HEAD + b"Content-Length: 8388608\r\n\r\n" + piece)
        connection.close() if number % 2 else reset(connection)
        assert megabytes(own_server) < _MOST_MEGABYTES
    assert own_server.get("/v1/fuzzy", q="Save").status == 200


def test_bodies_that_are_wrong_leave_nothing_behind(own_server: Served) -> None:
    """Errors leave cycles of objects behind, with the body in them: the garbage collector must come by."""
    for _ in range(60):
        reply = own_server.ask("POST", "/v1/units", b'{"units": ["' + b"a" * 6_000_000 + b'"]}', BEARER)
        assert reply.status == 422
        assert megabytes(own_server) < _MOST_MEGABYTES


def test_a_server_collects_garbage_often_and_gives_the_settings_back(monkeypatch: pytest.MonkeyPatch) -> None:
    run = pytest.importorskip("l10nqa.server.run")
    monkeypatch.setattr(run.gc, "get_threshold", lambda: (1_000_000, 50, 50))
    found: list[tuple[int, ...]] = []
    monkeypatch.setattr(run.gc, "set_threshold", lambda *numbers: found.append(numbers))
    with run._for_servers():
        assert found
        assert found[0][0] <= 2_000
        assert run.gc.get_freeze_count() > 0, "a full collection would take 200 ms for what stays"
    assert run.gc.get_freeze_count() == 0
    assert found[1:] == [(1_000_000, 50, 50)]


def test_bodies_that_are_held_have_a_limit(own_server: Served) -> None:
    connections = [connected(own_server) for _ in range(24)]
    refused = 0
    for connection in connections:
        try:
            connection.sendall(_HEAD + b"Content-Length: 8388608\r\n\r\n" + b"[" * 8_000_000)
            connection.settimeout(0.2)
            refused += connection.recv(100).startswith(b"HTTP/1.1 503 ")
        except TimeoutError:
            pass
    assert megabytes(own_server) < _MOST_MEGABYTES
    assert refused >= 10, "what has no room is refused, and not kept waiting"
    for connection in connections:
        reset(connection)
    deadline = time.monotonic() + 10
    while own_server.send("/v1/batch", {"queries": ["Save" * 2000]}).status != 200:
        assert time.monotonic() < deadline, "the room is free again"
        time.sleep(0.1)


@pytest.mark.parametrize("authorization", [b"", b"Authorization: Bearer wrong-wrong-wrong-wrong\r\n"])
@pytest.mark.parametrize("path", [b"/v1/units", b"/v1/batch", b"/tmserver/en/lv/unit/a"])
def test_the_token_is_asked_for_before_the_body(private: Served, path: bytes, authorization: bytes) -> None:
    with connected(private) as connection:
        head = _HEAD.replace(b"/v1/batch", path)
        connection.sendall(head + authorization + b"Content-Length: 8388608\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 401 "), "no byte of the body was sent"


def test_who_may_not_write_is_told_so_after_a_whole_body(private: Served) -> None:
    """A client that sends its whole body before it reads gets the reason, and not a broken connection."""
    for token in (None, {"Authorization": "Bearer wrong-wrong-wrong-wrong"}):
        reply = private.ask("POST", "/v1/units", b'{"units":["' + b"a" * 8_000_000 + b'"]}', token)
        assert reply.status == 401
    assert private.ask("POST", "/v1/units", b"{}", BEARER).status == 422


def test_a_body_that_is_refused_once_it_is_there_is_not_waited_for_again(own_server: Served) -> None:
    for body in (b"\xff", b'{"queries": ["\xed\xa0\x80"]}'):
        with connected(own_server) as connection:
            connection.settimeout(10)  # the server would wait longer for more of the body
            connection.sendall(_HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = b"".join(iter(lambda: connection.recv(10_000), b""))  # until the server has closed it
        assert answer.startswith(b"HTTP/1.1 400 ")


def test_heads_that_never_end_do_not_stay(own_server: Served) -> None:
    connections = [connected(own_server) for _ in range(600)]
    for connection in connections:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
    assert own_server.get("/v1/health").status == 200
    begin = time.monotonic()
    for connection in connections:
        connection.settimeout(max(1, begin + 20 - time.monotonic()))
        with suppress(ConnectionResetError):
            assert connection.recv(10) == b""
        connection.close()
    assert time.monotonic() - begin < 20
    assert own_server.get("/v1/health").status == 200


async def _ask(port: int, path: str) -> int:
    """Return the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()


async def _rush(served: Served, count: int) -> tuple[Counter[int], int]:
    """Send look-ups all at once, and ask for the health meanwhile; return the statuses, and how often it was well."""
    well = 0
    jobs = [asyncio.create_task(_ask(served.port, f"/v1/fuzzy?q=Select+the+file+{n}.&min=50")) for n in range(count)]
    while not all(job.done() for job in jobs):
        assert await asyncio.to_thread(_health, served) == 200
        well += 1
        await asyncio.sleep(0.02)
    return Counter(job.result() for job in jobs), well


def _health(served: Served) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    try:
        connection.request("GET", "/v1/health")
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_rush_of_lookups_is_answered_or_refused_and_health_beside_it(own_server: Served) -> None:
    statuses, well = asyncio.run(_rush(own_server, 1500))
    assert set(statuses) <= {200, 503}
    assert statuses[200] >= 100
    assert well > 1
    assert own_server.get("/v1/fuzzy", q="Save").status == 200, "at once afterwards"


def test_what_nobody_waits_for_any_more_is_not_looked_up(own_server: Served) -> None:
    queries = ", ".join(['"Select **Save** and go on with the next file, then close the window."'] * 500)
    body = f'{{"queries": [{queries}], "min": 0, "limit": 100}}'.encode()
    head = _HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode()
    for _ in range(40):
        connection = connected(own_server)
        connection.sendall(head + body)
        time.sleep(0.01)
        reset(connection)
    reply = own_server.ask("GET", "/v1/fuzzy?q=Save", timeout=30)
    assert reply.status == 200, "forty times five hundred look-ups would take minutes"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1:80@evil.example", "127.0.0.1:.evil.example", "localhost:80:80", "[::1]evil.example"),
        *("127.0.0.1:8o", "[127.0.0.1", "::1", "127.0.0.1/", "localhost\t.evil", "evil.example:127.0.0.1"),
    ],
)
def test_a_host_is_matched_whole(server: Served, host: str) -> None:
    assert server.get("/v1/health", {"Host": host}).status in (400, 421)


def test_what_belongs_into_a_header_is_not_logged(tm: Path) -> None:
    with serving(tm, "--private") as served:
        for path in (
            f"/v1/fuzzy?q=a&token={TOKEN}",
            f"/v1/fuzzy?access_token={TOKEN}&q=seen",
            f"/v1/stats?api-key={TOKEN}",
        ):
            assert served.ask("GET", path).status == 401
        served.ask("GET", f"/tmserver/en/lv/unit/a?PASSWORD={TOKEN}")
        with connected(served) as connection:
            connection.sendall(f"GET http://me:{TOKEN}@127.0.0.1/v1/stats HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            connection.recv(100)
        log = served.log.read_text("utf-8")
    assert TOKEN not in log
    assert "q=seen" in log
