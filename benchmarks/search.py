"""Times the fuzzy search of the memory against measuring every source, and writes reports/search.md.

Both are timed in one run, first all searches and then all measuring, in processor time of one thread: in turn, the
measuring may sweep what the search works on out of the caches before each query, as no use of it does. The searches
go before with other queries until what numba compiles is loaded; without numba they are timed as well. The sources
are the lines of ../shared/corpora/english-segments.txt.xz; 300 of them are held out before the import and searched
for, and so are 200 of the others with about one word in eight changed. The larger memory holds five times as many
units: each line, and
four variations of it with one word in eight changed.
"""

from __future__ import annotations

import lzma
import platform
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy import searcher
from l10nqa.memory.fuzzy.searcher import compiled
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
LINES = ROOT.parent / "shared" / "corpora" / "english-segments.txt.xz"
HELD_OUT, CHANGED, CHECKED_IN_LARGE, BEFORE = 300, 200, 30, 200
VARIATIONS = 5

Found = list[tuple[float, int]]


class Built(NamedTuple):
    """What it took to make a memory and its index: units, seconds of processor time, bytes of the index."""

    units: int
    import_seconds: float
    index_seconds: float
    index_bytes: int


class Timed(NamedTuple):
    """Seconds of one way to search, query by query, and what it found."""

    seconds: list[float]
    found: list[Found]

    def at(self, quantile: float) -> float:
        return float(np.quantile(self.seconds, quantile)) * 1000

    @property
    def mean(self) -> float:
        return float(np.mean(self.seconds)) * 1000


def changed(text: str, words: list[str], chance: random.Random) -> str:
    """Return the text with about one word in eight changed."""
    return " ".join(chance.choice(words) if chance.random() < 1 / 8 else word for word in text.split(" "))


def build(memory: Memory, sources: Iterable[str]) -> Built:
    begin = time.process_time()
    with memory.intake() as intake:
        units = 0
        for units, source in enumerate(sources, 1):
            intake.unit(TranslationUnit(source, source, "en-US", "lv-LV", f"{units // 500}.md", f"s-{units}"), "")
    imported = time.process_time()
    memory.index()
    done = time.process_time()
    size = memory.index_file().stat().st_size
    return Built(units, imported - begin, done - imported, size)


def search(memory: Memory, queries: list[str], before: list[str]) -> Timed:
    """Time the searches for the queries, in a memory that those for others have made ready."""
    for query in before:
        memory.search(query)
    timed = Timed([], [])
    for query in queries:
        begin = time.process_time()
        matches = memory.search(query)
        timed.seconds.append(time.process_time() - begin)
        timed.found.append([(match.score / 100, match.unit.id) for match in matches])
    return timed


def measure(queries: list[str], sources: list[str]) -> Timed:
    """Time measuring every source."""
    timed = Timed([], [])
    for query in queries:
        begin = time.process_time()
        scorer = Levenshtein.normalized_similarity
        best = process.extract(query, sources, scorer=scorer, limit=5, score_cutoff=0.7)
        timed.seconds.append(time.process_time() - begin)
        timed.found.append([(score, place + 1) for _, score, place in best])
    return timed


def differences(indexed: Timed, every: Timed) -> int:
    """Count the queries that found other units, or in another order, or with other scores."""
    return sum(
        [unit for _, unit in one] != [unit for _, unit in two]
        or any(abs(a - b) > 1e-12 for (a, _), (b, _) in zip(one, two, strict=True))
        for one, two in zip(indexed.found, every.found, strict=True)
    )


def variations(sources: list[str], words: list[str]) -> Iterator[str]:
    chance = random.Random(11)  # noqa: S311 - any words will do
    yield from sources
    for _ in range(VARIATIONS - 1):
        for source in sources:
            yield changed(source, words, chance)


def figures(built: Built) -> str:
    return (
        f"| {built.units:,} | {built.units / built.import_seconds:,.0f} | {built.index_seconds:.1f} "
        f"| {built.index_bytes / built.units:.0f} |"
    )


def row(name: str, timed: Timed) -> str:
    return f"| {name} | {timed.at(0.5):.2f} | {timed.at(0.9):.2f} | {timed.mean:.2f} | {timed.at(1):.2f} |"


