"""Learning from what is new alone: the same bytes as learning anew, whatever lies beside the memory."""

from __future__ import annotations

import stat
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import take_in

from l10nqa.errors import ConfigError
from l10nqa.lexicon import Observations, learn, observe, observe_pairs
from l10nqa.memory import Memory, observed_file, observed_units, state
from l10nqa.memory.array_file import read_arrays, write_arrays
from l10nqa.memory.cleaning import CleaningProfile
from l10nqa.memory.learning import learned_lexicon
from l10nqa.memory.observed_file import read_observed
from l10nqa.model import TranslationUnit
from l10nqa.workspace.cleaning import clean, undo_cleaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from l10nqa.memory import Location

_LOCALE = "lv-LV"
_SOURCES = [
    "Open the Main File, etc. now",
    "**Open** it & it",
    "See [the file](a.md).",
    "Open the Main File",
    "",
    "a a b",
]
_TARGETS = [
    "Atveriet Main File u.c. tagad",
    "**Atvērt** to & to",
    "Sk. [failu](a.md).",
    "Skat. Main File.",
    "",
    "a b b",
]
_pairs = st.lists(st.tuples(st.sampled_from(_SOURCES), st.sampled_from(_TARGETS)), max_size=6)


@pytest.fixture
def tm(new_place: Location, monkeypatch: pytest.MonkeyPatch) -> Location:
    monkeypatch.setattr(observed_units, "_FEW", 0)
    return new_place


def file_of(memory: Memory) -> Path:
    with memory.transaction(write=False) as database:
        return database.beside(f"learned-{_LOCALE}")


def units(pairs: Iterable[tuple[str, str]], locale: str = _LOCALE) -> list[TranslationUnit]:
    return [
        TranslationUnit(source, target, "en-US", locale, f"{locale}.md", f"s-{number}")
        for number, (source, target) in enumerate(pairs)
    ]


def assert_as_anew(memory: Memory) -> None:
    """Compare with what learning from all units, in their order, comes to."""
    held = [(unit.source, unit.target) for unit in memory.units(target_locale=_LOCALE)]
    learned = learned_lexicon(memory, _LOCALE, anew=True)
    assert (learned[0].dump() if learned else None) == (learn(held).dump() if held else None)
    assert learned is None or learned[1] == learned[0].dump()


def intake(memory: Memory, pairs: list[tuple[str, str]]) -> None:
    take_in(memory, units(pairs))


def intake_elsewhere(memory: Memory, pairs: list[tuple[str, str]]) -> None:
    take_in(memory, units(pairs, "de-DE"))


def forget(memory: Memory, _: list[tuple[str, str]]) -> None:
    """Delete a document's units, as where a file is gone; SQLite then gives their numbers again."""
    with memory.intake() as inside:
        if (f"{_LOCALE}.md", "en-US", _LOCALE) in inside._documents:
            inside._drop((f"{_LOCALE}.md", "en-US", _LOCALE))


def remove(memory: Memory, _: list[tuple[str, str]]) -> None:
    with clean(memory.location, profile=CleaningProfile.MT, write=True):
        pass


def bring_back(memory: Memory, _: list[tuple[str, str]]) -> None:
    with suppress(ConfigError):  # nothing is out
        undo_cleaning(memory.location)


_changes = st.sampled_from([intake, intake, intake_elsewhere, forget, remove, bring_back])
_step = st.tuples(_changes, _pairs, st.booleans())
_Step = tuple["Callable[[Memory, list[tuple[str, str]]], None]", list[tuple[str, str]], bool]


@pytest.mark.slow
@given(st.lists(_step, max_size=8))
def test_learning_again_comes_to_what_learning_anew_does(
    new_memory: Callable[[], Location], steps: list[_Step]
) -> None:
    with pytest.MonkeyPatch.context() as patch, Memory(new_memory(), create=True) as memory:
        patch.setattr(observed_units, "_FEW", 0)
        for change, pairs, learns in steps:
            change(memory, pairs)
            if learns:
                assert_as_anew(memory)
        assert_as_anew(memory)


@pytest.mark.slow
@given(st.lists(_step, min_size=1, max_size=6))
def test_the_file_is_the_one_that_learning_anew_writes(new_memory: Callable[[], Location], steps: list[_Step]) -> None:
    with pytest.MonkeyPatch.context() as patch, Memory(new_memory(), create=True) as memory:
        patch.setattr(observed_units, "_FEW", 0)
        intake(memory, [("a", "b")])
        assert_as_anew(memory)
        for change, pairs, _ in steps:
            change(memory, pairs)
            assert_as_anew(memory)
        file = file_of(memory)
        again = file.read_bytes()
        file.unlink()
        if learned_lexicon(memory, _LOCALE, anew=True):
            assert again == file.read_bytes()


