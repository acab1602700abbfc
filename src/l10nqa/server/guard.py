"""Checks host, URL, token and body of every request, gives each its turn, and sets headers of every response."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders

from l10nqa.server.line import Busy, Line, Room
from l10nqa.server.problem import busy, problem
from l10nqa.server.settings import MAX_BODY, MAX_HELD, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "ServerAddress"]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",  # an added unit must be found at once
}
_BESIDE_LINE = "/v1/health"
"""The path of what is answered at once, however many requests wait."""
_HOST = re.compile(r"(\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(:[0-9]{1,5})?")
"""A host and its port (RFC 9110, section 7.2; RFC 3986, section 3.2.2)."""
_MOST_DRAINED = 4 * MAX_BODY
"""The bytes read of a refused body: a client that is cut off while it sends never reads the reason."""
_BODY_PATIENCE = 30.0
"""Seconds in which a body must have come."""


class _Refused(Exception):  # noqa: N818 - it carries the answer
    def __init__(self, answer: Response) -> None:
        self.answer = answer


class _Gone(Exception):  # noqa: N818 - a state: nobody is there to be answered
    pass


class _Incoming:
    """A `receive` that knows whether the body of the request is over: asked for more then, it waits for the client."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_over = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self.is_over = not message.get("more_body", False)
        return message


class ServerAddress(Protocol):
    """Where a server listens, and by what names it is known."""

    @property
    def host(self) -> str:
        """The address or name."""

    @property
    def host_names(self) -> tuple[str, ...]:
        """Further names of a server on a loopback address."""


class Guard:
    """ASGI middleware: refuses foreign host names, URLs and bodies that are not UTF-8, and bodies above `MAX_BODY`.

    A token is asked for before the body is read. The bodies held are `MAX_HELD` bytes at most, over all requests.
    Requests take turns, and what a client has asked for is dropped when it goes. HEAD returns the headers of GET. A
    body without a content type is taken for JSON.

    A server on a loopback address answers only to loopback names: otherwise a web page could bypass the same-origin
    policy with a host name of its own that resolves to 127.0.0.1 (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, settings: ServerAddress, may_send: Callable[[Scope], Response | None]) -> None:
        """Take the application, and a function that returns the answer to those who may not send a body."""
        self._app = app
        self._names = {name.lower() for name in settings.host_names} if is_loopback(settings.host) else None
        self._may_send = may_send
        self._line = Line()
        self._room = Room(MAX_HELD)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or pass it on to the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _guarded(send, is_head=scope["method"] == "HEAD")
        incoming = _Incoming(receive)
        try:
            self._check_head(scope)
            with self._room.body() as body:
                await _read_in_time(Headers(scope=scope), incoming, body.add)
                await self._answer(scope, body.whole(), incoming, send)
        except _Refused as refused:
            await _refuse(refused.answer, scope, incoming, send)
        except Busy:
            await _refuse(busy(), scope, incoming, send)
        except _Gone:
            pass

    async def _answer(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """Pass the request on when its turn comes, and drop it if its client goes before it is answered."""
        if not _is_text(body):
            raise _Refused(problem(HTTPStatus.BAD_REQUEST, "the body is not UTF-8"))
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        if body and "content-type" not in Headers(scope=scope):
            inner = {**inner, "headers": [*scope["headers"], (b"content-type", b"application/json")]}
        job = asyncio.ensure_future(self._in_turn(inner, _replay(body), send))
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not job.done():
                job.cancel()
                await asyncio.wait({job})
        finally:
            gone.cancel()
            job.cancel()
        if job.cancelled():
            raise _Gone
        job.result()

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == _BESIDE_LINE:
            await self._app(scope, receive, send)
            return
        async with self._line.turn():
            await self._app(scope, receive, send)

    def _check_head(self, scope: Scope) -> None:
        """Refuse a request before its body is read."""
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            raise _Refused(problem(HTTPStatus.MISDIRECTED_REQUEST, "this server does not answer to that host name"))
        if not _is_text(unquote_to_bytes(scope["raw_path"] + scope["query_string"])):
            # Else every wrong byte would be looked up as U+FFFD.
            raise _Refused(problem(HTTPStatus.BAD_REQUEST, "the URL is not percent-encoded UTF-8"))
        answer = self._may_send(scope) if _has_body(headers) else None
        if answer is not None:
            raise _Refused(answer)

    def _is_ours(self, host: str) -> bool:
        if self._names is None:
            return True
        found = _HOST.fullmatch(host)
        name = (found["address"] or found["name"]) if found else ""
        return is_loopback(name) or name.lower() in self._names


def _guarded(send: Send, *, is_head: bool) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.body" and is_head:
            message = {**message, "body": b""}
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_guarded


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


async def _read_in_time(headers: Headers, receive: Receive, add: Callable[[bytes], None]) -> None:
    try:
        async with asyncio.timeout(_BODY_PATIENCE):
            await _read(headers, receive, add)
    except TimeoutError:
        raise _Refused(problem(HTTPStatus.REQUEST_TIMEOUT, "the body did not come in time")) from None


async def _read(headers: Headers, receive: Receive, add: Callable[[bytes], None]) -> None:
    """Read the whole body."""
    length, size, more = headers.get("content-length", "0"), 0, True
    if not length.isdecimal() or int(length) > MAX_BODY:
        raise _Refused(_too_long())
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        piece = message.get("body", b"")
        size += len(piece)
        if size > MAX_BODY:
            raise _Refused(_too_long())
        add(piece)
        more = message.get("more_body", False)


def _too_long() -> Response:
    return problem(413, f"the body is longer than {MAX_BODY:,} bytes", headers={"Connection": "close"})


async def _refuse(answer: Response, scope: Scope, receive: _Incoming, send: Send) -> None:
    """Answer at once, and read off what the client is sending still."""

    async def send_and_drain(message: Message) -> None:
        if message["type"] == "http.response.body":
            await send({**message, "more_body": True})
            await _drain(Headers(scope=scope), receive)
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await send(message)

    if _has_body(Headers(scope=scope)):
        answer.headers["Connection"] = "close"
    await answer(scope, receive, send_and_drain)


async def _drain(headers: Headers, receive: _Incoming) -> None:
    length, size = headers.get("content-length", "0"), 0
    if not length.isdecimal() or int(length) > _MOST_DRAINED or not _has_body(headers):
        return
    try:
        async with asyncio.timeout(_BODY_PATIENCE):
            while not receive.is_over and size <= _MOST_DRAINED:
                size += len((await receive()).get("body", b""))
    except TimeoutError:
        pass  # it has had its time


def _replay(body: bytes) -> Receive:
    """Return a `receive` that returns the body once, and never says that the client is gone: that is seen here."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await asyncio.get_running_loop().create_future()

    return replayed


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
