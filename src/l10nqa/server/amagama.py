"""The URLs of amaGama and tmserver, for their clients (Virtaal, Pootle, Weblate).

Source: the API documentation of amaGama, https://docs.translatehouse.org/projects/amagama/en/latest/api.html
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.convertors import PathConvertor, register_url_convertor

from l10nqa.memory import ranking
from l10nqa.model import TranslationUnit
from l10nqa.server.access import Opened, may_read, may_write
from l10nqa.server.answers import add, search
from l10nqa.server.problem import problems
from l10nqa.server.settings import MAX_LIMIT, MAX_TEXT
from l10nqa.server.wire import Added, Range, Tag, Text

__all__ = ["amagama_reading", "amagama_writing"]

_LOWEST = 30
"""amaGama raises a lower `min_similarity` to this one."""
_CALLBACK = r"^[A-Za-z_$][A-Za-z0-9_$]{0,99}([.][A-Za-z_$][A-Za-z0-9_$]{0,99}){0,5}$"
_ROOTS = ("/tmserver", "/api/v1", "/tmserver/", "/api/v1/")
"""Roots with a final slash are for Virtaal, which appends its own slash to a URL that already ends with one."""

_Source = Annotated[Range, Path(description="The source language, as in `en` or `en_US`.", examples=["en"])]
_Target = Annotated[Range, Path(description="The target language, as in `lv` or `lv_LV`.", examples=["lv"])]
_SourceTag = Annotated[Tag, Path(description="The source language, as in `en` or `en_US`.", examples=["en"])]
_TargetTag = Annotated[Tag, Path(description="The target language, as in `lv` or `lv_LV`.", examples=["lv"])]
_Uid = Annotated[str, Path(description="The text to look up, percent-encoded.", examples=["Save the file."])]
_Callback = Annotated[
    str | None, Query(pattern=_CALLBACK, description="A function's name, for JSONP; only where any origin may ask.")
]


class Suggestion(BaseModel):
    """A match in the form of amaGama."""

    source: str
    target: str
    quality: float = Field(description="The score: 100·(1 − Levenshtein / length of the longer).")
    rank: float = Field(description="The same number; clients ask for the key.")


class Languages(BaseModel):
    """The available languages: each tag as `lv`, as `lv_LV`, and in lower case."""

    sourceLanguages: list[str]  # noqa: N815 - amaGama's key
    targetLanguages: list[str]  # noqa: N815 - amaGama's key


class NewPair(BaseModel):
    """A source and its translation; other keys are ignored."""

    source: Text
    target: Text


async def suggest(
    request: Request,
    memories: Opened,
    slang: _Source,
    tlang: _Target,
    uid: _Uid,  # noqa: ARG001 - for the OpenAPI document; the text is taken from the raw URL
    min_similarity: int = 70,
    max_candidates: int = 5,
    jsoncallback: _Callback = None,
) -> Response:
    """Return the best matches. `min_similarity` and `max_candidates` outside their ranges are moved to the limits."""
    return await _suggest(request, memories, slang, tlang, _text(request), min_similarity, max_candidates, jsoncallback)


async def suggest_for_source(
    request: Request,
    memories: Opened,
    slang: _Source,
    tlang: _Target,
    source: Annotated[str, Query(min_length=1, max_length=MAX_TEXT, description="The text to look up.")],
    min_similarity: int = 70,
    max_candidates: int = 5,
    jsoncallback: _Callback = None,
) -> Response:
    """Return the best matches of a text that is given as a parameter."""
    return await _suggest(request, memories, slang, tlang, source, min_similarity, max_candidates, jsoncallback)


async def languages(request: Request, memories: Opened, jsoncallback: _Callback = None) -> Response:
    """List the languages of the memory."""
    found = await memories.read(lambda memory: memory.locale_pairs())
    listed = Languages(
        sourceLanguages=_spellings({source for source, _ in found}),
        targetLanguages=_spellings({target for _, target in found}),
    )
    return _respond(request, listed.model_dump(), jsoncallback)


async def put(memories: Opened, slang: _SourceTag, tlang: _TargetTag, uid: _Uid, pair: NewPair) -> Added:  # noqa: ARG001 - as below
    """Add a unit. As in amaGama, the text in the URL is ignored: only the body counts."""
    return await add(memories, [TranslationUnit(pair.source, pair.target, slang, tlang)])


class _TextConvertor(PathConvertor):
    regex = r"[\s\S]+"  # a text can have slashes and line ends, which `path` of Starlette does not match


def _routes() -> tuple[APIRouter, APIRouter]:
    register_url_convertor("text", _TextConvertor())
    script: dict[int | str, dict[str, Any]] = {200: {"content": {"application/javascript": {}}}}
    reading = APIRouter(
        tags=["amaGama"], dependencies=[Depends(may_read)], responses=problems(400, 401, 422, 503) | script
    )
    writing = APIRouter(
        tags=["amaGama"], dependencies=[Depends(may_write)], responses=problems(400, 401, 403, 413, 415, 422, 503)
    )
    for root in _ROOTS:
        shown, unit = root == _ROOTS[0], f"{root}/{{slang}}/{{tlang}}/unit/"
        # Without the final slash amaGama redirects, which costs a client a request.
        reading.add_api_route(f"{root}/languages", languages, methods=["GET"], include_in_schema=False)
        reading.add_api_route(unit.removesuffix("/"), suggest_for_source, methods=["GET"], include_in_schema=False)
        table = (
            (reading, "GET", f"{root}/languages/", languages, Languages, "Languages of the memory"),
            (
                reading,
                "GET",
                f"{unit}{{uid:text}}",
                suggest,
                list[Suggestion],
                "Units with a source like the URL's text",
            ),
            (reading, "GET", unit, suggest_for_source, list[Suggestion], "Units with a source like this"),
            (writing, "PUT", f"{unit}{{uid:text}}", put, Added, "Add a unit"),
            (writing, "POST", f"{unit}{{uid:text}}", put, Added, "Add a unit, the same"),
        )
        for router, method, path, endpoint, model, says in table:
            router.add_api_route(
                path, endpoint, methods=[method], response_model=model, include_in_schema=shown, summary=says
            )
    return reading, writing


amagama_reading, amagama_writing = _routes()


async def _suggest(
    request: Request,
    memories: Opened,
    source_locale: str,
    target_locale: str,
    text: str,
    min_score: int,
    limit: int,
    callback: str | None,
) -> Response:
    min_score, limit = min(max(min_score, _LOWEST), 100), min(max(limit, 1), MAX_LIMIT)
    answer = await search(memories, ranking.Query(text), source_locale, target_locale, limit, min_score)
    found = [
        Suggestion(source=match.source, target=match.target, quality=match.score, rank=match.score).model_dump()
        for match in answer.matches
    ]
    return _respond(request, found, callback)


def _text(request: Request) -> str:
    """Return the text at the end of the URL: everything after `/unit/`, slashes and dots included."""
    raw: bytes = request.scope["raw_path"]
    text = unquote_to_bytes(raw.partition(b"/unit/")[2]).decode()  # UTF-8, or the request would not have come here
    if len(text) > MAX_TEXT:
        raise HTTPException(422, f"the text in the URL is longer than {MAX_TEXT:,} code points")
    return text


def _spellings(tags: set[str]) -> list[str]:
    # Clients compare whole strings: Virtaal with lv or pt_BR, Weblate with pt_br.
    forms = {form for tag in tags for form in (tag.replace("-", "_"), tag.partition("-")[0])}
    return sorted(forms | {form.lower() for form in forms})


def _respond(request: Request, content: object, callback: str | None) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    if callback is None:
        return Response(text, media_type="application/json")
    if "*" not in request.app.state.settings.origins:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "jsoncallback is answered only where any origin may ask")
    # The comment prevents a response that begins with text of the client. JSON may contain two line ends that older
    # scripts may not.
    script = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Response(f"/**/{callback}({script})", media_type="application/javascript")
