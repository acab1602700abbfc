"""Evidence whether the words under a link or emphasis translate those under its counterpart in the source.

The words under the markup on one side should come from the words under the markup on the other, by the alignment of
the segment's words.
"""

from __future__ import annotations

import math
from collections import Counter
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.lexicon.alignment import Shares, words_inside
from l10nqa.lexicon.words import Word, stems_of
from l10nqa.locale import ENCLOSING_MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.lexicon.alignment import Alignment
    from l10nqa.lexicon.lexicon import Lexicon
    from l10nqa.markup import Inline, Node

__all__ = ["FEATURES", "Evidence", "evidence"]

FEATURES = (
    "swallowed",
    "swallowed_most",
    "swallowed_first",
    "swallowed_last",
    "left_out",
    "left_out_most",
    "inside",
    "covered",
    "before",
    "after",
    "length",
    "case",
    "known",
    "other",
    "empty",
    "content",
    "outside_words",
    "inside_words",
    "unknown",
    "enclosed",
    "words",
    "counts",
)
_NO_NAMES: Mapping[str, int] = MappingProxyType({})
_MIN_USUAL = 3
_USUAL_RATIO = 8
"""How often a name must occur to be usual: at all, and for each other occurrence of the one at hand."""
_sum = np.add.reduce
"""As the method of arrays, without its wrapper, which costs as much again for the short rows of a segment."""


class Evidence(NamedTuple):
    """The evidence for and against one pair of nodes."""

    values: tuple[float, ...]
    """In the order of `FEATURES`."""
    outside: tuple[Word, ...]
    """Target words outside the node that come from under its counterpart."""
    inside: tuple[Word, ...]
    """Target words inside the node that come from elsewhere."""
    against_usage: bool
    """Whether the memory usually has a shorter or longer name for the label, and the difference is next to the node."""

    @property
    def proven(self) -> bool:
        """Whether single words show that the markup is misplaced."""
        return bool(self.outside or self.inside)


def evidence(
    alignment: Alignment, source: tuple[Inline, Node], target: tuple[Inline, Node], lexicon: Lexicon
) -> Evidence:
    """Return the evidence about one pair of nodes."""
    (source_side, source_node), (target_side, target_node) = source, target
    rows, columns = words_inside(alignment.sources, source_node), words_inside(alignment.targets, target_node)
    shares = _shares(alignment, rows, columns)
    label, name = source_side.visible(source_node.inner), target_side.visible(target_node.inner)
    names = lexicon.labels.get(label.lower(), _NO_NAMES)
    known, other_name = _frequencies(name, names) if names else (0.0, 0.0)
    words = columns.stop - columns.start
    more = source_side.count(source_node.kind) - target_side.count(target_node.kind)
    outside, inside = shares.outside, shares.inside
    values = (
        *shares.values,
        _length(label, name),
        float(bool(label[:1].isupper() and name[:1].islower())),
        known,
        other_name,
        float(not words),
        shares.content,
        min(len(outside), 6),
        min(len(inside), 6),
        shares.unknown,
        float(_is_enclosed(target_side.text, target_node)),
        min(words, 12),
        float(more),
    )
    targets = alignment.targets
    swallowed: Sequence[int] = ()
    left_out: Sequence[int] = ()
    # Where their numbers differ, two labels may have become one, which is the matter of other rules.
    if not more and len(names) > 1:
        swallowed, left_out = _against_usual_name(name, names, alignment, columns)
    return Evidence(
        values,
        tuple([targets[index] for index in sorted({*outside, *left_out})]) if outside or left_out else (),
        tuple([targets[index] for index in sorted({*inside, *swallowed})]) if inside or swallowed else (),
        bool(swallowed or left_out),
    )


