"""Learning by workers: the same bytes as in one process, in little memory, and nothing stored where one is killed."""

from __future__ import annotations

import os
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import take_in

from bilingual import CORPORA, l10nqa
from l10nqa.errors import ConfigError
from l10nqa.lexicon import Observations, observe_pairs
from l10nqa.memory import Memory, calls, observed_units
from l10nqa.memory.calls import CallsHere, CallTask, WaitingCalls, Workers
from l10nqa.memory.learning import learn_locales
from l10nqa.model import TranslationUnit
from l10nqa.shard import Shard
from l10nqa.workspace.extracting import extract
from l10nqa.workspace.learning_calls import learning_calls
from l10nqa.workspace.parts import observations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.memory import Location

_SOURCES = [
    "Open the Main File, etc. now",
    "**Open** it & it",
    "See [the file](a.md).",
    "",
    "a a b",
    "Ⅻ the File e.g. 1",
]
_TARGETS = ["Atveriet Main File u.c. tagad", "**Atvērt** to & to", "Sk. [failu](a.md).", "", "a b b", "ファイル。"]
_pairs = st.lists(st.tuples(st.sampled_from(_SOURCES), st.sampled_from(_TARGETS)), unique=True)


@pytest.fixture
def little_is_worth_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observed_units, "_FEW", 0)
    monkeypatch.setattr(observed_units, "CHUNK", 3)
    monkeypatch.setattr(calls, "_WORTH_WORKERS", 0)


@given(_pairs, st.lists(st.integers(0, 36), max_size=4))
def test_observations_of_chunks_are_those_of_all(pairs: list[tuple[str, str]], cuts: list[int]) -> None:
    bounds = sorted({0, *(min(cut, len(pairs)) for cut in cuts), len(pairs)})
    together = Observations()
    for start, stop in pairwise(bounds):
        chunk = pickle.loads(pickle.dumps(observe_pairs(pairs[start:stop])))
        together.extend(chunk)
    expected = observe_pairs(pairs)
    assert len(together) == len(expected)
    assert together.vocabularies == expected.vocabularies
    for name, column in together.columns.items():
        assert column.values.tolist() == expected.columns[name].values.tolist()
        assert column.lengths.tolist() == expected.columns[name].lengths.tolist()


_tree = st.recursive(st.just(()), lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=30)
_Tree = tuple["_Tree", ...]


