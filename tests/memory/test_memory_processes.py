"""A memory between processes: killed at any moment, written by two at once, read while it is written."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from at_work import ROUNDS
from killing import command, is_being_written, killed_at_work, time_at_work

from bilingual import parsed, text_of
from l10nqa.memory import Memory
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
_State = list[tuple[str, str, str, str]]


def write_documents(folder: Path, version: str, count: int = 250) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        pairs = [(f"Source {number} {at} with some words.", f"Mērķis {version} {at}.") for at in range(60)]
        (folder / f"{number:03}.md").write_text(text_of(*pairs), encoding="utf-8")


def start_extract(folder: Path, tm: Path) -> subprocess.Popen[str]:
    return command("extract", str(folder), "--tm", str(tm))


def state(tm: Path) -> _State:
    """Return what the memory says, once it is known to be whole."""
    if not tm.exists():
        return []
    with closing(sqlite3.connect(tm)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return []
        query = "SELECT path, segment, source, target FROM translation_unit ORDER BY path, segment"
        return connection.execute(query).fetchall()


def put(tm: Path, stored: Path | None) -> None:
    for file in tm.parent.glob(f"{tm.name}*"):
        file.unlink()
    if stored:
        shutil.copy(stored, tm)


@pytest.mark.parametrize("kept", [True, False], ids=["an older state", "no memory yet"])
def test_a_killed_extraction_leaves_the_previous_state_or_the_new_one(tmp_path: Path, *, kept: bool) -> None:
    folder, tm, stored = tmp_path / "docs", tmp_path / "work" / "tm.db", tmp_path / "stored.db"
    tm.parent.mkdir()
    previous: Path | None = None
    if kept:
        write_documents(folder, "one")
        extract([str(folder)], stored)
        previous = stored
    write_documents(folder, "two")
    put(tm, previous)
    old = state(tm)
    took = time_at_work(start_extract(folder, tm), lambda: is_being_written(tm))
    new = state(tm)
    assert len(new) == 250 * 60
    assert new != old
    chance = random.Random(20_260_101)  # noqa: S311 - moments to kill at, not secrets
    hits = rounds = 0
    while hits < ROUNDS:
        rounds += 1
        put(tm, previous)
        hit, took = killed_at_work(start_extract(folder, tm), lambda: is_being_written(tm), took, chance)
        hits += hit
        assert state(tm) in (old, new)
        # What the killed one left behind hinders nobody.
        assert start_extract(folder, tm).wait() == 0
        assert state(tm) == new
    print(f"{rounds} extractions killed, {hits} while they wrote")


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        write_documents(folder, folder.name, count=60)
    processes = [start_extract(folder, tm) for folder in folders]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert {row[0].split("/")[-2] for row in state(tm)} == {"a", "b", "c"}
    assert len(state(tm)) == 3 * 60 * 60


def test_who_reads_during_a_write_sees_the_previous_state_and_waits_for_nobody(tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        intake.document(parsed(text_of(("S", "old"))), b"1")
    with Memory(tm) as writer, Memory(tm) as reader:
        with writer.intake() as intake:
            intake.document(parsed(text_of(("S", "new"), ("S2", "new"))), b"2")
            intake.flush()
            assert [unit.target for unit in reader.units()] == ["old"]
            assert reader.stats().units == 1
        assert [unit.target for unit in reader.units()] == ["new", "new"]
