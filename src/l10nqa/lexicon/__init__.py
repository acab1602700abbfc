"""What the memory teaches the rules."""

from l10nqa.lexicon.alignment import is_alignable
from l10nqa.lexicon.learning import (
    LearnedLexicon,
    learn,
    learn_observations,
    learn_observed,
    learn_packed,
    observe_pairs,
)
from l10nqa.lexicon.lexicon import Lexicon
from l10nqa.lexicon.moved_words import moved_over_edge
from l10nqa.lexicon.observation import NAME, Observation, observe
from l10nqa.lexicon.observations import COLUMNS, VOCABULARIES, Observations, narrowed
from l10nqa.lexicon.plain_evidence import PlainEvidence, plain_evidence
from l10nqa.lexicon.quick_accept import PARTNER, is_plainly_right
from l10nqa.lexicon.ragged import Ragged
from l10nqa.lexicon.scope_classifier import ScopeJudgement, classify_scope, counterpart, unmatched
from l10nqa.lexicon.scope_repair import repair_scope
from l10nqa.lexicon.shelf import LexiconShelf
from l10nqa.lexicon.swallowed_word import may_have_swallowed, swallowed_word
from l10nqa.lexicon.telling_words import TellingWords, telling_words
from l10nqa.lexicon.usage import REPEATED, Usage, Usual, learn_usage, same_words
from l10nqa.lexicon.words import Word, stem_of, words_of

__all__ = [
    "COLUMNS",
    "NAME",
    "PARTNER",
    "REPEATED",
    "VOCABULARIES",
    "LearnedLexicon",
    "Lexicon",
    "LexiconShelf",
    "Observation",
    "Observations",
    "PlainEvidence",
    "Ragged",
    "ScopeJudgement",
    "TellingWords",
    "Usage",
    "Usual",
    "Word",
    "classify_scope",
    "counterpart",
    "is_alignable",
    "is_plainly_right",
    "learn",
    "learn_observations",
    "learn_observed",
    "learn_packed",
    "learn_usage",
    "may_have_swallowed",
    "moved_over_edge",
    "narrowed",
    "observe",
    "observe_pairs",
    "plain_evidence",
    "repair_scope",
    "same_words",
    "stem_of",
    "swallowed_word",
    "telling_words",
    "unmatched",
    "words_of",
]
