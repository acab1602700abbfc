"""The body that `link-punctuation` and `emphasis-punctuation` share: marks that moved over the edge of a node.

No rule itself. Two rules, because users select, ignore and decide about them apart; one body, because what moves over
the edge of a link moves over that of an emphasis in the same ways.
"""

from l10nqa.rules.moved_punctuation.issues import moved_punctuation
from l10nqa.rules.moved_punctuation.language import language_of

__all__ = ["language_of", "moved_punctuation"]
