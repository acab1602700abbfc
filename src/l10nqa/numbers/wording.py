"""Whether a text may say a small number in words, also in forms of them that CLDR does not list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from l10nqa.locale import number_facts
from l10nqa.locale.spelled import normal_form

if TYPE_CHECKING:
    from l10nqa.numbers.compare import NumberText
    from l10nqa.numbers.figures import Figure

__all__ = ["lists_ordinals", "may_be_worded"]

_ARTICLES = 2
"""The largest number for which languages have articles, duals and words such as `both`, `next`, `again`."""
_COMPOUND = regex.compile(r"(?:st|nd|rd|th)\b|[-‑–]?\p{L}|[-‑–:x×]\d")
"""What follows the number in `3rd party`, `2-step`, `5GB` and `1:1`: compounds, for which languages have words."""
_SPANS = {7: "day", 10: "year", 12: "month", 6: "month", 3: "month"}
"""Numbers of units that have a name of their own: a week, a decade, a year, half a year, a quarter."""
_NOUN = regex.compile(r"\W{1,3}(\p{L}+)")
_SOFT = regex.compile(r"[\p{M}ьъʼ'’aeiouyæøœıəаеёиоуыэюяіїєўөүәαεηιουω]")
"""What changes in a stem where a word is inflected: vowels, accents, signs of softness."""
_STEM = 2
"""Letters at the beginning of a number word that its other forms share with it."""


def may_be_worded(figure: Figure, source: NumberText, target: NumberText) -> bool:
    """Tell whether the target may say a number of the source that stands nowhere in it, as far as anybody can tell.

    Any word that begins as a word for the number does counts, so that the answer errs on the side of the target.
    """
    value = figure.parts[0]
    if len(figure.parts) > 1 or value <= _ARTICLES or _COMPOUND.match(source.text, figure.span.end):
        return True
    noun = _NOUN.match(source.text, figure.span.end)
    if noun and noun[1].lower().startswith(_SPANS.get(value, "\0")):
        return True
    stems = _stems(target.locale, value)
    if not stems:
        return True  # CLDR has no words for the language
    if not target.facts.spaces_words:
        return any(form in target.normal for form in stems)
    return any(_skeleton(word).startswith(stem) for word in target.words for stem in stems) or any(
        word.startswith(beginning) for word in target.words for beginning in _beginnings(target.locale, value)
    )


@lru_cache(maxsize=64)
def lists_ordinals(locale: str) -> bool:
    """Tell whether CLDR lists `first` beside `one` for the language, as far as their beginnings tell them apart."""
    return len(_beginnings(locale, 1)) > 1


@lru_cache(maxsize=512)
def _stems(locale: str, value: int) -> frozenset[str]:
    """Return the words for a number without what inflection changes; whole where words are not spaced."""
    facts = number_facts(locale)
    forms = [word for word, meant in facts.words.items() if meant == value]
    if not facts.spaces_words:
        return frozenset(forms)
    return frozenset(stem for form in forms if (stem := _skeleton(form)))


@lru_cache(maxsize=512)
def _beginnings(locale: str, value: int) -> frozenset[str]:
    return frozenset(word[:_STEM] for word, meant in number_facts(locale).words.items() if meant == value)


@lru_cache(maxsize=4_096)
def _skeleton(word: str) -> str:
    return _SOFT.sub("", normal_form(word))
