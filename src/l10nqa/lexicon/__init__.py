"""What the memory teaches the rules."""

from l10nqa.lexicon.cover import cover
from l10nqa.lexicon.judge import Judgement, counterpart, judge, unmatched
from l10nqa.lexicon.lexicon import NAME, Lexicon, learn
from l10nqa.lexicon.settled import is_settled
from l10nqa.lexicon.usage import REPEATED, Usage, Usual, learn_usage, same_words
from l10nqa.lexicon.words import Word, stem_of, words_of

__all__ = [
    "NAME",
    "REPEATED",
    "Judgement",
    "Lexicon",
    "Usage",
    "Usual",
    "Word",
    "counterpart",
    "cover",
    "is_settled",
    "judge",
    "learn",
    "learn_usage",
    "same_words",
    "stem_of",
    "unmatched",
    "words_of",
]
