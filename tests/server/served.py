"""A real server in a process of its own, and requests to it that go out byte for byte as written."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "not-a-secret-0123456789"
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
    process: subprocess.Popen[str]

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None, timeout: int = 60
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

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: object) -> Reply:
        return self.ask("GET", f"{path}?{urlencode(parameters)}" if parameters else path, headers=headers)

    def send(self, path: str, content: object, headers: dict[str, str] | None = None, method: str = "POST") -> Reply:
        return self.ask(
            method, path, json.dumps(content).encode(), {"Content-Type": "application/json", **(headers or {})}
        )

    def suggest(self, text: str, languages: str = "en/lv", root: str = "/tmserver", **parameters: object) -> Reply:
        return self.get(f"{root}/{languages}/unit/{quote(text, safe='')}", **parameters)


@contextmanager
def serving(tm: Path, *options: str, token: str | None = TOKEN) -> Iterator[Served]:
    """Serve the memory on a free port until the block ends."""
    command = [sys.executable, "-m", "l10nqa", "tm", "serve", "--tm", str(tm), "--port", "0", *options]
    environment = {name: value for name, value in os.environ.items() if name != "L10NQA_TOKEN"}
    environment |= {"L10NQA_TOKEN": token} if token else {}
    log = (tm.parent / "server.log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        command, stdout=log, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment, errors="replace"
    )
    assert process.stderr
    first = process.stderr.readline()
    port = re.search(r"http://[^ /]+:(\d+)", first)
    assert port, first + process.stderr.read()
    with log, process:
        try:
            yield Served(int(port[1]), process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
