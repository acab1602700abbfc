"""What is remembered while a segment is judged changes nothing of what is judged."""

from __future__ import annotations

import json
from importlib.resources import files
from math import exp
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.lexicon import ScopeJudgement, classify_scope, learn
from l10nqa.lexicon.association import values_of
from l10nqa.lexicon.evidence import FEATURES
from l10nqa.lexicon.scope_classifier import probability
from l10nqa.markup import EMPHASES, parse_inline

WORDS = ("Open", "the", "Save", "file", "Settings", "page")
LEXICON = learn(
    [
        ("Open the **Save** page", "Öffnen Sie die Seite **Speichern**"),
        ("Open the file", "Öffnen Sie die Datei"),
        ("**Settings** page", "Seite **Einstellungen**"),
        ("Save the file", "Speichern Sie die Datei"),
    ]
)
TARGET = ("Öffnen", "Sie", "die", "Datei", "Speichern", "Einstellungen", "Seite")
TREES: dict[str, Any] = json.loads(files("l10nqa.lexicon").joinpath("scope_model.json").read_text(encoding="utf-8"))


@st.composite
def marked(draw: st.DrawFn, words: tuple[str, ...]) -> list[str]:
    """Return one text with its emphasis at two places: what a fix turns into what."""
    chosen = draw(st.lists(st.sampled_from(words), min_size=2, max_size=7))
    texts = []
    for _ in range(2):
        first = draw(st.integers(0, len(chosen) - 1))
        last = draw(st.integers(first, len(chosen) - 1))
        before, inside, after = chosen[:first], chosen[first : last + 1], chosen[last + 1 :]
        texts.append(" ".join([*before, f"**{' '.join(inside)}**", *after]))
    return texts


def plain(found: list[ScopeJudgement]) -> list[tuple[object, ...]]:
    return [(one.source, one.target, one.probability, *one.evidence) for one in found]


@given(sources=marked(WORDS), targets=marked(TARGET))
def test_a_target_is_judged_alike_whatever_was_judged_before(*, sources: list[str], targets: list[str]) -> None:
    source = parse_inline(sources[0])
    sides = [parse_inline(text) for text in targets]
    in_a_row = [plain(classify_scope(source, side, EMPHASES, LEXICON)) for side in (*sides, *sides)]
    afresh = [plain(classify_scope(parse_inline(sources[0]), side, EMPHASES, LEXICON)) for side in sides]
    assert in_a_row == afresh * 2


@given(st.tuples(*[st.floats(-2, 12)] * (len(FEATURES) + 2)))
def test_the_model_is_walked_as_it_is_stored(features: tuple[float, ...]) -> None:
    total = TREES["prior"]
    for tree in TREES["trees"]:
        node = tree
        while isinstance(node, list):
            node = node[2] if features[node[0]] <= node[1] else node[3]
        total += node
    assert probability(features) == 1 / (1 + exp(-total))


@given(st.lists(st.integers(-1, 8), max_size=6), st.lists(st.integers(-1, 8), max_size=6))
def test_strengths_are_looked_up_of_known_pairs_alone(sources: list[int], targets: list[int]) -> None:
    keys, strength = LEXICON.tables.keys, LEXICON.tables.strength
    stored = dict(zip(keys.tolist(), strength.tolist(), strict=True))
    found = values_of(keys, strength, np.array(sources, np.int64), np.array(targets, np.int64))
    wanted = [[stored.get((one << 32) | other, 0.0) if other >= 0 else 0.0 for other in targets] for one in sources]
    assert found.tolist() == wanted