def ratios(name: str, indexed: Timed, every: Timed) -> str:
    return (
        f"| times as fast{name} | {every.at(0.5) / indexed.at(0.5):.0f} | {every.at(0.9) / indexed.at(0.9):.0f} "
        f"| {every.mean / indexed.mean:.0f} | {every.at(1) / indexed.at(1):.0f} |"
    )


def each(indexed: Timed, every: Timed) -> str:
    faster = np.array(every.seconds) / np.array(indexed.seconds)
    return (
        f"Query by query the index is {np.median(faster):.0f} times as fast in the median; "
        f"for nine of ten queries at least {np.quantile(faster, 0.1):.0f} times."
    )


def main() -> None:
    if not LINES.exists():
        sys.exit(f"{LINES} is not there: nothing to search in")
    lines = lzma.decompress(LINES.read_bytes()).decode().split("\n")[:-1]
    held = lines[1600 :: len(lines) // HELD_OUT][:HELD_OUT]
    sources = [line for line in lines if line not in set(held)]
    chance = random.Random(7)  # noqa: S311 - any words will do
    words = [word for source in chance.sample(sources, 50_000) for word in source.split(" ")]
    queries = held + [changed(chance.choice(sources), words, chance) for _ in range(CHANGED)]
    before = [changed(chance.choice(sources), words, chance) for _ in range(BEFORE)]
    compiled()  # once on a machine, so that it is loaded below as soon as searching takes long
    few = [*queries[: CHECKED_IN_LARGE // 2], *queries[-CHECKED_IN_LARGE // 2 :]]
    with tempfile.TemporaryDirectory() as name:
        with Memory(Path(name) / "one.db", create=True) as memory:
            one = build(memory, sources)
            indexed = search(memory, queries, before)
        with mock.patch.object(searcher, "compiled", return_value=None), Memory(Path(name) / "one.db") as memory:
            plain = search(memory, queries, before)
        every = measure(queries, sources)
        large_sources = list(variations(sources, words))
        with Memory(Path(name) / "five.db", create=True) as memory:
            five = build(memory, large_sources)
            large = search(memory, queries, before)
            large_few = search(memory, few, before)
        large_every = measure(few, large_sources)
    report = "\n".join(
        [
            "# Speed of the fuzzy search",
            "",
            f"`make bench-search`: {one.units:,} units with distinct sources, {HELD_OUT} sources held out and "
            f"{CHANGED} with about one word in eight changed as queries; the best 5 of a score of 70 or more. "
            "Milliseconds of processor time on one core, one way after the other in one run; "
            f"Python {platform.python_version()}, {platform.processor() or platform.machine()}.",
            "",
            "| | median | p90 | mean | max |",
            "|---|---:|---:|---:|---:|",
            row("rapidfuzz `process.extract` over all sources", every),
            row("`Memory.search`", indexed),
            row("`Memory.search` without numba", plain),
            ratios("", indexed, every),
            ratios(" without numba", plain, every),
            "",
            each(indexed, every),
            "",
            f"Queries for which the two differ in units, order or scores: {differences(indexed, every)} "
            f"of {len(queries)}; without numba {differences(plain, every)}.",
            "",
            f"## {VARIATIONS} times as many units",
            "",
            "| | median | p90 | mean | max |",
            "|---|---:|---:|---:|---:|",
            row(f"`Memory.search`, {one.units:,} units", indexed),
            row(f"`Memory.search`, {five.units:,} units", large),
            f"| times as long | {large.at(0.5) / indexed.at(0.5):.1f} | {large.at(0.9) / indexed.at(0.9):.1f} "
            f"| {large.mean / indexed.mean:.1f} | {large.at(1) / indexed.at(1):.1f} |",
            "",
            f"Differences from measuring every source: {differences(large_few, large_every)} of {len(few)} queries, "
            f"which took {large_every.at(0.5):.0f} ms in the median that way.",
            "",
            "## What it takes to get there",
            "",
            "| units | import, units/s | making the index, s | index, bytes a unit |",
            "|---:|---:|---:|---:|",
            figures(one),
            figures(five),
            "",
        ]
    )
    (ROOT / "reports" / "search.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
