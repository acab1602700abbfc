"""Connections that do not stay for nothing, and do not hold up each other: deadlines, limits, and work in rounds.

When there are too many, the one that has waited longest for its client to send a whole head goes: that is what an
attacker holds thousands of, and what costs a client with good intentions least.
"""

from __future__ import annotations

import resource
from collections import deque
from typing import TYPE_CHECKING, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["Connection", "raise_file_limit"]

_HEAD_PATIENCE = 10.0
"""Seconds in which a head must have come whole."""
_URGENT = b"GET /v1/health "
"""The request that is answered before all that are in line: whoever asks wants to know how the server is now."""
_A_ROUND = 4
"""The number of requests that are looked at between two rounds of accepting and answering; half a millisecond each."""
_SMALL = 1 << 14
"""Bytes that a request in line may hold; a larger piece is taken at once, since nobody counts what it holds."""
_MOST = 4_000
_OTHER_FILES = 200
"""Descriptors for anything but connections: the memory in each thread, its index, the log."""


class Connection(H11Protocol):
    """A connection of HTTP/1.1."""

    limit: ClassVar[int] = _MOST
    """The largest number of connections."""
    _without_head: ClassVar[dict[Connection, None]] = {}
    """The connections that wait for a head, longest first."""
    _begun: ClassVar[deque[tuple[Connection, bytes]]] = deque()
    """The requests whose heads have arrived, and that are still to be looked at, in their order."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or drop it where there are too many at work."""
        super().connection_made(transport)
        self._expect_head()
        if len(self.connections) > self.limit:
            next(iter(self._without_head)).transport.abort()  # at worst this one

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._have_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes. The beginning of a request waits until others are looked at, unless it asks for the health."""
        is_beginning = self.conn.their_state is h11.IDLE and len(data) <= _SMALL
        if not is_beginning or data.startswith(_URGENT):
            self.take(data)
            return
        self.transport.pause_reading()  # what follows comes after it
        if not self._begun:
            self.loop.call_soon(self._look_at_some)
        self._begun.append((self, data))

    def _look_at_some(self) -> None:
        """Look at some of the requests that have begun; between two such rounds, others are accepted and answered."""
        for _ in range(min(_A_ROUND, len(self._begun))):
            connection, data = self._begun.popleft()
            if connection.transport.is_closing():
                continue
            if not connection.flow.read_paused:
                connection.transport.resume_reading()
            connection.take(data)
        if self._begun:
            self.loop.call_soon(self._look_at_some)

    def take(self, data: bytes) -> None:
        """Take bytes; the deadline of a head is that of its first byte."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._have_head()
        elif self._deadline is None:
            self._expect_head()

    def _expect_head(self) -> None:
        self._without_head[self] = None
        self._deadline = self.loop.call_later(_HEAD_PATIENCE, self.transport.abort)

    def _have_head(self) -> None:
        self._without_head.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def raise_file_limit() -> int:
    """Let the process have as many open files as it may and needs; return how many connections that allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return _MOST if soft == resource.RLIM_INFINITY else max(min(_MOST, soft - _OTHER_FILES), _OTHER_FILES)
