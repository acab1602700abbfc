"""A sample holds what has the lowest numbers, just until the words are reached."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.model import SampledSegment
from l10nqa.workspace.sampling import _Lot, _Urn

_lots = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=30, unique_by=lambda lot: lot[0]
)


@given(_lots, st.integers(1, 60))
def test_the_urn_holds_what_sorting_all_lots_gives(given_lots: list[tuple[int, int]], wanted: int) -> None:
    urn = _Urn(wanted)
    for position, (number, words) in enumerate(given_lots):
        urn.add(_Lot(number, position, (SampledSegment("a.po", str(position), "a", "b", words),), words))
    by_number = sorted(given_lots)
    sums = list(accumulate(words for _, words in by_number))
    count = next((index for index, total in enumerate(sums, 1) if total >= wanted), len(sums))
    assert sorted((lot.number, lot.words) for lot in urn.lots()) == by_number[:count]
    assert urn.words == sums[-1]
    assert urn.segments == len(given_lots)
