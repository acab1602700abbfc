"""A real server in a process of its own, and requests to it that go out byte for byte as written.

Its fixtures serve memories of the documents that the project brings along; without the extra their tests are skipped.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import pytest

from bilingual import CORPORA
from l10nqa.memory import Memory
from l10nqa.workspace.extracting import extract

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.model import TranslationUnit

TOKEN = "not-a-secret-0123456789"  # noqa: S105 - as it says
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Served(NamedTuple):
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        timeout: int = 60,
    ) -> Reply:
        """Send the request with exactly this path, and return the response."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: Any) -> Reply:
        return self.ask("GET", f"{path}?{urlencode(parameters)}" if parameters else path, headers=headers)

    def send(self, path: str, content: object, headers: dict[str, str] | None = None, method: str = "POST") -> Reply:
        return self.ask(
            method, path, json.dumps(content).encode(), {"Content-Type": "application/json", **(headers or {})}
        )

    def suggest(self, text: str, languages: str = "en/lv", root: str = "/tmserver", **parameters: Any) -> Reply:
        return self.get(f"{root}/{languages}/unit/{quote(text, safe='')}", **parameters)


@contextmanager
def serving(tm: Path, *options: str, token: str | None = TOKEN, address: str | None = None) -> Iterator[Served]:
    """Serve the memory in the file, or the one at the address, on a free port until the block ends."""
    command = [sys.executable, "-m", "l10nqa", "tm", "serve", "--tm", address or str(tm), "--port", "0", *options]
    environment = {name: value for name, value in os.environ.items() if name != "L10NQA_TOKEN"}
    environment |= {"L10NQA_TOKEN": token} if token else {}
    log = tm.parent / f"{tm.name}.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env=environment)
    try:
        yield Served(_port(process, log), process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    while True:
        over = process.poll() is not None
        first = log.read_text("utf-8").partition("\n")
        if first[1]:
            port = re.search(r"http://[^ /]+:(\d+)", first[0])
            assert port, first[0]
            return int(port[1])
        assert not over, "the server ended without a word"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def server_extra() -> None:
    for package in ("fastapi", "uvicorn"):
        pytest.importorskip(package, reason="needs l10nqa[server]")


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory, server_extra: None) -> Path:  # noqa: ARG001 - skips without it
    """A memory; not to be changed."""
    tm = tmp_path_factory.mktemp("memory") / "tm.db"
    extract([str(CORPORA)], tm)
    return tm


@pytest.fixture(scope="session")
def units(stored: Path) -> Sequence[TranslationUnit]:
    with Memory(stored) as memory:
        return list(memory.units())


@pytest.fixture
def tm(stored: Path, tmp_path: Path) -> Path:
    """A memory of the test's own."""
    return Path(shutil.copy(stored, tmp_path / "tm.db"))


@pytest.fixture(scope="session")
def server(stored: Path) -> Iterator[Served]:
    """A server that no test may change."""
    with serving(stored) as served:
        yield served


@pytest.fixture
def own_server(tm: Path) -> Iterator[Served]:
    with serving(tm) as served:
        yield served
