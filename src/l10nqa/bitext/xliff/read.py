"""Walks through an XLIFF file: its `file` elements and what they say of their texts, and the units in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.look import is_markdown_name, says_no_markup
from l10nqa.bitext.xliff.inline import InlineReader
from l10nqa.bitext.xliff.read_v1 import Version1
from l10nqa.bitext.xliff.read_v2 import Version2
from l10nqa.bitext.xliff.states import sdl_codes
from l10nqa.bitext.xliff.unit import XliffUnit
from l10nqa.locale.names import canonical
from l10nqa.model import MARKDOWN, PLAIN, PlaceholderSyntax
from l10nqa.safe_xml import XML_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from l10nqa.bitext.xliff.unit import UnitReader
    from l10nqa.model import Markup
    from l10nqa.safe_xml import Element

__all__ = ["UNITS", "FileFacts", "facts_of", "is_po_header", "read_unit", "units_of"]

UNITS = ("trans-unit", "unit")
_PO_HEADER = "x-gettext-domain-header"
"""So the XLIFF representation guide for gettext PO marks the header of a PO file, which is no text to translate."""
_OURS = re.compile(r"""x-target-hash|type="target-hash"|subType="l10nqa:""")
"""What stands in a `file` that l10nqa has exported, but not in one that it has only filled."""
_OURS_PLAIN = re.compile(r"""(?:"x-markup"|type="markup")[^<>]*>\s*plain\s*<""")
"""What stands in it where its texts are plain."""
_NEUTRAL_TYPES = ("", "plaintext", "text", "unknown", "x-unknown", "x-text")
"""Data types that tools write of any text."""
_SYNTAXES: tuple[tuple[re.Pattern[str], frozenset[PlaceholderSyntax]], ...] = (
    (re.compile(r"\.(?:strings|stringsdict|xcstrings|xib|storyboard)\Z|x-(?:ios|strings)", re.IGNORECASE),
     frozenset({PlaceholderSyntax.OBJC})),
    (re.compile(r"strings\.xml\Z|android", re.IGNORECASE), frozenset({PlaceholderSyntax.C, PlaceholderSyntax.JAVA})),
    (re.compile(r"\.ui\Z|\.ts\Z|x-(?:qt|trolltech)", re.IGNORECASE), frozenset({PlaceholderSyntax.QT})),
    (re.compile(r"\.properties\Z|\bjavapropertyresourcebundle\b", re.IGNORECASE), frozenset({PlaceholderSyntax.JAVA})),
    (re.compile(r"\bng\.template\b|\bng2\.template\b", re.IGNORECASE),
     frozenset({PlaceholderSyntax.ICU, PlaceholderSyntax.DOUBLE_BRACE})),
)  # fmt: skip
"""What the name of the original or its datatype tells of the placeholders in its texts."""


class FileFacts(NamedTuple):
    """What a `file` says of all its units."""

    original: str
    is_ours: bool
    """l10nqa exported it: its original is the path of a document, and its units are segments of that."""
    document: str | None
    """The path of the document, where the original says reliably which it is."""
    source_locale: str | None
    target_locale: str | None
    markup: Markup
    is_markup_said: bool
    """Whether the file tells the markup; else its texts are to be looked at."""
    codes: Mapping[tuple[str, str], str]
    """What codes stand for of which the units do not say it, by role and id."""


def facts_of(document: str, file: Element, root: Element) -> FileFacts:
    """Return what a `file` says."""
    datatype, original = file.get("datatype"), file.get("original")
    is_ours = datatype == "x-markdown" or _OURS.search(document, file.start, file.end) is not None
    is_plain = is_ours and _OURS_PLAIN.search(document, file.start, file.end) is not None
    is_markdown = (is_ours and not is_plain) or "markdown" in datatype.lower() or is_markdown_name(original)
    markup = MARKDOWN if is_markdown else _plain(original, datatype)
    is_open = datatype.lower() in _NEUTRAL_TYPES and says_no_markup(original) and not is_ours and markup == PLAIN
    return FileFacts(
        original=original,
        is_ours=is_ours,
        # A name like `messages` or `file.ext` is that of many files.
        document=original if original and (is_ours or is_markdown_name(original)) else None,
        source_locale=_locale(file.get("source-language") or root.get("srcLang") or _text_language(file, "source")),
        target_locale=_locale(file.get("target-language") or root.get("trgLang") or _text_language(file, "target")),
        markup=markup,
        is_markup_said=not is_open,
        codes=sdl_codes(document, file),
    )


def _locale(name: str) -> str | None:
    return canonical(name) if name.strip() else None


def _text_language(file: Element, name: str) -> str:
    """Return the language that the first source or target of a file says by itself."""
    unit = next(units_of(file), None)
    text = unit.child(name) if unit else None
    return text.get(f"{{{XML_NAMESPACE}}}lang") if text else ""


def _plain(original: str, datatype: str) -> Markup:
    for pattern, syntaxes in _SYNTAXES:
        if pattern.search(original) or pattern.search(datatype):
            return PLAIN._replace(placeholders=syntaxes)
    return PLAIN


def units_of(element: Element) -> Iterator[Element]:
    """Yield the units in a `file` or `group`, of its namespace or of none, in the order of the file."""
    return _units_below(element, (element.namespace, ""))


def _units_below(element: Element, namespaces: tuple[str, ...]) -> Iterator[Element]:
    for child in element.children:
        if child.name in UNITS and child.namespace in namespaces:
            yield child
        elif child.children:
            yield from _units_below(child, namespaces)


def is_po_header(unit: Element) -> bool:
    """Tell whether a unit is the header of a PO file."""
    return unit.get("restype") == _PO_HEADER


def read_unit(document: str, element: Element, *, whole: bool = False) -> XliffUnit:
    """Read a unit; a `whole` one is not divided into segments."""
    version: type[UnitReader] = Version1 if element.name == "trans-unit" else Version2
    details = version.details(document, element)
    reader = InlineReader(document, version.data(document, element))
    matches = tuple(version.matches(document, element))
    is_ours = "target-hash" in details
    return XliffUnit(
        element=element,
        is_ours=is_ours,
        is_whole=whole,
        details=details,
        segments=version.segments(element, reader, details, matches, whole=whole or is_ours),
        matches=matches,
        notes=tuple(filter(None, version.notes(document, element))),
        document_line=version.document_line(document, element),
        reader=reader,
    )
