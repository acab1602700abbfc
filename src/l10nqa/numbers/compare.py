"""Which numbers only one of two texts has."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from l10nqa.locale import facts_of, language_of, number_facts
from l10nqa.locale.spelled import normal_form
from l10nqa.numbers.figures import parts_of
from l10nqa.numbers.roman import roman_numbers

if TYPE_CHECKING:
    from l10nqa.locale import NumberFacts
    from l10nqa.numbers.figures import Figure

__all__ = ["Difference", "NumberText", "compare"]

_CLOCK = re.compile(r"\b(?:[ap]\.?m|noon|midnight)\b", re.IGNORECASE)
_MIDDAY = re.compile(r"\b(?:noon|midnight)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\b24[/x×]7\b")
"""Round the clock, for which most languages have words."""
_INSIDE_WORD = re.compile(r"[A-Za-z]\d{1,2}[A-Za-z]")
_SMALL = 12
"""Numbers up to this are often written as words, and months as numbers."""
_IMPLIED: dict[str, tuple[int, ...]] = {
    # English words that hold a number which other languages put in figures.
    "dozen": (12,), "hexadecimal": (16,), "hex": (16,), "octal": (8,), "binary": (2,), "decimal": (10,), "noon": (12,),
    "midnight": (0, 24), "century": (100,), "centuries": (100,), "decade": (10,), "decades": (10,), "fortnight": (14,),
    "weeks": (14,), "googol": (100,), "daily": (24,), "yearly": (12, 365), "minute": (60,), "hour": (60,), "day": (24,),
    "week": (7,),
    "month": (30,), "year": (12, 365), "half": (30,), "quarter": (15, 3), "completely": (100,), "fully": (100,),
    "entirely": (100,),
}  # fmt: skip
_ERAS: dict[str, tuple[tuple[str, int], ...]] = {
    # What is added to a year of another calendar: CLDR, default calendars and eras. A word that must stand beside it.
    "th": (("", -543),),
    "fa": (("", 621), ("", 622)),
    "ja": (("令和", 2018), ("平成", 1988), ("昭和", 1925)),
    "zh": (("民國", 1911), ("民国", 1911)),
}
_FRACTIONS = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒")
_DIGITS = re.compile(r"\d+")
_LONGEST = 100
"""Digits of a number whose value is compared; a longer one is compared as it is written."""
_GAPS = frozenset(" \u00a0\u202f\u2009")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_DECIMAL = re.compile(r"\d+\.\d+")
_VERSION = re.compile(r"(?!\d\d?\.\d\d?\.(?:\d\d|\d{4})\Z)\d+(?:\.\d+){2,8}")
"""A version, and no date, within which a language may write blanks."""
_YEARS = range(1900, 2100)


@dataclass(frozen=True)
class NumberText:
    """A text with its numbers."""

    text: str
    figures: list[Figure]
    locale: str

    @cached_property
    def readings(self) -> Counter[str]:
        """How many of the numbers may mean each reading."""
        return Counter(reading for figure in self.figures for reading in figure.readings)

    @cached_property
    def round_the_clock(self) -> frozenset[int]:
        """The offsets within `24/7`, wherever the text has it."""
        return frozenset(index for match in _ALWAYS.finditer(self.text) for index in range(*match.span()))

    @cached_property
    def digit_runs(self) -> dict[str, list[int]]:
        """The offsets of the runs of digits, by their text."""
        runs: dict[str, list[int]] = {}
        for match in _DIGITS.finditer(self.text):
            runs.setdefault(match[0], []).append(match.start())
        return runs

    @cached_property
    def answers(self) -> dict[int | str, bool]:
        """What was found out: of a value whether words say it, of a number as written whether an address has it."""
        return {}

    @property
    def facts(self) -> NumberFacts:
        """What the locale writes numbers with."""
        return number_facts(self.locale)

    @cached_property
    def normal(self) -> str:
        """The text as number words are looked for."""
        return normal_form(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, as names of months are looked for."""
        return frozenset(_WORD.findall(self.normal))

    @cached_property
    def months(self) -> frozenset[int]:
        """The numbers of the months whose names the text has, in whatever case."""
        facts = self.facts
        if not facts.spaces_words:
            return frozenset(month for name, months in facts.months.items() if name in self.normal for month in months)
        found = {
            month
            for name, months in facts.months.items()
            if (" " in name or not name[:1].isalpha()) and name in self.normal
            for month in months
        }
        prefixes = facts_of(self.locale).attaches_prefixes
        for word in self.words:
            for name, months in facts.months.items():
                if (
                    word == name
                    or (prefixes and len(name) > 2 and word[1:] == name)
                    or (len(name) > 3 and word.startswith(name[:-1]) and len(word) < len(name) + 5)
                ):
                    found.update(months)
        return frozenset(found)

    @cached_property
    def fractions(self) -> frozenset[tuple[int, ...]]:
        """The fractions that the text has as one character, as in `½`."""
        parts = (
            unicodedata.normalize("NFKD", character).split("\u2044")
            for character in self.text
            if character in _FRACTIONS
        )
        return frozenset(tuple(map(int, pair)) for pair in parts)

    @cached_property
    def small_digits(self) -> frozenset[int]:
        """The numbers that stand above or below the line, as in `CO₂`."""
        return frozenset(
            unicodedata.digit(digit)
            for digit in self.text
            if not digit.isascii() and digit.isdigit() and not digit.isdecimal()
        )


