"""Killed at any moment, or at work with many others: every committed unit is there, and searches miss nothing.

`L10NQA_ROUNDS=50` kills 50 processes of each kind, and lets eight writers and eight readers work for a minute.
"""

from __future__ import annotations

import json
import random
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from at_work import EACH, ROUNDS, SECONDS, committed, given, sources, start
from killing import command, is_being_indexed, is_being_written, killed_at_work, time_at_work, wait_until_free
from searching import measured, search, sentences, take_in, unit

from l10nqa.memory import Memory

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from l10nqa.memory import Location

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
_MANY = 8
_QUERIES = ["Open the folder 42.", "Close the account 420 in the left pan", "Writer a adds unit 3 in transaction 9."]


@pytest.fixture
def tm(new_place: Location) -> Location:
    """A memory of 3,000 units."""
    with Memory(new_place, create=True) as memory:
        take_in(memory, [unit(at, text) for at, text in enumerate(sentences(3_000))])
    return new_place


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20_260_102)  # noqa: S311 - moments to kill at, not secrets


def held(tm: Location) -> set[str]:
    """Return all sources, once searches are known to be right."""
    with Memory(tm) as memory:
        units = list(memory.units())
        for text in _QUERIES:
            assert search(memory, text) == measured(units, text)
        return {one.source for one in units}


def killed(process: subprocess.Popen[str]) -> str:
    """Kill the process, and return what it has printed."""
    with process:
        process.kill()
        return process.stdout.read() if process.stdout else ""


def test_what_a_killed_writer_had_committed_is_there(tm: Location, chance: random.Random) -> None:
    expected = set(sentences(3_000))
    begun = 0
    for round_ in range(ROUNDS):
        name = f"w{round_}"
        process = start("write", given(tm), name)
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        said = committed(first + killed(process))
        wait_until_free(tm)
        for number in range(said):
            expected |= set(sources(name, number))
        found = held(tm)
        # It may have been killed between the commit and its word; a transaction is there as a whole or not at all.
        assert found - expected in (set(), set(sources(name, said)))
        assert expected <= found
        begun += said
        expected = found
    print(f"{ROUNDS} writers killed, {begun * EACH:,} units committed before, none lost")


def test_a_killed_import_is_there_as_a_whole_or_not_at_all(tm: Location, tmp_path: Path, chance: random.Random) -> None:
    others, file = set(sentences(3_000)), tmp_path / "more.csv"
    old = others
    took = 0.0
    hits = whole = rounds = 0
    while hits < ROUNDS:
        more = [f"{text} {rounds}" for text in sentences(2_500)]
        rows = "".join(f'"{text}","T",en-US,lv-LV\n' for text in more)
        file.write_text("source,target,source_locale,target_locale\n" + rows, encoding="utf-8")
        process = command("tm", "import", str(file), "--tm", given(tm))
        if rounds:
            hit, took = killed_at_work(process, lambda: is_being_written(tm), took, chance)
            hits += hit
            wait_until_free(tm)
        else:
            took = time_at_work(process, lambda: is_being_written(tm))
        found = held(tm)
        assert found in (old, others | set(more))  # a file that is imported again replaces its units
        whole += found != old
        old = found
        rounds += 1
    print(f"{rounds - 1} imports killed, {hits} while they wrote ({took:.2f} s); {whole - 1} were there as a whole")


def test_a_killed_index_spoils_no_search(tm: Location, chance: random.Random) -> None:
    with Memory(tm) as memory:
        file = memory.index_file()
    took = 0.0
    expected = set(sentences(3_000))
    hits = made = rounds = 0
    while hits < ROUNDS:
        file.unlink(missing_ok=True)
        process = command("tm", "index", "--tm", given(tm))
        if rounds:
            hit, took = killed_at_work(process, lambda: is_being_indexed(file), took, chance)
            hits += hit
            made += file.exists()
            for part in file.parent.glob("*.part"):
                part.unlink()  # what a killed process leaves must not be taken for the next one at work
        else:
            took = time_at_work(process, lambda: is_being_indexed(file))
        assert held(tm) == expected
        with Memory(tm) as memory:  # so that an index that was made is of an earlier state
            take_in(memory, [unit(5_000 + rounds, f"Open the folder 4{rounds}.")])
        expected.add(f"Open the folder 4{rounds}.")
        assert held(tm) == expected
        rounds += 1
    print(f"{rounds - 1} processes killed, {hits} while they made an index ({took:.2f} s), {made} after it")


def test_many_writers_and_readers_at_once_lose_nothing(tm: Location) -> None:
    names = [chr(ord("a") + at) for at in range(_MANY)]
    with ExitStack() as running:
        writers = [running.enter_context(start("write", given(tm), name)) for name in names]
        readers = [running.enter_context(start("read", given(tm))) for _ in names]
        time.sleep(SECONDS)
        for writer in writers:
            assert writer.stdin
            writer.stdin.write("end\n")
            writer.stdin.flush()
        printed = [writer.communicate() for writer in writers]
        assert [writer.returncode for writer in writers] == [0] * _MANY, printed
        said = {name: committed(words) for name, (words, _) in zip(names, printed, strict=True)}
        last = [text for name in names for text in sources(name, said[name] - 1)[:5] if said[name]]
        ended = [reader.communicate(json.dumps(last) + "\n") for reader in readers]
        assert [reader.returncode for reader in readers] == [0] * _MANY, ended
    written = {text for name in names for number in range(said[name]) for text in sources(name, number)}
    assert held(tm) == {*sentences(3_000), *written}
    print(f"{len(written):,} units written in {SECONDS} s by {_MANY} writers beside {_MANY} readers")
