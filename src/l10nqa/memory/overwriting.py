"""What a unit that comes in does to the one of the same key that a memory has."""

from __future__ import annotations

from l10nqa.memory.database import OnConflict
from l10nqa.memory.schema import UNIT_KEY

__all__ = ["BY_ITSELF", "OF_DOCUMENT"]

OF_DOCUMENT = OnConflict(
    key=3,
    target=UNIT_KEY,
    update="""SET
        source = excluded.source, target = excluded.target, origin = excluded.origin,
        source_hash = excluded.source_hash,
        previous_hash = excluded.previous_hash, next_hash = excluded.next_hash, changed = excluded.changed
    WHERE (unit.source, unit.target, unit.previous_hash, unit.next_hash, coalesce(unit.origin, ''))
       <> (excluded.source, excluded.target, excluded.previous_hash, excluded.next_hash, coalesce(excluded.origin, ''))
    """,
)
"""A document says all there is to know of its segments: that one has no neighbours, too."""
_KNOWS_CONTEXT = "(excluded.source <> unit.source OR excluded.previous_hash <> 0 OR excluded.next_hash <> 0)"
_KNOWS_ORIGIN = (
    "(excluded.source <> unit.source OR excluded.target <> unit.target OR coalesce(excluded.origin, '') <> '')"
)
BY_ITSELF = OnConflict(
    key=3,
    target=UNIT_KEY,
    update=f"""SET
        source = excluded.source, target = excluded.target, source_hash = excluded.source_hash,
        previous_hash = CASE WHEN {_KNOWS_CONTEXT} THEN excluded.previous_hash ELSE unit.previous_hash END,
        next_hash = CASE WHEN {_KNOWS_CONTEXT} THEN excluded.next_hash ELSE unit.next_hash END,
        origin = CASE WHEN {_KNOWS_ORIGIN} THEN excluded.origin ELSE unit.origin END,
        changed = excluded.changed
    WHERE (unit.source, unit.target) <> (excluded.source, excluded.target)
       OR {_KNOWS_CONTEXT}
          AND (unit.previous_hash, unit.next_hash) <> (excluded.previous_hash, excluded.next_hash)
       OR {_KNOWS_ORIGIN} AND coalesce(unit.origin, '') <> coalesce(excluded.origin, '')
    """,
)
"""A unit of an interchange file, or sent to the server, may lack its neighbours and its origin.

Lacking is not knowing better: neighbours stay with the source that they stood beside, and the origin with the pair that
it was of. Beside another source, or for another translation, they would claim what nobody has seen.
"""
