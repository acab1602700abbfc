"""What stands before every request: its host, its URL, the size of its body; and the headers of every response."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders

from l10nqa.server.problem import problem
from l10nqa.server.settings import MAX_BODY, is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from l10nqa.server.settings import Settings

__all__ = ["Guard"]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",  # a unit added now must be found now
}

_MOST_DRAINED = 4 * MAX_BODY
"""Bytes read of a body that is refused: a client that is cut off while it sends never reads why."""


class Guard:
    """ASGI middleware: refuses foreign host names, URLs that are not UTF-8 and bodies over `MAX_BODY` bytes.

    A server on a loopback address answers to loopback names only: else a web page could reach it by a name of its own
    that leads to 127.0.0.1 (DNS rebinding), past the same-origin policy.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = {name.lower() for name in settings.host_names} if is_loopback(settings.host) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the application, or pass the request on to it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            detail = "this server does not answer to that host name"
            await problem(HTTPStatus.MISDIRECTED_REQUEST, detail)(scope, receive, send_guarded)
            return
        if not _is_text(scope):
            detail = "the URL is not percent-encoded UTF-8"
            await problem(HTTPStatus.BAD_REQUEST, detail)(scope, receive, send_guarded)
            return
        body = await _body(headers, receive)
        if body is None:
            detail = f"the body is longer than {MAX_BODY:,} bytes"
            await problem(413, detail, headers={"Connection": "close"})(scope, receive, send_guarded)
            return
        await self._app(scope, _replay(body, receive), send_guarded)

    def _is_ours(self, host: str) -> bool:
        if self._names is None:
            return True
        name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
        return is_loopback(name) or name.lower() in self._names


def _is_text(scope: Scope) -> bool:
    try:
        unquote_to_bytes(scope["raw_path"] + scope["query_string"]).decode()
    except UnicodeDecodeError:
        return False  # else every wrong byte would be looked up as U+FFFD
    return True


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """Return the whole body, or None where it is too long."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _MOST_DRAINED:
        return None
    body = bytearray()
    size = 0
    more = True
    while more and size <= _MOST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        size += len(message.get("body", b""))
        if size <= MAX_BODY:
            body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body) if size <= MAX_BODY else None


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body once and then what comes after it."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
