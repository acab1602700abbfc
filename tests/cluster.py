"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket in it, stopped at the end.

It is made of the programs of Debian's package `postgresql` or of any other on the PATH; without them the tests that
need it are skipped, and say so.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from l10nqa.memory import DatabaseUrl, Memory
from l10nqa.memory.state import count_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from l10nqa.memory import Location

    Rows = dict[str, list[tuple[object, ...]]]

_USERS = ("postgres", "nobody")
"""Who runs the server where the tests are run by root, which PostgreSQL refuses."""
_SETTINGS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")
_TABLES = (
    *("document", "unit", "lexicon", "generation", "change"),
    *("cleaning", "removed_document", "removed_unit", "run", "run_words", "run_figure"),
)
_RESTART = (
    "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace"
)
_NO_TRIGGERS = "SET LOCAL session_replication_role = replica"
"""Else they would log each deletion, and look for rows that refer to it."""
_TRIGGERS = "SET LOCAL session_replication_role = origin"
_ROUNDS_A_FILE = 100
"""How often tables are emptied before their files are made anew: nothing else takes deleted rows out of them."""
_schemas, _emptied = count(1), count(1)


class Cluster:
    """A running server."""

    def __init__(self, programs: Path, folder: Path, run_as: Sequence[str]) -> None:
        self._programs, self._folder, self._run_as = programs, folder, run_as

    def program(self, name: str, *arguments: str) -> None:
        command = [*self._run_as, str(self._programs / name), *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout

    def start(self) -> None:
        data = self._folder / "data"
        authentication = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C")
        self.program("initdb", "-D", str(data), "--no-sync", *authentication)
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"unix_socket_directories={self._folder}"))
        # Else it would hold our pipes open as long as it lives.
        self.program("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.program("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def url(self, **options: str) -> str:
        given = {"host": str(self._folder), "user": "postgres", **options}
        return "postgresql:///postgres?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())

    def execute(self, *statements: str) -> None:
        import psycopg  # noqa: PLC0415 - an extra

        with psycopg.connect(self.url(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_memory(self) -> DatabaseUrl:
        """Return where a memory can be made: a schema of its own."""
        name = f"memory_{next(_schemas)}"
        self.execute(f"CREATE SCHEMA {name}")
        return DatabaseUrl(self.url(options=f"-csearch_path={name}"))

    def emptied(self, place: DatabaseUrl) -> DatabaseUrl:
        """Return the place of a memory, which is made if need be, as if it were new: that is quicker than a new one."""
        with Memory(place, create=True) as memory, memory.transaction(write=True) as database:
            if next(_emptied) % _ROUNDS_A_FILE == 0:
                database.execute(f"TRUNCATE {', '.join(_TABLES)} RESTART IDENTITY")
            else:  # which takes a tenth of the time of making every file anew
                for statement in (_NO_TRIGGERS, *(f"DELETE FROM {table}" for table in _TABLES), _TRIGGERS, _RESTART):  # noqa: S608
                    database.execute(statement)
            count_generation(database)
        return place


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    return versions[-1].parent if versions else None


def _other_user() -> str | None:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in _USERS if name in known), None) if shutil.which("runuser") else None


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("psycopg", reason="needs l10nqa[postgres]")
    programs = _programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's server programs: apt-get install postgresql")
    run_as: tuple[str, ...] = ()
    folder = Path(tempfile.mkdtemp(prefix="l10nqa-pg-"))  # a socket's path must be short
    try:
        if os.geteuid() == 0:
            user = _other_user()
            if user is None:
                pytest.skip("PostgreSQL refuses root, and there is no runuser or no other user")
            run_as = ("runuser", "-u", user, "--")
            shutil.chown(folder, user)
        running = Cluster(programs, folder, run_as)
        running.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))  # where indexes go
            try:
                yield running
            finally:
                running.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.external)])
def stores(request: pytest.FixtureRequest) -> Cluster | None:
    """What every memory must do is tested in files, for which this is None, and on a server."""
    if request.param == "sqlite":
        return None
    running: Cluster = request.getfixturevalue("cluster")
    return running


@pytest.fixture(scope="session")
def new_memory(stores: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Location]:
    """Return a function that names a place where there is no memory or an empty one; for tests that need many."""
    if stores is None:
        return lambda: tmp_path_factory.mktemp("memory") / "tm.db"
    again = stores.new_memory()
    return lambda: stores.emptied(again)


@pytest.fixture
def new_place(stores: Cluster | None, tmp_path: Path) -> Location:
    """A place where a memory can be made; for tests that need one."""
    return stores.new_memory() if stores else tmp_path / "tm.db"


def dump(tm: Location) -> Rows:
    """Return everything the memory's tables hold."""
    with Memory(tm) as memory, memory.transaction(write=False) as database:
        return {table: database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in _TABLES}  # noqa: S608


def place(tm: Location) -> str:
    """Return the memory's place as it is given to `--tm`."""
    return tm.with_passwords() if isinstance(tm, DatabaseUrl) else str(tm)
