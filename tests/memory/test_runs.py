"""The figures of earlier reports: what goes into a memory comes out again, by scope, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.memory import Memory, schema
from l10nqa.memory.runs import ReportRun, RunFigure, RunWords, record_run, recorded_runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from l10nqa.memory import Location

_amounts = st.integers(0, 2**40)
_words = st.builds(RunWords, st.sampled_from(["de-DE", "ar-SA"]), st.sampled_from(["MT", "HT", ""]), *[_amounts] * 3)
_figures = st.builds(
    RunFigure, st.sampled_from(["de-DE", "ar-SA"]), st.just("MT"), st.sampled_from(["code", "number"]),
    st.just("major"), _amounts,
)  # fmt: skip
_runs = st.builds(
    ReportRun,
    st.integers(0, 2**40),
    st.text(max_size=9),
    st.text(max_size=9),
    st.sampled_from(["a", "b"]),
    st.lists(_words, unique_by=lambda held: held[:2], max_size=6).map(lambda held: tuple(sorted(held))),
    st.lists(_figures, unique_by=lambda figure: figure[:4], max_size=4).map(lambda held: tuple(sorted(held))),
)


@given(runs=st.lists(_runs, max_size=5))
def test_runs_come_back_as_they_were_by_scope_and_time(
    runs: list[ReportRun], new_memory: Callable[[], Location]
) -> None:
    with Memory(new_memory(), create=True) as memory:
        for run in runs:
            record_run(memory, run)
        for scope in ("a", "b"):
            expected = sorted((run for run in runs if run.scope == scope), key=lambda run: run.made)
            assert recorded_runs(memory, scope) == expected


def test_only_the_latest_are_given(new_place: Location) -> None:
    with Memory(new_place, create=True) as memory:
        for made in range(5):
            record_run(memory, ReportRun(made, "1", "", "a", (), ()))
        assert [run.made for run in recorded_runs(memory, "a", limit=2)] == [3, 4]


def test_a_memory_from_before_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tm.db"
    before = next(at for at, words in enumerate(schema.MIGRATIONS) if "CREATE TABLE run_words" in str(words))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:before])
        Memory(path, create=True).close()
    with Memory(path) as memory:
        record_run(memory, ReportRun(1, "1", "abc", "a", (), ()))
        assert [run.revision for run in recorded_runs(memory, "a")] == ["abc"]
