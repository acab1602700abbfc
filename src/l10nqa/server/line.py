"""What requests wait for: their turn, and room for their bodies. Whoever would wait too long is refused."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

__all__ = ["Busy", "Line", "Room"]

_AT_ONCE = 8
"""The number of requests that are worked on at a time; more would only wait for each other."""
_WAITING = 1000
"""The largest number of requests in line; further ones are refused at once rather than served too late."""
_PATIENCE = 5.0
"""Seconds after which a request in line is refused."""


class Busy(Exception):  # noqa: N818 - a state, which the server answers with 503
    """Too many requests are waiting."""


class Line:
    """The requests that are worked on, and those that wait for it, first come, first served."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn of the request, which the block is.

        Raises:
            Busy: there are too many in line, or it did not get on.
        """
        if self._waiting >= _WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._free.acquire()
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()


class Room:
    """The bytes of bodies that the server may hold at a time, over all requests."""

    def __init__(self, size: int) -> None:
        self._left = size

    @contextmanager
    def body(self) -> Iterator[_Body]:
        """Hold a body, piece by piece, until the end of the block."""
        body = _Body(self)
        try:
            yield body
        finally:
            self._left += body.size

    def take(self, size: int) -> None:
        """Take a part of the room.

        Raises:
            Busy: there is not so much left.
        """
        if size > self._left:
            raise Busy
        self._left -= size


class _Body:
    """A body that is coming in."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._pieces: list[bytes] = []
        self.size = 0
        """The bytes that came in."""

    def add(self, piece: bytes) -> None:
        """Add a piece; raises the error of `Room.take`."""
        self._room.take(len(piece))
        self.size += len(piece)
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """Return all of it; the pieces are let go."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found
