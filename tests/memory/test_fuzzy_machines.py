"""The compiled machine finds what the plain one does; distances are those of rapidfuzz."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from l10nqa.memory import Memory
from l10nqa.memory.fuzzy.adder import Adder, at_least, counts_at
from l10nqa.memory.fuzzy.build import index_in_memory
from l10nqa.memory.fuzzy.candidates import candidates
from l10nqa.memory.fuzzy.compiled import Compiled
from l10nqa.memory.fuzzy.compiled_adder import reaching
from l10nqa.memory.fuzzy.compiled_distance import distances
from l10nqa.memory.fuzzy.filter_math import BY_PLACE, WHOLE, Layout, bigrams_of
from l10nqa.memory.fuzzy.machine import Plain
from l10nqa.memory.fuzzy.searcher import compiled
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from l10nqa.memory.fuzzy.index import Index

pytestmark = pytest.mark.usefixtures("warm")
_LETTERS = ["ab", "abc def", "日本語の文aé😀", "\ud800aא\u07ff\uffff\U0010ffff", "abcdefghijklmnop"]
_texts = st.sampled_from(_LETTERS).flatmap(lambda letters: st.text(st.sampled_from(letters), max_size=200))
_leasts = st.sampled_from([0.0, 0.5, 0.7, 0.9, 1.0])
_layouts = st.sampled_from([BY_PLACE, WHOLE])


def _edited(text: str, chance: random.Random) -> str:
    for _ in range(chance.randrange(12)):
        at = chance.randint(0, len(text))
        text = text[:at] + "".join(chance.choices("abé日", k=chance.randrange(4))) + text[at + chance.randrange(9) :]
    return text


def _index(sources: list[str], layout: Layout = BY_PLACE) -> Index:
    return index_in_memory(((number, source, 0) for number, source in enumerate(sources)), layout=layout)


@given(st.integers(0, 2**32 - 1), st.integers(0, 400), st.integers(0, 5), st.integers(0, 4))
@settings(deadline=None)
def test_rows_are_added_up_by_column(seed: int, many: int, pairs: int, exponent: int) -> None:
    chance = np.random.default_rng(seed)
    words, pairs = 32 << exponent, min(pairs, many)
    bitmap = chance.integers(0, 2**64, (40, words), np.uint64) & chance.integers(0, 2**64, (40, words), np.uint64)
    bitmap.flags.writeable = False
    either, other = chance.integers(0, 40, (2, many))
    limits = np.maximum(chance.integers(many // 4 - 3, many // 4 + 30, words), 0)
    adder = Adder()
    room, _ = adder.rows(1, many, words)
    room[0] = bitmap[either]
    room[0, :pairs] |= bitmap[other[:pairs]]
    planes = adder.planes(room)
    expected = np.flatnonzero(np.unpackbits(at_least(planes, limits).view(np.uint8), bitorder="little"))
    slots, counts = reaching(bitmap, either, other, pairs, limits)
    assert slots.tolist() == expected.tolist()
    assert counts.tolist() == counts_at(planes, expected // 64, expected % 64).tolist()


@given(_texts, st.lists(_texts, max_size=5), st.integers(0, 90), st.randoms(use_true_random=False), _leasts)
@settings(max_examples=60, deadline=None)
def test_texts_are_measured_as_by_rapidfuzz(
    text: str, others: list[str], many: int, chance: random.Random, least: float
) -> None:
    sources = list({text, *others, *(_edited(text, chance) for _ in range(many))})
    index = _index(sources)
    slots = np.concatenate([index.find(source) for source in sources])
    found = Compiled().similarities(index, text, slots, least)
    for source, similarity in zip(sources, found.tolist(), strict=True):
        true = Levenshtein.normalized_similarity(text, source)
        assert similarity == true if true >= least else similarity < least


@given(_texts, st.integers(0, 120), st.integers(0, 120), _leasts, _layouts)
@settings(deadline=None)
def test_the_same_rows_are_asked_for(text: str, shortest: int, more: int, least: float, layout: Layout) -> None:
    index = _index(["", "ab", "abc def abc", "日本語の文" * 9, *("ab" * at for at in range(60))], layout)
    buckets, blocks = index.table[bigrams_of(text)].astype(np.int64), np.zeros(1, np.int64)
    lengths = np.array([shortest]), np.array([shortest + more])
    plain, fast = (machine.rows(index, blocks, buckets, least, *lengths) for machine in (Plain(), Compiled()))
    assert plain[2:] == fast[2:]
    assert plain.either.shape == fast.either.shape
    for rows in (plain, fast):
        assert (rows.either[0, rows.pairs :] == rows.alternative[0, rows.pairs :]).all()
    asked = [sorted(zip(rows.either[0].tolist(), rows.alternative[0].tolist(), strict=True)) for rows in (plain, fast)]
    assert asked[0] == asked[1]


@given(st.lists(_texts, min_size=1, max_size=30), st.randoms(use_true_random=False), _leasts, _layouts)
@settings(max_examples=60, deadline=None)
def test_the_same_pass_the_filter(sources: list[str], chance: random.Random, least: float, layout: Layout) -> None:
    index = _index(sources, layout)
    text = _edited(chance.choice(sources), chance)
    plain, fast = candidates(index, text, least, Plain()), candidates(index, text, least, Compiled())
    assert plain[0].tolist() == fast[0].tolist()
    assert plain[1].tolist() == fast[1].tolist()


def test_texts_of_any_length_are_measured() -> None:
    sources = ["", "a", "ab" * 4_000, "ab" * 4_000 + "é", "語" * 2_000, "x" * 65]
    index = _index(sources)
    for text in ("ab" * 3_990, "語" * 1_999 + "b", "x" * 64, "b", ""):
        slots = np.arange(index.slots)
        for some in (slots, *slots[:, None]):  # each alone as well: what is measured beside a text may hide its fault
            plain, fast = (machine.similarities(index, text, some, 0.0) for machine in (Plain(), Compiled()))
            assert plain.tolist() == fast.tolist()


def test_more_code_points_than_a_table_holds_are_measured() -> None:
    text = "".join(map(chr, range(0x10000, 0x21000)))
    index = _index([text[:-5] + "abc", text[5:]])
    plain, fast = (machine.similarities(index, text, np.arange(2), 0.7) for machine in (Plain(), Compiled()))
    assert plain.tolist() == fast.tolist()


def test_without_numba_there_is_no_compiled_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled() is not None
    monkeypatch.delitem(sys.modules, "l10nqa.memory.fuzzy.compiled")
    monkeypatch.delitem(sys.modules, "l10nqa.memory.fuzzy.jit")
    monkeypatch.delitem(sys.modules, "l10nqa.memory.fuzzy.compiled_adder")
    monkeypatch.setitem(sys.modules, "numba", None)
    assert compiled() is None


def test_what_was_never_compiled_is_not_waited_for(tmp_path: Path) -> None:
    code = "from l10nqa.memory.fuzzy.searcher import compiled; print(compiled(only_kept=True))"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "None\n"
    assert compiled(only_kept=True) is not None  # the tests have compiled it


def test_who_asks_for_an_index_gets_the_machine_compiled(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "compiled")}
    with Memory(tmp_path / "m.db", create=True) as memory, memory.intake() as intake:
        intake.unit(TranslationUnit("Save", "Speichern", "en", "de"), "a.po")
    program = [sys.executable, "-m", "l10nqa", "tm", "index", "--tm", str(tmp_path / "m.db"), "--no-config"]
    subprocess.run(program, env=environment, check=True)
    code = "from l10nqa.memory.fuzzy.searcher import compiled; print(compiled(only_kept=True) is not None)"
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"


def test_where_nothing_can_be_kept_there_is_no_compiled_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(Compiled, "reaching", full)
    assert compiled() is None


def test_what_is_no_ascii_in_a_text_that_claims_to_be_is_not_looked_up_beyond_the_masks() -> None:
    text = "abcz" * 30  # two words of rows: beyond the masks of the first lie those of the second
    points, places = np.unique(np.frombuffer(text.encode("utf-32-le"), np.uint32), return_inverse=True)
    forged = np.frombuffer(b"\xff" * 120 + b"\x7f" * 120, np.uint8)
    ends, lengths = np.array([120, 240]), np.array([120, 120])
    found = distances(places, points.astype(np.int64), forged, ends - 120, ends, lengths, lengths)
    assert found.tolist() == [120, 120]
