"""Searches memories: for units with a similar source, ranked by context and penalties, and for words."""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.memory import Memory
from l10nqa.memory.ranking import AttachedMemory, Query, open_memories, ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from l10nqa.memory import Location
    from l10nqa.memory.concordance import ConcordancePage, Side
    from l10nqa.memory.ranking import Ranked
    from l10nqa.model import Match, Penalty

__all__ = ["Search", "SearchOptions", "concordance", "open_search", "search"]


def _silent(done: int, total: int) -> None:
    """Report no progress."""


class SearchOptions(NamedTuple):
    """Options of a search for matches."""

    limit: int = 5
    """The largest number of matches to return."""
    min_score: float = 70.0
    """The lowest score, 0 to 100, with context to 102; the search takes longer the further it is below 70."""
    query: Query | None = None
    """The neighbours and the key of the text, which raise the score of matches with the same; its text is ignored."""
    points: Mapping[Penalty, float] = MappingProxyType({})
    """The points that a match loses, by penalty."""
    target_locale: str | None = None
    """Only translations into this locale; a language alone takes all its locales."""
    by_words: bool = False
    """Compare words instead of characters."""
    every_unit: bool = False
    """Return every unit, as a comparison with all of them would. By default the same source and translation come once,
    and units without a translation are left out. It takes one memory, and neither context nor penalties."""


class Search:
    """Memories that are open for searches; made by `open_search`."""

    def __init__(self, opened: Sequence[Ranked], options: SearchOptions, *, is_plain: bool) -> None:
        self.opened = opened
        """The memories, in the order of their priority."""
        self._options, self._is_plain = options, is_plain

    def find(self, text: str) -> Sequence[Match]:
        """Return the units whose sources are most similar to the text: best first, ties by unit id."""
        options = self._options
        limit, min_score, target_locale = options.limit, options.min_score, options.target_locale
        if self._is_plain:
            (only,) = self.opened
            found = only.memory.search(
                text, limit=limit, min_score=min_score, source_locale=None, target_locale=target_locale
            )
            return [match._replace(memory=only.name) for match in found]
        query = (options.query or Query(text))._replace(text=text)
        return ranked(self.opened, query, options.points, limit=limit, min_score=min_score, target_locale=target_locale)


@contextmanager
def open_search(
    memories: Sequence[AttachedMemory],
    options: SearchOptions,
    *,
    progress: Callable[[int, int], None] = _silent,
) -> Iterator[Search]:
    """Open memories for several searches; the first search of a large memory builds an index beside it.

    Raises:
        StoreError: a memory cannot be opened.
    """
    has_context = options.query is not None and options.query.has_context
    is_ranked = len(memories) > 1 or memories[0].penalty or options.points or has_context
    with open_memories(memories, by_words=options.by_words, progress=progress) as opened:
        yield Search(opened, options, is_plain=options.every_unit and not is_ranked)


def search(tm: Location, text: str, options: SearchOptions | None = None) -> Sequence[Match]:
    """Return the units of one memory whose sources are most similar to a text; see `Search.find`.

    Raises:
        StoreError: the memory cannot be opened.
    """
    with open_search([AttachedMemory(tm)], options or SearchOptions()) as opened:
        return opened.find(text)


def concordance(
    tm: Location,
    text: str,
    *,
    side: Side = "source",
    limit: int = 20,
    after: int = 0,
    target_locale: str | None = None,
    progress: Callable[[int, int], None] = _silent,
) -> ConcordancePage:
    """Return the units of a memory that contain a word or phrase, ignoring case; see `Memory.concordance`.

    Raises:
        StoreError: the memory cannot be opened.
    """
    with Memory(tm) as memory:
        return memory.concordance(
            text, side=side, limit=limit, after=after, target_locale=target_locale, progress=progress
        )