@given(st.lists(_tree, max_size=12), st.integers(1, 3), st.floats(0, 1), st.booleans())
def test_results_are_taken_in_the_order_of_the_calls(
    trees: list[_Tree],
    workers: int,
    seconds: float,
    is_ready: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    given_: list[int] = []
    taken: list[int] = []
    most = 0

    def give(run: WaitingCalls, tree: _Tree) -> None:
        nonlocal most
        number = len(given_)
        given_.append(number)

        def take(result: int) -> None:
            taken.append(result)
            for branch in tree:
                give(run, branch)

        run.run(partial(int, number), take, seconds=seconds)
        most = max(most, len(given_) - len(taken))

    with ThreadPoolExecutor(workers) as pool:
        started = Workers(lambda items: pool.submit(CallTask().run, items), lambda: workers)
        run = WaitingCalls(lambda: started, is_ready=is_ready)
        for tree in trees:
            give(run, tree)
        run.finish()
    assert sorted(taken) == given_
    assert taken == [*dict.fromkeys(taken)]
    if not any(trees):
        assert taken == given_
    assert most <= workers * calls._CALLS_A_WORKER + max((len(tree) for tree in trees), default=0) + len(trees)


def test_few_calls_start_no_workers() -> None:
    def start() -> Workers:
        raise AssertionError

    found: list[int] = []
    for seconds, count in ((0.001, 100), (10.0, 1)):
        run = WaitingCalls(start)
        for number in range(count):
            run.run(partial(int, number), found.append, seconds=seconds)
        run.finish()
    assert found == [*range(100), 0]


def _filled(location: Location) -> list[str]:
    with Memory(location, create=True) as memory:
        for locale in ("lv-LV", "de-DE"):
            pairs = [
                (f"{source} {number % 7}", f"{target} {number % 5}")
                for number in range(8)
                for source, target in zip(_SOURCES, _TARGETS, strict=True)
            ]
            take_in(
                memory,
                [
                    TranslationUnit(source, target, "en-US", locale, f"{locale}.md", f"s-{number}")
                    for number, (source, target) in enumerate(pairs)
                ],
            )
        return memory.locales()


def _stored(location: Location) -> list[tuple[object, ...]]:
    with Memory(location) as memory, memory.transaction(write=False) as database:
        found = database.execute("SELECT target_locale, units, data FROM lexicon ORDER BY target_locale").fetchall()
        return [(locale, units, bytes(data)) for locale, units, data in found]


def _files(location: Location, locales: Sequence[str]) -> Iterator[Path]:
    with Memory(location) as memory, memory.transaction(write=False) as database:
        yield from (database.beside(f"learned-{locale}") for locale in locales)


@pytest.mark.slow
@pytest.mark.usefixtures("little_is_worth_workers")
def test_processes_learn_what_one_learns(new_place: Location) -> None:
    locales = _filled(new_place)
    with Memory(new_place) as memory:
        alone = list(learn_locales(memory, locales, CallsHere()))
    expected, files = _stored(new_place), [file.read_bytes() for file in _files(new_place, locales)]
    for file in _files(new_place, locales):
        file.unlink()
    with Memory(new_place) as memory, memory.transaction(write=True) as database:
        database.execute("DELETE FROM lexicon")
    with Memory(new_place) as memory, learning_calls(jobs=2) as run:
        assert list(learn_locales(memory, locales, run)) == alone
        assert isinstance(run, WaitingCalls)
        assert run._workers
    assert _stored(new_place) == expected
    assert [file.read_bytes() for file in _files(new_place, locales)] == files


def _dying(pairs: list[tuple[str, str]]) -> Observations:
    if "etc. now 6" in pairs[0][0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return observe_pairs(pairs)


@pytest.mark.slow
@pytest.mark.usefixtures("little_is_worth_workers")
def test_where_a_process_is_killed_the_memory_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tm = tmp_path / "tm.db"
    locales = _filled(tm)
    with Memory(tm) as memory:
        list(learn_locales(memory, locales, CallsHere()))
    before = _stored(tm)
    for file in _files(tm, locales):
        file.unlink()
    monkeypatch.setattr(observed_units, "observe_pairs", _dying)
    with (
        pytest.raises(ConfigError, match="was killed"),
        Memory(tm) as memory,
        learning_calls(jobs=2) as run,
    ):
        list(learn_locales(memory, locales, run))
    assert _stored(tm) == before
    assert not any(file.exists() for file in _files(tm, locales))


@pytest.mark.slow
def test_a_shard_is_observed_in_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observations, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(observations, "CHUNK", 7)
    tm = tmp_path / "tm.db"
    locales = _filled(tm)
    written = [StringIO(), StringIO()]
    with Memory(tm) as memory:
        for jobs, stream in enumerate(written, 1):
            assert observations.write_observations(memory, locales, Shard(1, 2), stream, jobs=jobs)
    assert written[0].getvalue() == written[1].getvalue()


@pytest.mark.slow
def test_the_command_learns_the_same_with_any_number_of_jobs(tmp_path: Path) -> None:
    learned = []
    for jobs in (1, 2):
        tm = tmp_path / f"{jobs}.db"
        extract([str(CORPORA)], tm)
        done = l10nqa("tm", "learn", "--tm", str(tm), "--jobs", str(jobs))
        assert done.returncode == 0, done.stderr
        learned.append((_stored(tm), done.stderr.replace(str(tm), "")))
    assert learned[0] == learned[1]