def test_only_new_pairs_are_observed(tm: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    observed: list[tuple[str, str]] = []

    def noted(pairs: list[tuple[str, str]]) -> Observations:
        observed.extend(pairs)
        return observe_pairs(pairs)

    monkeypatch.setattr(observed_units, "observe_pairs", noted)
    with Memory(tm, create=True) as memory:
        intake(memory, [(f"Source {number}", "Target") for number in range(50)] * 2)
        assert_as_anew(memory)
        assert len(observed) == 50
        intake(memory, [(f"Source {number}", "Target") for number in (*range(49), 99)] * 2)
        assert_as_anew(memory)
        assert observed[50:] == [("Source 99", "Target")]
        monkeypatch.setattr(state, "REACH", 1)
        for number in range(5):  # more than the log of changes keeps
            intake(memory, [(f"Source {other}", f"Target {number}") for other in range(50)])
        assert_as_anew(memory)


def damaged(raw: bytes) -> bytes:
    return raw[:100] + bytes([raw[100] ^ 1]) + raw[101:]


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def of_another_format(raw: bytes) -> bytes:
    return raw.replace(b"learned 01", b"learned 00", 1)


@pytest.mark.parametrize("change", [damaged, cut, of_another_format, lambda _: b"", lambda _: b"mine"])
def test_a_file_that_is_not_right_is_ignored_and_made_again(tm: Location, change: Callable[[bytes], bytes]) -> None:
    with Memory(tm, create=True) as memory:
        intake(memory, list(zip(_SOURCES, _TARGETS, strict=True)))
        assert_as_anew(memory)
        file = file_of(memory)
        right = file.read_bytes()
        file.write_bytes(change(right))
        assert_as_anew(memory)
        assert file.read_bytes() == right


def test_a_file_of_another_version_memory_or_locale_is_ignored(tm: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    with Memory(tm, create=True) as memory:
        intake(memory, list(zip(_SOURCES, _TARGETS, strict=True)))
        assert_as_anew(memory)
        file = file_of(memory)
        assert read_observed(file, _LOCALE)
        assert read_observed(file, "de-DE") is None
        with monkeypatch.context() as patch:
            patch.setattr(observed_file, "__version__", "0.0.9")
            assert read_observed(file, _LOCALE) is None
        found = read_arrays(file, observed_file._MAGIC)
        assert found
        version, generation, _, *others = found.facts
        foreign = [version, generation, "0" * 32, *others]
        arrays = [(name, array[::-1].copy()) for name, array in found.arrays.items() if name != "units"]
        arrays.append(("units", found.arrays["units"]))
        write_arrays(file, observed_file._MAGIC, foreign, arrays, mode=0o600)
        assert_as_anew(memory)


@pytest.mark.parametrize("name", ["units", "pairs", "digests", "sources values", "labels lengths", "endings values"])
@pytest.mark.parametrize("change", [lambda array: array[1:], lambda array: array + 99, lambda array: array[None]])
def test_arrays_that_do_not_go_together_are_ignored(
    tm: Location, name: str, change: Callable[[np.ndarray], np.ndarray]
) -> None:
    with Memory(tm, create=True) as memory:
        intake(memory, list(zip(_SOURCES, _TARGETS, strict=True)))
        assert_as_anew(memory)
        file = file_of(memory)
        found = read_arrays(file, observed_file._MAGIC)
        assert found
        arrays = found.arrays | {name: change(found.arrays[name].copy())}
        write_arrays(file, observed_file._MAGIC, found.facts, arrays.items(), mode=0o600)
        is_same_form = name in {"units", "digests"} and arrays[name].shape == found.arrays[name].shape
        assert (read_observed(file, _LOCALE) is not None) == is_same_form  # numbers that mean nothing by themselves
        if not is_same_form:
            assert_as_anew(memory)


def test_a_memory_whose_folder_is_not_ours_is_learned_all_the_same(
    tm: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(observed_units, "write_observed", full)
    with Memory(tm, create=True) as memory:
        intake(memory, list(zip(_SOURCES, _TARGETS, strict=True)))
        assert_as_anew(memory)
        assert not file_of(memory).exists()


def test_what_is_no_language_leads_to_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observed_units, "_FEW", 0)
    (tmp_path / "inner").mkdir()
    with Memory(tmp_path / "inner" / "tm.db", create=True) as memory:
        take_in(memory, [TranslationUnit("a", "b", "en-US", "x/../../lv", "a.md", "s")])
        assert learned_lexicon(memory, "x/../../lv", anew=True)
    assert [file.name for file in tmp_path.rglob("*learned*")] == []


@pytest.mark.slow
def test_two_processes_learn_at_once(tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    with Memory(tm, create=True) as memory:
        intake(memory, [(f"Open the file {number}", f"Atveriet failu {number}.") for number in range(3_000)])
        command = [sys.executable, "-m", "l10nqa", "tm", "learn", "--tm", str(tm)]
        for _ in range(2):
            running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
            said = [process.communicate()[1] for process in running]
            assert [process.returncode for process in running] == [0, 0, 0], said
            assert_as_anew(memory)
            intake(memory, [(f"Open the file {number}", f"Atveriet failu {number}!") for number in range(2_500)])
    assert [file.name for file in tmp_path.glob("*.learned*")] == [f"tm.db.learned-{_LOCALE}"]


_some_pairs = st.lists(st.tuples(st.sampled_from(_SOURCES), st.sampled_from(_TARGETS)), unique=True)


_in_an_order = _some_pairs.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(range(len(pairs)))))


@given(_in_an_order, st.integers(0, 9))
def test_observations_can_be_arranged(pairs_and_order: tuple[list[tuple[str, str]], list[int]], skipped: int) -> None:
    pairs, order = pairs_and_order
    order = order[skipped:]

    def observed(some: Iterable[tuple[str, str]]) -> Observations:
        made = Observations()
        for pair in some:
            made.add(observe(*pair))
        return made

    arranged = observed(pairs).arranged(np.array(order, np.int64))
    expected = observed(pairs[number] for number in order)
    assert arranged.vocabularies == expected.vocabularies
    for name, column in arranged.columns.items():
        assert column.values.tolist() == expected.columns[name].values.tolist()
        assert column.lengths.tolist() == expected.columns[name].lengths.tolist()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_file_has_the_mode_of_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    monkeypatch.setattr(observed_units, "_FEW", 0)
    with Memory(tmp_path / "tm.db", create=True) as memory:
        intake(memory, [("a", "b")])
        (tmp_path / "tm.db").chmod(mode)
        assert_as_anew(memory)
        assert stat.S_IMODE(file_of(memory).stat().st_mode) == mode
