"""What is private stays so: files beside a private memory, and passwords in addresses of every spelling."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa
from l10nqa.errors import ConfigError, StoreError
from l10nqa.memory import Memory
from l10nqa.memory.location import DatabaseUrl, memory_location
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from pathlib import Path

_WORD = "s3cret"
_MISTYPED = (
    "postgresql//me:{}@h/db",
    "postgresql:me:{}@h/db",
    "postgresq://me:{}@h/db",
    "postgres:/me:{}@h/db",
    "me:{}@h/db",
    ":{}@h/db",
    "//me:{}@h/db",
    "postgresql:://me:{}@h/db",
    " postgresql://me:{}@h/db",
    "“postgresql://me:{}@h/db”",
    "'postgresql://me:{}@h/db'",
    "postgresql+psycopg://me:{}@h/db",
    "postgresql;//me:{}@h/db",
    "postgresql:\\\\me:{}@h/db",
    "POSTGRESQL:/me:{}@h",
    "jdbc:postgresql://h/db?user=me&password={}",
    "https://me:{}@h/db",
    "pg://me:{}@h/db",
    "host=h user=me password={}",
    "sslpassword={} host=h",
    "h/db?password={}",
    "me:{}@",
)
_ADDRESSES = (
    "postgresql://me:{}@h/db",
    "Postgres://me:{}@h/db",
    "postgresql://me:{}@@h/db",
    "postgresql://me:a/{}?x#y@h/db",
    "postgresql://me:a@{}@h/db",
    "postgresql://me:{}%40h/db",
    "postgresql://me:{}",
    "postgresql://me:{}/db",
    "postgresql://:{}@h/db",
    "postgresql://me;{}@h/db",
    "postgresql://me {}@h/db",
    "postgresql://h/db?password={}",
    "postgresql://h/db?passwrd={}",
    "postgresql://h/db?PASSWORD={}&user=me",
    "postgresql://h/db?password=a@{}",
    "postgresql://h/db?sslpassword={};x",
    "postgresql://h/db?{}",
    "postgresql://h/db#password={}",
    "postgresql://h/db&password={}",
)


@pytest.mark.parametrize("spelling", _MISTYPED)
def test_a_mistyped_address_is_no_file_and_is_shown_without_its_password(tmp_path: Path, spelling: str) -> None:
    with pytest.raises(ConfigError) as caught:
        memory_location(spelling.format(_WORD))
    assert _WORD not in str(caught.value)
    (tmp_path / "a.md").write_text("text", "utf-8")
    done = l10nqa("extract", "a.md", "--tm", spelling.format(_WORD), cwd=tmp_path)
    assert done.returncode == 2
    assert _WORD not in done.stdout + done.stderr
    (tmp_path / "l10nqa.toml").write_text(f"tm = '''{spelling.format(_WORD)}'''\n", "utf-8")
    done = l10nqa("extract", "a.md", cwd=tmp_path)
    assert done.returncode == 2
    assert _WORD not in done.stdout + done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "l10nqa.toml"]


@pytest.mark.parametrize("spelling", _ADDRESSES)
def test_an_address_is_shown_without_what_may_be_a_password(spelling: str) -> None:
    location = memory_location(spelling.format(_WORD))
    assert isinstance(location, DatabaseUrl)
    assert _WORD not in f"{location} {location!r}"
    assert _WORD in location.with_passwords()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///db?host=/var/run/postgresql&sslmode=require",
        "postgresql://me@h1:5432,h2:5433/my-db",
        "postgresql://[::1]:5432/db",
        "postgresql://%2Fvar%2Frun/db?application_name=x",
        "postgresql://h",
    ],
)
def test_an_address_without_a_secret_is_shown_whole(address: str) -> None:
    assert str(memory_location(address)) == address


@pytest.mark.parametrize(
    "name", ["m.db", "dir/postgres.db", "postgresql-memory.db", "C:\\tm\\m.db", "a:b.db", "ü ö.db"]
)
def test_the_name_of_a_file_is_a_file(name: str) -> None:
    assert str(memory_location(name)) == name


def test_an_address_in_the_place_of_a_path_is_shown_without_its_password(tmp_path: Path) -> None:
    for command in (("check",), ("extract", "--tm", "m.db"), ("export", "-o", "x.po")):
        done = l10nqa(*command, f"postgresql://me:{_WORD}@h/db", cwd=tmp_path)
        assert done.returncode == 2
        assert _WORD not in done.stdout + done.stderr


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_what_lies_beside_a_memory_has_its_mode(tmp_path: Path, mode: int) -> None:
    tm = tmp_path / "m.db"
    before = os.umask(0o022)
    try:
        extract([str(CORPORA)], tm)
        with Memory(tm) as memory:
            memory.index()
            memory.concordance("file", side="both", limit=1)
        tm.chmod(mode)
        for _ in range(2):  # what was there before, and what is made anew
            with Memory(tm) as memory:
                memory.index()
                memory.search("Select the file.", min_score=50)
                memory.concordance("file", side="both", limit=1)
                with memory.intake():
                    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
            if _:
                assert set(modes.values()) == {mode}, modes
            for name in ("m.db.index", "m.db.concordance"):
                (tmp_path / name).unlink()
    finally:
        os.umask(before)


@pytest.fixture
def tm(tmp_path: Path) -> Path:
    extract([str(CORPORA)], tmp_path / "m.db")
    return tmp_path / "m.db"


@pytest.mark.parametrize(
    "trigger",
    [
        "CREATE TRIGGER evil AFTER INSERT ON unit BEGIN DELETE FROM unit; END",
        "CREATE TRIGGER evil INSTEAD OF INSERT ON translation_unit BEGIN DELETE FROM unit; END",
        "DROP TRIGGER unit_changed; CREATE TRIGGER unit_changed AFTER UPDATE ON unit BEGIN DELETE FROM document; END",
    ],
)
def test_a_memory_with_triggers_of_somebody_else_is_refused(tm: Path, trigger: str) -> None:
    connection = sqlite3.connect(tm)
    connection.executescript(trigger)
    connection.close()
    with pytest.raises(StoreError, match="trigger that is not of l10nqa"):
        Memory(tm)


def test_a_schema_version_below_all_is_told(tm: Path) -> None:
    connection = sqlite3.connect(tm)
    connection.execute("PRAGMA user_version = -3")
    connection.close()
    with pytest.raises(StoreError, match=r"has a schema that no l10nqa writes \(-3\)"):
        Memory(tm)


@pytest.mark.parametrize("value", ["x'00ff'", "12345", "'[1, {}]'", "'no JSON'", "CAST(x'ff41' AS TEXT)"])
@pytest.mark.parametrize("column", ["source", "target", "segment", "notes"])
def test_a_value_that_does_not_belong_there_is_damage_and_no_crash(tm: Path, column: str, value: str) -> None:
    damaged = tm.with_name("d.db")
    shutil.copy(tm, damaged)
    connection = sqlite3.connect(damaged)
    connection.execute(f"UPDATE unit SET {column} = {value} WHERE id = 3")  # noqa: S608 - ours
    connection.commit()
    connection.close()
    for arguments in (
        ("tm", "export", "--tm", "d.db", "-o", "o.jsonl"),
        ("tm", "export", "--tm", "d.db", "-o", "o.parquet"),
        ("tm", "search", "Select", "--min", "50", "--tm", "d.db"),
        ("tm", "concordance", "file", "--tm", "d.db"),
        ("tm", "clean", "--tm", "d.db"),
    ):
        done = l10nqa(*arguments, cwd=tm.parent)
        assert "Traceback" not in done.stderr, arguments
        assert done.returncode in (0, 1, 2)
        if done.returncode == 2:
            assert "d.db" in done.stderr
