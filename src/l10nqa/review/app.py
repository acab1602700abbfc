"""The web application of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from fastapi import FastAPI

from l10nqa import __version__
from l10nqa.review import annotating
from l10nqa.review.endpoints import router
from l10nqa.server.guard import Guard
from l10nqa.server.problem import add_problem_handlers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from l10nqa.review.access import Access
    from l10nqa.review.desk import Desk

__all__ = ["create_app"]


def create_app(desk: Desk) -> FastAPI:
    """Return the application of a review."""
    app = FastAPI(title="l10nqa review", version=__version__, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.include_router(router)
    app.include_router(annotating.router)
    add_problem_handlers(app)
    app.add_middleware(_Door, access=desk.access)
    app.add_middleware(Guard, settings=_Loopback(), may_send=desk.access.refusal)
    return app


class _Loopback:
    """The address of the page: no other machine can reach it."""

    host = "127.0.0.1"
    host_names: tuple[str, ...] = ()


class _Door:
    """ASGI middleware: serves nothing to those who do not bring the token, but the way in."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, or refuse it."""
        refusal = None
        if scope["type"] == "http" and not self._is_let_in(scope):
            refusal = self._access.refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    def _is_let_in(self, scope: Scope) -> bool:
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        given = dict(parse_qsl(scope["query_string"].decode())).get("token", "")
        return bool(given) and self._access.is_token(given)
