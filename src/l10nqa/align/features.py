"""What of a text stays the same in its translation: numbers, code, addresses, names; and how long it is to a reader."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Features", "features_of", "tokens_of"]

_TOKEN = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|\]\(\s*<?(?P<address>[^()\s<>]+)"
    r"|(?P<url>\b(?:https?|mailto|xref):[^\s()<>\]\"']+)"
    r"|(?P<tag></?[A-Za-z][\w.-]*|\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|%[sd\d])"
    r"|(?P<number>\d+(?:[.,:\u00a0\u202f]\d+)*)"
    r"|(?P<word>[A-Za-z][A-Za-z0-9_]{2,})"
)
_SEPARATOR = re.compile(r"[.,:\u00a0\u202f]")
_ADDRESS = re.compile(r"(?<=\])\([^()\n]*\)|<https?:[^<>\n]*>|<[^<>\n]*>|https?://[^\s()<>]+")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


class Features(NamedTuple):
    """What an aligner compares of a stretch of text."""

    length: float
    """Visible length in letters of an alphabet; a character of Chinese, Japanese or Korean counts as two."""
    hard: frozenset[str]
    """Numbers, code, addresses, tags and placeholders: they are missing in a translation by mistake only."""
    words: frozenset[str]
    """Words of the Latin alphabet, in small letters: names and terms may stay."""


def features_of(text: str) -> Features:
    """Return the features of a text in Markdown."""
    hard, words = tokens_of(text)
    visible = _ADDRESS.sub("", text) if "(" in text or "<" in text or "://" in text else text
    length = float(len(visible))
    if not visible.isascii():
        length += len(_WIDE.findall(visible))
    return Features(length, frozenset(hard), frozenset(words))


def tokens_of(text: str) -> tuple[list[str], list[str]]:
    """Return the hard tokens of a text and its Latin words, in order, each as it may recur in the translation."""
    hard: list[str] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        kind, value = match.lastgroup, match[match.lastgroup or 0]
        if kind == "word":
            words.append(value.lower())
        elif kind == "number":
            hard.append(_SEPARATOR.sub("", value))
        elif kind == "code":
            hard.append(value)
            words += [word.lower() for word in re.findall(r"[A-Za-z][A-Za-z0-9_]{2,}", value)]
        elif kind == "tag":
            hard.append(value.lower())
        else:
            hard.append(_address(value))
    return hard, words


def _address(address: str) -> str:
    """Return the part of an address that is the same in the tree of another locale: its last name."""
    path, _, _fragment = address.partition("#")
    path = path.partition("?")[0].rstrip("/")
    return "@" + (path.rpartition("/")[2] or address)
