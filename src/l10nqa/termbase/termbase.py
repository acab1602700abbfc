"""A termbase: all concepts, and those that a pair of locales can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.termbase.matching import Demand, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.termbase.concept import Concept, Side, Status, Term

__all__ = ["Termbase"]

_SCRIPTS = {"CN": "Hans", "SG": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}
"""The script of Chinese for a tag that names only the region."""


class Termbase:
    """The concepts of all given files; indexes them once for each pair of locales."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts
        self._prepared: dict[tuple[str, str], Terms | None] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return Termbase, (self.concepts,)  # indexes are not pickled: each process builds those that it needs

    def terms(self, source_locale: str, target_locale: str) -> Terms | None:
        """Return the terms for translations between the locales; None if the termbase has none."""
        key = (source_locale, target_locale)
        if key not in self._prepared:
            demands = list(self._demands(*key))
            self._prepared[key] = Terms(demands, *key) if demands else None
        return self._prepared[key]

    def _demands(self, source_locale: str, target_locale: str) -> Iterator[Demand]:
        merged: dict[str, dict[str, Status]] = {}
        for concept in self.concepts:
            targets = _of(concept, target_locale, "target")
            sources = _of(concept, source_locale, "source")
            if not targets:
                continue
            # Without any source term the concept forbids its targets everywhere.
            for source in [term.text for term in sources] or [""] * all(term.side for term in concept.terms):
                known = merged.setdefault(source, {})
                for term in targets:
                    # What one concept allows, another that shares the source term cannot forbid.
                    if term.text not in known or term.status.usable:
                        known[term.text] = term.status
        for source, known in merged.items():
            usable = tuple(text for text, status in known.items() if status.usable)
            refused = tuple((text, status) for text, status in known.items() if not status.usable)
            yield Demand(source, usable, refused)


def _of(concept: Concept, locale: str, side: Side) -> list[Term]:
    return [term for term in concept.terms if term.side in {"", side} and _fits(term.locale, locale)]


def _fits(tag: str, locale: str) -> bool:
    """Tell whether the tag of a term covers the locale: same language, and no other script or region."""
    if not tag:
        return True
    language, script, region = _parts(tag)
    its_language, its_script, its_region = _parts(locale)
    if language != its_language:
        return False
    if script and its_script and script != its_script:
        return False
    return not (region and its_region and region != its_region)


def _parts(tag: str) -> tuple[str, str, str]:
    language, *rest = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if (len(part) == 2 or part.isdecimal()) and len(part) < 4), "")
    if language.lower() == "zh":
        script = script or _SCRIPTS.get(region, "")
    return language.lower(), script, region
