"""Classifies links and emphases: the probability that one sits on the wrong words, from the evidence about it.

The model is a small sum of decision trees over the features of `evidence`, kept as data in `scope_model.json` and
fitted by `benchmarks/fit_scope.py` on labelled segments. It knows no words and no language.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.lexicon.alignment import align, is_alignable, match_nodes, target_words
from l10nqa.lexicon.evidence import FEATURES, evidence
from l10nqa.markup import EMPHASES, LEAVES, Kind
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.lexicon.alignment import Alignment
    from l10nqa.lexicon.evidence import Evidence
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["ScopeJudgement", "classify_scope", "counterpart", "misplacement", "probability", "unmatched"]


_MARKING = EMPHASES | Kind.LINK
_ADDRESS = re.compile(r"https?://\S+|\]\([^\s()]+\)?")
AGAINST_USAGE = 0.75
"""The probability, at least, of markup that leaves out or swallows words by what the memory calls the label: of 16 such
nodes among the labelled segments 14 are misplaced."""
_SHARED = 0.3
"""A target word belongs to a stretch of the source from this share on."""


class ScopeJudgement(NamedTuple):
    """How likely one link or emphasis of the target is misplaced, and the evidence for it."""

    source: Node
    target: Node
    probability: float
    """That the target's markup sits on the wrong words."""
    evidence: Evidence
    alignment: Alignment


def classify_scope(source: Inline, target: Inline, kinds: int, lexicon: Lexicon) -> list[ScopeJudgement]:
    """Return for every link (or emphasis) of the target that has a counterpart how likely it is misplaced.

    The probabilities are those of machine translation. People misplace markup far more rarely: ask more of theirs.
    Of a segment that is not alignable nothing is returned.
    """
    sources, targets = source.of(kinds), target.of(kinds)
    if not sources or not targets:
        return []
    alignment = _aligned(source, target, lexicon)
    if alignment is None:
        return []
    found = []
    for i, j in match_nodes(alignment, sources, targets):
        weighed = evidence(alignment, (source, sources[i]), (target, targets[j]), lexicon)
        doubted = _probability(weighed, sources[i])
        found.append(ScopeJudgement(sources[i], targets[j], doubted, weighed, alignment))
    return found


def misplacement(source: Inline, source_node: Node, target: Inline, target_node: Node, lexicon: Lexicon) -> float:
    """Return the probability that a node of the target, known to be the counterpart of `one`, sits on wrong words."""
    alignment = _aligned(source, target, lexicon)
    if alignment is None:
        return 1.0
    weighed = evidence(alignment, (source, source_node), (target, target_node), lexicon)
    return _probability(weighed, source_node)


def _probability(weighed: Evidence, node: Node) -> float:
    found = probability((*weighed.values, float(node.kind is Kind.LINK), 1.0))
    return max(found, AGAINST_USAGE) if weighed.against_usage else found


def unmatched(source: Inline, target: Inline, kinds: int, lexicon: Lexicon) -> list[Node]:
    """Return the nodes of the source that none of the target is the counterpart of; none if it is not alignable."""
    alignment = _aligned(source, target, lexicon)
    if alignment is None:
        return []
    sources, targets = source.of(kinds), target.of(kinds)
    matched = {i for i, _ in match_nodes(alignment, sources, targets)}
    return [node for index, node in enumerate(sources) if index not in matched]


def counterpart(source: Inline, target: Inline, span: Span, lexicon: Lexicon) -> Span | None:
    """Return where the words of a stretch of the source went in the target, as one stretch; None where unknown."""
    alignment = _aligned(source, target, lexicon)
    if alignment is None:
        return None
    verbatim = _verbatim(target, source.visible(span))
    if verbatim:
        return verbatim
    rows = [index for index, word in enumerate(alignment.sources) if word.span.touches(span)]
    places = _places(source, target, span, alignment)
    if not rows or not any(places):
        return None
    shares = [
        share if place else 0.0 for share, place in zip(alignment.to_source[rows].sum(axis=0), places, strict=True)
    ]
    best = max(range(len(shares)), key=shares.__getitem__)
    if shares[best] < _SHARED:
        return None
    first = last = best
    while first > 0 and shares[first - 1] >= _SHARED and places[first - 1] == places[best]:
        first -= 1
    while last + 1 < len(shares) and shares[last + 1] >= _SHARED and places[last + 1] == places[best]:
        last += 1
    return Span(alignment.targets[first].span.start, alignment.targets[last].span.end)


