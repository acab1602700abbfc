"""Read and write access by bearer tokens (RFC 6750)."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.routing import Match

from l10nqa.server.pool import Memories
from l10nqa.server.problem import http_problem
from l10nqa.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fastapi import APIRouter
    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["Opened", "may_read", "may_send", "may_write"]

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="The token that the server was started with. Reading needs it only on a server started `--private`.",
)
_Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def _memories(request: Request) -> Memories:
    memories = request.app.state.memories
    assert isinstance(memories, Memories)  # noqa: S101 - the application put it there
    return memories


Opened = Annotated[Memories, Depends(_memories)]
"""The memory of the server, as a parameter of an endpoint."""


def may_read(request: Request, given: _Given) -> None:
    """Accept the request unless reading needs a token and the request has no valid one."""
    _check_reading(_settings(request), given)


def may_write(request: Request, given: _Given) -> None:
    """Accept the request only with the right token, and if the server permits writing."""
    _check_writing(_settings(request), given)


def _check_reading(settings: Settings, given: HTTPAuthorizationCredentials | None) -> None:
    if settings.private:
        _demand(settings, given)


def _check_writing(settings: Settings, given: HTTPAuthorizationCredentials | None) -> None:
    if not settings.writable:
        reason = "read-only" if settings.read_only else "without a token"
        raise HTTPException(HTTPStatus.FORBIDDEN, f"the server was started {reason}: nothing can be written")
    _demand(settings, given)


_CHECKS: Mapping[object, Callable[[Settings, HTTPAuthorizationCredentials | None], None]] = {
    may_read: _check_reading,
    may_write: _check_writing,
}


def may_send(settings: Settings, routers: Iterable[APIRouter], scope: Scope) -> Response | None:
    """Return the answer to a request whose body need not be read, because its sender may not do what it asks.

    `routers` are those whose dependencies are the checks of this module.
    """
    scheme, _, brought = Headers(scope=scope).get("authorization", "").partition(" ")
    given = HTTPAuthorizationCredentials(scheme=scheme, credentials=brought.strip())
    for router in routers:
        if any(route.matches(scope)[0] is Match.FULL for route in router.routes):
            try:
                for each in router.dependencies:
                    _CHECKS[each.dependency](settings, given if scheme.lower() == "bearer" else None)
            except HTTPException as error:
                return http_problem(error)
            return None
    return None


def _settings(request: Request) -> Settings:
    settings = request.app.state.settings
    assert isinstance(settings, Settings)  # noqa: S101 - the application put it there
    return settings


def _demand(settings: Settings, given: HTTPAuthorizationCredentials | None) -> None:
    brought = given.credentials if given else ""
    # Compared in constant time: an early end would reveal how much of a guess is right.
    if not hmac.compare_digest(brought.encode(), (settings.token or "").encode()) or not settings.token:
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            "the token is missing or wrong: send it as Authorization: Bearer TOKEN",
            headers={"WWW-Authenticate": 'Bearer realm="l10nqa"'},
        )
