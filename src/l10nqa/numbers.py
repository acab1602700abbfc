"""Finds numbers in a text: with separators of any locale, digits of any script, and multiplying signs or words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import NUMBER_WORDS
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NUMBER", "Figure", "figures_of"]

NUMBER = re.compile(r"\d+(?:[.,:'٫٬’]\d+|[/-]\d+(?![.,]\d)|[ \u00a0\u202f]\d{3}(?!\d))*")
_PART = re.compile(r"\d+")
_ZEROS = re.compile(r"[.,٫]00\Z|(?<=[.,]\d)0\Z")
"""Decimals without meaning; a single zero is one only in an amount of money."""
_CURRENCY = re.compile(r"[$€£¥₽₹]\s?\Z|\s?[$€£¥₽₹]")
_MIXED = re.compile(r"\d \d/\d\Z")
"""A whole number and a fraction, for which many languages have a word."""
_ADDRESS = re.compile(r"https?://[!-~]+|[\w.+-]+@[\w-]+\.\w+|[!-~]+\.(?:com|net|org|md|aspx)\b[!-~]*", re.ASCII)
_MULTIPLIERS = {"K": 3, "k": 3, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "만": 4, "억": 8}
"""Signs and words that multiply the number before them, as powers of ten."""


class Figure(NamedTuple):
    """One number of a text."""

    digits: str
    """Without separators."""
    scaled: str
    """Written out where a letter or sign multiplies it (`100K`, `25 万`), or without idle decimals (`2.00`); else the
    same."""
    parts: tuple[int, ...]
    """Between its separators."""
    span: Span
    """Its span in the text."""
    fixed: bool
    """Whether it has parts or is attached to a letter (`Q1`, `1.0`): then, unlike in `1:1`, no word can replace it."""


def figures_of(text: str) -> list[Figure]:
    """Return the numbers of a text, those in addresses left out, in order."""
    text = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    return [_figure(text, start, end) for start, end in _numbers(text)]


def _figure(text: str, start: int, end: int) -> Figure:
    written, before = text[start:end], text[max(start - 2, 0) : start]
    parts = [_ascii(part) for part in _PART.findall(written)]
    digits = "".join(parts)
    scaled = _scaled(written, digits, text[end:])
    zeros = _ZEROS.search(written)
    if zeros and scaled == digits and _are_idle(zeros, before, text[end : end + 2]):
        scaled = digits[: -len(zeros[0].lstrip(".,٫"))]
    attached = before[-1:].isalpha() and before[-1:].isascii()
    fixed = (len(parts) > 1 or attached) and written != "1:1" and not _MIXED.search(before + written)
    return Figure(digits, scaled, tuple(map(int, parts)), Span(start, end), fixed)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the matches of numbers; a range of dates (`31/03-01/04`) gives two."""
    for match in NUMBER.finditer(text):
        start = match.start()
        if "-" in match[0] and "/" in match[0]:
            for piece in match[0].split("-"):
                yield start, start + len(piece)
                start += len(piece) + 1
        else:
            yield match.span()


def _are_idle(zeros: re.Match[str], before: str, behind: str) -> bool:
    """Tell whether decimals can be left out: two zeros, or one of an amount of money."""
    return len(zeros[0]) == 3 or bool(_CURRENCY.search(before) or _CURRENCY.match(behind))


def _scaled(number: str, digits: str, behind: str) -> str:
    """Return the digits of the number multiplied by the sign or word after it."""
    sign = behind.lstrip(" \u00a0")[:1] if behind[:1] in " \u00a0" else behind[:1]
    word = behind.lstrip(" \u00a0").partition(" ")[0].rstrip(".,;:").lower()
    zeros = _MULTIPLIERS.get(sign, 0) or NUMBER_WORDS.get(word, 0)
    fraction = number.rpartition(".")[2] if number.count(".") == 1 and zeros else ""
    return digits + "0" * (zeros - len(fraction)) if zeros else digits


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit, 0)) for digit in digits[:40])
