"""The core typology of MQM: seven dimensions and their error types, named as MQM names them, in small letters.

Source: MQM Core, edition of 2024-03-07 (themqm.org/error-types-2/typology); the names are MQM's, the glosses are ours.
An error may also be given the name of its dimension, where no error type of it fits. Beside the core there are
`custom`, for what the typology has no place for, and `whitespace`, which MQM has in its full typology and which our
rules report.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["ERROR_TYPES", "Dimension", "ErrorSeverity", "ErrorType", "error_type"]


class Dimension(StrEnum):
    """The seven dimensions of MQM, and the place for what is in none of them."""

    TERMINOLOGY = "terminology"
    ACCURACY = "accuracy"
    LINGUISTIC_CONVENTIONS = "linguistic-conventions"
    STYLE = "style"
    LOCALE_CONVENTIONS = "locale-conventions"
    AUDIENCE_APPROPRIATENESS = "audience-appropriateness"
    DESIGN_AND_MARKUP = "design-and-markup"
    CUSTOM = "custom"


class ErrorSeverity(StrEnum):
    """The severity that people give to an error: those of a finding, and one that costs nothing."""

    NEUTRAL = "neutral"
    """To be told, but no fault of the translator: a preference, a repetition, a fault of the source."""
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class ErrorType(NamedTuple):
    """An error type of the typology."""

    name: str
    dimension: Dimension
    gloss: str
    is_core: bool = True
    """Whether it is in MQM Core."""


_TABLE = """
terminology: the term is not the one that the subject field or the organization uses
  inconsistent-with-terminology-resource: another term than the termbase has
  inconsistent-use-of-terminology: several terms for the same concept
  wrong-term: a term that an expert would not use, or that means another concept
accuracy: the target does not say what the source says
  mistranslation: the target says something else than the source
  overtranslation: the target is more specific than the source
  undertranslation: the target is less specific than the source
  addition: the target has content that the source lacks
  omission: the target lacks content of the source
  do-not-translate: what was to stay in the source language is translated
  untranslated: what was to be translated is left in the source language
linguistic-conventions: the text is not well-formed in its language
  grammar: against the grammar of the language
  punctuation: against the punctuation of the language
  spelling: a word is misspelled
  unintelligible: the text is garbled or cannot be understood
  character-encoding: characters are garbled by a wrong encoding
  textual-conventions: sentences do not hang together as texts of the language do
  whitespace: white space is missing, superfluous or of the wrong kind
style: grammatical, but not in the style that was wanted
  organizational-style: against the style guide of the organization
  third-party-style: against the style guide of somebody else
  inconsistent-with-external-reference: a quotation is not as the text referred to has it
  language-register: too formal or too informal
  awkward-style: wordy or involved
  unidiomatic-style: grammatical, but unnatural
  inconsistent-style: the style changes within the text
locale-conventions: against the conventions of the locale
  number-format: the format of a number
  currency-format: the format of an amount of money
  measurement-format: the format or the unit of a measurement
  time-format: the format of a time
  date-format: the format of a date
  address-format: the format of an address
  telephone-format: the format of a telephone number
  shortcut-key: a shortcut that the locale does not expect, or that does nothing there
audience-appropriateness: not for the readers of the target
  culture-specific-reference: a reference that the readers cannot understand
  offensive: likely to offend the readers
design-and-markup: the form of the product, not its wording
  character-formatting: the font, size, colour or emphasis of characters
  layout: the arrangement of paragraphs, tables, images, controls
  markup-tag: a markup tag is wrong, or part of it
  truncation-text-expansion: longer or shorter than there is room for
  missing-text: text is missing in the product as laid out
  link-cross-reference: a link or a reference that leads nowhere, or astray
custom: an error that the typology has no place for
"""
_BEYOND_CORE = ("custom", "whitespace")


def _types() -> Iterator[ErrorType]:
    dimension = Dimension.CUSTOM
    for line in _TABLE.strip().splitlines():
        name, _, gloss = line.strip().partition(": ")
        if not line.startswith(" "):
            dimension = Dimension(name)
        yield ErrorType(name, dimension, gloss, name not in _BEYOND_CORE)


ERROR_TYPES: Mapping[str, ErrorType] = MappingProxyType({each.name: each for each in _types()})
"""All error types by name, dimension by dimension; a dimension precedes its error types."""


def error_type(name: str) -> ErrorType:
    """Return the error type of a name; capitals, blanks and underscores do not matter.

    Raises:
        ConfigError: MQM has no such type; the hint names the nearest.
    """
    wished = "-".join(name.lower().replace("_", " ").replace("/", " ").replace("-", " ").split())
    found = ERROR_TYPES.get(wished)
    if found is None:
        near = get_close_matches(wished, ERROR_TYPES, 1)
        hint = f"did you mean {near[0]}?" if near else "l10nqa lqa types lists them"
        raise ConfigError(f"“{name}” is no error type of MQM", hint=hint)
    return found
