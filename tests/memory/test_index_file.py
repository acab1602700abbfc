"""The index beside a memory: made when it helps, kept up to date, and trusted only where it is right."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
import xxhash
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from searching import brute_force, search, sentences, take_in, unit

from l10nqa.memory import Memory, schema
from l10nqa.memory.fuzzy.build import build
from l10nqa.memory.fuzzy.candidates import candidates
from l10nqa.memory.fuzzy.compiled import Compiled
from l10nqa.memory.fuzzy.storage import read_index, write_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

_QUERIES = ["Open the folder 42.", "Close the account 420 in the left pan", "Rename new 日本語 17.", "nothing alike"]


def assert_right(tm: Path) -> None:
    """Search in a process of its own, as it were: a memory opened anew."""
    with Memory(tm) as memory:
        for text in _QUERIES:
            assert search(memory, text) == brute_force(memory, text)


def index_of(tm: Path) -> Path:
    return tm.with_name(f"{tm.name}.index")


def indexed_units(tm: Path) -> int:
    found = read_index(index_of(tm))
    return found[1].units if found else -1


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    """A memory of 3,000 units, indexed."""
    path = tmp_path / "tm.db"
    with Memory(path, create=True) as memory:
        take_in(memory, [unit(at, text) for at, text in enumerate(sentences(3_000))])
        assert memory.index() == 3_000
    return path


def test_a_small_memory_needs_no_index(tmp_path: Path) -> None:
    tm = tmp_path / "tm.db"
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, text) for at, text in enumerate(sentences(500))])
    assert_right(tm)
    assert not index_of(tm).exists()


def test_the_first_search_of_a_larger_one_makes_it(tm: Path) -> None:
    index_of(tm).unlink()
    assert_right(tm)
    assert indexed_units(tm) == 3_000


def test_what_comes_later_is_found_without_a_new_index(tm: Path) -> None:
    before = index_of(tm).stat()
    with Memory(tm) as memory:
        search(memory, "Open")  # an open memory notices, too
        take_in(memory, [unit(5_000 + at, f"Rename new 日本語 {at}.") for at in range(30)])
        take_in(memory, [unit(at, f"Open the folder 4{at}.") for at in range(10)])  # in the place of others
        for text in _QUERIES:
            assert search(memory, text) == brute_force(memory, text)
    assert_right(tm)
    after = index_of(tm).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_new_index_is_made_when_much_has_come(tm: Path) -> None:
    with Memory(tm) as memory:
        take_in(memory, [unit(5_000 + at, text + "!") for at, text in enumerate(sentences(2_500))])
        for text in _QUERIES:
            assert search(memory, text) == brute_force(memory, text)
    assert indexed_units(tm) == 5_500


def test_numbers_that_are_used_again_mean_the_new_units(tm: Path) -> None:
    with Memory(tm) as memory:
        with memory.intake() as intake:
            intake._drop(("lv-LV.md", "en-US", "lv-LV"))
            intake.unit(unit(1, "Open the folder 42."), "x")
        assert [match.unit.id for match in memory.search("Open the folder 42.")] == [1]
    assert_right(tm)


def _truncate(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)


def _flip(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 3)
        byte = stream.read(1)[0]
        stream.seek(-1, 1)
        stream.write(bytes([byte ^ 4]))


_DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "short": lambda file: file.write_bytes(b"l10nqa index 01\n"),
    "foreign": lambda file: file.write_bytes(b"SQLite format 3\0" * 5_000),
    "truncated": _truncate,
    "a bit flipped": _flip,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "an older version": lambda file: file.write_bytes(file.read_bytes().replace(b"index 01", b"index 00", 1)),
    "gone": lambda file: file.unlink(),
}


def _forged(tm: Path, name: str, change: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> Path:
    """Write the index anew with one of its arrays changed, and the hash of a whole file."""
    found = read_index(index_of(tm))
    assert found
    facts, index = found
    arrays = dict(build((number, source, 0) for number, source in enumerate(sentences(3_000), 1)))
    assert index.units == len(arrays["units"])
    changed = change(arrays[name].astype(np.int64))
    same = changed.astype(arrays[name].dtype)
    arrays[name] = same if (same == changed).all() else changed  # a file says itself how wide its numbers are
    forged = tm.with_name("forged.index")
    write_index(forged, facts, arrays.items())
    return forged


def _with(at: int, *values: int) -> Callable[[NDArray[np.int64]], NDArray[np.int64]]:
    def change(array: NDArray[np.int64]) -> NDArray[np.int64]:
        for place, value in enumerate(values, at):
            array.reshape(-1)[place] = value
        return array

    return change


_FORGERIES = {
    "as it was": ("table", lambda array: array),
    "text beyond the end": ("offsets", _with(-1, 1 << 31)),
    "text that goes back": ("offsets", _with(7, 0)),
    "too few texts": ("offsets", lambda array: array[:-1]),
    "text longer than its bytes": ("lengths", _with(-1, 1 << 40)),
    "text that ends within a code point": ("texts", _with(-1, 0xF0)),
    "row beyond the end": ("rows", _with(-1, 1 << 30)),
    "text longer than any number of bytes": ("lengths", _with(-1, 1 << 62)),
    "rows that go back": ("rows", _with(40, 1 << 30)),
    "rows that go so far back that the difference overflows": ("rows", _with(40, (1 << 63) - 1, -2)),
    "too few rows": ("rows", lambda array: array[:, :-1]),
    "bitmap cut off": ("block 0", lambda array: array[:-1]),
    "bucket there is not": ("table", _with(0, 60_000)),
    "bucket before the first": ("table", _with(0, -(1 << 40))),
    "bigrams without a bucket": ("table", lambda array: array[:500]),
    "block of no words": ("block", _with(0, 0)),
    "block of other words": ("block", _with(0, 4096)),
    "block of more words than memory has": ("block", _with(0, 1 << 50)),
    "length that no text has": ("starts", _with(1, 0)),
    "slot beyond the end": ("starts", _with(-1, 1 << 30)),
    "unit beyond the end": ("first unit", _with(-1, 1 << 30)),
    "pair there is not": ("pairs", _with(5, 9)),
    "pair before the first": ("pairs", _with(5, -1)),
    "too few pairs": ("pairs", lambda array: array[:-3]),
    "too many hashes": ("hashes", lambda array: np.append(array, 1)),
}


@pytest.mark.parametrize(("name", "change"), _FORGERIES.values(), ids=_FORGERIES)
def test_an_index_that_points_at_nothing_is_not_trusted(
    tm: Path, name: str, change: Callable[[NDArray[np.int64]], NDArray[np.int64]], request: pytest.FixtureRequest
) -> None:
    found = read_index(_forged(tm, name, change))
    assert (found is not None) == (request.node.callspec.id == "as it was")


@pytest.mark.parametrize("facts", ["[]", '{"facts": [], "arrays": []}', "[" * 100_000, "nonsense", '{"arrays": {}}'])
def test_a_whole_file_of_other_facts_is_not_trusted(tmp_path: Path, facts: str) -> None:
    body = b"l10nqa index 01\n" + facts.encode()
    file = tmp_path / "forged.index"
    file.write_bytes(body + struct.pack("<QQ", len(facts), xxhash.xxh3_64_intdigest(body)))
    assert read_index(file) is None


@given(
    name=st.sampled_from(["offsets", "lengths", "starts", "rows", "table", "first unit", "block", "texts", "hashes"]),
    at=st.integers(0, 1 << 20),
    value=st.one_of(st.integers(0, 255), st.integers(0, 1 << 32), st.integers(-(1 << 63), (1 << 63) - 1)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_index_leads_a_search_astray(tm: Path, warm: Path, name: str, at: int, value: int) -> None:  # noqa: ARG001
    def change(array: NDArray[np.int64]) -> NDArray[np.int64]:
        return _with(at % array.size, value % 256 if name == "texts" else value)(array)

    found = read_index(_forged(tm, name, change))
    if found:  # it may say what is not so, but all that is read is there
        for text in _QUERIES:
            slots, _ = candidates(found[1], text, 0.7, Compiled())
            found[1].units_of(slots)
            assert len(Compiled().similarities(found[1], text, slots, 0.7)) == len(slots)


@pytest.mark.parametrize("damage", _DAMAGES.values(), ids=_DAMAGES)
def test_a_damaged_index_is_made_again(tm: Path, damage: Callable[[Path], object]) -> None:
    whole = index_of(tm).read_bytes()
    damage(index_of(tm))
    assert_right(tm)
    assert index_of(tm).read_bytes() == whole


def test_the_index_of_another_memory_of_the_same_name_is_not_trusted(tm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "tm.db"
    with Memory(other, create=True) as memory:
        take_in(memory, [unit(at, text + "?") for at, text in enumerate(sentences(3_000, 1_000))])
    shutil.copy(other, tm)
    assert_right(tm)


def test_the_index_of_a_later_state_is_not_trusted_once_a_backup_is_back(tm: Path, tmp_path: Path) -> None:
    shutil.copy(tm, tmp_path / "backup.db")
    with Memory(tm) as memory:
        take_in(memory, [unit(at, f"Close the account {at}.") for at in range(50)])
        memory.index()
    for file in tm.parent.glob("tm.db-*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.db", tm)
    assert_right(tm)
    with Memory(tm) as memory:  # as many changes as before, but others
        take_in(memory, [unit(at, f"Open the folder {at}{at}.") for at in range(50)])
    assert_right(tm)


def test_a_memory_of_the_schema_before_is_searched_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tm = tmp_path / "tm.db"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        Memory(tm, create=True).close()
    with closing(sqlite3.connect(tm)) as connection:
        connection.execute("INSERT INTO document VALUES (1, 'a.md', 'en-US', 'lv-LV', NULL, '', 0)")
        connection.executemany(
            "INSERT INTO unit VALUES (?, 1, ?, 0, ?, 'T', 'HT', 0, 0, 0, 0, 0)",
            [(at + 1, f"s{at}", text) for at, text in enumerate(sentences(2_500))],
        )
        connection.commit()
    assert_right(tm)
    assert indexed_units(tm) == 2_500


def test_where_the_index_cannot_be_written_searches_do_without(tm: Path) -> None:
    index_of(tm).unlink()
    index_of(tm).mkdir()  # not even root can put a file there
    (index_of(tm) / "x").touch()
    assert_right(tm)


def csv_of(file: Path, texts: list[str]) -> Path:
    lines = [f'"{text}","T",en-US,lv-LV' for text in texts]
    file.write_text("source,target,source_locale,target_locale\n" + "\n".join(lines), encoding="utf-8")
    return file


def _run(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "l10nqa", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_searches_go_on_while_others_import_and_index(tm: Path, tmp_path: Path) -> None:
    more = csv_of(tmp_path / "more.csv", sentences(4_000, 5_000))
    jobs = [
        _run("tm", "import", str(more), "--tm", str(tm)),
        _run("tm", "index", "--tm", str(tm)),
        _run("tm", "search", "Open the folder 42.", "--tm", str(tm)),
    ]
    with Memory(tm) as memory:
        while any(job.poll() is None for job in jobs):
            memory.search(_QUERIES[0])
    assert [job.wait() for job in jobs] == [0, 0, 0]
    assert_right(tm)
