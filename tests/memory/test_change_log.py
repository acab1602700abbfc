"""The log of changes stays short, and who has fallen behind it notices: searches go on to miss nothing."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest
from at_work import SECONDS, SHORT, committed, start
from at_work import given as address
from hypothesis import given
from hypothesis import strategies as st
from searching import brute_force, search, sentences, take_in, unit

from l10nqa.errors import ConfigError
from l10nqa.memory import Memory, schema, state
from l10nqa.memory.cleaning import CleaningProfile
from l10nqa.memory.concordance import lookup
from l10nqa.memory.fuzzy import searcher
from l10nqa.workspace.cleaning import clean, undo_cleaning

if TYPE_CHECKING:
    from collections.abc import Callable

    from l10nqa.memory import Location

_texts = st.text(st.sampled_from("ab."), max_size=5)
_SMALL = 4
_LOCALE = "lv-LV"


@pytest.fixture
def tm(new_place: Location) -> Location:
    return new_place


def kept(tm: Location) -> tuple[int, int]:
    """Return how many changes and generations the memory remembers."""
    with Memory(tm) as memory, memory.transaction(write=False) as database:
        return (
            database.execute("SELECT count(*) FROM change").fetchone()[0],
            database.execute("SELECT count(*) FROM generation").fetchone()[0],
        )


def intake(memory: Memory, texts: list[str]) -> None:
    take_in(memory, [unit(at, text) for at, text in enumerate(texts)])


def forget(memory: Memory, _: list[str]) -> None:
    """Delete everything, as where a file is gone; SQLite then gives the numbers again."""
    with memory.intake() as inside:
        if (f"{_LOCALE}.md", "en-US", _LOCALE) in inside._documents:
            inside._drop((f"{_LOCALE}.md", "en-US", _LOCALE))


def remove(memory: Memory, _: list[str]) -> None:
    with clean(memory.location, profile=CleaningProfile.MT, write=True):
        pass


def bring_back(memory: Memory, _: list[str]) -> None:
    with suppress(ConfigError):  # nothing is out
        undo_cleaning(memory.location)


_step = st.tuples(
    st.sampled_from([intake, intake, forget, remove, bring_back]),
    st.lists(_texts, max_size=7),
    st.lists(st.sampled_from(["first", "second", "opened"]), max_size=3),
)


@pytest.mark.slow
@given(steps=st.lists(_step, max_size=12), reach=st.integers(1, _SMALL), few=st.sampled_from([0, 2_000]))
def test_search_and_concordance_miss_nothing_however_short_the_log(
    new_memory: Callable[[], Location],
    steps: list[tuple[Callable[[Memory, list[str]], None], list[str], list[str]]],
    reach: int,
    few: int,
) -> None:
    """Two readers stay open and look in now and then; others open the memory, with its files as they were left."""
    tm = new_memory()
    with pytest.MonkeyPatch.context() as patch, ExitStack() as open_:
        patch.setattr(state, "REACH", reach)
        patch.setattr(searcher, "_FEW", few)
        patch.setattr(lookup, "_FEW", few)
        writer = open_.enter_context(Memory(tm, create=True))
        readers = {name: open_.enter_context(Memory(tm)) for name in ("first", "second")}
        for change, texts, looking in steps:
            change(writer, texts)
            for name in looking:
                if name in readers:
                    assert_right(readers[name])
                else:
                    with Memory(tm) as opened:
                        assert_right(opened)
            changes, generations = kept(tm)
            assert changes <= 2 * reach + 1
            assert generations <= 2 * reach + 2


def assert_right(memory: Memory) -> None:
    sources = {one.id: one.source for one in memory.units()}
    for text in ("ab", "a.", "abab"):
        assert search(memory, text, least=50) == brute_force(memory, text, least=50)
        page = memory.concordance(text, limit=100)
        assert [hit.unit.id for hit in page.matches] == [number for number, source in sources.items() if text in source]


def test_an_index_that_the_log_no_longer_reaches_is_made_again(tm: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "REACH", 10)
    texts = sentences(3_000)
    with Memory(tm, create=True) as memory:
        intake(memory, texts)
        assert memory.index() == 3_000
        assert memory.concordance("report 42", limit=1).matches
        file = memory.index_file()
    before = file.read_bytes()
    with Memory(tm) as memory:
        intake(memory, [f"{text} Again." for text in texts[:30]])
        assert kept(tm) == (10, 3)
        assert search(memory, texts[3]) == brute_force(memory, texts[3])
        assert file.read_bytes() != before
        sources = [one.source for one in memory.units()]
        assert [hit.unit.source for hit in memory.concordance("report", limit=5_000).matches] == [
            source for source in sources if "report" in source
        ]


def test_a_short_log_is_left_as_it_is_and_the_index_with_it(tm: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "REACH", 10)
    texts = sentences(3_000)
    with Memory(tm, create=True) as memory:
        intake(memory, texts)
        memory.index()
        file = memory.index_file()
    before = file.read_bytes()
    with Memory(tm) as memory:
        for at in range(19):
            intake(memory, [f"{texts[at]} Again."])
        assert kept(tm)[0] == 19
        assert search(memory, texts[3]) == brute_force(memory, texts[3])
    assert file.read_bytes() == before


def test_the_log_of_an_older_memory_is_cut_by_the_next_change(tm: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    horizon = next(at for at, statements in enumerate(schema.MIGRATIONS) if "horizon" in str(statements))
    count = "INSERT INTO generation (token) VALUES (?)"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:horizon])
        with Memory(tm, create=True) as memory, memory.transaction(write=True) as database:
            database.execute(
                "INSERT INTO document (path, source_locale, target_locale, extracted) VALUES ('a.md', 'en', 'lv', 0)"
            )
            texts = sentences(3_000)
            rows = [(1, f"1-{at}", 0, text, "T", 0, 0, 0, 0, 0) for at, text in enumerate(texts)]
            columns = "document segment occurrence source target source_hash previous_hash next_hash created changed"
            database.insert("unit", columns.split(), rows)
            for at in range(1, 51):
                database.execute("UPDATE unit SET source = ? WHERE id = ?", (f"Unit {at} is new.", at))
                database.execute(count, (bytes([at]) * 16,))
    monkeypatch.setattr(state, "REACH", 10)
    with Memory(tm) as memory:
        assert kept(tm) == (50, 51)
        memory.index()
        before = memory.index_file().read_bytes()
        intake(memory, ["Unit 3000 is new."])
        assert kept(tm) == (10, 11)
        for text in ("Unit 3 is new.", texts[700]):
            assert search(memory, text) == brute_force(memory, text)
        assert memory.index_file().read_bytes() == before, "a recent index goes on to be trusted"


def test_writers_that_cut_the_log_leave_no_reader_behind(tm: Location) -> None:
    """Each reader compares what it finds with all that is there in the same state, as long as four others write."""
    Memory(tm, create=True).close()
    with ExitStack() as running:
        writers = [running.enter_context(start("change", address(tm), name)) for name in "abcd"]
        readers = [running.enter_context(start("compare", address(tm), name)) for name in "abcd"]
        for process in (*writers, *readers):
            assert process.stdout
            assert process.stdout.readline()  # it is at work
        time.sleep(SECONDS)
        for process in (*writers, *readers):
            assert process.stdin
            process.stdin.write("end\n")
            process.stdin.flush()
        ended = [process.communicate() for process in (*writers, *readers)]
        assert [process.returncode for process in (*writers, *readers)] == [0] * 8, ended
    transactions = sum(committed(words) for words, _ in ended[:4])
    comparisons = sum(committed(words) for words, _ in ended[4:])
    assert kept(tm)[0] <= 2 * SHORT + 1
    print(f"{transactions:,} transactions, {comparisons:,} comparisons")
