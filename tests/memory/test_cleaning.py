"""Cleaning a memory: what goes, what stays, and that all of it comes back."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import CORPORA, text_of
from cluster import dump
from l10nqa.errors import ConfigError
from l10nqa.memory import DatabaseUrl, Memory
from l10nqa.memory.cleaning import Action, CleaningProfile, FlaggedUnit
from l10nqa.model import TranslationUnit
from l10nqa.workspace.cleaning import clean, cleaning_runs, undo_cleaning
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from l10nqa.memory import Location

_TEXTS = [
    "",
    " ",
    ".",
    "Save",
    "save the file now",
    "Saglabāt failu",
    "Saglabāt",
    "保存",
    "Ã¤",
    "**b**",
    "b",
    "x\ufffd",
]
_units = st.builds(
    TranslationUnit,
    source=st.sampled_from(_TEXTS),
    target=st.sampled_from(_TEXTS),
    source_locale=st.sampled_from(["en-US", "en-GB"]),
    target_locale=st.sampled_from(["lv-LV", "ja-JP"]),
    path=st.sampled_from(["a.md", "b/ü.md", None]),
    segment=st.sampled_from(["1-1", "1-2", "1-3", "1-4", "1-5", None]),
    origin=st.sampled_from(["MT", "HT", None]),
    previous_hash=st.integers(0, 1),
    next_hash=st.integers(0, 1),
    created=st.integers(1, 3),
    changed=st.integers(3, 5),
)
_memories = st.lists(_units, max_size=40)
_rivals = st.lists(
    st.builds(
        TranslationUnit._replace,
        _units,
        source=st.sampled_from(["Save", "Open"]),
        target=st.sampled_from(["Saglabāt", "Glabāt", "Atvērt"]),
        source_locale=st.just("en-US"),
    ),
    max_size=20,
    unique_by=lambda unit: (unit.path, unit.segment, unit.target_locale),
)
_profiles = st.sampled_from(list(CleaningProfile))


def fill(tm: Location, units: Iterable[TranslationUnit]) -> Location:
    with Memory(tm, create=True) as memory, memory.intake() as intake:
        for unit in units:
            intake.unit(unit, "x.tmx")
    return tm


@pytest.fixture
def tm(new_place: Location) -> Location:
    return new_place


def units(tm: Location) -> list[TranslationUnit]:
    with Memory(tm) as memory:
        return list(memory.units())


def rows(tm: Location) -> list[list[tuple[object, ...]]]:
    """Return every column of every document and unit."""
    held = dump(tm)
    return [held["document"], held["unit"]]


def found(
    tm: Location, profile: CleaningProfile = CleaningProfile.TMS, *select: str, write: bool = False
) -> list[FlaggedUnit]:
    with clean(tm, profile=profile, select=select, write=write) as run:
        return list(run.flagged())


def unit(source: str, target: str, segment: str = "1-1", **columns: object) -> TranslationUnit:
    made = TranslationUnit(source, target, "en-US", "lv-LV", "a.md", segment, created=1, changed=1)
    return made._replace(**columns)  # type: ignore[arg-type]


# Laws


@given(_memories, _profiles)
def test_a_second_run_removes_nothing(
    new_memory: Callable[[], Location], held: list[TranslationUnit], profile: CleaningProfile
) -> None:
    tm = fill(new_memory(), held)
    found(tm, profile, write=True)
    assert [hit for hit in found(tm, profile) if hit.action is Action.REMOVE] == []
    with clean(tm, profile=profile, write=True) as again:
        assert again.removed == 0
    assert again.run is None


@given(_memories, st.lists(_profiles, min_size=1, max_size=2))
def test_undo_brings_everything_back(
    new_memory: Callable[[], Location], held: list[TranslationUnit], profiles: list[CleaningProfile]
) -> None:
    tm = fill(new_memory(), held)
    before, listed = rows(tm), units(tm)
    with Memory(tm) as memory:
        stats = memory.stats()._replace(bytes=0)
    for profile in profiles:
        found(tm, profile, write=True)
    for run in reversed(cleaning_runs(tm)):
        restored = undo_cleaning(tm, run.id)
        assert (restored.units, restored.renumbered, restored.refused) == (run.units, 0, ())
    assert (rows(tm), units(tm)) == (before, listed)
    with Memory(tm) as memory:
        assert memory.stats()._replace(bytes=0) == stats


@given(_memories, _profiles)
def test_a_dry_run_changes_nothing_and_foretells_what_goes(
    new_memory: Callable[[], Location], held: list[TranslationUnit], profile: CleaningProfile
) -> None:
    tm = fill(new_memory(), held)
    before = rows(tm)
    going = {hit.unit.id for hit in found(tm, profile) if hit.action is Action.REMOVE}
    assert rows(tm) == before
    with clean(tm, profile=profile, write=True) as run:
        assert run.removed == len(going)
    assert {unit.id for unit in units(tm)} == {row[0] for row in before[1]} - going


@given(_memories, _profiles)
def test_no_usable_text_is_lost(
    new_memory: Callable[[], Location], held: list[TranslationUnit], profile: CleaningProfile
) -> None:
    """Profile tms keeps every pair, profile mt a target of every source, but for what no unit's own texts allow."""
    tm = fill(new_memory(), held)
    before = units(tm)
    flagged = [hit for hit in found(tm, profile, write=True) if hit.action is Action.REMOVE]
    useless = {hit.unit.id for hit in flagged if hit.check not in ("duplicate", "conflict")}

    def kept(unit: TranslationUnit) -> tuple[str, ...]:
        target = unit.target if profile is CleaningProfile.TMS else ""
        return unit.source, target, unit.source_locale, unit.target_locale

    assert {kept(unit) for unit in before if unit.id not in useless} == set(map(kept, units(tm)))


