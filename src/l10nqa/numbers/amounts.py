"""Amounts whose number stayed and whose unit, sign or currency did not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from l10nqa.locale import number_facts
from l10nqa.locale.spelled import normal_form
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.locale import NumberFacts
    from l10nqa.numbers.compare import NumberText
    from l10nqa.numbers.figures import Figure

__all__ = ["ChangedAmount", "changed_amounts", "is_converted"]

_GAP = " \u00a0\u202f\u2009"
_DATA = re.compile(rf"(\d+)[{_GAP}]?([KMGTКМГТ])(?:B|o|t|Б)(?!\w)", re.IGNORECASE)
_SCALES = {"K": 1, "M": 2, "G": 3, "T": 4, "К": 1, "М": 2, "Г": 3, "Т": 4}
"""Latin and Cyrillic letters of kilo, mega, giga, tera."""
_UNIT = regex.compile(rf"[{_GAP}-]?(\p{{L}}[\p{{L}}\p{{M}}]*)\.?")
_NEGATIVE = re.compile(r"[^\W\d_)][ \u00a0][(]?[-\u2212]\Z|[=:,] ?[-\u2212]\Z|\A[-\u2212]\Z")
_MINUS = "-\u2212\u2013\u2011\ufe63\uff0d"
_CURRENCIES = {"$": "$", "＄": "$", "€": "€", "£": "£", "￡": "£", "¥": "¥", "￥": "¥", "₹": "₹", "₽": "₽", "₩": "₩"}
_PERCENT = "%٪％﹪"
_PERCENT_WORDS = ("percent", "procent", "prozent", "pct", "المئة", "المائة")
"""What is understood in many languages, and ways of writing it that CLDR has not."""
_STEM = 5
"""Letters at the beginning of a word for percent that all its forms share."""
_SHORT = 3
_LONGEST_UNIT = 12
_SINGLE = frozenset("shmg")
"""Units of a single letter; others are mostly parts of names."""


class ChangedAmount(NamedTuple):
    """An amount of the target that is another than in the source."""

    message: str
    span: Span
    is_sure: bool
    is_local: bool = False
    """People adapt it to the readers' country."""


def changed_amounts(source: NumberText, target: NumberText) -> Iterator[ChangedAmount]:
    """Yield the amounts whose number stands on both sides, with another unit, sign or currency."""
    yield from _data(source.text, target.text)
    yield from _negatives(source, target)
    yield from _currencies(source, target)
    yield from _percentages(source, target)
    yield from _units(source, target)


def _data(source: str, target: str) -> Iterator[ChangedAmount]:
    sizes = {match[1]: _SCALES[match[2].upper()] for match in _DATA.finditer(source)}
    for match in _DATA.finditer(target) if sizes else ():
        if match[1] in sizes and _SCALES[match[2].upper()] != sizes[match[1]]:
            yield ChangedAmount(f"“{match[0]}” is another amount than in the source", Span(*match.span()), is_sure=True)


def _negatives(source: NumberText, target: NumberText) -> Iterator[ChangedAmount]:
    """Yield numbers that lost their minus."""
    for figure in source.figures:
        if len(figure.parts) > 2 or not _NEGATIVE.search(
            source.text[max(figure.span.start - 3, 0) : figure.span.start]
        ):
            continue
        written = figure.span.of(source.text)
        spots = [found for found in target.figures if found.readings & figure.readings]
        if len(spots) == 1 and not any(sign in target.text for sign in _MINUS) and not _says_minus(target):
            yield ChangedAmount(f"“{written}” has lost its minus", spots[0].span, is_sure=False)


def _says_minus(target: NumberText) -> bool:
    return any(word in target.normal for word in _minus_words(target.locale))


@lru_cache(maxsize=64)
def _minus_words(locale: str) -> tuple[str, ...]:
    words = number_facts(locale).words
    units = [word for word, value in words.items() if value == 1]
    negative = [word for word, value in words.items() if value == -1]
    return tuple({word.removesuffix(unit).strip() for word in negative for unit in units if word.endswith(unit)}) or (
        "",
    )


