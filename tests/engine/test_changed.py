"""Which segments changed, against a brute-force count."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bilingual import parsed, text_of
from l10nqa.engine import ChangedParts, changes

_PAIRS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), max_size=6)


def changed_pairs(found: ChangedParts) -> list[tuple[str, str]]:
    return sorted((source, target) for _, source, target in found.segments)


@given(_PAIRS, _PAIRS, st.integers(101, 105))
def test_as_many_of_each_pair_are_new_as_there_are_more_of_it(
    before: list[tuple[str, str]], after: list[tuple[str, str]], first: int
) -> None:
    found = changes(parsed(text_of(*before)), parsed(text_of(*after, first=first)))
    assert changed_pairs(found) == sorted((Counter(after) - Counter(before)).elements())
    assert not found.front_matter


@given(_PAIRS)
def test_without_an_earlier_version_everything_is_new(pairs: list[tuple[str, str]]) -> None:
    found = changes(None, parsed(text_of(*pairs)))
    assert changed_pairs(found) == sorted(pairs)
    assert found.front_matter


@given(_PAIRS)
def test_what_only_moved_did_not_change(pairs: list[tuple[str, str]]) -> None:
    assert not changes(parsed(text_of(*pairs)), parsed(text_of(*reversed(pairs), first=500)))


def test_of_two_like_segments_the_one_with_the_new_id_is_new() -> None:
    pair = ("Save.", "Saglabāt.")
    found = changes(parsed(text_of(pair, first=102)), parsed(text_of(pair, pair, first=101)))
    assert found.segments == {("1a2b3-101", *pair)}


def test_line_ends_are_no_change() -> None:
    text = text_of(("One\ntwo.", "Viens\ndivi."))
    assert not changes(parsed(text), parsed(text.replace("\n", "\r\n")))
    assert changes(parsed(text), parsed(text.replace("title: A", "title: B"))).front_matter
