"""Units to TMX, one at a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import l10nqa
from l10nqa.bitext.codes import Code, Role, with_codes
from l10nqa.bitext.exact import to_json
from l10nqa.bitext.plain_documents import is_plain_by_name
from l10nqa.bitext.xml_text import DECLARATION, as_shown, content, exact_texts, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from l10nqa.bitext.codes import Piece
    from l10nqa.bitext.plain_documents import IsPlain
    from l10nqa.model import TranslationUnit

__all__ = ["code_element", "write_tmx"]

_ELEMENTS: Mapping[Role, tuple[str, str | None]] = MappingProxyType(
    {
        Role.OPENING: ("bpt", None),
        Role.CLOSING: ("ept", None),
        Role.SINGLE: ("ph", None),
        Role.LONE_OPENING: ("it", "begin"),
        Role.LONE_CLOSING: ("it", "end"),
    }
)
"""The element for a code, and its `pos`."""


def write_tmx(
    units: Iterable[TranslationUnit], stream: BinaryIO, *, plain: bool = False, is_plain: IsPlain = is_plain_by_name
) -> None:
    """Write the units as TMX 1.4b, without a DOCTYPE, so that nobody's reader goes looking for a DTD.

    Markdown is written as inline codes (level 2), or with `plain` as text (level 1). Everything but the unit's line and
    its number in a memory comes back from `read_tmx`.
    """
    iterator = iter(units)
    first = next(iterator, None)
    source_locale = as_shown(first.source_locale) if first else "*all*"
    stream.write(f'{DECLARATION}<tmx version="1.4">\n{_header(source_locale)}\n<body>\n'.encode())
    for unit in chain([first] if first else [], iterator):
        written = _translation_unit(unit, source_locale, plain=plain, is_plain=is_plain(unit.path))
        stream.write(written.encode())
    stream.write(b"</body>\n</tmx>\n")


def _header(source_locale: str) -> str:
    attributes = {
        "creationtool": "l10nqa",
        "creationtoolversion": l10nqa.__version__,
        "segtype": "sentence",
        "o-tmf": "l10nqa",
        "adminlang": "en",
        "srclang": source_locale,
        "datatype": "plaintext",
    }
    return tag("header", attributes)


def _translation_unit(unit: TranslationUnit, source_locale: str, *, plain: bool, is_plain: bool) -> str:
    attributes = {
        # "Text without white spaces", says TMX of a tuid.
        "tuid": re.sub(r"\s", "%20", unit.key) if unit.key else None,
        "creationdate": _date(unit.created),
        "changedate": _date(unit.changed),
        "srclang": unit.source_locale if as_shown(unit.source_locale) != source_locale else None,
    }
    texts: tuple[list[Piece], list[Piece]]
    texts = ([unit.source], [unit.target]) if plain or is_plain else with_codes(unit.source, unit.target)
    inside = "".join(
        [
            *(f"{tag('note', {}, text(note))}\n" for note in unit.notes),
            *(f"{tag('prop', {'type': kind}, text(value))}\n" for kind, value in _properties(unit, is_plain=is_plain)),
            *(
                f"{tag('tuv', {'xml:lang': locale}, tag('seg', {}, content(pieces, code_element)))}\n"
                for locale, pieces in zip((unit.source_locale, unit.target_locale), texts, strict=True)
            ),
        ]
    )
    return f"{tag('tu', attributes, chr(10) + inside)}\n"


def code_element(code: Code) -> str:
    """Return a code as an inline element."""
    name, position = _ELEMENTS[code.role]
    attributes: dict[str, str | int | None] = {"pos": position}
    if name in {"bpt", "ept"}:
        attributes["i"] = code.number
    if name != "ept":
        # Codes with one x correspond to each other.
        attributes |= {"x": code.number, "type": code.type}
    return tag(name, attributes, text(code.text))


def _properties(unit: TranslationUnit, *, is_plain: bool) -> Iterator[tuple[str, str]]:
    if unit.path is not None:
        yield "x-path", unit.path
    if unit.segment is not None:
        yield "x-segment", unit.segment
    if unit.origin:
        yield "x-origin", unit.origin
    if unit.context:
        yield "x-context", unit.context
    if unit.form is not None:
        yield "x-form", str(unit.form)
    if is_plain:
        yield "x-markup", "plain"
    if unit.previous_hash:
        yield "x-previous-hash", str(unit.previous_hash)
    if unit.next_hash:
        yield "x-next-hash", str(unit.next_hash)
    texts = {"path": unit.path, "segment": unit.segment, "source": unit.source, "target": unit.target}
    exact = exact_texts(texts)
    if exact:
        yield "x-exact", to_json(exact)


def _date(seconds: int) -> str | None:
    if not seconds:
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # beyond the years 1 to 9999: a table of another tool may say so
        return None
    return moment.isoformat()[:19].replace("-", "").replace(":", "") + "Z"