@given(_rivals)
def test_duplicates_and_conflicts_are_those_of_a_plain_search(
    new_memory: Callable[[], Location], held: list[TranslationUnit]
) -> None:
    tm = fill(new_memory(), held)
    flagged = found(tm, CleaningProfile.MT, "duplicate", "conflict")
    everything = units(tm)

    def better(unit: TranslationUnit) -> tuple[object, ...]:
        return unit.origin != "HT", -unit.changed, unit.id

    doubles, rivals = set(), set()
    for one, other in itertools.permutations(everything, 2):
        if one[:4] == other[:4] and better(other) < better(one):
            doubles.add(one.id)
        if (one.source, *one[2:4]) == (other.source, *other[2:4]) and one.target != other.target:
            rivals.add((one.source, *one[2:4]))
    assert {hit.unit.id for hit in flagged if hit.check == "duplicate"} == doubles
    assert {(hit.unit.source, *hit.unit[2:4]) for hit in flagged if hit.check == "conflict"} == rivals
    staying = Counter(
        (unit.source, *unit[2:4]) for unit in everything if unit.id not in {hit.unit.id for hit in flagged}
    )
    assert set(staying.values()) <= {1}


def test_the_documents_of_the_project_come_back(tm: Location) -> None:
    extract([str(CORPORA)], tm)
    before = rows(tm)
    for profile in CleaningProfile:
        found(tm, profile, write=True)
    assert len(rows(tm)[1]) < len(before[1])
    while any(run.undone is None for run in cleaning_runs(tm)):
        undo_cleaning(tm)
    assert rows(tm) == before


def test_what_is_removed_has_every_column_that_a_unit_and_its_document_have(tm: Location) -> None:
    fill(tm, [])
    with Memory(tm) as memory, memory.transaction(write=False) as database:
        columns = {
            table: {column[0] for column in cast("Any", database.execute(f"SELECT * FROM {table}")).description}  # noqa: S608
            for table in ("unit", "removed_unit", "document", "removed_document")
        }
    assert columns["unit"] <= columns["removed_unit"]
    assert columns["document"] <= columns["removed_document"]


def test_what_was_removed_still_counts_for_what_is_usual(tm: Location) -> None:
    """Without the 75 targets that go, the spread would be smaller, and the 60 rather long ones would go next."""
    ratios = [math.exp((at % 41 - 20) / 100) for at in range(165)] + [math.exp(1.5)] * 60 + [math.e**3] * 75
    fill(
        tm,
        [
            unit(f"{at:03} {'s ' * 18}", f"{at:03} {'t ' * round(20 * ratio - 2)}", f"1-{at}")
            for at, ratio in enumerate(ratios)
        ],
    )
    with clean(tm, profile=CleaningProfile.MT, select=["length-ratio"], write=True) as run:
        assert run.removed == 75
    assert found(tm, CleaningProfile.MT, "length-ratio") == []


