"""What is a server's own: addresses and passwords, who may write when, texts that it does not take as they are."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import brute_force, search, sentences, take_in, unit

from bilingual import CORPORA, l10nqa, l10nqa_process
from cluster import dump, place
from l10nqa.errors import StoreError
from l10nqa.memory import DatabaseUrl, Memory, memory_location, schema
from l10nqa.memory.cleaning import Cleaning, CleaningProfile, select_checks
from l10nqa.memory.database import silent
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cluster import Cluster
    from l10nqa.model import TranslationUnit

pytest.importorskip("psycopg", reason="needs l10nqa[postgres]")
texts = pytest.importorskip("l10nqa.memory.postgres.texts")
database = pytest.importorskip("l10nqa.memory.postgres.database")
_SECRET = "s3cr3t"  # noqa: S105 - what must not be shown


@pytest.fixture
def tm(cluster: Cluster) -> DatabaseUrl:
    return cluster.new_memory()


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://anna:{_SECRET}@127.0.0.1:1/tm",
        f"postgres://anna:{_SECRET}@127.0.0.1:1/tm?sslmode=disable",
        f"postgresql://anna@127.0.0.1:1/tm?password={_SECRET}",
        f"postgresql://anna:{_SECRET}/x@127.0.0.1:1/tm",  # should be %2F: libpq takes the password for the port
        f"postgresql://anna:{_SECRET}@x@127.0.0.1:1/tm",
        f"postgresql://anna:{_SECRET}@127.0.0.1:1/tm?no_such_option=1",
    ],
)
def test_a_password_is_never_shown(address: str) -> None:
    url = memory_location(address)
    assert isinstance(url, DatabaseUrl)
    assert url.with_passwords() == address
    assert _SECRET not in f"{url} {url!r}"
    done = l10nqa("tm", "stats", "--tm", address)
    assert done.returncode == 2
    assert done.stdout == ""
    assert _SECRET not in done.stderr
    assert "127.0.0.1:1/tm" in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://anna:{_SECRET}@db.example.org/tm",
        f"postgresql+psycopg://anna:{_SECRET}@db.example.org/tm",
        f"postgresql:/anna:{_SECRET}@db.example.org/tm",
        f"https://db.example.org/tm?password={_SECRET}",
    ],
)
def test_the_address_of_something_else_is_no_file(address: str, tmp_path: Path) -> None:
    done = l10nqa("extract", CORPORA / "de-DE", "--tm", address, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no address of a memory" in done.stderr
    assert "hint: give a file, or postgresql://" in done.stderr
    assert _SECRET not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_scheme_may_be_in_capitals(tm: DatabaseUrl) -> None:
    with Memory(place(tm).replace("postgresql:", "PostgreSQL:"), create=True) as memory:
        assert memory.stats().units == 0


@pytest.mark.parametrize("given_", ["memory.db", "a/postgresql:b", "./postgres:"])
def test_other_places_are_files(given_: str) -> None:
    assert memory_location(given_) == Path(given_)


def test_without_the_extra_it_is_named() -> None:
    code = "import sys; sys.modules['psycopg'] = None; from l10nqa.memory import Memory; Memory('postgresql://x/y')"
    import subprocess  # noqa: PLC0415

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PostgreSQL needs psycopg" in done.stderr


def test_a_database_that_is_not_there_is_told_with_the_remedy(cluster: Cluster) -> None:
    url = DatabaseUrl(cluster.url(dbname="nowhere"))
    with pytest.raises(StoreError, match="does not exist") as caught:
        Memory(url, create=True)
    assert caught.value.hint
    assert "createdb" in caught.value.hint


@pytest.fixture
def as_guest(cluster: Cluster, tm: DatabaseUrl) -> Iterator[str]:
    """The memory's place, made, for a user who may do nothing yet."""
    Memory(tm, create=True).close()
    cluster.execute("CREATE ROLE guest LOGIN")
    yield place(tm).replace("user=postgres", "user=guest")
    cluster.execute("DROP OWNED BY guest", "DROP ROLE guest")


def schema_of(tm: DatabaseUrl) -> str:
    return place(tm).rpartition("%3D")[2]


