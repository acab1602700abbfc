"""The oracle of the search, and memories to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.memory import Memory

Found = list[tuple[float, int]]


def brute_force(memory: Memory, text: str, limit: int = 5, least: float = 70, locale: str | None = None) -> Found:
    """Return score and id by measuring all units, in order of their ids."""
    return measured(list(memory.units(target_locale=locale)), text, limit, least)


def measured(units: Sequence[TranslationUnit], text: str, limit: int = 5, least: float = 70) -> Found:
    """Return score and id by measuring the units."""
    found = process.extract(
        text,
        [unit.source for unit in units],
        scorer=Levenshtein.normalized_similarity,
        limit=limit,
        score_cutoff=max(least / 100 - 1e-6, 0),  # it drops some that reach a cutoff exactly: 1 - 0.8 < 0.2
    )
    return [(100 * score, units[place].id) for _, score, place in found if score >= least / 100]


def search(memory: Memory, text: str, limit: int = 5, least: float = 70, locale: str | None = None) -> Found:
    found = memory.search(text, limit=limit, min_score=least, target_locale=locale)
    return [(match.score, match.unit.id) for match in found]


def unit(number: int, source: str, locale: str = "lv-LV") -> TranslationUnit:
    return TranslationUnit(source, f"T{number}", "en-US", locale, f"{locale}.md", f"s-{number}")


def take_in(memory: Memory, units: Iterable[TranslationUnit]) -> None:
    with memory.intake() as intake:
        for one in units:
            intake.unit(one, "x")


def sentences(count: int, start: int = 0) -> list[str]:
    """Return texts of many lengths of which each is like some others."""
    verbs, nouns = ("Select", "Open", "Close", "Delete", "Rename"), ("file", "folder", "account", "report", "日本語")
    tails = ("", " and restart the computer", " in the left pane", " before you go on to the next step of the wizard")
    return [
        f"{verbs[at % 5]} the {nouns[at // 5 % 5]} {at * 7919 % 997}{tails[at // 25 % 4]}."
        for at in range(start, start + count)
    ]
