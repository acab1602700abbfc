"""A query, which is a text with what is known of its place, and the context that it shares with a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import Context
from l10nqa.text import text_hash

if TYPE_CHECKING:
    from l10nqa.model import TranslationUnit

__all__ = ["Query", "context_of", "hash_of_neighbour", "is_of_other_context", "is_of_other_form", "query_of"]


class Query(NamedTuple):
    """A text to search for, and what is known of its place."""

    text: str
    previous_hash: int | None = None
    """`text_hash` of the source before it, 0 at the start of its document; None where unknown."""
    next_hash: int | None = None
    """`text_hash` of the source after it, 0 at the end of its document; None where unknown."""
    key: str | None = None
    """Its place, `path#segment`."""
    context: str | None = None
    """The developers' context (`msgctxt`, `resname`); see `TranslationUnit.context`."""
    form: int | None = None
    """The index of the plural form that is wanted; None where it is no plural."""

    @property
    def has_context(self) -> bool:
        """Whether anything but the text is known."""
        return self[1:] != (None,) * (len(self) - 1)


def hash_of_neighbour(source: str | None) -> int | None:
    """Return the hash of the source beside a query: 0 for an empty text, which is no neighbour; None for None."""
    return text_hash(source) if source else None if source is None else 0


def query_of(unit: TranslationUnit) -> Query:
    """Return the query for the source of a unit that knows its neighbours."""
    return Query(unit.source, unit.previous_hash, unit.next_hash, unit.key, unit.context, unit.form)


def is_of_other_context(query: Query, unit: TranslationUnit) -> bool:
    """Tell whether developers gave both the query and the unit a context, and not the same."""
    return None not in (query.context, unit.context) and query.context != unit.context


def is_of_other_form(query: Query, unit: TranslationUnit) -> bool:
    """Tell whether query and unit are plural forms, and not the same."""
    return None not in (query.form, unit.form) and query.form != unit.form


def context_of(query: Query, unit: TranslationUnit) -> Context | None:
    """Return the context that the query shares with a unit of the very text; None for none.

    A context that developers gave goes before neighbours: these count only where both have the same, or both have none.
    """
    if is_of_other_context(query, unit):
        return None
    is_same = query.context == unit.context
    knows_neighbours = is_same and bool(unit.previous_hash or unit.next_hash)
    previous = knows_neighbours and unit.previous_hash == query.previous_hash
    next_ = knows_neighbours and unit.next_hash == query.next_hash
    if previous and next_:
        return Context.BOTH
    if (query.key is not None and unit.key == query.key) or (query.context is not None and is_same):
        return Context.KEY
    if previous:
        return Context.PREVIOUS
    return Context.NEXT if next_ else None