def _verbatim(target: Inline, label: str) -> Span | None:
    """Return where the one place is, outside addresses, that shows just the label."""
    if len(label) < 2 or label not in target.text:
        return None
    pattern = re.compile(rf"(?<![A-Za-z0-9/<]){re.escape(label)}(?![A-Za-z0-9/>])")
    addresses = [Span(*match.span()) for match in _ADDRESS.finditer(target.text)]
    found = [
        spot
        for node in target.of(Kind.TEXT)
        for match in pattern.finditer(target.text, *node.span)
        for spot in [Span(*match.span())]
        if not any(spot.inside(address) for address in addresses)
    ]
    return found[0] if len(found) == 1 else None


def _places(source: Inline, target: Inline, span: Span, alignment: Alignment) -> list[Span | None]:
    """Return the text that each word of the target stands in; None where it cannot be what a stretch went into.

    That is in an address that shows, and under markup of the kind that was lost where another's words went there.
    """
    lost = next((node.kind for node in source.nodes if node.span == span and node.kind & _MARKING), 0)
    rows = [
        index
        for index, word in enumerate(alignment.sources)
        if lost and any(node.span != span for node in source.around(word.span, lost)) and not word.span.inside(span)
    ]
    foreign = alignment.to_source[rows].sum(axis=0)
    rows = [index for index, word in enumerate(alignment.sources) if word.span.inside(span)]
    own = alignment.to_source[rows].sum(axis=0)
    addresses = [match.span() for match in _ADDRESS.finditer(target.text)]
    places: list[Span | None] = []
    for index, word in enumerate(alignment.targets):
        before = bisect_right(addresses, (word.span.start, len(target.text)))
        taken = before > 0 and word.span.end <= addresses[before - 1][1]
        taken = taken or (foreign[index] >= own[index] and bool(target.around(word.span, lost)))
        leaf = None if taken else next(iter(target.around(word.span, LEAVES)), None)
        places.append(leaf.span if leaf else None)
    return places


@lru_cache(maxsize=1024)  # a proof asks again about all markup of a segment, of which the fix touches little
def probability(features: tuple[float, ...]) -> float:
    """Return the model's probability for `scope.FEATURES`, 1 for a link, and 1 for machine translation."""
    total, trees = _model()
    for tree in trees:
        feature, bound, low, high = tree
        feature, bound, low, high = low if features[feature] <= bound else high
        feature, bound, low, high = low if features[feature] <= bound else high
        total += low if features[feature] <= bound else high
    return 1 / (1 + math.exp(-total))


_DEPTH = 3
"""Questions that every tree of the model asks."""


@cache
def _model() -> tuple[float, list[Any]]:
    data = json.loads(files("l10nqa.lexicon").joinpath("scope_model.json").read_text(encoding="utf-8"))
    if data["features"] != [*FEATURES, "link", "machine"]:
        raise AssertionError("scope_model.json was fitted on other features: run benchmarks/fit_scope.py")
    return data["prior"], [_full(tree, _DEPTH) for tree in data["trees"]]


def _full(tree: Any, depth: int) -> Any:
    """Return the tree with leaves at one depth only, so that nothing need look for them on the way."""
    if not depth:
        if isinstance(tree, list):
            raise AssertionError("scope_model.json has deeper trees than are walked")
        return tree
    feature, bound, low, high = tree if isinstance(tree, list) else (0, 0.0, tree, tree)
    return feature, bound, _full(low, depth - 1), _full(high, depth - 1)


class _Aligned(NamedTuple):
    """A source, and the targets that were aligned with it: the segment's own and what fixes make of it."""

    source: Inline
    lexicon: Lexicon
    found: list[tuple[Inline, Alignment | None]]


_last: list[_Aligned] = []


def _aligned(source: Inline, target: Inline, lexicon: Lexicon) -> Alignment | None:
    """Return the alignment of a segment, cached until another source comes; None if it is not alignable."""
    if not (_last and _last[0].source is source and _last[0].lexicon is lexicon):
        _last[:] = [_Aligned(source, lexicon, [])]
    found = _last[0].found
    for known, alignment in found:
        if known is target:
            return alignment
    alignment = None
    if is_alignable(source, target):
        alignment = _realigned(source, target, found) or align(source, target, lexicon)
    found.append((target, alignment))
    return alignment


def _realigned(source: Inline, target: Inline, found: list[tuple[Inline, Alignment | None]]) -> Alignment | None:
    """Return the alignment of another target with the same words: they share themselves out alike wherever they stand.

    A fix moves marks and markup, not words.
    """
    if not found:
        return None
    words = target_words(source, target)
    known = (alignment for _, alignment in found if alignment)
    alignment = next((each for each in known if words.stems == each.targets.stems), None)
    return alignment._replace(targets=words) if alignment else None
