"""Numbers put together from words: `forty-eight`, `zweiundzwanzig`, `百二十`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["forms_of", "normal_form", "sum_of_words"]

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x061C))
_GAPS = re.compile(r"[\s\-‐‑־]+")


def normal_form(text: str) -> str:
    """Return a word as it is compared: folded, composed, without soft hyphens, its parts a single space apart."""
    plain = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).casefold()
    return _GAPS.sub(" ", plain).strip()


def sum_of_words(text: str, words: Mapping[str, int]) -> int | None:
    """Return the value of a number word, or of tens and a unit written side by side or as one; None for others."""
    if text in words:
        return words[text]
    for end in range(2, len(text)):
        tens = words.get(text[:end])
        if tens is not None and 20 <= tens < 100 and tens % 10 == 0:
            unit = words.get(text[end:].lstrip(" "))
            if unit is not None and 0 < unit < 10:
                return tens + unit
    return None


def forms_of(value: int, words: Mapping[str, int]) -> list[str]:
    """Return all ways of writing a number of less than a thousand in words, in normal form."""
    found = [word for word, meant in words.items() if meant == value]
    if 20 < value < 100 and value % 10:
        units = [word for word, meant in words.items() if meant == value % 10]
        tens = [word for word, meant in words.items() if meant == value - value % 10]
        found += [f"{ten}{gap}{unit}" for ten in tens for unit in units for gap in ("", " ")]
    return found
