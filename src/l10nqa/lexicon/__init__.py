"""What the memory teaches the rules."""

from l10nqa.lexicon.judge import Judgement, counterpart, judge, unmatched
from l10nqa.lexicon.lexicon import Lexicon, learn
from l10nqa.lexicon.words import Word, stem_of, words_of

__all__ = ["Judgement", "Lexicon", "Word", "counterpart", "judge", "learn", "stem_of", "unmatched", "words_of"]