def _currencies(source: NumberText, target: NumberText) -> Iterator[ChangedAmount]:
    wanted = {figure.digits: sign for figure in source.figures if (sign := _currency(source.text, figure.span))}
    for figure in target.figures if wanted else ():
        sign = _currency(target.text, figure.span)
        if sign and wanted.get(figure.digits, sign) != sign and wanted[figure.digits] not in target.text:
            yield ChangedAmount(
                f"“{sign}” is another currency than in the source", figure.span, is_sure=False, is_local=True
            )


def is_converted(source: NumberText, was: Figure, target: NumberText, now: Figure) -> bool:
    """Tell whether a price of the source stands in the target in another currency."""
    signs = _currency(source.text, was.span), _currency(target.text, now.span)
    return all(signs) and signs[0] != signs[1]


def _percentages(source: NumberText, target: NumberText) -> Iterator[ChangedAmount]:
    """Yield numbers that lost their sign of percent, where the target has no word for it either."""
    if not set(_PERCENT) & set(source.text) or set(_PERCENT) & set(target.text) or _says_percent(target):
        return
    for figure in source.figures:
        if source.text[figure.span.end : figure.span.end + 2].strip(_GAP)[:1] not in _PERCENT:
            continue
        spots = [found for found in target.figures if found.readings & figure.readings]
        if len(spots) == 1:
            yield ChangedAmount(f"“{figure.span.of(source.text)}%” is no percentage", spots[0].span, is_sure=False)


def _says_percent(target: NumberText) -> bool:
    """Tell whether the target has a word of percent, or of halves and quarters, in any form."""
    words = [word for word, units in target.facts.units.items() if "percent" in units and word not in _PERCENT]
    if not words:
        return True  # CLDR has none for the language
    return any(word[:_STEM] in target.normal for word in (*words, *_PERCENT_WORDS))


def _currency(text: str, span: Span) -> str:
    around = text[max(span.start - 2, 0) : span.start].strip(_GAP)[-1:] + text[span.end : span.end + 2].strip(_GAP)[:1]
    return next((_CURRENCIES[sign] for sign in around if sign in _CURRENCIES), "")


def _units(source: NumberText, target: NumberText) -> Iterator[ChangedAmount]:
    """Yield numbers with another unit of the same writing, long or short: `500 ms` that became `500 s`."""
    wanted: dict[str, tuple[str, frozenset[str]]] = {}
    for figure in source.figures:
        written, units = _unit(source.text, figure, source.facts)
        if units:
            wanted[figure.digits] = ("", frozenset()) if figure.digits in wanted else (written, units)
    for figure in target.figures if wanted else ():
        unit, meant = wanted.get(figure.digits, ("", frozenset()))
        written, units = _unit(target.text, figure, target.facts)
        if not unit or not units or units & meant:
            continue
        if target.facts.spaces_words and (len(written) < _SHORT) != (len(unit) < _SHORT):
            continue
        if any(name in target.facts.units.get(word, ()) for word in target.words for name in meant):
            continue
        spot = Span(figure.span.start, target.text.index(written, figure.span.end) + len(written))
        yield ChangedAmount(
            f"“{spot.of(target.text)}” is another amount than “{figure.digits} {unit}”", spot, is_sure=False
        )


def _unit_of_run(run: str, facts: NumberFacts) -> tuple[str, frozenset[str]]:
    """Return the longest unit that a run of letters begins with, where words are not spaced."""
    for length in range(min(len(run), _LONGEST_UNIT), 0, -1):
        units = facts.units.get(normal_form(run[:length]))
        if units:
            return run[:length], frozenset(units)
    return "", frozenset()


def _unit(text: str, figure: Figure, facts: NumberFacts) -> tuple[str, frozenset[str]]:
    match = _UNIT.match(text, figure.span.end)
    if match is not None and not facts.spaces_words:
        return _unit_of_run(match[1], facts)
    if text[max(figure.span.start - 1, 0) : figure.span.start].isalpha():
        return "", frozenset()  # `B2B`
    if match is not None and (
        (len(match[1]) == 1 and match[1] not in _SINGLE) or (match[0][0] == "-" and len(match[1]) < _SHORT)
    ):
        return "", frozenset()
    if match is None or text[match.end() : match.end() + 1] not in {"", *" .,;:!?)\u00a0。、，"}:
        return "", frozenset()
    word = normal_form(match[1])
    if word in {"in", "a", "as", "at"}:
        return "", frozenset()
    return match[1], frozenset(facts.units.get(word, ()))
