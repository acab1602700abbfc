"""The ids that site generators make of the words of a heading, each by its own published algorithm."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import regex

from l10nqa.site.generator import Generator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["IdFactory", "slug"]

# github-slugger 2.0: all but letters, marks, numbers, connectors, hyphens and spaces is dropped.
_NOT_GITHUB = regex.compile(r"[^\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]")
# goldmark in Hugo (markup/goldmark/autoid.go): Go's IsLetter and IsDigit, so that combining marks are dropped.
_NOT_HUGO = regex.compile(r"[^\p{L}\p{Nd}_\- \t]")
# Markdig's LinkHelper.UrilizeAsGfm: Char.IsLetterOrDigit of .NET, which sees no character beyond U+FFFF.
_NOT_DOCFX = regex.compile(r"[^\p{L}\p{Nd}_\- ]|[\U00010000-\U0010FFFF]")
_NOT_WORD = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_NOT_PYMDOWNX = re.compile(r"[^\w\- ]")
# @mdit-vue/shared of VitePress.
_VITEPRESS_COMBINING = re.compile("[\u0300-\u036f]")
_VITEPRESS_CONTROL = re.compile("[\u0000-\u001f]")
_VITEPRESS_SPECIAL = re.compile("[\\s~`!@#$%^&*()\\-_+=\\[\\]{}|\\\\;:\"'“”‘’<>,.?/]+")
_COUNTED = re.compile(r"(.*)_([0-9]+)\Z", re.DOTALL)


def slug(text: str, generator: Generator) -> str:
    """Return the id of a heading with these words, before it is made unique on its page."""
    return _SLUGS[generator](text)


def _github(text: str) -> str:
    return _NOT_GITHUB.sub("", text.lower()).replace(" ", "-")


def _hugo(text: str) -> str:
    kept = _NOT_HUGO.sub("", text).replace(" ", "-").replace("\t", "-")
    return "".join(character.lower()[:1] for character in kept)


def _mkdocs(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _GAPS.sub("-", _NOT_WORD.sub("", folded).strip().lower())


def _mkdocs_unicode(text: str) -> str:
    return _NOT_PYMDOWNX.sub("", unicodedata.normalize("NFC", text).strip().lower()).replace(" ", "-")


def _docfx(text: str) -> str:
    kept = _NOT_DOCFX.sub("", text).replace(" ", "-")
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in kept)


def _vitepress(text: str) -> str:
    folded = _VITEPRESS_COMBINING.sub("", unicodedata.normalize("NFKD", text))
    spaced = _VITEPRESS_SPECIAL.sub("-", _VITEPRESS_CONTROL.sub("", folded))
    bare = re.sub("-{2,}", "-", spaced).strip("-")
    return re.sub(r"^(\d)", r"_\1", bare, flags=re.ASCII).lower()


_SLUGS: Mapping[Generator, Callable[[str], str]] = {
    Generator.GITHUB: _github,
    Generator.DOCUSAURUS: _github,
    Generator.HUGO: _hugo,
    Generator.MKDOCS: _mkdocs,
    Generator.MKDOCS_UNICODE: _mkdocs_unicode,
    Generator.DOCFX: _docfx,
    Generator.VITEPRESS: _vitepress,
}
_EMPTY = {Generator.HUGO: "heading", Generator.DOCFX: "section"}
"""What a heading without letters is called."""


class IdFactory:
    """Makes the ids of the headings of one page, in their order: each is unique."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._seen: dict[str, int] = {}
        """The ids in use, with the last number that was put behind each."""
        self._runs: dict[str, int] = {}

    def reserve(self, name: str) -> None:
        """Take an id that the page gives by hand."""
        self._seen.setdefault(name, 0)

    def make(self, text: str) -> str:
        """Return the id of the next heading."""
        first = slug(text, self._generator) or _EMPTY.get(self._generator, "")
        if self._generator in (Generator.MKDOCS, Generator.MKDOCS_UNICODE):
            return self._underscored(first)
        name, count = first, self._seen.get(first, -1)
        while name in self._seen:
            count += 1
            name = f"{first}-{count}" if count else first
        self._seen[first] = max(count, 0)
        self._seen.setdefault(name, 0)
        return name

    def _underscored(self, first: str) -> str:
        """Return an id as Python-Markdown makes it unique: a heading without letters is `_1`."""
        name = first
        while name in self._seen or not name:
            counted = _COUNTED.match(name)
            stem, number = (counted[1], int(counted[2])) if counted else (name, 0)
            taken = self._runs.get(stem, 0)
            # All numbers up to `taken` are in use: trying them one by one would take time.
            number = max(taken, number)
            name = f"{stem}_{number + 1}"
            if number == taken:
                self._runs[stem] = number + 1
        self._seen[name] = 0
        return name