def _against_usual_name(
    shown: str, names: Mapping[str, int], alignment: Alignment, columns: slice
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the indices of words that the node wrongly covers, and of those left out, by the usual name of the label.

    Such words are a verb's particle, `page` and `button`, which machine translation often takes into labels.
    """
    words = tuple(alignment.targets.stems)
    start, stop = columns.start, columns.stop
    own = words[columns]
    for name in _usual_names(shown, own, names):
        length, difference = len(name), abs(len(name) - len(own))
        if length < len(own):
            if own[:length] == name:
                return range(start + length, stop), ()
            if own[-length:] == name:
                return range(start, stop - length), ()
        elif start >= difference and words[start - difference : stop] == name:
            return (), range(start - difference, start)
        elif words[start : stop + difference] == name:
            return (), range(stop, stop + difference)
    return (), ()


def _usual_names(shown: str, own: tuple[str, ...], names: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return the usual names of a label, as stems, most frequent first; none if its own name is usual.

    `names` are what the memory calls the label, and how often.

    A usual name occurs at least three times, and eight times as often as the name at hand.
    """
    known = names.get(shown, 1)
    if not own or sum(names.values()) - known < max(_MIN_USUAL, _USUAL_RATIO * (known - 1)):
        return []
    counts: Counter[tuple[str, ...]] = Counter()
    for name, count in names.items():
        counts[tuple(stems_of(name))] += count
    # The segment at hand was most likely counted itself.
    enough = max(_MIN_USUAL, _USUAL_RATIO * (counts[own] - 1))
    return [name for name, count in counts.most_common() if count >= enough and len(name) not in (0, len(own))]


def _shares(alignment: Alignment, rows: slice, columns: slice) -> Shares:
    """Return the evidence of the words for nodes on these source and target words; it is cached in the alignment."""
    key = rows.start, rows.stop, columns.start, columns.stop
    found = alignment.known.get(key)
    if found is None:
        found = alignment.known[key] = _weigh(alignment, rows, columns)
    return found


def _weigh(alignment: Alignment, rows: slice, columns: slice) -> Shares:
    start, stop = columns.start, columns.stop
    # Rows of a segment are short: lists are faster than arrays here.
    here = _sum(alignment.to_source[rows], 0).tolist()
    elsewhere = [anywhere - inside for anywhere, inside in zip(alignment.from_anywhere, here, strict=True)]
    into_inside = _sum(alignment.to_target[rows, columns], 1).tolist()
    foreign = [beyond * (1 - inside) for beyond, inside in zip(elsewhere[columns], here[columns], strict=True)]
    lost = [
        (anywhere - inside) * (1 - inside)
        for anywhere, inside in zip(alignment.into_anywhere[rows], into_inside, strict=True)
    ]
    target_weight, source_weight = alignment.target_weight[columns], alignment.source_weight[rows]
    target_total, source_total = sum(target_weight), sum(source_weight)
    words = stop - start
    return Shares(
        (
            _mean(foreign, target_weight, target_total),
            _most(foreign, target_weight),
            foreign[0] if foreign else 0.0,
            foreign[-1] if foreign else 0.0,
            _mean(lost, source_weight, source_total),
            _most(lost, source_weight),
            _mean(here[columns], target_weight, target_total),
            _mean(into_inside, source_weight, source_total),
            _neighbour(here, elsewhere, columns, start - 1),
            _neighbour(here, elsewhere, columns, stop),
        ),
        tuple(
            [
                index
                for index, share in enumerate(here)
                if share > 0.5 and share > elsewhere[index] and not start <= index < stop
            ]
        ),
        tuple([index for index in range(start, stop) if elsewhere[index] > 0.5 and elsewhere[index] > here[index]]),
        max(target_weight, default=0.0),
        1 - (sum(here[columns]) + sum(elsewhere[columns])) / words if words else 1.0,
    )


def _mean(values: list[float], weights: list[float], total: float) -> float:
    return sum(map(mul, values, weights)) / total if total > 0 else 0.0


def _most(values: list[float], weights: list[float]) -> float:
    return max(map(mul, values, map(math.sqrt, weights)), default=0.0)


def _neighbour(here: Sequence[float], elsewhere: Sequence[float], columns: slice, index: int) -> float:
    """Return the degree to which the word next to the node belongs inside it, from 0 to 1."""
    beside = columns.start < columns.stop and 0 <= index < len(here)
    return here[index] * (1 - elsewhere[index]) if beside else 0.0


def _length(label: str, name: str) -> float:
    return max(-2.0, min(2.0, math.log((len(name) + 1) / (len(label) + 1))))


def _is_enclosed(text: str, node: Node) -> bool:
    """Tell whether brackets or quotation marks inside or around the markup show that the label is complete."""
    content = node.inner.of(text).strip()
    if len(content) > 2 and ENCLOSING_MARKS.get(content[0]) == content[-1]:
        return True
    before, after = text[: node.span.start].rstrip()[-1:], text[node.span.end :].lstrip()[:1]
    return bool(before) and bool(after) and ENCLOSING_MARKS.get(before) == after


def _frequencies(name: str, names: Mapping[str, int]) -> tuple[float, float]:
    """Return the frequency of a name among the names of its label, and that of the most frequent other one."""
    # The segment at hand was most likely counted itself.
    own, total = max(names.get(name, 0) - 1, 0), sum(names.values()) - 1
    if total <= 0:
        return 0.0, 0.0
    most = max([count for other_name, count in names.items() if other_name != name], default=0)
    return math.log1p(own) / 5 + own / total, most / (total + 2)