# What stays


@pytest.mark.parametrize(("profile", "staying"), [(CleaningProfile.TMS, {"1-1", "1-2"}), (CleaningProfile.MT, {"1-1"})])
def test_translators_keep_what_differs_in_context(tm: Location, profile: CleaningProfile, staying: set[str]) -> None:
    fill(
        tm,
        [
            unit("Save the file.", "Saglabājiet failu.", "1-1", previous_hash=1, next_hash=2, changed=9),
            unit("Save the file.", "Saglabājiet failu.", "1-2", previous_hash=1, next_hash=3),
            unit("Save the file.", "Saglabājiet failu.", "1-3", previous_hash=1, next_hash=2),
        ],
    )
    found(tm, profile, write=True)
    assert {unit.segment for unit in units(tm)} == staying


@pytest.mark.parametrize(
    ("others", "staying"),
    [
        ([("Sāciet šeit.", "HT", 1), ("Sākt šeit.", "MT", 9), ("Sākt šeit.", "MT", 9)], "Sāciet šeit."),
        ([("Sāciet šeit.", "MT", 9), ("Sākt šeit.", "MT", 1), ("Sākt šeit.", None, 1)], "Sākt šeit."),
        ([("Sāciet šeit.", "MT", 9), ("Sākt šeit.", "MT", 1)], "Sāciet šeit."),
    ],
    ids=["by a person", "the usual", "the newest"],
)
def test_training_takes_one_target_of_a_source(
    tm: Location, others: list[tuple[str, str | None, int]], staying: str
) -> None:
    fill(
        tm,
        [
            unit("Start here.", target, f"1-{at}", origin=origin, changed=changed)
            for at, (target, origin, changed) in enumerate(others)
        ],
    )
    assert {hit.unit.target for hit in found(tm, CleaningProfile.TMS, "conflict")} == {
        target for target, _, _ in others
    } - {staying}
    found(tm, CleaningProfile.MT, write=True)
    assert [unit.target for unit in units(tm)] == [staying]


def test_a_unit_is_not_removed_for_the_sake_of_one_that_goes(tm: Location) -> None:
    usual = [unit("Save the file now.", "Save the file now.", f"1-{at}", origin="HT") for at in range(3)]
    fill(tm, [*usual, unit("Save the file now.", "Saglabājiet failu tūlīt.", "1-9", origin="MT")])
    found(tm, CleaningProfile.MT, write=True)
    assert [unit.target for unit in units(tm)] == ["Saglabājiet failu tūlīt."]


def test_two_sources_that_share_a_target_are_reported_unless_they_differ_in_spelling_only(tm: Location) -> None:
    fill(
        tm,
        [
            *(
                unit(source, "Aizvērt logu.", f"1-{at}")
                for at, source in enumerate(["Close it.", "Save it.", "Save it."])
            ),
            *(
                unit(source, "Sākt šeit.", f"2-{at}")
                for at, source in enumerate(["Start here.", "Start Here", "start here"])
            ),
        ],
    )
    for profile in CleaningProfile:
        flagged = found(tm, profile, "shared-target")
        assert [(hit.unit.source, hit.action) for hit in flagged] == [("Close it.", Action.REPORT)]


def test_a_check_that_the_profile_does_not_use_reports_when_it_is_asked_for(tm: Location) -> None:
    fill(tm, [unit("Save", "Saglabāt")])
    assert [hit.action for hit in found(tm, CleaningProfile.TMS, "short")] == [Action.REPORT]
    assert found(tm, CleaningProfile.TMS) == []


def test_only_the_locale_asked_for_is_cleaned(tm: Location) -> None:
    fill(tm, [unit("Save", ""), unit("Save", "", target_locale="ja-JP")])
    with clean(tm, target_locale="ja", write=True) as run:
        assert run.units == 1
    assert [unit.target_locale for unit in units(tm)] == ["lv-LV"]
    with pytest.raises(ConfigError, match="no unit has the target locale de"), clean(tm, target_locale="de"):
        pass


def test_where_the_report_fails_nothing_is_removed(tm: Location) -> None:
    fill(tm, [unit("Save", "")])
    with pytest.raises(OSError, match="full"), clean(tm, write=True):
        raise OSError("full")
    assert len(units(tm)) == 1
    assert cleaning_runs(tm) == []


# What comes in again


