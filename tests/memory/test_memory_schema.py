"""Which files are memories, and what is said of those that are not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bilingual import parsed, text_of
from l10nqa.errors import StoreError
from l10nqa.memory import Memory, schema

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    """A memory of one unit."""
    path = tmp_path / "tm.db"
    with Memory(path, create=True) as memory, memory.intake() as intake:
        intake.document(parsed(text_of(("S", "T"))), b"")
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_memory_that_is_not_there_is_not_made_by_reading_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such translation memory") as caught:
        Memory(tmp_path / "my tm.db")
    assert caught.value.hint == f"make it: l10nqa extract PATH --tm '{tmp_path}/my tm.db'"
    assert not (tmp_path / "my tm.db").exists()


@pytest.mark.parametrize("create", [False, True])
def test_a_memory_of_a_newer_program_is_refused(tm: Path, *, create: bool) -> None:
    execute(tm, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(StoreError, match="newer l10nqa") as caught:
        Memory(tm, create=create)
    assert caught.value.hint == "upgrade l10nqa"
    assert caught.value.path == str(tm)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    "statements",
    [["CREATE TABLE other (x)"], ["PRAGMA application_id = 7"], ["CREATE TABLE unit (x)", "PRAGMA user_version = 1"]],
)
def test_the_database_of_another_application_is_refused_and_left_alone(
    tmp_path: Path, statements: list[str], *, create: bool
) -> None:
    path = tmp_path / "other.db"
    execute(path, *statements)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a translation memory") as caught:
        Memory(path, create=create)
    assert caught.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, *, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Not a database at all, but long enough to look like one. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt"):
        Memory(path, create=create)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=str(tmp_path)):
        Memory(tmp_path, create=True)


def test_a_place_where_no_folder_can_be_is_refused(tm: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Memory(tm / "below" / "tm.db", create=True)


def test_an_empty_file_becomes_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "tm.db"
    path.touch()
    with Memory(path, create=True) as memory:
        assert list(memory.units()) == []


def test_an_older_memory_is_brought_up_to_date_and_keeps_its_units(tm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = (*schema.MIGRATIONS, ("ALTER TABLE unit ADD COLUMN remark TEXT", "CREATE TABLE more (x)"))
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    with Memory(tm) as memory:
        assert [unit.target for unit in memory.units()] == ["T"]
    with closing(sqlite3.connect(tm)) as connection:
        assert connection.execute("SELECT remark FROM unit").fetchall() == [(None,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(newer),)


def test_an_update_that_fails_leaves_the_older_memory(tm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, ("CREATE TABLE more (x)", "no SQL")))
    with pytest.raises(StoreError):
        Memory(tm)
    monkeypatch.setattr(schema, "MIGRATIONS", released)
    with Memory(tm) as memory:
        assert [unit.target for unit in memory.units()] == ["T"]
    with closing(sqlite3.connect(tm)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)


def test_a_memory_made_before_contexts_keeps_its_units_and_takes_contexts_in(
    new_place: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", released[:-1])
    with Memory(new_place, create=True) as memory, memory.transaction(write=True) as database:
        database.execute(
            "INSERT INTO document (path, source_locale, target_locale, extracted) VALUES ('a.po', 'en', 'de', 1)"
        )
        for segment, source in (("=0123456789abcdef", "Save"), ("noun", "Post")):
            database.execute(
                "INSERT INTO unit (document, segment, occurrence, source, target, source_hash, previous_hash,"
                " next_hash, created, changed) VALUES (1, ?, 0, ?, 'T', 7, 0, 0, 1, 1)",
                (segment, source),
            )
    monkeypatch.setattr(schema, "MIGRATIONS", released)
    with Memory(new_place) as memory:
        known = list(memory.units())
        assert [(unit.segment, unit.source, unit.context, unit.form, unit.notes) for unit in known] == [
            (None, "Save", None, None, ()),
            ("noun", "Post", None, None, ()),
        ]
        with memory.intake() as intake:
            intake.unit(known[1]._replace(context="noun", form=2, notes=("A note.",)), "x")
        found = list(memory.units())
        assert found[0] == known[0]
        assert found[1]._replace(changed=0) == known[1]._replace(context="noun", form=2, notes=("A note.",), changed=0)
