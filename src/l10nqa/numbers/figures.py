"""Numbers as a text writes them, and what each may mean: with signs of any locale, digits of any script, scaled or not.

A figure has readings: `1.500` is 1500 where the full stop groups digits and may be 1.5 where it does not; `1,5` is only
1.5, and `15` only 15. Two figures say the same where their readings meet. A reading is a number in plain notation
(`1500`, `1.5`), a time of day (`15:30`), the parts of a date or a version (`3/15/2024`, `10.0.19041`), or how it is
written (`=1.500`): what was copied says the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from l10nqa.locale import UNKNOWN_LOCALE, number_facts
from l10nqa.locale.spelled import normal_form
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.locale import NumberFacts

__all__ = ["NUMBER", "Figure", "figures_of", "parts_of"]

_GAP = " \u00a0\u202f\u2009"
NUMBER = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:[{_GAP}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,:'٫٬’]\d+|،\d{3}(?!\d)|[/-]\d+(?![.,]\d))*"
)
_PART = re.compile(r"\d+")
_IDLE = re.compile(r"[.,٫]00\Z")
"""Decimals that say nothing."""
_ZERO = re.compile(r"(?<=[.,]\d)0\Z")
"""A last zero, of which only an amount of money can be sure."""
_CURRENCY = re.compile(r"[$€£¥₽₹]\s?\Z|\s?[$€£¥₽₹]")
_MIXED = re.compile(r"\d \d/\d\Z")
"""A whole number and a fraction, which many languages have a word for."""
_OTHERS = (
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"  # a GUID
    r"|\b(?=[0-9a-f]{0,39}[a-f])(?=[0-9a-f]{0,39}\d)[0-9a-f]{12,}\b"  # a hash
)
_MAIL = r"https?://[!-~]+|[\w.+-]{1,64}@[\w-]{1,63}\.\w+"  # lengths of RFC 5321, 4.5.3.1.1, and RFC 1035, 2.3.4
_ADDRESS = re.compile(rf"{_MAIL}|[!-~]+\.(?:com|net|org|md|aspx)\b[!-~]*{_OTHERS}", re.ASCII | re.IGNORECASE)
_OTHER_ADDRESS = re.compile(_MAIL + _OTHERS, re.ASCII | re.IGNORECASE)
_HOST_END = re.compile(r"(?<=[!-~])\.(?:com|net|org|md|aspx)\b", re.ASCII | re.IGNORECASE)
_MAY_BE_ADDRESS = re.compile(r"://|@|\.(?:com|net|org|md|aspx)\b|[0-9a-f]{8}-|[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_RUN = re.compile(r"[!-~]+")
_POINT = re.compile(r"(?:^|[^\w.])\.\Z")
"""A decimal sign without a zero before it."""
_BEHIND = regex.compile(
    rf"[{_GAP}]?(\p{{L}}[\p{{L}}\p{{M}}'’॰]*(?:\.\p{{L}}+)*\.?(?:[{_GAP}]\p{{L}}[\p{{L}}\p{{M}}]*){{0,2}})"
)
_BEFORE = regex.compile(rf"(?<!\w)(\p{{L}}[\p{{L}}\p{{M}}]*)[{_GAP}]\Z")
_DECIMAL = ".,٫"
_MILITARY = re.compile(r"0\d[0-5]\d")
"""A time of day in four digits; without the zero it is mostly a number or a year."""
_LINE_END = re.compile(r"\A[ \t]*\n[ \t]*")
_SCALE_SIGNS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12,
    "십": 1, "백": 2, "천": 3, "만": 4, "억": 8, "조": 12,
}  # fmt: skip
_SCALE_RUN = re.compile(f"[{''.join(_SCALE_SIGNS)}]+")
_LONGEST_SCALE = 14
"""Letters of a scale word with its ending; a longer word is a compound."""
_CLOCK_OF_RANGE = re.compile(
    rf"[{_GAP}]?(?:to|and|until|[-\u2013\u2014])[{_GAP}]?\d{{1,2}}(?::\d\d)?[{_GAP}]?([ap])\.?m\b", re.IGNORECASE
)
"""What stands behind the first time of a range (`2:15 to 3:30 PM`)."""
_CLOCK = re.compile(rf"[{_GAP}]?([ap])\.?m\b", re.IGNORECASE)


class Figure(NamedTuple):
    """One number of a text."""

    digits: str
    """Without separators."""
    readings: frozenset[str]
    """What it may mean, in plain notation."""
    parts: tuple[int, ...]
    """Between its separators."""
    span: Span
    """Where it stands in the text."""
    fixed: bool
    """It has parts or hangs on a letter (`Q1`, `1.0`): no word can stand for it, as one can for `1:1`."""
    chained: bool
    """It is a date, a time, a range or a version, and its parts may stand apart."""


def figures_of(text: str, locale: str = UNKNOWN_LOCALE) -> list[Figure]:
    """Return the numbers of a text, those in addresses and identifiers left out, in order."""
    if _MAY_BE_ADDRESS.search(text):
        text = _RUN.sub(_without_addresses, text)
    facts = number_facts(locale)
    return [figure for start, end in _numbers(text) for figure in _figures(text, start, end, facts)]


def _figures(text: str, start: int, end: int, facts: NumberFacts) -> Iterator[Figure]:
    """Yield the number of a stretch, or both ends of a range with a scale: `500-600 thousand`."""
    first, mark, last = text[start:end].partition("-")
    powers, _ = _powers(_behind(text, end), facts) if mark and last.isdigit() and first.isdigit() else ((), False)
    if not powers:
        yield _figure(text, start, end, facts)
        return
    lower = _figure(text, start, start + len(first), facts)
    yield lower._replace(readings=frozenset(_scaled(_whole(first), power) for power in powers))
    yield _figure(text, end - len(last), end, facts)


def _without_addresses(run: re.Match[str]) -> str:
    """Return characters of ASCII without white space, with blanks in the place of addresses."""
    text = run[0]
    # Behind the last end of a host its pattern, which runs on to the end, would be tried in vain from every character.
    last_host = max((match.start() for match in _HOST_END.finditer(text)), default=0)
    pieces, reached = [], 0
    while found := (_ADDRESS if reached < last_host else _OTHER_ADDRESS).search(text, reached):
        pieces += [text[reached : found.start()], " " * len(found[0])]
        reached = found.end()
    return "".join([*pieces, text[reached:]])


def parts_of(figure: Figure, text: str) -> list[Figure]:
    """Return each run of digits of a figure as a number of its own."""
    runs = [Span(*match.span()).shift(figure.span.start) for match in _PART.finditer(figure.span.of(text))]
    digits = [_ascii(run.of(text)) for run in runs]
    return [
        Figure(run, frozenset((str(int(run)), f"={run}")), (int(run),), span, fixed=False, chained=False)
        for run, span in zip(digits, runs, strict=True)
    ]


def _figure(text: str, start: int, end: int, facts: NumberFacts) -> Figure:
    written, before, behind = text[start:end], text[max(start - 2, 0) : start], _behind(text, end)
    parts = [_ascii(part) for part in _PART.findall(written)]
    signs = _PART.sub("", written)
    plain = _plain(parts, signs, facts)
    readings = set(plain)
    if plain and (_IDLE.search(written) or (_ZERO.search(written) and _is_money(before, behind))):
        readings |= {value.rstrip("0").rstrip(".") for value in plain if "." in value}
    powers, may_be_unit = _powers(behind, facts)
    if powers and plain:
        scaled = {_scaled(value, power) for value in readings for power in powers}
        readings = readings | scaled if may_be_unit else scaled
    if plain and (ahead := _powers_before(text[max(start - 24, 0) : start], facts)):
        readings |= {_scaled(value, power) for value in plain for power in ahead}
    if before[-1:] in ("v", "V") and not before[:-1][-1:].isalpha() and "." in signs:
        readings = set()  # a version, which no language writes with a comma
    if len(parts) == 1 and _POINT.search(text[max(start - 3, 0) : start]):
        readings.add(f"0.{parts[0]}")  # `.5`
    if not powers or may_be_unit:
        readings.add(f"={''.join(written.split())}")
    clock = _CLOCK.match(behind) or _CLOCK_OF_RANGE.match(behind)
    readings |= _times(parts, signs, clock[1].lower() if clock else "")
    if len(parts) > 1 and not plain:
        readings.add(_chain(parts, signs))
    attached = before[-1:].isalpha() and before[-1:].isascii()
    grouped = len(parts) > 1 and any(value.isdigit() for value in plain)
    fixed = ((len(parts) > 1 and not grouped) or attached) and written != "1:1" and not _MIXED.search(before + written)
    chained = len(parts) > 1 and (not plain or signs == "." or ":" in signs)
    return Figure("".join(parts), frozenset(readings), tuple(map(int, parts)), Span(start, end), fixed, chained)


def _behind(text: str, end: int) -> str:
    """Return the characters behind a number, with a blank for the end of a line."""
    behind = text[end : end + 40]
    return _LINE_END.sub(" ", behind, count=1) if "\n" in behind else behind


def _plain(parts: list[str], signs: str, facts: NumberFacts) -> set[str]:
    """Return the numbers that digits and separators may mean; none for a date, a time or a version."""
    if not signs:
        return {_whole(parts[0])}
    if set(signs) & set(":/-"):
        return set()
    last, found = signs[-1], set()
    if len(set(signs)) == 1:
        grouped = _are_groups(parts)
        if grouped:
            found.add(_whole("".join(parts)))
        build = last == "." and len(parts[0]) > 3 and len(parts[-1]) > 2
        only_groups = grouped and last in facts.group and last not in facts.decimal
        if len(signs) == 1 and last in _DECIMAL and not build and not only_groups:
            found.add(f"{_whole(parts[0])}.{parts[1]}")
            if last in facts.group - facts.decimal and len(parts[1]) > 3:
                found.add(_whole("".join(parts)))  # grouped amiss: `2,0000`
    elif len(set(signs[:-1])) == 1 and last not in signs[:-1] and last in _DECIMAL and _are_groups(parts[:-1]):
        found.add(f"{_whole(''.join(parts[:-1]))}.{parts[-1]}")
    cents = len(parts) > 2 and len(parts[-1]) == 2 and _are_groups(parts[:-1])
    if not found and cents and set(signs) <= set(".,"):  # an amount with one sign for all: `17.082.75`
        found.add(f"{_whole(''.join(parts[:-1]))}.{parts[-1]}")
    if not found and "," in signs and set(signs) <= set(".,"):  # grouped amiss: `2,8325.00`
        amiss = len(set(signs)) == 1
        found.add(_whole("".join(parts)) if amiss else f"{_whole(''.join(parts[:-1]))}.{parts[-1]}")
    return found


def _whole(digits: str) -> str:
    """Return a whole number without leading zeros, however long it is."""
    return digits.lstrip("0") or "0"


def _are_groups(parts: list[str]) -> bool:
    """Tell groups of three digits, or of two before the last, as in India; the first is no longer, and no zero."""
    if len(parts) == 1:
        return True
    if len(parts[0]) > 3 or parts[0][0] == "0":
        return False
    between = {len(part) for part in parts[1:-1]}
    return len(parts[-1]) == 3 and (between <= {3} or between <= {2})


def _times(parts: list[str], signs: str, half: str) -> set[str]:
    """Return the times of day that a figure may say; `half` is `a` or `p` where a.m. or p.m. stands behind it."""
    if not signs and _MILITARY.fullmatch(parts[0]):  # `0600`
        parts, signs = [parts[0][:2], parts[0][2:]], ":"
    hour = int(parts[0]) if len(parts[0]) < 3 else 99
    if hour > 24 or not (signs in {":", ".", "::", ".."} or (not signs and half)):
        return set()
    if any(len(part) != 2 or int(part) > 59 for part in parts[1:]):
        return set()
    rest = ":".join(parts[1:]) or "00"
    if len(parts) == 3 and parts[2] == "00":
        rest = parts[1]  # seconds that say nothing
    hours = {hour, _hour_of_day(hour, half)} if half and hour <= 12 else {hour}
    hours |= {24} if 0 in hours else set()
    found = {f"{hour}:{rest}" for hour in hours}
    return found | ({str(hour) for hour in hours} if rest == "00" and (half or signs == ":") else set())


def _hour_of_day(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "p" else 0)


def _chain(parts: list[str], signs: str) -> str:
    """Return the parts of a date in ascending order, or those of anything else as they stand."""
    numbers = [int(part) for part in parts]
    if len(parts) == 3 and len(set(signs)) == 1 and max(numbers) >= 1900 and sorted(numbers)[1] <= 31:
        return "/".join(map(str, sorted(numbers)))
    joined = "·" if set(signs) & set(":/-") else f"{signs} "
    return joined.join(map(str, numbers))


def _powers(behind: str, facts: NumberFacts) -> tuple[tuple[int, ...], bool]:
    """Return the powers of ten that the words behind a number may mean, and whether they may be a unit instead."""
    match = _BEHIND.match(behind)
    return _powers_of(match[1], facts) if match else ((), False)


def _powers_before(before: str, facts: NumberFacts) -> tuple[int, ...]:
    """Return the powers of ten that the word before a number may mean: Swahili has `milioni 3`."""
    match = _BEFORE.search(before)
    if match is None:
        return ()
    return tuple(power for power in facts.scales.get(_normal(match[1]), ()) if power > 2 and len(match[1]) > 1)


@lru_cache(maxsize=16_384)  # the words behind numbers recur
def _powers_of(phrase: str, facts: NumberFacts) -> tuple[tuple[int, ...], bool]:
    words = _normal(phrase).rstrip(".")
    phrase = words
    while phrase:
        if phrase.rstrip(".") in facts.scales:
            return facts.scales[phrase.rstrip(".")], len(phrase.rstrip(".")) == 1 and phrase.isascii()
        phrase = phrase.rpartition(" ")[0]
    if not words[0].isascii() and (not facts.spaces_words or "\uac00" <= words[0] <= "\ud7a3"):
        run = _SCALE_RUN.match(words)  # scripts that write on without a space: `3 百万用户`, `1억 명`
        if run:
            return (sum(_SCALE_SIGNS[sign] for sign in run[0]),), False
        for length in (5, 4, 3, 2, 1):
            if words[:length] in facts.scales:
                return facts.scales[words[:length]], False
    first = words.partition(" ")[0]
    inflected = {word: powers for word, powers in facts.scales.items() if len(word) > 4 and first.startswith(word[:-1])}
    return (inflected[max(inflected, key=len)], False) if inflected and len(first) < _LONGEST_SCALE else ((), False)


@lru_cache(maxsize=4_096)
def _normal(word: str) -> str:
    return normal_form(word)


def _scaled(value: str, power: int) -> str:
    """Return a decimal number times a power of ten."""
    whole, _, fraction = value.partition(".")
    digits = fraction.ljust(power, "0")
    rest = digits[power:].rstrip("0")
    return _whole(whole + digits[:power]) + (f".{rest}" if rest else "")


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand; a range of dates (`31/03-01/04`) is two, and so is a division."""
    for match in NUMBER.finditer(text):
        start = match.start()
        signs = set(_PART.sub("", match[0]))
        mark = "-" if {"-", "/"} <= signs else next((sign for sign in "/-" if sign in signs and len(signs) > 1), "")
        if mark:
            for piece in match[0].split(mark):
                yield start, start + len(piece)
                start += len(piece) + 1
        else:
            yield match.span()


def _is_money(before: str, behind: str) -> bool:
    return bool(_CURRENCY.search(before) or _CURRENCY.match(behind))


def _ascii(digits: str) -> str:
    return digits[:40] if digits.isascii() else "".join(str(unicodedata.digit(digit, 0)) for digit in digits[:40])