class Difference(NamedTuple):
    """The numbers that only one of two texts has, in the order of the text."""

    missing: list[Figure]
    """Those of the source."""
    extra: list[Figure]
    """Those of the target."""
    small: list[Figure]
    """Those of the source that the target may say in words, as far as nothing else differs."""


def compare(source: NumberText, target: NumberText) -> Difference:
    """Return the numbers that only the source has, and those that only the target has."""
    source, target = _parted(source, target), _parted(target, source)
    missing, extra = _unmatched(source, target, counted=True), _unmatched(target, source, counted=False)
    if _CLOCK.search(source.text):
        missing, extra = _without_hours(source, missing, extra)
    missing = [figure for figure in missing if not _is_said(figure, source, target)]
    extra = [figure for figure in extra if not _is_said(figure, target, source) and not _is_implied(figure, source)]
    if len(missing) != len(extra) and "".join(figure.digits for figure in missing) == "".join(
        figure.digits for figure in extra
    ):
        if any(_is_version(figure, source) for figure in missing):
            return Difference(missing, [], [])
        return Difference([], [], [])  # separated otherwise, as in `1, 000`
    missing = [figure for figure in missing if not _is_in_address(figure, source, target)]
    extra = [figure for figure in extra if not _is_in_address(figure, target, source)]
    if missing and extra:
        return Difference(missing, extra, [])
    certain = [figure for figure in missing if figure.fixed or figure.parts[0] > _SMALL]
    small = [] if certain else missing
    return Difference(certain, [figure for figure in extra if figure.parts[0] > _SMALL], small)


def _parted(these: NumberText, those: NumberText) -> NumberText:
    """Return a text whose digits that a space groups are numbers of their own where the other text has each of them.

    `Office 365 410` is 365410 for the eye of a program, and two numbers for a reader.
    """
    grouped = [figure for figure in these.figures if not _GAPS.isdisjoint(figure.span.of(these.text))]
    if not grouped:
        return these
    known = {reading for figure in those.figures for reading in figure.readings}
    figures: list[Figure] = []
    for figure in these.figures:
        parts = parts_of(figure, these.text) if figure in grouped and known.isdisjoint(figure.readings) else []
        is_parted = bool(parts) and all(not known.isdisjoint(part.readings) for part in parts)
        figures += parts if is_parted else [figure]
    return replace(these, figures=figures)


def _unmatched(these: NumberText, those: NumberText, *, counted: bool) -> list[Figure]:
    """Return the numbers of one side that the other has in no way of writing: whole, scaled, or part by part.

    Where they are counted, a version named twice must be there twice; a plain number may be said once less.
    """
    known = those.readings
    in_chains = {part for figure in those.figures if figure.chained for part in figure.parts}
    apart = [value for figure in those.figures if not figure.chained for value in _whole(figure)]
    pairs, apart_values = set(pairwise(apart)), set(apart)
    left, used = [], Counter[frozenset[str]]()
    for figure in these.figures:
        if not known.keys().isdisjoint(figure.readings):
            used[figure.readings] += 1
            if (
                not counted
                or not figure.chained
                or used[figure.readings] <= max(known[reading] for reading in figure.readings)
            ):
                continue
        elif not _is_version(figure, these) and _stands_apart(figure, apart_values, pairs, in_chains, those):
            continue
        left.append(figure)
    return left


def _is_version(figure: Figure, text: NumberText) -> bool:
    return figure.chained and _VERSION.fullmatch(text.text, *figure.span) is not None


def _whole(figure: Figure) -> list[int]:
    """Return the whole numbers that a figure may mean."""
    return [int(reading) for reading in figure.readings if reading.isdecimal() and len(reading) <= _LONGEST]


