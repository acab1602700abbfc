"""The web application: endpoints, errors and limits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from l10nqa import __version__
from l10nqa.server.access import may_send
from l10nqa.server.amagama import amagama_reading, amagama_writing
from l10nqa.server.endpoints import open_router, reading, writing
from l10nqa.server.guard import Guard
from l10nqa.server.problem import ProblemDetails, add_problem_handlers
from l10nqa.server.settings import MAX_BATCH, MAX_BODY, MAX_LIMIT, MAX_TEXT

if TYPE_CHECKING:
    from l10nqa.server.pool import Memories
    from l10nqa.server.settings import Settings

__all__ = ["create_app"]

_DESCRIPTION = f"""A translation memory. Matches are scored 100·(1 − Levenshtein / length of the longer) on the verbatim
source, in code points. Errors are problem details (RFC 9457).

Limits: {MAX_TEXT:,} code points a text, {MAX_BATCH} queries or units a request, {MAX_LIMIT} matches a query,
{MAX_BODY // 1024**2} MiB a body."""


def create_app(settings: Settings, memories: Memories) -> FastAPI:
    """Return the application that answers from these memories; the caller closes them afterwards."""
    app = FastAPI(
        title="l10nqa translation memory",
        version=__version__,
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        redirect_slashes=False,
        docs_url=None,  # its page takes scripts from elsewhere
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.memories = memories
    guarded = reading, writing, amagama_reading, amagama_writing
    for router in (open_router, *guarded):
        app.include_router(router)
    add_problem_handlers(app)
    _describe_problems(app)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.add_middleware(Guard, settings=settings, may_send=partial(may_send, settings, guarded))
    return app


def _describe_problems(app: FastAPI) -> None:
    """Add the schema of errors to the OpenAPI document."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        schemas = document["components"]["schemas"]
        if "ProblemDetails" not in schemas:
            problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}), Problem=problem)
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way to extend the document