def refused(*arguments: str | Path) -> str:
    """Run a command that cannot, and return what it says."""
    done = l10nqa(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "\nhint: " in done.stderr
    return done.stderr


def test_who_has_no_rights_is_told_which(cluster: Cluster, tm: DatabaseUrl, as_guest: str) -> None:
    assert "GRANT USAGE ON SCHEMA" in refused("tm", "stats", "--tm", as_guest)
    cluster.execute(f"GRANT USAGE ON SCHEMA {schema_of(tm)} TO guest")
    assert "permission denied for table" in refused("tm", "stats", "--tm", as_guest)
    cluster.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema_of(tm)} TO guest")
    assert l10nqa("tm", "clean", "--tm", as_guest).returncode == 0
    said = refused("tm", "clean", "--write", "--tm", as_guest)
    assert "permission denied for table" in said
    assert "GRANT this user the right" in said
    fresh = place(cluster.new_memory())
    cluster.execute(f"GRANT USAGE ON SCHEMA {fresh.rpartition('%3D')[2]} TO guest")
    said = refused("extract", CORPORA / "de-DE", "--tm", fresh.replace("user=postgres", "user=guest"))
    assert "permission denied for schema" in said
    assert "CREATE TABLE" not in said


def test_only_the_owner_brings_an_older_memory_up_to_date(
    cluster: Cluster, tm: DatabaseUrl, as_guest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = schema_of(tm)
    cluster.execute(
        f"GRANT USAGE, CREATE ON SCHEMA {name} TO guest", f"GRANT ALL ON ALL TABLES IN SCHEMA {name} TO guest"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("ALTER TABLE unit ADD COLUMN remark TEXT",)))
    with pytest.raises(StoreError, match="only who owns its tables may bring it up to date") as caught:
        Memory(as_guest)
    assert "let them do so" in str(caught.value.hint)
    Memory(tm).close()
    with Memory(as_guest) as memory:
        assert memory.stats().units == 0


def test_a_lost_connection_is_told_and_what_was_committed_stays(cluster: Cluster, tm: DatabaseUrl) -> None:

    def more() -> Iterator[TranslationUnit]:
        yield unit(2, "T")
        cluster.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'l10nqa'")

    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(1, "S")])
        with pytest.raises(StoreError, match="the memory failed") as caught:
            take_in(memory, more())
        assert caught.value.hint == "is the server still running? what was not committed is not kept"
        assert not memory.is_current()
        with pytest.raises(StoreError, match="the memory failed"):
            memory.stats()
    with Memory(tm) as memory:
        assert [one.source for one in memory.units()] == ["S"]


def test_an_error_quotes_no_row(tm: DatabaseUrl) -> None:
    with Memory(tm, create=True) as memory, pytest.raises(StoreError) as caught, memory.transaction(write=True) as at:
        at.insert("unit", ["document", "source"], [(1, "Secret source")])
    assert "violates not-null constraint" in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_a_memory_that_is_not_there_is_not_made_by_reading_it(tm: DatabaseUrl) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match="no such translation memory") as caught:
            Memory(tm)
        assert caught.value.hint
        assert f"l10nqa extract PATH --tm '{tm}'" in caught.value.hint, "the shell must not take & for its own"


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_application_is_refused_and_left_alone(
    cluster: Cluster, tm: DatabaseUrl, *, create: bool
) -> None:
    name = place(tm).rpartition("%3D")[2]
    cluster.execute(f"CREATE TABLE {name}.unit (x TEXT)")
    with pytest.raises(StoreError, match="not a translation memory") as caught:
        Memory(tm, create=create)
    assert caught.value.hint
    assert "CREATE SCHEMA" in caught.value.hint


def test_a_memory_of_a_newer_program_is_refused(tm: DatabaseUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE more (x INTEGER)",)))
        Memory(tm, create=True).close()
    with pytest.raises(StoreError, match="newer l10nqa"):
        Memory(tm)


def test_an_older_memory_is_brought_up_to_date_and_one_that_cannot_be_stays(
    tm: DatabaseUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(1, "S")])
    released = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, ("CREATE TABLE more (x INTEGER)", "no SQL")))
    with pytest.raises(StoreError):
        Memory(tm)
    monkeypatch.setattr(schema, "MIGRATIONS", (*released, ("CREATE TABLE more (x INTEGER)",)))
    with Memory(tm) as memory:
        assert [one.source for one in memory.units()] == ["S"]