def _stands_apart(
    figure: Figure, apart: set[int], pairs: set[tuple[int, int]], in_chains: set[int], those: NumberText
) -> bool:
    """Tell a date, time or range whose parts the other side has one by one, or one of its parts."""
    if len(figure.parts) == 1:
        return figure.parts[0] in in_chains or figure.parts[0] in those.months or figure.parts[0] in those.small_digits
    if not figure.chained or len(figure.parts) > 3:
        return False
    times = [
        tuple(map(int, reading.split(":")))
        for reading in figure.readings
        if reading.count(":") == 1 and reading[0] != "="
    ]
    if any(time in pairs or (time[1] == 0 and time[0] in apart) for time in times):
        return True
    if len(figure.parts) == 2 and any(_DECIMAL.fullmatch(reading) for reading in figure.readings):
        return figure.parts in pairs or (figure.parts[0] in apart and figure.parts[1] in those.months)
    return all(part in in_chains or part in apart or part in those.months for part in figure.parts)


def _is_said(figure: Figure, these: NumberText, those: NumberText) -> bool:
    """Tell a number for which the other side has words, numerals or another calendar, and a digit that is a letter."""
    start, end = figure.span
    around = these.text[max(start - 1, 0) : end + 1]
    if _INSIDE_WORD.fullmatch(around) or these.text.startswith("\\u", max(start - 2, 0)):
        return True
    is_fraction = these.text[start:end].count("/") == 1 and figure.parts in those.fractions
    if start in these.round_the_clock or is_fraction:
        return True
    if (
        those.facts.half
        and any(reading.endswith((".5", ".50")) for reading in figure.readings)
        and those.facts.half.search(those.normal)
    ):
        return True
    if figure.fixed and (figure.parts[0] > _SMALL or len(figure.parts) > 1):
        return False
    for value in _whole(figure):
        if value not in those.answers:
            those.answers[value] = _is_in_words(value, those) or _is_of_other_era(value, these, those)
        if those.answers[value]:
            return True
    return False


def _is_in_address(figure: Figure, these: NumberText, those: NumberText) -> bool:
    """Tell a number that the other side has where no numbers are read: in an address or an identifier."""
    written = figure.span.of(these.text)
    if written not in those.answers:
        digits = _DIGITS.match(written)
        starts = those.digit_runs.get(digits[0], ()) if digits else ()
        those.answers[written] = any(_is_unread(written, start, those) for start in starts)
    return those.answers[written]


def _is_unread(written: str, start: int, text: NumberText) -> bool:
    """Tell whether a number stands at an offset as it is written elsewhere, and none is read there."""
    end = start + len(written)
    if not text.text.startswith(written, start) or text.text[end : end + 1].isdecimal():
        return False
    index = bisect_left(text.figures, end, key=_start)  # numbers stand in order, and apart
    return index == 0 or text.figures[index - 1].span.end <= start


def _start(figure: Figure) -> int:
    return figure.span.start


def _is_in_words(value: int, those: NumberText) -> bool:
    if 0 < value < 40 and value in roman_numbers(those.text):
        return True
    if value <= 1_000 and those.facts.spells(those.normal, value):
        return True
    if not those.facts.spaces_words or language_of(those.locale) == "ko":
        return those.facts.spells(those.normal, value)
    for scale, power in ((scale, power) for scale, powers in those.facts.scales.items() for power in powers):
        if power > 1 and value % 10**power == 0 and len(scale) > 1 and scale in those.words:
            rest = value // 10**power
            if rest == 1 or (rest <= 1_000 and those.facts.spells(those.normal, rest)):
                return True
    return False


def _is_of_other_era(value: int, these: NumberText, those: NumberText) -> bool:
    for side, counted, sign in ((those, value, -1), (these, value, 1)):
        for word, offset in _ERAS.get(language_of(side.locale), ()):
            if word in side.text and counted + sign * offset > 0:
                year = value if side is those else counted + offset
                if year in _YEARS and str(counted + sign * offset) in those.readings:
                    return True
    return False


def _is_implied(figure: Figure, source: NumberText) -> bool:
    return any(figure.parts[0] in _IMPLIED.get(word, ()) for word in source.words)


def _without_hours(source: NumberText, missing: list[Figure], extra: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Leave out hours that went from 12 to 24, and what noon and midnight are in figures."""
    hours = {
        figure.parts[0] % 12
        for figure in source.figures
        if figure.parts[0] <= 12 and (len(figure.parts) == 1 or any(":" in reading for reading in figure.readings))
    }
    if _MIDDAY.search(source.text):
        hours.add(0)
        extra = [figure for figure in extra if figure.parts[0] not in (0, 12, 24) or any(figure.parts[1:])]
    kept = [figure for figure in extra if figure.parts[0] > 24 or figure.parts[0] % 12 not in hours]
    return [figure for figure in missing if figure.parts[0] > 12 or len(figure.parts) > 1], kept
