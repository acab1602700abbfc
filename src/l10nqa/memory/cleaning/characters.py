"""The checks of characters: lost or misread ones, ones meant for a machine, and letters of another script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.locale import scripts_of
from l10nqa.memory.cleaning.texts import is_content_word, language_of, words_of

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.length import LengthNorms
    from l10nqa.memory.cleaning.texts import CheckedPair

__all__ = ["corrupt", "wrong_script"]

_BAD = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff"
_SUSPECT = re.compile(f"[{_BAD}]")
# UTF-8 read as Windows-1252: a letter for the lead byte, and for each byte that follows a character of 0x80 to 0xBF.
_FOLLOWS = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_EITHER = re.compile(f"[{_BAD}]|[Â-ô][{_FOLLOWS}]")
"""A quick test for both patterns: most texts need no other search."""
_MISREAD = re.compile(f"[Â-ß][{_FOLLOWS}]|[à-ï][{_FOLLOWS}]{{2}}|[ð-ô][{_FOLLOWS}]{{3}}")


def corrupt(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find replacement, control and private use characters, and UTF-8 that was read as Windows-1252."""
    source, target = pair.source, pair.target
    if source.isascii() and target.isascii() and source.isprintable() and target.isprintable():
        return ""
    for side, text in (("source", source), ("target", target)):
        if not _EITHER.search(text):
            continue
        match = _SUSPECT.search(text)
        if match:
            return f"U+{ord(match[0]):04X} ({_kind(match[0])}) in the {side}"
        misread = _misread(text, scripts_of(pair.source_locale) | scripts_of(pair.target_locale))
        if misread:
            return f"“{misread}” in the {side} is UTF-8 read as Windows-1252"
    return ""


def _kind(character: str) -> str:
    if character == "\ufffd":
        return "a lost character"
    return {"Cc": "control", "Co": "private use"}.get(unicodedata.category(character), "no character")


def _misread(text: str, scripts: frozenset[str]) -> str:
    """Return the first run of characters that, misread, are one that the text may well hold.

    `é\u00a0»` is French, not a Chinese character: letters must be Latin or of the scripts given.
    """
    for match in _MISREAD.finditer(text):
        try:
            meant = _bytes(match[0]).decode()
        except UnicodeDecodeError:
            continue
        name = unicodedata.name(meant, "").partition(" ")[0]
        if name == "LATIN" or meant < "\u0100" or "\u2010" <= meant <= "\u2122" or meant > "\uffff" or name in scripts:
            return match[0]
    return ""


def _bytes(text: str) -> bytes:
    # The five bytes that Windows-1252 leaves out are read as control characters.
    return b"".join(
        character.encode("latin-1") if "\u0080" <= character <= "\u009f" else character.encode("cp1252")
        for character in text
    )


_FEWEST = 4
"""The fewest letters of another script that are reported: units and abbreviations keep theirs."""
_LATIN = frozenset({"LATIN"})
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\u2dff\u2e80-\ua71f\ua800-\ufdff\ufe70-\ufefe\U00010000-\U0003ffff]")
_NO_SCRIPTS = frozenset({"MODIFIER", "MASCULINE", "FEMININE", "MICRO", "MATHEMATICAL", "FULLWIDTH", "DOUBLE-STRUCK"})


def wrong_script(pair: CheckedPair, norms: LengthNorms) -> str:
    """Find a target of whose letters more than two thirds are not of its locale's scripts.

    Code, addresses and identifiers do not count, nor do names: words of the source that have a capital on either side.
    Words in small letters that both sides have count only where two of them carry meaning: a single one is part of a
    name.
    """
    own = scripts_of(pair.target_locale)
    if not own or (own == _LATIN and not _BEYOND_LATIN.search(pair.target)):
        return ""
    native, foreign = _count(pair.target, own)
    if not _prevails(foreign, native):
        return ""
    native, foreign = _count(" ".join(_telling_words(pair)), own)
    if not _prevails(foreign, native):
        return ""
    script, _ = foreign.most_common(1)[0]
    return f"{foreign.total()} of {native + foreign.total()} letters are {script.title()}"


def _prevails(foreign: Counter[str], native: int) -> bool:
    return foreign.total() >= _FEWEST and foreign.total() > 2 * native


def _telling_words(pair: CheckedPair) -> list[str]:
    """Return the words of the target that are not kept from the source as names."""
    words = words_of(pair.target)
    source = {word.casefold(): word for word in words_of(pair.source)}
    language = language_of(pair.source_locale)
    new = [word for word in words if word.casefold() not in source]
    kept = [word for word in words if source.get(word.casefold()) == word and is_content_word(word, language)]
    return new + kept if len(kept) > 1 else new


def _count(text: str, own: frozenset[str]) -> tuple[int, Counter[str]]:
    """Return the number of letters of the scripts, and how many there are of each other script."""
    native, foreign = 0, Counter[str]()
    for character, count in Counter(text).items():
        script = _script(character)
        if script in own:
            native += count
        elif script:
            foreign[script] += count
    return native, foreign


@lru_cache(maxsize=20_000)
def _script(character: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script; an empty text for anything else."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").partition(" ")[0]
    return "" if name in _NO_SCRIPTS else name
