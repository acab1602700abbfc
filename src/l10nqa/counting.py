"""Counts the words of a text, also in scripts without spaces.

Scripts with spaces: a word is what UAX #29 (Unicode text segmentation, word boundaries) calls one, where it holds a
letter or a digit. Marks belong to their letter, `_` joins, an apostrophe or a full stop joins what stands on both sides
of it (`don't`, `3.14`, `e.g.`), a comma joins digits (`1,000`). Punctuation, symbols and emoji are no words. Two rules
are those of word processors and not of UAX #29: a hyphen joins (`well-known` is one word), and so does everything in an
address (`https://example.com/a?b`, `name@example.com`).

Scripts without spaces: characters are counted and divided by the factors of GMX-V 2.0 (Global Information Management
Metrics Exchange, Volume; ETSI GS LIS 004): Chinese 2.8, Japanese 3.0, Thai 6.0. A text with kana in it is taken for
Japanese. GMX-V has no factor for Lao, Khmer and Burmese: they get that of Thai, whose words are about as long. Korean
puts spaces, so its words are counted, where GMX-V would divide characters by 3.3. Each text is rounded to whole words,
at least one where it has any such character: figures of texts add up exactly, and rounding evens out over many.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["count_words", "source_words", "split_text", "split_words"]

_DESTINATION = re.compile(r"\]\([^()\s]*")
"""The destination of a link: a path in it does not count as words."""

_HAN, _KANA, _SOUTHEAST = "H", "K", "T"
_TENTHS = {_HAN: 28, _KANA: 30, _SOUTHEAST: 60}
"""Characters in ten words (GMX-V 2.0)."""
_UNSPACED = (
    (0x0E00, 0x0EFF, _SOUTHEAST),  # Thai, Lao
    (0x1000, 0x109F, _SOUTHEAST),  # Myanmar
    (0x1780, 0x17FF, _SOUTHEAST),  # Khmer
    (0x2E80, 0x2FDF, _HAN),  # radicals
    (0x3005, 0x3007, _HAN),  # iteration mark, closing mark, zero
    (0x3021, 0x3029, _HAN),  # numerals
    (0x3041, 0x30FF, _KANA),
    (0x3105, 0x312F, _HAN),  # bopomofo
    (0x31F0, 0x31FF, _KANA),
    (0x3400, 0x9FFF, _HAN),
    (0xA9E0, 0xAA7F, _SOUTHEAST),  # Myanmar extended; what lies between is Cham, which has spaces
    (0xF900, 0xFAFF, _HAN),
    (0xFF66, 0xFF9F, _KANA),
    (0x1B000, 0x1B16F, _KANA),
    (0x20000, 0x3FFFF, _HAN),
)
_CHAM = range(0xAA00, 0xAA60)
_JOINING = dict.fromkeys("'’＇׳״·‧", "'") | dict.fromkeys(".．․", ".") | dict.fromkeys(",，", ",")
_JOINING |= dict.fromkeys("-‐‑－־", "-") | {
    "\u200b": " "
}  # the last, a space of no width, ends a word in Thai and Khmer

_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[!-;=?-~]+|\bwww\.[!-;=?-~]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_WORD = re.compile(r"[LN]+(?:(?:['.-]|(?<=N),(?=N))[LN]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]+(?:(?:['.-]|(?<=[0-9]),(?=[0-9]))[A-Za-z0-9_]+)*")
"""The same for characters of ASCII as they are: classes need not be looked up, in half the time."""
_PIECE = re.compile(r"[LNF]+(?:(?:['.-]|(?<=N),(?=N))[LNF]+)*|[^ ]")


class _Classes(dict[int, str]):
    """The class of each character for counting words, computed on first use."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _class(chr(code))
        return found


def _class(character: str) -> str:
    """Return the letter of the class of a character; empty for one that is ignored (UAX #29, WB4)."""
    if character in _JOINING:
        return _JOINING[character]
    category = unicodedata.category(character)
    if category[0] in "LM" or category in ("Nd", "Nl"):
        code = ord(character)
        for first, last, script in _UNSPACED:
            if first <= code <= last and code not in _CHAM:
                return script
        return "N" if category == "Nd" else "L"
    if category == "Pc":
        return "L"
    return "" if category == "Cf" else " "


class _Places(_Classes):
    """The same with one letter for each character, so that positions correspond."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = self[code] = " " if character.isspace() else (_class(character) or "F").replace(" ", "P")
        return found


_CLASSES = _Classes()
_PLACES = _Places()


def count_words(text: str) -> int:
    """Return the number of words in a text without markup; see the module for what a word is."""
    if "://" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub("a", text)
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    classes = text.translate(_CLASSES)
    return len(_WORD.findall(classes)) + _unspaced_words(classes)


def split_words(text: str) -> list[str]:
    """Return the words of a text in order, and between them every other character but white space by itself.

    In scripts without spaces each character stands by itself. Addresses are split at their punctuation.
    """
    return [text[found.start() : found.end()] for found in _PIECE.finditer(text.translate(_PLACES))]


def split_text(text: str) -> list[str]:
    """Return the same with the white space between them, each run of it by itself: joined they are the text."""
    pieces, reached = [], 0
    for found in _PIECE.finditer(text.translate(_PLACES)):
        pieces += [text[reached : found.start()], text[found.start() : found.end()]]
        reached = found.end()
    return [piece for piece in (*pieces, text[reached:]) if piece]


def _unspaced_words(classes: str) -> int:
    han, kana, southeast = (classes.count(script) for script in (_HAN, _KANA, _SOUTHEAST))
    east = _words(han + kana, _TENTHS[_KANA if kana else _HAN])
    return east + _words(southeast, _TENTHS[_SOUTHEAST])


def _words(characters: int, tenths: int) -> int:
    """Return the number of words for a number of characters, half a word rounded up."""
    return max((20 * characters + tenths) // (2 * tenths), 1) if characters else 0


def source_words(source: str) -> int:
    """Return the number of words that a reader meets in a segment's source: what findings are counted against."""
    return count_words(_DESTINATION.sub("]", source) if "](" in source else source)