@pytest.fixture
def document(tmp_path: Path, tm: Location) -> Path:
    """A document, extracted and cleaned: an empty segment and the second of two same ones are out."""
    file = tmp_path / "docs" / "a.md"
    file.parent.mkdir()
    write(file, ["", "Divi.", "Divi.", "Divi.", "Divi."])
    extract([str(file.parent)], tm)
    found(tm, CleaningProfile.TMS, "empty", "duplicate", write=True)
    assert targets(tm) == ["Divi."] * 3
    return file


def write(file: Path, targets: list[str]) -> None:
    file.write_text(
        text_of(*((f"{'One' if at == 0 else 'Two'}.", target) for at, target in enumerate(targets))), "utf-8"
    )


def targets(tm: Location) -> list[str]:
    return [unit.target for unit in units(tm)]


def test_extracting_an_unchanged_document_brings_nothing_back(document: Path, tm: Location) -> None:
    before = rows(tm)
    extract([str(document.parent)], tm)
    assert rows(tm) == before


def test_a_changed_document_brings_back_only_what_has_changed_or_hung_on_another_unit(
    document: Path, tm: Location
) -> None:
    write(document, ["", "Divi.", "Divi.", "Divi.", "Divi!"])
    changes = extract([str(document.parent)], tm).changes
    assert sorted(targets(tm)) == ["Divi!", "Divi.", "Divi.", "Divi."]
    assert changes.kept_out == 1
    write(document, ["Viens.", "Divi.", "Divi.", "Divi.", "Divi!"])
    assert extract([str(document.parent)], tm).changes.kept_out == 0
    assert "Viens." in targets(tm)


def test_what_was_undone_is_not_kept_out(document: Path, tm: Location) -> None:
    undo_cleaning(tm)
    write(document, ["", "Divi.", "Divi.", "Divi.", "Divi!"])
    assert extract([str(document.parent)], tm).changes.kept_out == 0
    assert targets(tm) == ["", "Divi.", "Divi.", "Divi.", "Divi!"]


def test_undo_refuses_a_place_that_another_unit_has_taken(document: Path, tm: Location) -> None:
    write(document, ["Viens.", "Divi.", "Divi.", "Divi.", "Divi."])
    extract([str(document.parent)], tm)
    restored = undo_cleaning(tm)
    assert f"{document}#1a2b3-101" in restored.refused
    assert targets(tm).count("Viens.") == 1
    (run,) = cleaning_runs(tm)
    assert (run.units, run.undone is not None) == (len(restored.refused), True)
    with pytest.raises(ConfigError, match="nothing to undo"):
        undo_cleaning(tm)


def test_undo_gives_a_new_number_where_the_old_one_is_taken(tm: Location) -> None:
    fill(tm, [unit("Save.", "Saglabāt.", "1-1"), unit("Open.", "", "1-2")])
    found(tm, write=True)
    fill(tm, [unit("Close.", "Aizvērt.", "1-3")])
    # A server gives no number twice.
    assert undo_cleaning(tm).renumbered == (0 if isinstance(tm, DatabaseUrl) else 1)
    assert {unit.segment: unit.target for unit in units(tm)} == {"1-1": "Saglabāt.", "1-2": "", "1-3": "Aizvērt."}


def test_undo_brings_back_a_document_that_was_forgotten_and_the_next_extraction_reads_it(
    document: Path, tm: Location
) -> None:
    content = document.read_bytes()
    document.unlink()
    extract([str(document.parent)], tm, prune=True, allow_empty=True)
    assert targets(tm) == []
    restored = undo_cleaning(tm)
    assert len(targets(tm)) == restored.units == 2
    document.write_bytes(content)
    assert extract([str(document.parent)], tm).changes.unchanged_documents == 0
    assert targets(tm) == ["", *["Divi."] * 4]


def test_a_run_that_is_not_there_cannot_be_undone(tm: Location) -> None:
    fill(tm, [unit("Open.", "")])
    with pytest.raises(ConfigError, match="nothing to undo"):
        undo_cleaning(tm)
    found(tm, write=True)
    with pytest.raises(ConfigError, match="no run 7") as caught:
        undo_cleaning(tm, 7)
    assert caught.value.hint == "there is run 1"
    assert caught.value.path == str(tm)
    undo_cleaning(tm, 1)
    with pytest.raises(ConfigError, match="back already"):
        undo_cleaning(tm, 1)
