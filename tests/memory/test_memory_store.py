"""What comes into a memory, and what is in it afterwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import take_in

from bilingual import BILINGUAL, CORPORA, markup, parsed, text_of
from cluster import dump
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.bitext.units import units as units_of
from l10nqa.memory import Memory
from l10nqa.model import TranslationUnit
from l10nqa.workspace.exporting import export_memory
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from l10nqa.memory import Location

_PAIRS = (("One.", "Viens."), ("Two.", "Divi."), ("Three.", "Trīs."))


@pytest.fixture
def tm(new_place: Location) -> Location:
    return new_place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents of three segments each."""
    made = tmp_path / "docs"
    made.mkdir()
    for name in ("a.md", "b.md"):
        (made / name).write_text(text_of(*_PAIRS), encoding="utf-8")
    return made


def rows(tm: Location) -> dict[tuple[str | None, str | None], tuple[int, str]]:
    """Return id and target by path and segment."""
    with Memory(tm) as memory:
        return {(unit.path, unit.segment): (unit.id, unit.target) for unit in memory.units()}


def test_a_memory_holds_every_segment_as_the_documents_have_it(tm: Location) -> None:
    extract(BILINGUAL, tm)
    documents = [open_bitext(place) for place in find_bitexts(BILINGUAL)]
    expected = [unit._replace(line=0) for document in documents for unit in units_of(document)]
    with Memory(tm) as memory:
        found = [unit._replace(id=0, created=0, changed=0) for unit in memory.units()]
        assert found == expected
        assert all(0 < unit.created <= unit.changed for unit in memory.units())


def test_extracting_twice_changes_nothing(tm: Location) -> None:
    first = extract([str(CORPORA)], tm).changes
    before = dump(tm)
    again = extract([str(CORPORA)], tm).changes
    assert dump(tm) == before
    assert (again.documents, again.units, again.removed_units) == (0, 0, 0)
    assert again.unchanged_documents == first.documents


def test_a_changed_document_replaces_its_units_and_all_others_keep_their_ids(folder: Path, tm: Location) -> None:
    extract([str(folder)], tm)
    before = rows(tm)
    changed = text_of(_PAIRS[0], ("Two.", "Divi!")) + f"\n{markup('new-1', 'Četri.', 'Four.')}\n"
    (folder / "a.md").write_text(changed, encoding="utf-8")
    changes = extract([str(folder)], tm).changes
    after = rows(tm)
    a, b = f"{folder}/a.md", f"{folder}/b.md"
    assert {key: row for key, row in after.items() if key[0] == b} == {k: r for k, r in before.items() if k[0] == b}
    assert after[a, "1a2b3-101"] == before[a, "1a2b3-101"]
    assert after[a, "1a2b3-102"] == (before[a, "1a2b3-102"][0], "Divi!")
    assert (a, "1a2b3-103") not in after
    assert after[a, "new-1"][1] == "Četri."
    assert (changes.documents, changes.unchanged_documents, changes.removed_units) == (1, 1, 1)
    assert changes.units == 2  # the changed one and the new one; the first and its neighbours are as they were


def test_a_document_in_another_locale_replaces_what_it_gave_before(folder: Path, tm: Location) -> None:
    extract([str(folder)], tm)
    (folder / "a.md").write_text(text_of(*_PAIRS, locale="lt-LT"), encoding="utf-8")
    extract([str(folder)], tm)
    with Memory(tm) as memory:
        locales = Counter((unit.path, unit.target_locale) for unit in memory.units())
        assert locales == {(f"{folder}/a.md", "lt-LT"): 3, (f"{folder}/b.md", "lv-LV"): 3}
        assert memory.stats().documents == 2


def test_another_locale_asked_for_is_another_content(folder: Path, tm: Location) -> None:
    extract([str(folder)], tm)
    extract([str(folder)], tm, target_locale="lt-LT")
    with Memory(tm) as memory:
        assert {unit.target_locale for unit in memory.units()} == {"lt-LT"}