# Speed


def test_what_refers_to_another_row_is_found_by_an_index(tm: DatabaseUrl) -> None:
    """The server makes none for a foreign key, and looks through the whole table for each row that is deleted."""
    query = """SELECT conrelid, conname FROM pg_constraint WHERE contype = 'f'
               AND connamespace = CAST(current_schema() AS regnamespace) AND NOT EXISTS (
                   SELECT 1 FROM pg_index WHERE indrelid = conrelid
                   AND CAST(indkey AS TEXT) || ' ' LIKE array_to_string(conkey, ' ') || ' %')"""
    with Memory(tm, create=True) as memory, memory.transaction(write=False) as inside:
        assert inside.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f'").fetchone()[0] > 3
        assert inside.execute(query).fetchall() == []


def test_the_server_knows_how_much_the_checks_have_found(tm: DatabaseUrl) -> None:
    """Else it takes it for little, and goes through all of it for every unit."""
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, "Save.") for at in range(300)])
        with memory.transaction(write=False) as inside:
            cleaning = Cleaning(inside, select_checks(CleaningProfile.MT), CleaningProfile.MT, ["lv-LV"])
            cleaning.find(silent)
            assert inside.execute("SELECT reltuples FROM pg_class WHERE relname = 'hit'").fetchone() == (300,)


# Several at once


def test_four_processes_that_make_a_memory_at_once_make_one(tm: DatabaseUrl) -> None:
    with ThreadPoolExecutor(4) as pool:
        jobs = [
            pool.submit(l10nqa_process, "extract", CORPORA / name, "--tm", place(tm)) for name in ("de-DE", "ja-JP") * 2
        ]
        assert [job.result().returncode for job in jobs] == [0, 0, 0, 0], [job.result().stderr for job in jobs]
    with Memory(tm) as memory:
        assert memory.locales(within="de")
        assert memory.locales(within="ja")
        assert len({(one.path, one.segment, one.source) for one in memory.units()}) <= memory.stats().units


