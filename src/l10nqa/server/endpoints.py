"""Our own endpoints, below /v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter

from l10nqa import __version__
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.memory.concordance import Side  # noqa: TC001 - FastAPI reads annotations
from l10nqa.memory.ranking import Query, hash_of_neighbour
from l10nqa.server.access import Opened, may_read, may_write
from l10nqa.server.answers import add, concord, search
from l10nqa.server.problem import problems
from l10nqa.server.settings import MAX_LIMIT, MAX_TEXT
from l10nqa.server.wire import Added, Answer, Answers, Batch, ConcordanceAnswer, Health, NewUnits, Range, Statistics

if TYPE_CHECKING:
    from l10nqa.memory import Memory

__all__ = ["open_router", "reading", "writing"]

_LAST = 2**63 - 1
"""The greatest number that a unit can have in SQLite."""

open_router = APIRouter(prefix="/v1", tags=["service"])
reading = APIRouter(
    prefix="/v1", tags=["look-ups"], dependencies=[Depends(may_read)], responses=problems(401, 422, 503)
)
writing = APIRouter(
    prefix="/v1",
    tags=["writing"],
    dependencies=[Depends(may_write)],
    responses=problems(400, 401, 403, 413, 415, 422, 503),
)

_Q = Annotated[
    str, Parameter(min_length=1, max_length=MAX_TEXT, description="The text to look up.", examples=["Save the file."])
]
_Source = Annotated[Range | None, Parameter(description="Units from this locale only; `en` stands for `en-US` too.")]
_Target = Annotated[Range | None, Parameter(description="Units into this locale only; `lv` stands for `lv-LV` too.")]
_Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT, description="Matches at most.")]
_Min = Annotated[float, Parameter(ge=0, le=100, description="The lowest score.")]
_Previous = Annotated[
    str | None, Parameter(max_length=MAX_TEXT, description="The source before the text; empty where there is none.")
]
_Next = Annotated[
    str | None, Parameter(max_length=MAX_TEXT, description="The source after the text; empty where there is none.")
]
_Key = Annotated[str | None, Parameter(max_length=MAX_TEXT, description="The place of the text, `path#segment`.")]
_After = Annotated[int, Parameter(ge=0, le=_LAST, description="Goes on behind the unit of this number.")]


def _query(q: _Q, previous: _Previous = None, next: _Next = None, key: _Key = None) -> Query:  # noqa: A002 - as in the URL
    return Query(q, hash_of_neighbour(previous), hash_of_neighbour(next), key)


@reading.get("/exact", summary="Units with this very source")
async def exact(
    memories: Opened, q: _Q, source_locale: _Source = None, target_locale: _Target = None, limit: _Limit = 5
) -> Answer:
    """Find units whose source is exactly the text."""
    return await search(memories, Query(q), source_locale, target_locale, limit, 100.0)


@reading.get("/fuzzy", summary="Units with a source like this")
async def fuzzy(
    memories: Opened,
    query: Annotated[Query, Depends(_query)],
    source_locale: _Source = None,
    target_locale: _Target = None,
    limit: _Limit = 5,
    min: _Min = 70.0,  # noqa: A002 - the parameter's name in the URL, as on the command line
) -> Answer:
    """Find the units whose sources are most similar to the text. No match at or above `min` is missed.

    If its neighbours or its key are given, units with the same text score 102 with both neighbours, 101 with one of
    them or with the key; then units with the same source and translation are one match, and units without a translation
    are left out.
    """
    return await search(memories, query, source_locale, target_locale, limit, min)


@reading.get("/concordance", summary="Units in which a text occurs", response_model_exclude_unset=True)
async def concordance(
    memories: Opened,
    q: _Q,
    side: Annotated[Side, Parameter(description="Where to look for the text; both: in either.")] = "source",
    source_locale: _Source = None,
    target_locale: _Target = None,
    limit: _Limit = 20,
    after: _After = 0,
) -> ConcordanceAnswer:
    """Find units with the text in their source, target or either, ignoring case, in order of their numbers.

    If there are `more`, pass the number of the last one as `after` to get the next.
    """
    return await concord(memories, q, side, source_locale, target_locale, limit, after)


@reading.post("/batch", summary="Many look-ups in one request", responses=problems(400, 413, 415))
async def batch(memories: Opened, request: Batch) -> Answers:
    """Answer each query as `fuzzy` does."""
    # One query after another, so that a long batch does not block other requests.
    results = [
        await search(memories, Query(query), request.source_locale, request.target_locale, request.limit, request.min)
        for query in request.queries
    ]
    return Answers(results=results)


@reading.get("/stats", summary="What the memory holds")
async def stats(memories: Opened) -> Statistics:
    """Count documents, units and characters, by locales and origin; the same as `l10nqa tm stats --format json`."""

    def job(memory: Memory) -> Statistics:
        return Statistics.model_validate(memory.stats(), from_attributes=True)

    return await memories.read(job)


@writing.post("/units", summary="Add units")
async def units(memories: Opened, sent: NewUnits) -> Added:
    """Add units, all of them or none; sent twice, they are there once.

    A unit replaces one with the same path, segment and locales. A unit without a segment is identified by its texts:
    another translation of the same source is added beside it.
    """
    return await add(memories, [unit.as_unit() for unit in sent.units])


@open_router.get("/health", summary="Whether the memory answers", responses=problems(503))
async def health(memories: Opened, request: Request) -> Health:
    """Say that the memory answers; needs no token."""
    await memories.probe(lambda memory: memory.count(target_locale=UNKNOWN_LOCALE))
    return Health(status="ok", version=__version__, writable=request.app.state.settings.writable)
