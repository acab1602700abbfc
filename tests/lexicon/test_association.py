"""Word association, grouping of forms and alignment against slow implementations written from their definitions."""

from __future__ import annotations

from collections import defaultdict
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.lexicon import learn
from l10nqa.lexicon.alignment import align, target_words
from l10nqa.lexicon.association import Association, associate
from l10nqa.lexicon.ragged import Ragged
from l10nqa.lexicon.word_forms import group_forms
from l10nqa.markup import parse_inline

_sides = st.lists(st.integers(0, 5), min_size=1, max_size=5)
_NULL = -1


def model_1(pairs: list[tuple[list[int], list[int]]], rounds: int) -> dict[tuple[int, int], float]:
    """Return P(target word | source word) of IBM model 1 with an empty source word, as Brown et al. (1993) have it."""
    probability: dict[tuple[int, int], float] = defaultdict(lambda: 1.0)
    for _ in range(rounds):
        count: dict[tuple[int, int], float] = defaultdict(float)
        total: dict[int, float] = defaultdict(float)
        for source, target in pairs:
            for word in [_NULL, *target]:  # ours lets the empty target word take part in the same way
                norm = sum(probability[given_word, word] for given_word in [_NULL, *source])
                for given_word in [_NULL, *source]:
                    share = probability[given_word, word] / norm
                    count[given_word, word] += share
                    total[given_word] += share
        probability = defaultdict(float, {key: value / total[key[0]] for key, value in count.items()})
    return probability


def associated(pairs: list[tuple[list[int], list[int]]]) -> Association:
    return associate(Ragged.of([source for source, _ in pairs]), Ragged.of([target for _, target in pairs]))


@given(st.lists(st.tuples(_sides, _sides), min_size=1, max_size=6))
def test_probabilities_are_those_of_model_1_in_both_directions(pairs: list[tuple[list[int], list[int]]]) -> None:
    found = associated(pairs)
    forward = model_1(pairs, 5)
    backward = model_1([(target, source) for source, target in pairs], 5)
    known = set()
    for key, there, back in zip(found.keys.tolist(), found.forward, found.backward, strict=True):
        source, target = key >> 32, key & 0xFFFFFFFF
        known.add((source, target))
        assert there == pytest.approx(forward[source, target], abs=1e-5)
        assert back == pytest.approx(backward[target, source], abs=1e-5)
    for source, target in set(forward) - known:
        if source != _NULL != target:
            assert max(forward[source, target], backward[target, source]) < 0.01 + 1e-6


def test_words_that_always_go_together_find_each_other() -> None:
    found = associated([([0, 1], [10, 11]), ([0, 2], [10, 12]), ([3, 1], [13, 11]), ([3, 2], [13, 12])])
    best: dict[int, tuple[float, int]] = {}
    for key, strength in zip(found.keys.tolist(), found.strength(), strict=True):
        best[key >> 32] = max(best.get(key >> 32, (0.0, 0)), (float(strength), key & 0xFFFFFFFF))
    assert {source: target for source, (_, target) in best.items()} == {0: 10, 1: 11, 2: 12, 3: 13}


def test_forms_are_words_that_begin_alike_and_share_a_translation() -> None:
    words = ["папка", "папки", "папоро", "файл", "файла", "файлам"]
    groups = group_forms(words, [(0, 0), (0, 1), (1, 2), (2, 3), (2, 4), (2, 5)]).tolist()
    assert groups[0] == groups[1] != groups[2]
    assert groups[3] == groups[4] == groups[5]
    assert group_forms(words, [(0, 0), (1, 1)]).tolist() == list(range(6))


_WORDS = st.sampled_from(["open", "file", "save", "page", "user", "home"])
_TARGETS = st.sampled_from(["öffnen", "datei", "speichern", "seite", "nutzer", "start"])
_LEXICON = learn(
    [
        ("open file", "datei öffnen"),
        ("save file", "datei speichern"),
        ("open page", "seite öffnen"),
        ("save page", "seite speichern"),
        ("user page", "seite nutzer"),
        ("home page", "start seite"),
        ("home user", "start nutzer"),
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=5), st.lists(_TARGETS, min_size=1, max_size=5))
def test_alignment_is_the_normalized_product_of_strength_and_nearness(sources: list[str], targets: list[str]) -> None:
    alignment = align(parse_inline(" ".join(sources)), parse_inline(" ".join(targets)), _LEXICON)
    tables = _LEXICON.tables
    strength = dict(zip(tables.keys.tolist(), tables.strength.tolist(), strict=True))
    score = [[0.0] * len(targets) for _ in sources]
    for i, source in enumerate(alignment.sources):
        for j, target in enumerate(alignment.targets):
            group = int(tables.source_groups[_LEXICON.sources[source.stem]]) << 32
            group |= int(tables.target_groups[_LEXICON.targets[target.stem]])
            # Spelling counts from four letters on: 0.8 where stems are equal, 0.3 where they only begin so.
            spelled = 0.8 if source.stem == target.stem else 0.3 if source.stem[:4] == target.stem[:4] else 0.0
            near = exp(-2 * abs(i / len(sources) - j / len(targets)))
            score[i][j] = (strength.get(group, 0.0) + spelled) * near
    first = [list(row) for row in score]
    for i in range(len(sources)):
        for j in range(len(targets)):
            column = sum(first[k][j] for k in range(len(sources))) + 0.02
            row = sum(first[i]) + 0.02
            score[i][j] = first[i][j] * sqrt(first[i][j] / column * first[i][j] / row)
    for i in range(len(sources)):
        for j in range(len(targets)):
            column = sum(score[k][j] for k in range(len(sources))) + 0.01
            assert alignment.to_source[i, j] == pytest.approx(score[i][j] / column)
            assert alignment.to_target[i, j] == pytest.approx(score[i][j] / (sum(score[i]) + 0.01))


@given(st.lists(st.tuples(st.lists(_WORDS, min_size=1), st.lists(_TARGETS, min_size=1)), max_size=8))
def test_strength_grows_with_the_segments_that_were_seen(pairs: list[tuple[list[str], list[str]]]) -> None:
    lexicon = learn([(" ".join(source), " ".join(target)) for source, target in pairs])
    full = lexicon.association.strength()
    highest = full.max() if len(full) else 0.0
    assert np.all(lexicon.tables.strength <= highest + 1e-9)
    assert np.all(np.diff(lexicon.tables.keys) > 0)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("one or more _patterns_", "_desene (patterns)_ göre", ["desene", "göre"]),
        ("the (old) way", "die (old) Art", ["die", "old", "art"]),
        ("see [page](patterns)", "siehe [Seite](patterns)", ["siehe", "seite"]),
        ("call f(x)", "rufe f(x) auf", ["rufe", "f", "x", "auf"]),
    ],
)
def test_glosses_are_no_words_of_the_target(source: str, target: str, words: list[str]) -> None:
    assert [word.stem for word in target_words(parse_inline(source), parse_inline(target))] == words
