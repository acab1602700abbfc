"""The forms in which a token comes out damaged: other case, blanks, dashes, widths, look-alikes, another script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from l10nqa.text import Span

__all__ = ["Folded", "fold", "transliterated"]

_ALIKE = dict(
    zip(
        "асеорхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "aceopxyijshdqwabekmhopctxijsabezhikmnoptyxo",
        strict=True,
    )
)
"""Letters of other scripts that look like a Latin one, with that."""
_SIGNS = {"¥": "\\", "₩": "\\", "ı": "i", "İ": "i", "…": "..."}
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_RUNS = frozenset("-\\")
"""What counts once however often it follows itself."""
_WORD = re.compile(r"[\u0370-\u03ff\u0400-\u052f]{5,60}")
_MIN_LETTERS = 7
"""Letters of a token below which a likeness of letters means nothing."""
_MIN_LIKENESS = 82.0
_LATIN = dict(
    pair.split(":")
    for pair in (
        "а:a б:b в:v г:g ґ:g д:d е:e є:ye ж:zh з:z и:i і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch"
        " ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s"
        " ς:s τ:t υ:y φ:f χ:h ψ:ps ω:o"
    ).split(" ")
)
"""How letters of other scripts sound, without their accents."""


class Folded(NamedTuple):
    """A text without what damage changes, and the offset of each character in the text."""

    text: str
    offsets: list[int]

    def find(self, token: str, shown: str) -> list[Span]:
        """Return where `shown`, the text that was folded, has a token in any form, apart from words beside it."""
        wanted = fold(token).text
        found: list[Span] = []
        start = self.text.find(wanted) if wanted else -1
        while start >= 0 and len(found) < _MAX_FORMS:
            span = Span(self.offsets[start], self.offsets[start + len(wanted) - 1] + 1)
            if _stands_alone(shown, span, wanted):
                found.append(span)
            start = self.text.find(wanted, start + 1)
        return found


_MAX_FORMS = 20
"""Forms of one token that are looked at."""
_BEFORE = re.compile(r"[A-Za-z0-9_\\/]\Z", re.ASCII)


def _stands_alone(shown: str, span: Span, wanted: str) -> bool:
    before, after = shown[max(span.start - 1, 0) : span.start], shown[span.end : span.end + 1]
    if after.isascii() and (after.isalnum() or after == "_"):
        return False
    if wanted[0] == ".":
        return True  # an extension: torn from the word before it
    return _BEFORE.search(before) is None


def fold(text: str) -> Folded:
    """Return the text in small letters, without blanks, with plain dashes, widths and letters."""
    pieces: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = _plain(character)
        if plain in _RUNS and pieces and pieces[-1] == plain:
            continue
        if plain:
            pieces.append(plain)
            offsets += [offset] * len(plain)
    return Folded("".join(pieces), offsets)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return "" if character.isspace() else character.lower()
    if character in _DASHES:
        return "-"
    if character in _ALIKE or character in _SIGNS:
        return _ALIKE.get(character) or _SIGNS[character]
    if character.isspace() or unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFKC", character).casefold().replace("\u0307", "")


def transliterated(token: str, shown: str) -> Span | None:
    """Return where a text has a token letter for letter in the Cyrillic or Greek script; None where it has not."""
    letters = "".join(character for character in token.lower() if character.isalpha())
    if len(letters) < _MIN_LETTERS:
        return None
    for match in _WORD.finditer(shown):
        if abs(len(match[0]) - len(letters)) <= len(letters) // 3 and ratio(_latin(match[0]), letters) >= _MIN_LIKENESS:
            return Span(*match.span())
    return None


def _latin(word: str) -> str:
    return "".join(_LATIN.get(character, "") for character in unicodedata.normalize("NFD", word.lower()))
