"""The kinds of file that hold sources and targets. A new one is a folder beside this file and a line in `SOURCES`."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from l10nqa.bitexts.find import STANDARD_INPUT, Place
from l10nqa.bitexts.place import read_bytes
from l10nqa.bitexts.source import Source
from l10nqa.bitexts.sxs.read import is_sxs, parse_sxs
from l10nqa.bitexts.xliff import is_xliff, parse_xliff, write_xliff
from l10nqa.errors import ConfigError
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from l10nqa.model import Bitext, Markup

__all__ = ["SOURCES", "known_kinds", "open_bitext", "parse_bitext", "source_of_name"]

SOURCES: tuple[Source, ...] = (
    Source(
        "bilingual Markdown",
        (".md", ".markdown", ".mdx"),
        parse_sxs,
        is_sxs,
        is_searched_for=True,
        takes_targets=True,
    ),
    Source(
        "XLIFF",
        (".xlf", ".xliff"),
        parse_xliff,
        is_xliff,
        is_searched_for=True,
        takes_targets=True,
        write=write_xliff,
        options=("notes", "standing", "matches", "plain", "xliff_version", "filling"),
        comes_back=True,
    ),
    Source(
        "XLIFF of a CAT tool",
        (".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        parse_xliff,
        is_xliff,
        is_searched_for=True,
        takes_targets=True,
    ),
)

_BY_SUFFIX = {suffix: source for source in SOURCES for suffix in source.suffixes}
_BEGINNING = 1 << 16
"""Bytes by which the kind of a file without a known suffix is told."""


def source_of_name(name: str) -> Source | None:
    """Return the kind of file that a name asks for; None where its suffix is not known. Capitals do not matter."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def known_kinds() -> str:
    """Return the kinds of file with their suffixes, for messages."""
    return "; ".join(f"{source.name} ({' '.join(source.suffixes)})" for source in SOURCES)


def open_bitext(
    place: Place,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    fallback_locale: str | None = None,
    markup: Markup | None = None,
) -> Bitext:
    """Open the file at a place, or standard input.

    The locales overrule what the file says; `fallback_locale` is the target locale of a file that says none.

    Raises:
        ConfigError: the file is of no known kind.
        InputError: it cannot be read, or is not what its name says.
    """
    raw = read_bytes(place)
    bitext = parse_bitext(raw, place, source_locale=source_locale, target_locale=target_locale, markup=markup)
    if bitext.target_locale == UNKNOWN_LOCALE and fallback_locale:
        return parse_bitext(raw, place, source_locale=source_locale, target_locale=fallback_locale, markup=markup)
    return bitext


def parse_bitext(
    raw: bytes,
    place: Place,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> Bitext:
    """Turn the bytes of the file at a place into a bitext; see `open_bitext`."""
    source = _source_of(raw, place)
    return source.parse(
        raw, place.path, place.name, source_locale=source_locale, target_locale=target_locale, markup=markup
    )


def _source_of(raw: bytes, place: Place) -> Source:
    named = None if place.path == STANDARD_INPUT else source_of_name(place.file.name)
    found = named or next((source for source in SOURCES if source.sniff(raw[:_BEGINNING])), None)
    if found is None:
        hint = f"l10nqa reads {known_kinds()}"
        raise ConfigError("is of no kind of file that l10nqa knows", path=place.path, hint=hint)
    return found
