"""The lexicon of a memory: learned once, kept in the memory, learned again when the memory has grown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from l10nqa.errors import StoreError
from l10nqa.lexicon import Lexicon, learn

if TYPE_CHECKING:
    from l10nqa.memory.store import Memory

__all__ = ["learned_lexicon"]

_GROWTH = 0.2
"""A lexicon is learned again when the number of units has changed by more than this share since."""


def learned_lexicon(memory: Memory, target_locale: str, *, anew: bool = False) -> Lexicon | None:
    """Return the lexicon of the memory for translations into a locale; None where the memory has none.

    Learns (about 4 seconds for 27,000 units) and stores it where it is missing or stale, or with `anew`.
    """
    units = memory.count(target_locale=target_locale)
    if not units:
        return None
    stored = None if anew else memory.stored_lexicon(target_locale)
    if stored and abs(units - stored[0]) <= _GROWTH * stored[0]:
        lexicon = Lexicon.load(stored[1])
        if lexicon:
            return lexicon
    lexicon = learn(memory.pairs(target_locale))
    with suppress(StoreError):  # who may read the memory only learns each time
        memory.store_lexicon(target_locale, units, lexicon.dump())
    return lexicon
