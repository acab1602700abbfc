"""Checks host, URL and body of every request, and sets headers of every response."""

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
    "Cache-Control": "no-store",  # an added unit must be found at once
}

_MOST_DRAINED = 4 * MAX_BODY
"""The bytes read of a refused body: a client that is cut off while it sends never reads the reason."""


class Guard:
    """ASGI middleware: refuses foreign host names, URLs and bodies that are not UTF-8, and bodies above `MAX_BODY`.

    HEAD returns the headers of GET. A body without a content type is taken for JSON.

    A server on a loopback address answers only to loopback names: otherwise a web page could bypass the same-origin
    policy with a host name of its own that resolves to 127.0.0.1 (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = {name.lower() for name in settings.host_names} if is_loopback(settings.host) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or pass it on to the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_head = scope["method"] == "HEAD"

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.body" and is_head:
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        refusal, body = self._refusal_of_head(scope, headers), b""
        if refusal is None:
            refusal, body = await _read(headers, receive)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        inner = {**scope, "method": "GET"} if is_head else scope
        if body and "content-type" not in headers:
            inner = {**inner, "headers": [*scope["headers"], (b"content-type", b"application/json")]}
        await self._app(inner, _replay(body, receive), send_guarded)

    def _refusal_of_head(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """Return the answer to a request that is refused before its body is read; None if it is not."""
        if not self._is_ours(headers.get("host", "")):
            return problem(HTTPStatus.MISDIRECTED_REQUEST, "this server does not answer to that host name")
        if not _is_text(unquote_to_bytes(scope["raw_path"] + scope["query_string"])):
            # Else every wrong byte would be looked up as U+FFFD.
            return problem(HTTPStatus.BAD_REQUEST, "the URL is not percent-encoded UTF-8")
        return None

    def _is_ours(self, host: str) -> bool:
        if self._names is None:
            return True
        name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
        return is_loopback(name) or name.lower() in self._names


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


async def _read(headers: Headers, receive: Receive) -> tuple[ASGIApp | None, bytes]:
    """Return the body; before it, what to answer where it is refused."""
    body = await _body(headers, receive)
    if body is None:
        return problem(413, f"the body is longer than {MAX_BODY:,} bytes", headers={"Connection": "close"}), b""
    if not _is_text(body):
        return problem(HTTPStatus.BAD_REQUEST, "the body is not UTF-8"), b""
    return None, body


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
    """Return a `receive` that returns the body once, and then the messages after it."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
