"""The units of a stream that are in the locales asked for, where a file is too large to be read at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.bitext.choose_locale import chosen_locales, is_chosen
from l10nqa.bitext.reading import ignore
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from l10nqa.bitext.reading import OnSkip
    from l10nqa.model import TranslationUnit

__all__ = ["ChosenUnits"]

_Locales = tuple[str | None, str | None]
"""A source and a target locale."""


class ChosenUnits:
    """Counts the translated units that it yields, and those that it leaves out.

    A first pass over the file takes what is in the given locales, as `chosen_locales` does for a file of several. Where
    that is nothing, a second pass, which knows what the file has, takes what that function chooses.
    """

    def __init__(self, read: Callable[[OnSkip], Iterable[TranslationUnit]], skipped: OnSkip, given: _Locales) -> None:
        """Take what reads the units, what receives the parts without a unit, and the source and target locale."""
        self._read, self._skipped, self._given = read, skipped, given
        self.count = 0
        self.left_out: Counter[tuple[str, str]] = Counter()
        """The number of units left out, by source and target locale."""

    def __iter__(self) -> Iterator[TranslationUnit]:
        yield from self._pass(self._read(self._skipped), self._first)
        if not self.count and self.left_out:
            sources, targets = (
                chosen_locales(set(held), tag)
                for held, tag in zip(zip(*self.left_out, strict=True), self._given, strict=True)
            )
            self.left_out.clear()
            yield from self._pass(self._read(ignore), lambda source, target: (sources.get(source), targets.get(target)))

    def _pass(
        self, units: Iterable[TranslationUnit], locales_of: Callable[[str, str], _Locales]
    ) -> Iterator[TranslationUnit]:
        chosen: dict[tuple[str, str], _Locales] = {}
        for unit in units:
            target = unit.target
            if not target or target.isspace():
                continue
            own = unit.source_locale, unit.target_locale
            pair = chosen.get(own)
            if pair is None:  # a file has few
                pair = chosen[own] = locales_of(*own)
            source_locale, target_locale = pair
            if source_locale is None or target_locale is None:
                self.left_out[own] += 1
                continue
            self.count += 1
            yield unit if pair == own else unit._replace(source_locale=source_locale, target_locale=target_locale)

    def _first(self, source_locale: str, target_locale: str) -> _Locales:
        return _locale(source_locale, self._given[0]), _locale(target_locale, self._given[1])


def _locale(locale: str, tag: str | None) -> str | None:
    """Return the locale that texts of a locale are taken for; None if they are left out."""
    if tag is None or is_chosen(locale, tag):
        return locale
    return tag if locale == UNKNOWN_LOCALE else None
