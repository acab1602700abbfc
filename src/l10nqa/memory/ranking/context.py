"""What is searched for: a text and where it stands; and what of that a unit of a memory shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import Context
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from l10nqa.model import TranslationUnit

__all__ = ["Query", "context_of", "hash_of_neighbour", "query_of"]


class Query(NamedTuple):
    """A text to search for, and what is known of its place."""

    text: str
    previous_hash: int | None = None
    """`text_hash` of the source before it, 0 where it begins its document; None where unknown."""
    next_hash: int | None = None
    """`text_hash` of the source after it, 0 where it ends its document; None where unknown."""
    key: str | None = None
    """Its place, `path#segment`."""

    @property
    def has_context(self) -> bool:
        """Whether anything is known of its place."""
        return not (self.previous_hash is None and self.next_hash is None and self.key is None)


def hash_of_neighbour(source: str | None) -> int | None:
    """Return what a query knows of a source beside it: empty where there is none, None where it is unknown."""
    return text_hash(source) if source else None if source is None else 0


def query_of(unit: TranslationUnit) -> Query:
    """Return the query for the source of a unit that knows its neighbours."""
    return Query(unit.source, unit.previous_hash, unit.next_hash, unit.key)


def context_of(query: Query, unit: TranslationUnit) -> Context | None:
    """Return what the unit, whose source is the very text of the query, shares of its place; None for nothing."""
    knows_neighbours = bool(unit.previous_hash or unit.next_hash)
    previous = knows_neighbours and unit.previous_hash == query.previous_hash
    next_ = knows_neighbours and unit.next_hash == query.next_hash
    if previous and next_:
        return Context.BOTH
    if query.key is not None and unit.key == query.key:
        return Context.KEY
    if previous:
        return Context.PREVIOUS
    return Context.NEXT if next_ else None
