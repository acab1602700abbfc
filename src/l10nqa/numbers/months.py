"""Months whose name the target changed: `October 25` that became `25. November`."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from l10nqa.locale import number_facts
from l10nqa.locale.spelled import normal_form
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.numbers.compare import NumberText

__all__ = ["changed_months", "names_month"]

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_GAP = r"[\s\u00a0.,]{0,3}(?:de |del |d['’])?"
_BEHIND_NUMBER = regex.compile(rf"\d(?:st|nd|rd|th|er|º|ª|\.|-?\p{{L}}{{1,2}})?{_GAP}$")
_BEFORE_NUMBER = regex.compile(rf"{_GAP}\d")
_SHORT = 3
"""Letters of a name of a month that in small letters may be another word, as `may` is."""


def names_month(text: str, locale: str) -> bool:
    """Tell whether a text may have the name of a month, quickly."""
    return _any_month(locale).search(text) is not None


@lru_cache(maxsize=64)
def _any_month(locale: str) -> re.Pattern[str]:
    names = sorted({name[:_SHORT].title() for name in number_facts(locale).months if name[:1].isalpha()})
    return re.compile("|".join(map(re.escape, names)) or r"\Z.")


def changed_months(source: NumberText, target: NumberText) -> Iterator[tuple[Span, Span]]:
    """Yield each month of a date in the source with the one of the target that stands in its place.

    Only the names of months beside a number count, and only where the target names none of the source's months in any
    way, in letters or in figures.
    """
    if not source.figures or not target.facts.months or not target.facts.spaces_words:
        return
    wanted = list(_dated(source))
    if not wanted:
        return
    values = {value for _, months in wanted for value in months}
    numbers = Counter(part for figure in target.figures for part in figure.parts)
    numbers -= Counter(part for figure in source.figures for part in figure.parts)
    if values & (target.months | numbers.keys()):
        return
    for (was, _), (now, months) in zip(wanted, _dated(target), strict=False):
        if not months & values:
            yield was, now


def _dated(side: NumberText) -> Iterator[tuple[Span, frozenset[int]]]:
    """Yield where the name of a month stands beside a number, with the numbers of the months that it may name."""
    names = side.facts.months
    for match in _WORD.finditer(side.text):
        months = names.get(_normal(match[0]))
        is_name = len(match[0]) > _SHORT or match[0][0].isupper()
        if months and is_name and _is_beside_number(side.text, *match.span()):
            yield Span(*match.span()), frozenset(months)


_normal = lru_cache(maxsize=16_384)(normal_form)
"""As the words of a documentation recur in it, most are looked up: half of what looking for months costs."""


def _is_beside_number(text: str, start: int, end: int) -> bool:
    return bool(_BEHIND_NUMBER.search(text, max(start - 12, 0), start) or _BEFORE_NUMBER.match(text, end))
