"""Facts about languages and scripts, as data. No rule asks which language it has before it; it asks for a fact."""

from __future__ import annotations

from l10nqa.locale.abbreviations import (
    IN_DOCUMENTATION,
    abbreviations_of,
    ends_with_abbreviation,
    is_abbreviation,
    may_be_abbreviation,
)
from l10nqa.locale.cldr import language_of, locales, row_of
from l10nqa.locale.facts import LocaleFacts, facts_of
from l10nqa.locale.marks import ENCLOSING_MARKS, MARK_CLASSES, mark_class
from l10nqa.locale.number_facts import NumberFacts, number_facts
from l10nqa.locale.scripts import UNSPACED_SCRIPTS, script_of, scripts_of
from l10nqa.locale.tags import UNKNOWN_LOCALE, is_language_tag, locale_of_path
from l10nqa.locale.words import (
    ANNOUNCING,
    ARTICLES,
    ASKING,
    CONTROLS,
    FUNCTION_WORDS,
    LABELS,
    TITLE_VERBS,
    UNFINISHED,
    WITHIN_NAMES,
)

__all__ = [
    "ANNOUNCING",
    "ARTICLES",
    "ASKING",
    "CONTROLS",
    "ENCLOSING_MARKS",
    "FUNCTION_WORDS",
    "IN_DOCUMENTATION",
    "LABELS",
    "MARK_CLASSES",
    "TITLE_VERBS",
    "UNFINISHED",
    "UNKNOWN_LOCALE",
    "UNSPACED_SCRIPTS",
    "WITHIN_NAMES",
    "LocaleFacts",
    "NumberFacts",
    "abbreviations_of",
    "ends_with_abbreviation",
    "facts_of",
    "is_abbreviation",
    "is_language_tag",
    "language_of",
    "locale_of_path",
    "locales",
    "mark_class",
    "may_be_abbreviation",
    "number_facts",
    "row_of",
    "script_of",
    "scripts_of",
]
