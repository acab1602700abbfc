"""From a question to the answer on the wire: what the endpoints have in common."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from l10nqa.server.lookup import Side, lookup_in
from l10nqa.server.wire import Added, Answer, Found, Match, StoredUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.memory import Memory
    from l10nqa.model import TranslationUnit
    from l10nqa.server.pool import Memories

__all__ = ["add", "concord", "search"]

_PATH = "http"
"""Files units that name no document."""


async def search(
    memories: Memories, query: str, source_locale: str | None, target_locale: str | None, limit: int, least: float
) -> Answer:
    """Return the best matches of the query; raises what `Memories.read` does."""

    def job(memory: Memory) -> Answer:
        began = perf_counter()
        found = lookup_in(memory).search(
            query, limit=limit, least=least, source_locale=source_locale, target_locale=target_locale
        )
        took = _milliseconds(began)
        matches = [Match(**_fields(match.unit), score=round(match.score, 4)) for match in found]
        return Answer(query=query, ms=took, matches=matches)

    return await memories.read(job)


async def concord(
    memories: Memories,
    query: str,
    side: Side,
    source_locale: str | None,
    target_locale: str | None,
    limit: int,
    offset: int,
) -> Found:
    """Return units in which the query occurs; raises what `Memories.read` does."""

    def job(memory: Memory) -> Found:
        began = perf_counter()
        found = lookup_in(memory).concordance(
            query, side=side, limit=limit, offset=offset, source_locale=source_locale, target_locale=target_locale
        )
        took = _milliseconds(began)
        return Found(query=query, ms=took, matches=[StoredUnit(**_fields(unit)) for unit in found])

    return await memories.read(job)


async def add(memories: Memories, units: Sequence[TranslationUnit]) -> Added:
    """Take the units in, in one transaction; raises what `Memories.write` does."""

    def job(memory: Memory) -> Added:
        with memory.intake() as intake:
            for unit in units:
                intake.unit(unit, _PATH)
        return Added(received=len(units), changed=intake.changes.units)

    return await memories.write(job)


def _milliseconds(began: float) -> float:
    return round((perf_counter() - began) * 1000, 3)


def _fields(unit: TranslationUnit) -> dict[str, Any]:
    return {
        "source": unit.source,
        "target": unit.target,
        "unit": unit.id,
        "source_locale": unit.source_locale,
        "target_locale": unit.target_locale,
        "path": unit.path,
        "segment": unit.segment,
        "origin": unit.origin,
        "created": unit.created,
        "changed": unit.changed,
    }
