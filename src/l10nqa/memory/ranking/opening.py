"""Opening several memories to be searched together, in order of their priority."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.memory.database import silent
from l10nqa.memory.ranking.rank import Ranked, Searchable
from l10nqa.memory.store import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.memory.database import Progress
    from l10nqa.memory.location import Location

__all__ = ["AttachedMemory", "open_memories"]


class AttachedMemory(NamedTuple):
    """A memory to be searched along with others."""

    location: Location
    penalty: float = 0.0
    """The points that each of its matches loses."""


@contextmanager
def open_memories(
    attached: Sequence[AttachedMemory], *, by_words: bool = False, progress: Progress = silent
) -> Iterator[list[Ranked]]:
    """Open the memories while the block runs, ready to be searched, with `by_words` by the word score.

    `progress` is called with the numbers of sources done and of all, where an index is made first.

    Raises:
        StoreError: one cannot be opened.
    """
    with ExitStack() as stack:
        opened: list[Ranked] = []
        for each in attached:
            memory = stack.enter_context(Memory(each.location))
            if not by_words:
                memory.prepare_search(progress)
            opened.append(Ranked(str(each.location), _by_words(memory) if by_words else memory, each.penalty))
        yield opened


def _by_words(memory: Memory) -> Searchable:
    from l10nqa.memory.ranking.words import WordSearch  # noqa: PLC0415 - arrays, which only searches need

    return WordSearch(memory)
