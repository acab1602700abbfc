"""The parts that the search rests on, against the plainest way to say the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from l10nqa.memory.fuzzy.adder import Adder, at_least, counts_at
from l10nqa.memory.fuzzy.filter_math import (
    BY_PLACE,
    WHOLE,
    Layout,
    allowed_edits,
    best_similarity,
    bigrams,
    bigrams_of,
    in_region,
    min_shared,
    regions_of,
    within_length,
)

_texts = st.text("abc .日😀", max_size=30)
_least = st.sampled_from([0.7, 0.8, 0.5, 0.95])


@given(st.integers(0, 2**32 - 1), st.integers(0, 90), st.integers(1, 3), st.integers(1, 4))
def test_rows_are_added_up_by_column(seed: int, many: int, blocks: int, words: int) -> None:
    chance = np.random.default_rng(seed)
    bits = chance.random((blocks, many, words * 64)) < chance.random()
    expected = bits.sum(axis=1).ravel()
    adder = Adder()
    room, _ = adder.rows(blocks, many, words)
    room[:] = np.packbits(bits, axis=2, bitorder="little").view(np.uint64).reshape(room.shape)
    planes = adder.planes(room)
    least = chance.integers(-3, many + 3, blocks * words)
    reached = np.unpackbits(at_least(planes, least).view(np.uint8), bitorder="little").astype(bool)
    assert (reached == (expected >= np.repeat(least, 64))).all()
    if planes:
        at = np.arange(len(expected))
        assert (counts_at(planes, at // 64, at % 64) == expected).all()


def _shared(layout: Layout, one: str, two: str, least: float) -> int:
    """Count, for each bigram of one, those of two in the regions where it may have gone; each at most once."""
    lengths = np.array([len(two)])
    first, last = regions_of(layout, len(one), least, lengths, lengths)
    (mine, _, _), (theirs, _, places) = bigrams([one]), bigrams([two])
    total = 0
    for key in {*zip(mine.tolist(), first[0].tolist(), last[0].tolist(), strict=True)}:
        code, low, high = key
        wanted = int(((mine == code) & (first[0] == low) & (last[0] == high)).sum())
        inside = in_region(layout, low, places, lengths) | in_region(layout, high, places, lengths)
        total += min(wanted, int(((theirs == code) & inside).sum()))
    return total


@given(_texts, _texts | st.none(), st.integers(0, 30), st.integers(0, 8), _least, st.sampled_from([BY_PLACE, WHOLE]))
def test_texts_that_are_alike_are_within_every_bound(
    one: str, other: str | None, at: int, gone: int, least: float, layout: Layout
) -> None:
    two = other if other is not None else one[:at] + "x" + one[at + gone :]
    similarity = Levenshtein.normalized_similarity(one, two)
    lengths = np.array([len(two)])
    shared = _shared(layout, one, two, least)
    if similarity >= least:
        assert Levenshtein.distance(one, two) <= allowed_edits(np.array([max(len(one), len(two))]), least)[0]
        assert within_length(len(one), lengths, least)[0]
        assert shared >= min_shared(len(one), lengths, least)[0]
        assert best_similarity(len(one), lengths, np.array([shared]))[0] >= similarity


@given(st.lists(_texts, min_size=1, max_size=5))
def test_a_text_has_a_bigram_more_than_characters(texts: list[str]) -> None:
    codes, owners, places = bigrams(texts)
    expected = [(owner, place) for owner, text in enumerate(texts) for place in range(len(text) + 1)]
    assert list(zip(owners.tolist(), places.tolist(), strict=True)) == expected
    alone = [bigrams_of(text).tolist() for text in texts]
    assert codes.tolist() == [code for some in alone for code in some]
