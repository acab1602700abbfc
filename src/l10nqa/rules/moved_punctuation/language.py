"""How the target's language is written, as far as marks at the edges of markup ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import facts_of, is_abbreviation, may_be_abbreviation

if TYPE_CHECKING:
    from l10nqa.lexicon import Lexicon
    from l10nqa.locale import LocaleFacts
    from l10nqa.rule import RuleContext

__all__ = ["Language", "language_of"]


class Language(NamedTuple):
    """The facts of a language, and what a memory knows of its words."""

    locale: str
    facts: LocaleFacts
    lexicon: Lexicon | None

    def is_abbreviation(self, word: str) -> bool | None:
        """Tell whether a full stop behind the word is its own; None where neither memory nor lists have the word.

        The word is given without it. What the memory has overrules the lists.
        """
        known = self.lexicon.is_abbreviation(word) if self.lexicon is not None else None
        if known is None and is_abbreviation(word, self.locale):
            return True
        return known

    def may_be_abbreviation(self, word: str) -> bool:
        """Tell whether the word is short and cut off enough to be one, unless the memory has it as a word."""
        return self.is_abbreviation(word) is not False and may_be_abbreviation(word, self.locale)


def language_of(context: RuleContext) -> Language:
    """Return the language of the target in a context."""
    return Language(context.target_locale, facts_of(context.target_locale), context.lexicon)
