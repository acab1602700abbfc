"""Learns a lexicon: counts what was observed of pairs of texts."""

from __future__ import annotations

from itertools import starmap
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.lexicon.association import associate
from l10nqa.lexicon.lexicon import LEAST_SEEN, Lexicon
from l10nqa.lexicon.observation import observe
from l10nqa.lexicon.observations import Observations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from l10nqa.lexicon.observation import Observation
    from l10nqa.lexicon.ragged import Ragged

__all__ = ["LearnedLexicon", "learn", "learn_observations", "learn_observed", "learn_packed", "observe_pairs"]

_MOST_NAMES = 6
"""Names kept for each label, the most frequent first."""


class LearnedLexicon(NamedTuple):
    """A lexicon as it is stored and sent, and how much was learned."""

    packed: bytes
    """What `Lexicon.dump` returns."""
    segments: int
    """The number of different segments."""
    words: int
    """The number of source stems."""
    labels: int

    @classmethod
    def of(cls, lexicon: Lexicon) -> LearnedLexicon:
        """Pack a lexicon."""
        return cls(lexicon.dump(), lexicon.segments, len(lexicon.sources), len(lexicon.labels))


def learn(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """Learn a lexicon from sources and targets; each different pair counts once."""
    return learn_observed(starmap(observe, dict.fromkeys(pairs)))


def learn_observed(observed: Iterable[Observation]) -> Lexicon:
    """Learn a lexicon from what was observed of different pairs, in their order."""
    observations = Observations()
    for each in observed:
        observations.add(each)
    return learn_observations(observations)


def observe_pairs(pairs: Iterable[tuple[str, str]]) -> Observations:
    """Return what is to be observed of different pairs, in their order."""
    observations = Observations()
    for source, target in pairs:
        observations.add(observe(source, target))
    return observations


def learn_packed(observations: Observations) -> LearnedLexicon:
    """Learn a lexicon from observations, as `learn_observations` does, and pack it."""
    return LearnedLexicon.of(learn_observations(observations))


def learn_observations(observations: Observations) -> Lexicon:
    """Learn a lexicon from observations.

    Their order numbers the stems, and decides between names of a label that are as frequent: the same observations in
    the same order give the same bytes, whoever made them.
    """
    vocabularies, columns = observations.vocabularies, observations.columns
    sources, targets, labels, endings = (vocabularies[name] for name in ("sources", "targets", "labels", "endings"))
    source_counts = _counts(columns["sources"], sources) - _counts(columns["source repeats"], sources)
    target_counts = _counts(columns["targets"], targets) - _counts(columns["target repeats"], targets)
    kept = zip(sources, _counts(columns["kept"], sources).tolist(), strict=True)
    names = _marked(columns["names"], vocabularies["names"])
    return Lexicon(
        segments=len(observations),
        sources={stem: number for number, stem in enumerate(sources)},
        targets={stem: number for number, stem in enumerate(targets)},
        source_counts=source_counts.tolist(),
        target_counts=target_counts.tolist(),
        association=associate(columns["sources"], columns["targets"]),
        labels={label: _most_frequent(found) for label, found in _nested(columns["labels"], labels).items()},
        endings=_nested(columns["endings"], endings),
        kept=dict(sorted((stem, times) for stem, times in kept if times)),
        names={name: counted for name, counted in sorted(names.items()) if counted[0] >= LEAST_SEEN},
        stopped=_marked(columns["stopped"], vocabularies["stopped"]),
    )


def _counts(column: Ragged, texts: Sequence[object]) -> NDArray[np.int64]:
    """Return how often a column has each text of its vocabulary."""
    return np.bincount(column.values, minlength=len(texts))


def _marked(column: Ragged, texts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how often a column has each text, and how often with its mark."""
    marks = column.values & 1
    counts = np.bincount(column.values >> 1, minlength=len(texts)).tolist()
    marked = np.bincount(column.values[marks > 0] >> 1, minlength=len(texts)).tolist()
    return dict(zip(texts, zip(counts, marked, strict=True), strict=True))


def _nested(column: Ragged, texts: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Return how often a column has each pair of texts: by its first text, then by its second."""
    found: dict[str, dict[str, int]] = {}
    for (first, second), times in zip(texts, _counts(column, texts).tolist(), strict=True):
        found.setdefault(first, {})[second] = times
    return found


def _most_frequent(names: dict[str, int]) -> dict[str, int]:
    if len(names) == 1:
        return names
    return dict(sorted(names.items(), key=itemgetter(1), reverse=True)[:_MOST_NAMES])
