"""Reads the text of an editor as the file that it is or will be: the same kind, the same source, the same encoding."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from l10nqa.bitext import bases_of, find_pairs, source_of_name, with_earlier_sources
from l10nqa.bitext.po.encoding import encoding_of as encoding_of_po
from l10nqa.errors import InputError
from l10nqa.safe_xml import encoding_of as encoding_of_xml
from l10nqa.text import LineIndex
from l10nqa.workspace.opening import source_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from l10nqa.bitext import Place
    from l10nqa.config import Config
    from l10nqa.model import Bitext
    from l10nqa.workspace.opening import Opener

__all__ = ["is_readable", "place_of", "read_text"]

_ENCODINGS: Mapping[str, Callable[[bytes], str]] = {
    "PO": encoding_of_po,
    "XLIFF": encoding_of_xml,
    "TMX": encoding_of_xml,
}
"""How the kinds of file whose text declares an encoding do so; the others are in UTF-8."""


def is_readable(path: str) -> bool:
    """Tell whether the file is of a kind that is read and fixed as text."""
    source = source_of_name(path)
    return source is not None and source.takes_targets


def place_of(place: Place, config: Config, unsaved: Callable[[Path], str | None]) -> Place:
    """Return the place of a document with its source, if it is a translated document that has one.

    `unsaved` returns the text of a file that is open in the editor.

    Raises:
        ConfigError: `[pairs]` is wrong.
    """
    tree = source_tree(None, config)
    paired = find_pairs([place], tree).places
    places = with_earlier_sources(paired, bases_of(paired, tree.commit_key), is_for_translation=False)
    found = places[0] if places else place
    if found.source is None:
        return found
    return found._replace(source=found.source._replace(text=unsaved(found.source.file)))


def read_text(text: str, place: Place, opener: Opener) -> Bitext:
    """Read a text as the file at a place.

    Raises:
        InputError: it is not of the kind that its name shows, or its encoding lacks a character.
    """
    return opener.parse(_encoded(text, place), place)


def _encoded(text: str, place: Place) -> bytes:
    source = source_of_name(place.path)
    raw = text.encode()
    encoding_of = _ENCODINGS.get(source.name) if source else None
    encoding = encoding_of(raw) if encoding_of else "utf-8"
    try:
        return raw if codecs.lookup(encoding).name == "utf-8" else text.encode(encoding)
    except LookupError:
        return raw  # reading it reports the reason
    except UnicodeEncodeError as error:
        message = f"“{text[error.start]}” is not in {encoding}, the encoding that the file declares"
        line = LineIndex(text).line(error.start)
        raise InputError(message, path=place.path, line=line, hint="declare UTF-8, and save it so") from error
