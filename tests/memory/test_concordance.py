"""Concordance finds what looking through all units finds, whatever came, changed or went between two look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import brute_force, search, take_in, unit

from bilingual import l10nqa
from cluster import place
from l10nqa.memory import Memory
from l10nqa.memory.concordance import folded, lookup, occurrences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from l10nqa.memory import Location
    from l10nqa.memory.concordance import Side
    from l10nqa.model import TranslationUnit

_LETTERS = "abAB ßſsSσςΣİiIé日本語設\0\"'*-ะ😀."
_texts = st.text(st.sampled_from(_LETTERS), max_size=12)


@pytest.fixture
def tm(new_place: Location) -> Location:
    return new_place


def looked_through(memory: Memory, needle: str, side: Side, locale: str | None) -> list[int]:
    """Return the ids of the units that hold the text, by looking at every character of each."""

    def holds(text: str) -> bool:
        return any(alike(text[at : at + len(needle)], needle) for at in range(len(text) - len(needle) + 1))

    def texts(one: TranslationUnit) -> list[str]:
        return [one.source, one.target] if side == "both" else [getattr(one, side)]

    return [one.id for one in memory.units(target_locale=locale) if needle and any(map(holds, texts(one)))]


def alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(
        a == b or (a.casefold() == b.casefold() and len(a.casefold()) == 1) or {a, b} == {"\0", "\ufffd"}
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("few", [0, 2_000], ids=["brought into the file", "one by one"])
@given(data=st.data(), first=st.lists(_texts, max_size=12), later=st.lists(_texts, max_size=12))
def test_it_finds_what_looking_through_all_finds(
    new_memory: Callable[[], Location], few: int, data: st.DataObject, first: list[str], later: list[str]
) -> None:
    needles = st.one_of(_texts, st.sampled_from([*first, *later, "ab"]).map(lambda text: text[1:4]))
    with pytest.MonkeyPatch.context() as patch, Memory(new_memory(), create=True) as memory:
        patch.setattr(lookup, "_FEW", few)
        for texts in (first, later):
            locale = data.draw(st.sampled_from(["lv-LV", "de-DE"]))
            pairs = [unit(at, text, locale)._replace(target=text[::-1]) for at, text in enumerate(texts)]
            take_in(memory, pairs)
            for _ in range(4):
                needle = data.draw(needles)
                side: Side = data.draw(st.sampled_from(["source", "target", "both"]))
                wanted = data.draw(st.sampled_from([None, "de"]))
                page = memory.concordance(needle, side=side, limit=100, target_locale=wanted)
                assert [hit.unit.id for hit in page.matches] == looked_through(memory, needle, side, wanted)
                for hit in page.matches:
                    sides = {"both": (hit.unit.source, hit.unit.target)}.get(side, (getattr(hit.unit, side, ""), ""))
                    assert hit[1:] == tuple(occurrences(needle, text) for text in sides)


def test_pages_follow_one_another(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, f"Open file {at}" if at % 3 else "Close") for at in range(100)])
        every = [hit.unit.id for hit in memory.concordance("FILE", limit=1000).matches]
        found, after, more = [], 0, True
        while more:
            page = memory.concordance("FILE", limit=7, after=after)
            found += [hit.unit.id for hit in page.matches]
            after, more = found[-1], page.more
        assert found == every
        assert len(every) == 66


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    tm, file = tmp_path / "tm.db", tmp_path / "tm.db.concordance"
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, f"Open file {at}") for at in range(3_000)])
        whole = memory.concordance("file 29", limit=1000)
    for content in (b"", b"no database at all" * 1000, file.read_bytes()[:20_000]):
        file.write_bytes(content)
        with Memory(tm) as memory:
            assert memory.concordance("file 29", limit=1000) == whole


def test_a_file_of_another_memory_is_not_trusted(tmp_path: Path) -> None:
    for name, word in (("one.db", "file"), ("two.db", "folder")):
        with Memory(tmp_path / name, create=True) as memory:
            take_in(memory, [unit(at, f"Open {word} {at}") for at in range(3_000)])
            memory.concordance(word)
    (tmp_path / "one.db.concordance").replace(tmp_path / "two.db.concordance")
    with Memory(tmp_path / "two.db") as memory:
        assert len(memory.concordance("folder", limit=5_000).matches) == 3_000


@given(_texts, _texts)
def test_occurrences_stand_where_they_say(needle: str, text: str) -> None:
    for span in occurrences(needle, text):
        assert alike(span.of(text), needle)
    assert len(folded(text)) == len(text)


def test_search_and_concordance_follow_cleaning_and_its_undo(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, f"Open file {at}" if at % 5 else "") for at in range(3_000)])
    removed = []
    for step in ("--write", "--undo"):
        with Memory(tm) as memory:  # indexes of the state before
            memory.search("Open file 7")
            memory.concordance("file 7")
            memory.index()
        assert l10nqa("tm", "clean", "--tm", place(tm), step).returncode == 0
        with Memory(tm) as memory:
            removed.append(memory.stats().units)
            assert [hit.unit.id for hit in memory.concordance("file 7", limit=5_000).matches] == looked_through(
                memory, "file 7", "source", None
            )
            assert search(memory, "Open file 70", limit=20) == brute_force(memory, "Open file 70", limit=20)
    assert removed == [2_400, 3_000]
