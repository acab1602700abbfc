"""Answers requests: what the endpoints have in common."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from l10nqa.memory.ranking import Query, Ranked, ranked
from l10nqa.render.concordance import occurrence_facts
from l10nqa.render.matches import match_facts
from l10nqa.server.wire import Added, Answer, ConcordanceAnswer, ConcordanceUnit, MatchedUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory import Memory
    from l10nqa.memory.concordance import Side
    from l10nqa.model import TranslationUnit
    from l10nqa.server.pool import Memories

__all__ = ["add", "concord", "search"]

_PATH = "http"
"""The path of units that name no document."""


async def search(
    memories: Memories,
    query: Query,
    source_locale: str | None,
    target_locale: str | None,
    limit: int,
    min_score: float,
) -> Answer:
    """Return the best matches of the query, ranked if it has a context; raises the errors of `Memories.read`."""

    def job(memory: Memory) -> Answer:
        began = perf_counter()
        wanted = {"source_locale": source_locale, "target_locale": target_locale}
        if query.has_context:
            found = ranked([Ranked("", memory)], query, {}, limit=limit, min_score=min_score, **wanted)
        else:
            found = memory.search(query.text, limit=limit, min_score=min_score, **wanted)
        took = _milliseconds(began)
        facts = [match_facts(match) for match in found]
        matches = [
            {**each, "score": round(match.score, 4), "similarity": round(match.similarity, 4)}
            for match, each in zip(found, facts, strict=True)
        ]
        return Answer(query=query.text, ms=took, matches=[MatchedUnit.model_validate(match) for match in matches])

    return await memories.read(job)


async def concord(
    memories: Memories,
    query: str,
    side: Side,
    source_locale: str | None,
    target_locale: str | None,
    limit: int,
    after: int,
) -> ConcordanceAnswer:
    """Return units in which the query occurs; raises the errors of `Memories.read`."""

    def job(memory: Memory) -> ConcordanceAnswer:
        began = perf_counter()
        page = memory.concordance(
            query, side=side, limit=limit, after=after, source_locale=source_locale, target_locale=target_locale
        )
        took = _milliseconds(began)
        units = [ConcordanceUnit.model_validate(occurrence_facts(side, found)) for found in page.matches]
        return ConcordanceAnswer(query=query, side=side, ms=took, hits=units, more=page.more)

    return await memories.read(job)


async def add(memories: Memories, units: Sequence[TranslationUnit]) -> Added:
    """Add the units in one transaction; raises the errors of `Memories.write`."""

    def job(memory: Memory) -> Added:
        with memory.intake() as intake:
            for unit in units:
                intake.unit(unit, _PATH)
        return Added(received=len(units), changed=intake.changes.units)

    return await memories.write(job)


def _milliseconds(began: float) -> float:
    return round((perf_counter() - began) * 1000, 3)
