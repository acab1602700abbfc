"""The lexicons of many locales, of which few are unpacked at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from l10nqa.lexicon.lexicon import Lexicon

__all__ = ["LexiconShelf"]

_UNPACKED = 4
"""Lexicons that are held as such: one of 40,000 segments takes 28 MB, and a fifteenth of that packed. Unpacking takes
60 ms, and files of one locale mostly come in a row."""


class LexiconShelf(Mapping[str, Lexicon]):
    """Lexicons by target locale: those asked for last as they are, the others as `Lexicon.dump` packs them."""

    def __init__(self, unpacked: int | None = None) -> None:
        self._most = unpacked or _UNPACKED
        self._unpacked: dict[str, Lexicon] = {}
        """The one asked for last is the last."""
        self._packed: dict[str, bytes] = {}
        """Also of those unpacked, once they have been packed: a lexicon never changes."""
        self._locales: dict[str, None] = {}

    def add(self, locale: str, lexicon: Lexicon, packed: bytes | None = None) -> None:
        """Put the lexicon of a locale in, with what `Lexicon.dump` gives of it where that is known."""
        self._locales[locale] = None
        self._packed.pop(locale, None)
        self._unpacked.pop(locale, None)
        if packed is not None:
            self._packed[locale] = packed
        self._hold(locale, lexicon)

    def add_packed(self, locale: str, raw: bytes) -> None:
        """Put the lexicon of a locale in, as `Lexicon.dump` of this version has packed it."""
        self._locales[locale] = None
        self._unpacked.pop(locale, None)
        self._packed[locale] = raw

    def __getitem__(self, locale: str) -> Lexicon:
        lexicon = self._unpacked.pop(locale, None)
        if lexicon is None:
            lexicon = Lexicon.load(self._packed[locale])
            assert lexicon is not None  # noqa: S101 - this version has packed it
        self._hold(locale, lexicon)
        return lexicon

    def __contains__(self, locale: object) -> bool:
        return locale in self._locales

    def __iter__(self) -> Iterator[str]:
        return iter(self._locales)

    def __len__(self) -> int:
        return len(self._locales)

    def _hold(self, locale: str, lexicon: Lexicon) -> None:
        self._unpacked[locale] = lexicon
        while len(self._unpacked) > self._most:
            oldest = next(iter(self._unpacked))
            if oldest not in self._packed:
                self._packed[oldest] = self._unpacked[oldest].dump()
            del self._unpacked[oldest]
