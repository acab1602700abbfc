"""Errors for clients: problem details (RFC 9457), in one shape for all errors."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from l10nqa.errors import StoreError
from l10nqa.server.line import Busy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request

__all__ = ["ProblemDetails", "add_problem_handlers", "busy", "http_problem", "problem", "problems"]

_JSON = re.compile(r"application/(\S+\+)?json", re.IGNORECASE)
_MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("uvicorn.error")


class InvalidField(BaseModel):
    """An error in one part of a request."""

    location: str = Field(description="Where: `query.limit`, `body.units.0.source` …", examples=["query.limit"])
    detail: str = Field(examples=["Input should be less than or equal to 100"])


class ProblemDetails(BaseModel):
    """Problem details after RFC 9457."""

    model_config = ConfigDict(extra="allow")  # as section 3.2 of the RFC requires

    type: str = Field("about:blank", description="`about:blank`: the title says what it is.")
    title: str = Field(description="The status in words.")
    status: int = Field(examples=[422])
    detail: str = Field(examples=["query.limit: Input should be less than or equal to 100"])
    errors: list[InvalidField] | None = Field(None, description="With status 422, each fault of the request.")


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, errors: list[InvalidField] | None = None
) -> JSONResponse:
    """Return the response for a problem."""
    content = ProblemDetails(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors
    )
    return JSONResponse(content.model_dump(exclude_none=True), status, headers, media_type=_MEDIA_TYPE)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the descriptions of responses with these statuses for an OpenAPI document."""
    content = {_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def add_problem_handlers(app: FastAPI) -> None:
    """Make the application answer every error with problem details."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(Busy, _busy)
    app.add_exception_handler(Exception, _crash)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    if error.status_code == HTTPStatus.NOT_FOUND:
        return problem(HTTPStatus.NOT_FOUND, "there is no such resource; /openapi.json lists them")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = ", ".join(_methods(request))
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allow})
        return problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"{request.method} is not allowed here; {allow} are",
            headers={"Allow": allow},
        )
    return http_problem(error)


def http_problem(error: HTTPException) -> JSONResponse:
    """Return the response that the error says."""
    return problem(error.status_code, error.detail, headers=error.headers)


def _methods(request: Request) -> list[str]:
    """Return the methods of the resource at the URL, which several routes can share."""
    found = [
        method
        for method in ("GET", "POST", "PUT")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]
    return sorted([*found, "OPTIONS", *(["HEAD"] if "GET" in found else [])])


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    found = error.errors()
    if any(fault["type"] == "json_invalid" for fault in found):
        return problem(HTTPStatus.BAD_REQUEST, "the body is not JSON")
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip()
    if any(fault["loc"] == ("body",) for fault in found) and not _JSON.fullmatch(kind):
        detail = "the body is not said to be JSON: send it with Content-Type: application/json"
        return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, headers={"Accept": "application/json"})
    # Only the message: the input is not sent back, and may not be text that JSON can hold.
    faults = [
        InvalidField(location=".".join(map(str, fault["loc"])), detail=fault["msg"].removeprefix("Value error, "))
        for fault in found
    ]
    return problem(422, "; ".join(f"{fault.location}: {fault.detail}" for fault in faults[:3]), errors=faults)


async def _store(_request: Request, error: Exception) -> JSONResponse:
    _log.error("%s", error)
    # The path of the memory is not revealed to clients.
    detail = error.message if isinstance(error, StoreError) else ""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": "5"})


async def _busy(_request: Request, _error: Exception) -> JSONResponse:
    return busy()


def busy() -> JSONResponse:
    """Return the response to a request for which there is no time or no room."""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "too many requests are waiting", headers={"Retry-After": "1"})


async def _crash(_request: Request, _error: Exception) -> JSONResponse:
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the server failed; see its log")