def test_a_memory_that_another_process_makes_meanwhile_is_one(tm: DatabaseUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = database.PostgresDatabase(tm, create=True)
    ask = opened._is_marked

    def ask_while_another_makes_it() -> bool:
        answer: bool = ask()
        monkeypatch.undo()
        Memory(tm, create=True).close()
        return answer

    monkeypatch.setattr(opened, "_is_marked", ask_while_another_makes_it)
    try:
        schema.prepare(opened)
        assert opened.version() == len(schema.MIGRATIONS)
    finally:
        opened.close()


def test_numbers_are_given_in_the_order_of_commits(tm: DatabaseUrl) -> None:
    """One writer has its numbers and is slow to commit: another must not overtake it, or a reader would miss units."""
    Memory(tm, create=True).close()

    def write(first: int) -> None:
        with Memory(tm) as memory:
            take_in(memory, [unit(at, f"later {at}") for at in range(first, first + 300)])

    with Memory(tm) as slow, Memory(tm) as reader, ThreadPoolExecutor(1) as pool:
        with slow.intake() as intake:
            for at in range(300):
                intake.unit(unit(at, f"sooner {at}"), "x")
            intake.flush()  # the numbers are given
            job = pool.submit(write, 1_000)
            time.sleep(0.5)
            assert not job.done()
            assert search(reader, "later 1000") == search(reader, "sooner 1") == []
        assert search(reader, "sooner 1", limit=1)[0][0] == 100
        job.result()
        assert search(reader, "later 1000", limit=1)[0][0] == 100
        assert search(reader, "sooner 299") == brute_force(reader, "sooner 299")
        numbers = {one.source: one.id for one in reader.units()}
    assert max(at for text, at in numbers.items() if "sooner" in text) < min(
        at for text, at in numbers.items() if "later" in text
    )


def test_who_waits_too_long_is_told_why(tm: DatabaseUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT", 1)
    with Memory(tm, create=True) as first, Memory(tm) as second, first.intake():
        with pytest.raises(StoreError) as caught, second.intake():
            pass
        assert caught.value.hint == "another process is writing: try again when it is done"


def test_an_index_of_a_later_state_is_not_trusted_once_a_backup_is_back(tm: DatabaseUrl) -> None:
    with Memory(tm, create=True) as memory:
        take_in(memory, [unit(at, text) for at, text in enumerate(sentences(3_000))])
        with memory.transaction(write=True) as inside:  # the state that the backup had
            inside.execute("CREATE TEMP TABLE backup AS SELECT * FROM generation")
        take_in(memory, [unit(at, f"Close the account {at}.") for at in range(50)])
        memory.index()
        with memory.transaction(write=True) as inside:
            inside.execute("DELETE FROM generation WHERE number NOT IN (SELECT number FROM backup)")
            inside.execute("UPDATE unit SET source = 'Open the folder 42.' WHERE id < 20")
            inside.execute("DELETE FROM change")
    with Memory(tm) as memory:
        assert search(memory, "Open the folder 42.", 30) == brute_force(memory, "Open the folder 42.", 30)


# Texts


@given(st.text(st.sampled_from("a0\0\ud800\udfff\ufdd0é語😀") | st.characters()))
def test_every_text_comes_back_from_its_escaped_form(text: str) -> None:
    stored = texts.escaped(text)
    assert texts.unescaped(stored) == text
    assert "\0" not in stored
    stored.encode()  # as UTF-8, without surrogates


@given(st.lists(st.text(st.sampled_from("a0\0\ud800\ufdd0é"), min_size=1), max_size=8, unique=True))
@settings(max_examples=10)
def test_every_text_is_stored_and_found(cluster: Cluster, sources: list[str]) -> None:
    with Memory(cluster.new_memory(), create=True) as memory:
        for _ in range(2):
            take_in(memory, [unit(at, text)._replace(target=text[::-1]) for at, text in enumerate(sources)])
        assert [(one.source, one.target) for one in memory.units()] == [(text, text[::-1]) for text in sources]
        for text in sources:
            assert search(memory, text, 3) == brute_force(memory, text, 3)


def test_a_key_may_be_longer_than_an_index_of_the_server_takes(tm: DatabaseUrl) -> None:
    long = "".join(map(chr, range(0x4E00, 0x4E00 + 9_000)))
    with Memory(tm, create=True) as memory:
        for target in ("one", "two"):
            take_in(memory, [unit(1, "S")._replace(segment=long + end, path=long, target=target) for end in "ab"])
        assert [(one.segment, one.target) for one in memory.units()] == [(long + "a", "two"), (long + "b", "two")]


def test_of_many_imported_units_the_last_of_each_key_stands(tm: DatabaseUrl, tmp_path: Path) -> None:
    """More than a few are copied into a table first; that must make no difference."""
    units = [unit(at % 150, f"S{at}")._replace(created=at + 1, changed=at + 1) for at in range(400)]
    changes = []
    for where in (tm, tmp_path / "tm.db"):
        with Memory(where, create=True) as memory, memory.intake() as intake:
            for one in units:
                intake.unit(one, "x")
        changes.append(intake.changes)
    assert changes[0] == changes[1]
    with Memory(tm) as on_server, Memory(tmp_path / "tm.db") as in_file:
        assert list(on_server.units()) == list(in_file.units())


def test_both_databases_hold_the_same_of_the_same_documents(tm: DatabaseUrl, tmp_path: Path) -> None:
    file = tmp_path / "tm.db"
    for where in (tm, file):
        extract([str(CORPORA)], where)
    one, other = dump(tm), dump(file)
    times = {"document": {-1}, "unit": {-4, -5}, "generation": {-2}}  # and the token drawn at random, from the end
    for table, columns in times.items():
        for held in (one, other):
            held[table] = [tuple(v for at, v in enumerate(row, -len(row)) if at not in columns) for row in held[table]]
    assert one == other
