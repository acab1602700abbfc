"""Gets the lexicons that a check needs: from a memory, or from the documents to be checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from l10nqa.documents import STANDARD_INPUT, peek_locale, read_place
from l10nqa.errors import InputError
from l10nqa.lexicon import REPEATED, Lexicon, Usage, learn, learn_usage
from l10nqa.memory import Memory
from l10nqa.memory.learning import learned_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.documents import Place

__all__ = ["lexicons_of_documents", "lexicons_of_memory", "locales_of", "usages_of_memory"]

_LEAST_SEGMENTS = 1_000
"""Segments of a locale below which nothing can be learned from the documents themselves."""
_MOST_SEGMENTS = 40_000
"""Segments of a locale to learn from where there is no memory: more adds seconds and little else."""


def locales_of(places: Sequence[Place], target_locale: str | None) -> list[str]:
    """Return the target locales of the documents, the most frequent first, by a look at their beginnings."""
    if target_locale:
        return [target_locale]
    counts = Counter(peek_locale(place) for place in places if place.path != STANDARD_INPUT)
    return [locale for locale, _ in counts.most_common() if locale != "und"]


def lexicons_of_memory(tm: Path, locales: Sequence[str], notes: list[str]) -> dict[str, Lexicon]:
    """Return the memory's lexicon for each locale it has; what it lacks is said in `notes`.

    Documents that do not say their locale are taken to be in the memory's, where it has one only.
    """
    lexicons = {}
    with Memory(tm) as memory:
        held = memory.locales()
        if not locales and len(held) == 1:
            locales = held
        for locale in locales:
            lexicon = learned_lexicon(memory, locale)
            if lexicon:
                lexicons[locale] = lexicon
            else:
                lexicons[locale] = Lexicon()
                has = f"it has {', '.join(held)}" if held else "it is empty"
                notes.append(f"{tm} holds no translations into {locale} ({has}): rules that learn have spelling only")
    return lexicons


def usages_of_memory(tm: Path, locales: Sequence[str]) -> dict[str, Usage]:
    """Return what is usual in the memory for each locale it has; a scan of what repeats, 0.4 s for 200,000 units."""
    with Memory(tm) as memory:
        held = memory.locales()
        wanted = held if not locales and len(held) == 1 else locales
        return {locale: learn_usage(memory.repeated(locale, REPEATED)) for locale in wanted if locale in held}


def lexicons_of_documents(places: Sequence[Place], target_locale: str | None) -> dict[str, Lexicon]:
    """Learn a lexicon for each locale from the documents themselves."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place in places:
        if place.path == STANDARD_INPUT:
            continue
        try:
            document = read_place(place, target_locale=target_locale)
        except InputError:
            continue  # checking it will say why
        held = pairs[document.target_locale]
        if len(held) < _MOST_SEGMENTS:
            held += [(segment.source, segment.target) for segment in document.segments]
    lexicons = {locale: learn(found) if len(found) >= _LEAST_SEGMENTS else Lexicon() for locale, found in pairs.items()}
    return lexicons or {target_locale or "und": Lexicon()}
