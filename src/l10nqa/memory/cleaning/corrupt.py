"""The check for characters that no writer typed: lost, misread, or meant for a machine."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from l10nqa.locale import scripts_of

if TYPE_CHECKING:
    from l10nqa.memory.cleaning.check import Pair
    from l10nqa.memory.cleaning.length import LengthNorms

__all__ = ["corrupt"]

_BAD = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff"
_SUSPECT = re.compile(f"[{_BAD}]")
# UTF-8 read as Windows-1252: a letter for the lead byte, and for each byte that follows a character of 0x80 to 0xBF.
_FOLLOWS = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_EITHER = re.compile(f"[{_BAD}]|[Â-ô][{_FOLLOWS}]")
"""What any of both has: most texts are done with after one search."""
_MISREAD = re.compile(f"[Â-ß][{_FOLLOWS}]|[à-ï][{_FOLLOWS}]{{2}}|[ð-ô][{_FOLLOWS}]{{3}}")


def corrupt(pair: Pair, norms: LengthNorms) -> str:
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
