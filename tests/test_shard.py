"""A shard: which names are in it, and how it is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.errors import ConfigError
from l10nqa.shard import Shard

_TOTALS = st.integers(1, 40)


@given(st.text(st.characters()), _TOTALS)
def test_every_name_is_in_exactly_one_shard(name: str, total: int) -> None:
    assert sum(Shard(number, total).holds(name) for number in range(1, total + 1)) == 1


@given(st.text(), _TOTALS)
def test_a_name_is_the_same_in_either_form_of_unicode(name: str, total: int) -> None:
    composed, decomposed = unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)
    for number in range(1, total + 1):
        shard = Shard(number, total)
        assert shard.holds(composed) == shard.holds(decomposed) == shard.holds(name)


@pytest.mark.parametrize("total", [2, 3, 8, 40])
def test_shards_are_of_like_size(total: int) -> None:
    names = [f"docs/area-{n % 17}/page-{n}.md" for n in range(4_000)]
    sizes = [sum(map(Shard(number, total).holds, names)) for number in range(1, total + 1)]
    mean = len(names) / total
    spread = 5 * (mean * (1 - 1 / total)) ** 0.5  # five standard deviations of a fair draw
    assert all(abs(size - mean) < spread for size in sizes)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_what_is_written_is_read(number: int, total: int) -> None:
    if number <= total:
        assert Shard.parse(str(Shard(number, total))) == Shard(number, total)
    else:
        with pytest.raises(ConfigError, match=f"there is no shard {number} of {total}"):
            Shard.parse(f"{number}/{total}")


_NONE = ["", "1", "/", "a/b", "1/", "/2", "0/8", "9/8", "1/0", "0/0", "-1/2", "1/2/3", "1.0/2", "+1/2", "٢/٨"]


@pytest.mark.parametrize("text", [*_NONE, "9" * 9 + "/2", "1/" + "9" * 5_000])
def test_no_other_text_is_a_shard(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Shard.parse(text)
    assert text in caught.value.message
    assert caught.value.hint
