"""How a memory translates what it holds several times: the usual target of a source, the usual source of a target.

Only texts of some words that one translation dominates are kept: of a label or a heading of two words several
translations are right, and where no translation dominates nobody can say which one is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["REPEATED", "Usage", "Usual", "learn_usage", "same_words", "words_of_text"]

REPEATED = 3
"""Units that a translation must have to be usual."""
_SHARE = 0.75
_WORDS = 3
# Runs of katakana and of ideographs are words; hiragana between them inflects and joins.
_WORD = re.compile(
    r"[\u30a0-\u30ff]+|[\u3400-\u9fff々]+|(?:(?![\u3040-\u30ff\u3400-\u9fff々])[^\W_])+|[\u3040-\u309f]+"
)
_ADDRESS = re.compile(r"\]\([^()]*\)|https?://\S+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f]")
_HIRAGANA = re.compile(r"[\u3040-\u309f]+")
_SHORT = 3
"""Words of at most so many letters are prepositions, articles and particles: they come and go with the others."""
_COMMON = 0.6
"""Two words that share so much of their beginning are forms of one word."""


class Usual(NamedTuple):
    """A text that dominates, and the units behind it."""

    text: str
    units: int
    of: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What is usual in one memory for one target locale; immutable once made."""

    targets: Mapping[str, Usual] = field(default_factory=dict)
    """Source, verbatim, to the target that dominates."""
    sources: Mapping[str, Usual] = field(default_factory=dict)
    """Target, verbatim, to the source that it dominates."""


def learn_usage(counted: Iterable[tuple[str, str, int]]) -> Usage:
    """Learn from sources, targets and the number of units of each pair."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for source, target, count in counted:
        found[source][target] += count
    targets: dict[str, Usual] = {}
    sources: dict[str, Usual] = {}
    for source, shown in found.items():
        total = shown.total()
        if total < REPEATED or sum(word.isalpha() for word in words_of_text(source)) < _WORDS:
            continue
        forms: Counter[tuple[str, ...]] = Counter()
        for target, count in shown.items():
            forms[words_of_text(target)] += count
        form, count = forms.most_common(1)[0]
        if count < max(REPEATED, _SHARE * total):
            continue
        text = next(target for target, _ in shown.most_common() if words_of_text(target) == form)
        targets[source] = Usual(text, count, total)
        if text not in sources or sources[text].units < count:
            sources[text] = Usual(source, count, total)
    return Usage(targets, sources)


def words_of_text(text: str) -> tuple[str, ...]:
    """Return the words in small letters, without markup, addresses and marks on letters."""
    if "](" in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    text = text.casefold()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return tuple(_WORD.findall(text))


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts differ in nothing but inflection, order, small words, case, marks and markup."""
    lost, gained = Counter(words_of_text(first)), Counter(words_of_text(second))
    lost, gained = lost - gained, gained - lost
    left = [word for word in gained.elements() if _weighs(word)]
    for word in lost.elements():
        if not _weighs(word):
            continue
        form = next((known for known in left if _are_forms(word, known)), None)
        if form is None:
            return False
        left.remove(form)
    return not left


def _weighs(word: str) -> bool:
    if word.isdecimal() or len(word) > _SHORT:
        return not _HIRAGANA.fullmatch(word)
    return word >= "\u3400" or "\u30a0" <= word <= "\u30ff"  # ideographs and katakana


def _are_forms(first: str, second: str) -> bool:
    shared = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(_SHORT, _COMMON * max(len(first), len(second)))
