"""A cheap test before classification: does every link or emphasis plainly sit where it should?

Aligning a segment costs a hundred times as much as the look-ups made here, and in what people translated nearly every
label either is called what the memory calls it, or consists of the translations of its words and of nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.lexicon.words import stems_of

if TYPE_CHECKING:
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["PARTNER", "is_plainly_right"]

_USUAL = 0.3
"""The share of a label's other occurrences that must have the name."""
PARTNER = 0.05
"""The mean of the probabilities in both directions from which two words translate each other."""
_LONGEST = 12
"""Words of a label that are looked up; longer ones are worth an alignment."""


def is_plainly_right(source: Inline, target: Inline, kinds: int, lexicon: Lexicon) -> bool:
    """Tell whether the nodes of these kinds, paired in order, are plainly each other's translation.

    False says nothing. True may overlook the rare case that a label is complete and yet stands in the wrong place, so
    it is for translations made by hand, where such cases have not been seen.
    """
    ours, theirs = source.of(kinds), target.of(kinds)
    if len(ours) != len(theirs):
        return False
    if len(ours) == 1 and _is_whole(source, ours[0]) and _is_whole(target, theirs[0]):
        return True
    for source_node, target_node in zip(ours, theirs, strict=True):
        label, name = source.visible(source_node.inner), target.visible(target_node.inner)
        if not lexicon.remembered(label, name, _is_name_of):
            return False
    return True


def _is_name_of(label: str, name: str, lexicon: Lexicon) -> bool:
    return _is_usual(label, name, lexicon) or _is_translated(label, name, lexicon)


def _is_whole(side: Inline, node: Node) -> bool:
    start, end = node.span
    return not side.text[:start].strip() and not side.text[end:].strip()


def _is_usual(label: str, name: str, lexicon: Lexicon) -> bool:
    names = lexicon.labels.get(label.lower())
    # The segment at hand was most likely counted itself.
    own = names.get(name, 0) - 1 if names else 0
    return own > 0 and own >= _USUAL * (sum(names.values()) - 1 if names else 0)


def _is_translated(label: str, name: str, lexicon: Lexicon) -> bool:
    """Tell whether every word of the label has its translation in the name, and the name has no other."""
    wanted, found = stems_of(label), set(stems_of(name))
    if not wanted or not found or len(wanted) > _LONGEST or len(found) > _LONGEST:
        return False
    explained: set[str] = set()
    for stem in wanted:
        partners = found & lexicon.partners(stem, PARTNER)
        if stem in found:
            partners.add(stem)
        if not partners:
            return False
        explained |= partners
    return explained == found
