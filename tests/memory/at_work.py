"""Processes at work on a memory, to be killed or to run side by side: `python at_work.py JOB TM NAME`.

A writer commits transactions until it is stopped, and says each one's number once it is committed. A reader searches
until it is given, as a line of JSON, texts that by then are in the memory; it ends well if it finds them all. A changer
changes and deletes units of its own, and a comparer holds what it finds against all there is in the same state; the log
of changes is cut so short for these two that readers fall behind it.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from l10nqa.memory import Memory, state
from l10nqa.memory.concordance import Concordance, lookup
from l10nqa.memory.database import silent
from l10nqa.memory.fuzzy import searcher
from l10nqa.memory.state import rows
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from l10nqa.memory import Location

ROUNDS = int(os.environ.get("L10NQA_ROUNDS", "3"))
"""How often a process is killed; 50 where it is to be known for sure."""
SECONDS = 60 if ROUNDS >= 50 else 2
"""How long many processes work side by side."""
LEAST = 3
"""Transactions of a writer, however soon it is stopped."""
EACH = 20
"""Units in a transaction."""
SHORT = 60
"""Entries of the log of changes that a changer keeps: three transactions."""


def sources(name: str, number: int) -> list[str]:
    """Return the sources of a writer's transaction."""
    return [f"Writer {name} adds unit {at} in transaction {number}." for at in range(EACH)]


def start(job: str, tm: str, name: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, job, tm, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def write(tm: str, name: str) -> None:
    with Memory(tm, create=True) as memory:
        number = 0
        while number < LEAST or not _asked_to_end():
            with memory.intake() as intake:
                for at, source in enumerate(sources(name, number)):
                    key = f"{name}.md", f"{number}-{at}"
                    intake.unit(TranslationUnit(source, f"Mērķis {at}", "en-US", "lv-LV", *key), "")
            print(number, flush=True)
            number += 1


def read(tm: str) -> None:
    with Memory(tm) as memory:
        before = 0
        while not _asked_to_end():
            units = memory.stats().units
            assert units >= before, "units went"
            before = units
            for match in memory.search("Writer a adds unit 7 in transaction 3.", limit=3):
                page = memory.concordance(match.unit.source, after=match.unit.id - 1, limit=1)
                assert page.matches[0].unit.id == match.unit.id, "a unit that was found is there"
        for text in json.loads(sys.stdin.readline()):
            found = memory.search(text, limit=1)
            assert found, f"nothing is like “{text}”"
            assert found[0].unit.source == text, found


def change(tm: str, name: str) -> None:
    with Memory(tm) as memory:
        number = 0
        while number < LEAST or not _asked_to_end():
            with memory.intake() as intake:
                for at in range(EACH):
                    key = f"{name}{at}.md", "1"
                    intake.unit(TranslationUnit(f"Round {number * at} of {name}.", "T", "en-US", "lv-LV", *key), "")
                if number % 3 == 2:
                    intake.flush()
                    for at in range(number % EACH):
                        intake._drop((f"{name}{at}.md", "en-US", "lv-LV"))
            print(number, flush=True)
            number += 1


def compare(tm: str, name: str) -> None:
    with Memory(tm) as kept:
        number = 0
        while number < LEAST or not _asked_to_end():
            text = f"Round {number * 7 % 200} of {name}."
            if number % 4:
                compare_once(kept, text)
            else:
                with Memory(tm) as opened:
                    compare_once(opened, text)
            print(number, flush=True)
            number += 1


def compare_once(memory: Memory, text: str) -> None:
    """Search, and look for a word, in one state of the memory; hold what is found against every unit in it."""
    with memory.transaction(write=False) as database:
        found = memory._search().search(text, 5, 0.7)
        units = [(number, source) for number, source, _, _ in rows(database)]
        least = 0.7 - 1e-9
        scores = ((Levenshtein.normalized_similarity(text, source), -number) for number, source in units)
        best = sorted((score for score in scores if score[0] >= least), reverse=True)[:5]
        assert found == [(score, -number) for score, number in best], (found, best)
        held = Concordance(database, database.beside("concordance"))
        with closing(held), closing(held.units(text, "source", 0, silent)) as numbers:
            assert list(numbers) == [number for number, source in units if text in source]


def committed(printed: str) -> int:
    """Return how many transactions a writer has said are committed; a last line that is cut off does not count."""
    return printed.count("\n")


def _asked_to_end() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def given(tm: Location) -> str:
    """Return the memory's place as it is given to a process."""
    return str(tm) if isinstance(tm, Path) else tm.with_passwords()


if __name__ == "__main__":
    job, place, own = sys.argv[1:]
    if job == "write":
        write(place, own)
    elif job == "read":
        read(place)
    else:
        state.REACH, searcher._FEW, lookup._FEW = SHORT, 5, 5
        (change if job == "change" else compare)(place, own)