def test_segments_with_one_id_are_all_kept(tmp_path: Path, tm: Location) -> None:
    file = tmp_path / "a.md"
    file.write_text("".join(markup("x-1", target, "S") for target in ("A", "B", "A")), encoding="utf-8")
    extract([str(file)], tm)
    with Memory(tm) as memory:
        assert [unit.target for unit in memory.units()] == ["A", "B", "A"]
    before = dump(tm)
    extract([str(file)], tm)
    assert dump(tm) == before


_texts = st.sampled_from(["S", "T"]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_hashes = st.sampled_from([0, 0, 7, 2**63 - 1])
_units = st.builds(
    TranslationUnit,
    source=_texts,
    target=_texts,
    source_locale=st.sampled_from(["en-US", "en-GB"]),
    target_locale=st.sampled_from(["lv-LV", "ja-JP"]),
    path=st.sampled_from(["a.md", "b/ü.md", None]),
    segment=st.sampled_from(["1-1", "1-2", None]),
    origin=st.sampled_from(["MT", "HT", None]),
    previous_hash=_hashes,
    next_hash=_hashes,
    created=st.integers(1, 2**40),
    changed=st.integers(1, 2**40),
    line=st.just(0),
    id=st.just(0),
)


@given(st.lists(_units, max_size=12))
def test_of_imported_units_the_last_of_each_key_stands_with_what_was_known_of_its_texts(
    new_memory: Callable[[], Location], units: list[TranslationUnit]
) -> None:
    tm = new_memory()
    expected: dict[object, TranslationUnit] = {}
    for unit in [*units, *units]:
        path = unit.path or "x.tmx"
        # A unit without a segment's id is known by its two texts.
        place = (path, unit.segment or (unit.source, unit.target), unit.source_locale, unit.target_locale)
        expected[place] = _over(expected.get(place), unit._replace(path=path))
    for _ in range(2):
        with Memory(tm, create=True) as memory, memory.intake() as intake:
            for unit in units:
                intake.unit(unit, "x.tmx")
    with Memory(tm) as memory:
        found = [unit._replace(id=0, created=0, changed=0) for unit in memory.units()]
        assert Counter(found) == Counter(unit._replace(created=0, changed=0) for unit in expected.values())


def _over(known: TranslationUnit | None, unit: TranslationUnit) -> TranslationUnit:
    """Return what there is of a unit that came in over a known one, if any."""
    if known and known.source == unit.source:
        if not (unit.previous_hash or unit.next_hash):
            unit = unit._replace(previous_hash=known.previous_hash, next_hash=known.next_hash)
        if known.target == unit.target and unit.origin is None:
            unit = unit._replace(origin=known.origin)
    return unit


def test_an_exported_memory_imported_again_loses_no_context(folder: Path, tm: Location, tmp_path: Path) -> None:
    extract([str(folder)], tm)
    before = dump(tm)
    export_memory(tm, tmp_path / "memory.jsonl")
    assert extract([str(tmp_path / "memory.jsonl")], tm).changes.units == 0
    assert dump(tm) == before


@pytest.mark.parametrize("after", ["S", "S2"])
def test_a_translation_that_comes_in_alone_keeps_the_neighbours_of_the_same_source_only(
    tm: Location, after: str
) -> None:
    unit = TranslationUnit("S", "T", "en-US", "lv-LV", "a.md", "1-1", "MT", previous_hash=3, next_hash=4)
    alone = TranslationUnit(after, "U", "en-US", "lv-LV", "a.md", "1-1")
    with Memory(tm, create=True) as memory:
        for each in (unit, alone):
            with memory.intake() as intake:
                intake.unit(each, "x")
        (found,) = memory.units()
    kept = (3, 4) if after == "S" else (0, 0)
    assert (found.target, found.origin, (found.previous_hash, found.next_hash)) == ("U", None, kept)


def test_a_document_that_has_lost_its_other_segments_says_so(tmp_path: Path, tm: Location) -> None:
    file = tmp_path / "a.md"
    for pairs in (_PAIRS, _PAIRS[:1]):
        file.write_text(text_of(*pairs), encoding="utf-8")
        extract([str(file)], tm)
    with Memory(tm) as memory:
        (found,) = memory.units()
    assert (found.previous_hash, found.next_hash) == (0, 0)


def test_an_imported_unit_overwrites_the_one_of_its_key_and_keeps_its_id_and_its_birth(tm: Location) -> None:
    unit = TranslationUnit("S", "T", "en-US", "lv-LV", "a.md", "1-1", "MT", created=5, changed=5)
    with Memory(tm, create=True) as memory:
        for target, changed in (("T", 5), ("T", 6), ("U", 7)):
            with memory.intake() as intake:
                intake.unit(unit._replace(target=target, changed=changed), "x")
        (found,) = memory.units()
    assert (found.target, found.created, found.changed, found.id) == ("U", 5, 7, 1)


def test_what_fails_inside_an_intake_leaves_nothing(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        with pytest.raises(RuntimeError, match="stop"), memory.intake() as intake:  # noqa: PT012 - both lines are the case
            intake.document(parsed(text_of(*_PAIRS)), b"")
            raise RuntimeError("stop")
        assert list(memory.units()) == []
        with memory.intake() as intake:
            intake.document(parsed(text_of(*_PAIRS)), b"")
        assert len(list(memory.units())) == 3


def test_units_are_given_by_locale(tm: Location) -> None:
    extract([str(CORPORA / "ja-JP"), str(CORPORA / "de-DE")], tm)
    with Memory(tm) as memory:
        assert {unit.target_locale for unit in memory.units(target_locale="ja-JP")} == {"ja-JP"}
        assert list(memory.units(source_locale="fr-FR")) == []
        assert len(list(memory.units())) == sum(
            len(list(memory.units(target_locale=tag))) for tag in ("ja-JP", "de-DE")
        )


def test_stats_count_what_is_there(tm: Location) -> None:
    extract(BILINGUAL, tm)
    with Memory(tm) as memory:
        stats, units = memory.stats(), list(memory.units())
    assert stats.units == len(units)
    assert stats.documents == len(find_bitexts(BILINGUAL))
    assert stats.bytes > 10_000
    by_locale = Counter((unit.source_locale, unit.target_locale, unit.origin) for unit in units)
    assert {(row.source_locale, row.target_locale, row.origin): row.units for row in stats.locales} == by_locale
    for row in stats.locales:
        own = [u for u in units if (u.source_locale, u.target_locale, u.origin) == row[:3]]
        assert row.unique_sources == len({unit.source for unit in own})
        assert row.source_characters == sum(len(unit.source) for unit in own)
        assert row.target_characters == sum(len(unit.target) for unit in own)


def test_an_empty_memory_has_nothing(tm: Location) -> None:
    with Memory(tm, create=True) as memory:
        assert list(memory.units()) == []
        assert memory.stats()[:2] == (0, 0)


@given(st.lists(st.tuples(*map(st.sampled_from, ("AB", "xy", ("de", "lv")))), max_size=20), st.integers(1, 4))
def test_what_is_repeated_is_counted_in_one_locale(
    new_memory: Callable[[], Location], units: list[tuple[str, str, str]], min_units: int
) -> None:
    with Memory(new_memory(), create=True) as memory:
        take_in(
            memory,
            [
                TranslationUnit(source, target, "en", locale, "a.md", str(number))
                for number, (source, target, locale) in enumerate(units)
            ],
        )
        for wanted in ("de", "lv"):
            counts = Counter((source, target) for source, target, locale in units if locale == wanted)
            of_source = Counter(source for source, _, locale in units if locale == wanted)
            expected = [(*pair, count) for pair, count in counts.items() if of_source[pair[0]] >= min_units]
            assert sorted(memory.repeated(wanted, min_units)) == sorted(expected)
