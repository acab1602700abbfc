"""No unit is lost and none is mixed up: the units in a memory are those of the files that came in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import parsed, text_of
from l10nqa.memory import Memory
from l10nqa.memory.incoming import Identified, keys_of
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from l10nqa.memory import Location
    from l10nqa.model import Bitext

Place = tuple[str, str]
"""Path and target locale."""


@dataclass(frozen=True)
class File:
    """What an intake wants to know of an exchange file."""

    path: str
    source_locale: str = "en-US"
    target_locale: str = "de-DE"
    front_matter: str | None = None


def take_in(tm: Location, path: str, units: Iterable[TranslationUnit], content: bytes = b"") -> None:
    bitext = cast("Bitext", File(path))  # no more of it is looked at
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        intake.bitext(bitext, content, units)


def stream_in(tm: Location, path: str, units: Iterable[TranslationUnit]) -> None:
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        intake.stream(path, units)


def held(tm: Location) -> list[TranslationUnit]:
    with Memory(tm) as memory:
        return [unit._replace(created=0, changed=0) for unit in memory.units()]


def without_ids(units: Iterable[TranslationUnit]) -> Counter[TranslationUnit]:
    return Counter(unit._replace(id=0) for unit in units)


_texts = st.sampled_from(["Save", "Open", "", "日本"])
_keys = st.sampled_from([None, "1", "2", "=", "==1", "noun", "http://example.org/#comment", "=0123456789abcdef=1"])
_units = st.lists(
    st.builds(
        TranslationUnit,
        source=_texts,
        target=st.sampled_from(["A", "B"]),
        source_locale=st.just("en-US"),
        target_locale=st.sampled_from(["de-DE", "lv-LV"]),
        path=st.none(),
        segment=_keys,
        origin=st.sampled_from([None, "HT"]),
        previous_hash=st.sampled_from([0, 7]),
        next_hash=st.just(0),
        created=st.just(0),
        changed=st.just(0),
        line=st.just(0),
        id=st.just(0),
        context=st.sampled_from([None, "noun", "verb"]),
        form=st.sampled_from([None, 0, 1]),
        notes=st.sampled_from([(), ("A note.",), ("One\nand more", "“two”")]),
    ),
    max_size=8,
)


def filed(units: Iterable[TranslationUnit], path: str) -> Counter[TranslationUnit]:
    return without_ids(unit._replace(path=path) for unit in units)


@given(st.lists(st.tuples(st.sampled_from(["one.xlf", "two.xlf", "sub/one.xlf"]), _units), max_size=5))
@settings(max_examples=25)
def test_a_memory_holds_the_units_of_the_last_version_of_every_file(
    new_memory: Callable[[], Location], intakes: list[tuple[str, list[TranslationUnit]]]
) -> None:
    tm = new_memory()
    expected: dict[str, Counter[TranslationUnit]] = {}
    take_in(tm, "empty.po", [])
    for path, units in intakes:
        take_in(tm, path, units)
        expected[path] = filed(units, path)
        before = held(tm)
        take_in(tm, path, units)
        assert held(tm) == before  # the same file again changes nothing
    assert without_ids(held(tm)) == sum(expected.values(), Counter())


@given(_units, _units)
@settings(max_examples=25)
def test_a_unit_that_a_changed_file_still_has_keeps_its_id(
    new_memory: Callable[[], Location], former: list[TranslationUnit], units: list[TranslationUnit]
) -> None:
    tm = new_memory()
    take_in(tm, "a.po", former)
    ids: dict[object, set[int]] = {}
    for unit in held(tm):
        ids.setdefault((unit.target_locale, unit.segment, unit.source, unit.target), set()).add(unit.id)
    take_in(tm, "a.po", units)
    found: dict[object, set[int]] = {}
    for unit in held(tm):
        found.setdefault((unit.target_locale, unit.segment, unit.source, unit.target), set()).add(unit.id)
    for identity in ids.keys() & found.keys():
        smaller = min(len(ids[identity]), len(found[identity]))
        assert len(ids[identity] & found[identity]) == smaller


@given(_units, _units)
@settings(max_examples=25)
def test_a_file_too_large_to_be_held_gives_the_same_units_each_text_of_a_key_once(
    new_memory: Callable[[], Location], former: list[TranslationUnit], units: list[TranslationUnit]
) -> None:
    tm = new_memory()
    take_in(tm, "other.tmx", former)
    for given_units in (former, units, units):
        stream_in(tm, "a.tmx", given_units)
    identities = {(unit.target_locale, unit.segment, unit.source, unit.target) for unit in units}
    found = [unit for unit in held(tm) if unit.path == "a.tmx"]
    assert sorted(map(repr, identities)) == sorted(
        repr((unit.target_locale, unit.segment, unit.source, unit.target)) for unit in found
    )
    assert without_ids(unit for unit in held(tm) if unit.path == "other.tmx") == filed(former, "other.tmx")
    # Read whole after all, it is the same file.
    take_in(tm, "a.tmx", units)
    assert without_ids(unit for unit in held(tm) if unit.path == "a.tmx") == filed(units, "a.tmx")


@given(_units, _units)
@settings(max_examples=40)
def test_an_empty_memory_takes_in_what_one_with_another_unit_does(
    new_memory: Callable[[], Location], first: list[TranslationUnit], second: list[TranslationUnit]
) -> None:
    other = TranslationUnit("Other", "Andere", "en-US", "de-DE", None, "1")
    results = []
    for at_first in ([], [other]):  # an empty one gets its indexes at the end, when units may share a key
        tm = new_memory()
        if at_first:
            take_in(tm, "other.po", at_first)
        with Memory(tm, create=True) as memory, memory.intake() as intake:
            intake.stream("a.tmx", first)
            intake.stream("b.tmx", second)
        with Memory(tm) as memory, memory.transaction(write=False) as database:
            logged = database.execute("SELECT count(*) FROM change").fetchone()[0]
        units = [unit._replace(id=0) for unit in held(tm) if unit.path != "other.po"]
        results.append((units, intake.changes.units, logged))
    assert results[0] == results[1]


_identified = st.lists(
    st.builds(Identified, st.sampled_from("ab"), st.sampled_from("ST"), st.sampled_from("XY")), max_size=8
)


@given(_identified, _identified)
def test_no_two_units_get_one_key_and_a_key_stays_with_its_texts(
    former: Sequence[Identified], units: Sequence[Identified]
) -> None:
    first = keys_of(former)
    known = [unit._replace(stored=key) for unit, key in zip(former, first, strict=True)]
    keys = keys_of(units, known)
    assert len(set(first)) == len(former)
    assert len(set(keys)) == len(units)
    assert all(key[0] == unit.key for unit, key in zip(units, keys, strict=True))
    assert sorted(keys_of(former, known)) == sorted(first)
    # As many as can keep texts and key do.
    texts = {unit.stored: unit[:3] for unit in known}
    kept = Counter(unit[:3] for unit, key in zip(units, keys, strict=True) if texts.get(key) == unit[:3])
    assert kept == Counter(unit[:3] for unit in known) & Counter(unit[:3] for unit in units)


def test_two_files_with_the_same_ids_are_two_files(new_place: Location) -> None:
    save = TranslationUnit("Save", "Speichern", "en-US", "de-DE", None, "1")
    take_in(new_place, "one.xlf", [save])
    take_in(new_place, "two.xlf", [save._replace(source="Open", target="Öffnen")])
    assert {(unit.path, unit.source, unit.target) for unit in held(new_place)} == {
        ("one.xlf", "Save", "Speichern"),
        ("two.xlf", "Open", "Öffnen"),
    }


def test_units_of_our_documents_go_over_theirs_and_remove_none(new_place: Location) -> None:
    document = parsed(text_of(("One.", "Viens."), ("Two.", "Divi.")), "a.md")
    with Memory(new_place, create=True) as memory, memory.intake() as intake:
        intake.document(document, b"1")
    before = held(new_place)
    edited = before[1]._replace(target="Divi!", line=0, id=0)
    own = TranslationUnit("Own.", "Savs.", "en-US", "lv-LV")
    take_in(new_place, "work.po", [edited, own], b"2")
    after = [unit for unit in held(new_place) if unit.path == "a.md"]
    assert [(unit.id, unit.target) for unit in after] == [(before[0].id, "Viens."), (before[1].id, "Divi!")]
    with Memory(new_place) as memory, memory.intake() as intake:
        assert intake.is_current("a.md", b"1")
        assert not intake.is_current("work.po", b"2")  # the document may have changed since


def test_the_second_segment_of_an_id_can_come_in_by_itself(new_place: Location) -> None:
    unit = TranslationUnit("One.", "Viens.", "en-US", "lv-LV", "a.md", "1")
    take_in(new_place, "a.md", [unit, unit._replace(source="Two.", target="Divi.")])
    take_in(new_place, "work.po", [unit._replace(source="Two.", target="Divi!")])
    assert [(found.source, found.target) for found in held(new_place)] == [("One.", "Viens."), ("Two.", "Divi!")]


def test_a_file_that_was_read_is_not_read_again(new_place: Location) -> None:
    for units in ([], [TranslationUnit("Save", "Speichern", "en-US", "de-DE")]):
        take_in(new_place, "a.po", units, b"as it was")
        with Memory(new_place) as memory, memory.intake() as intake:
            assert intake.is_current("a.po", b"as it was")
            assert not intake.is_current("a.po", b"as it is")
            assert not intake.is_current("b.po", b"as it was")


def test_what_a_unit_lacks_stays_with_its_source(new_place: Location) -> None:
    unit = TranslationUnit("S", "T", "en-US", "lv-LV", "a.md", "1", context="noun", form=1, notes=("A note.",))
    bare = unit._replace(context=None, form=None, notes=())
    for each, expected in (
        (unit, ("noun", 1, ("A note.",))),
        (bare._replace(target="U"), ("noun", 1, ("A note.",))),
        (bare._replace(source="S2"), (None, None, ())),
    ):
        with Memory(new_place, create=True) as memory, memory.intake() as intake:
            intake.unit(each, "x")
        (found,) = held(new_place)
        assert (found.context, found.form, found.notes) == expected


@pytest.mark.parametrize(("given_tag", "kept"), [("de_DE", "de-DE"), ("LV-lv", "lv-LV"), ("ZH-hANT-tw", "zh-Hant-TW")])
def test_locales_are_kept_in_their_usual_spelling(new_place: Location, given_tag: str, kept: str) -> None:
    take_in(new_place, "a.po", [TranslationUnit("S", "T", "en", given_tag)])
    assert [unit.target_locale for unit in held(new_place)] == [kept]
