"""`l10nqa tm serve` refuses what would be unsafe or cannot work, before it listens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from l10nqa.errors import ConfigError
from l10nqa.memory import Memory
from l10nqa.server import Settings, read_token
from l10nqa.server.settings import is_loopback

if TYPE_CHECKING:
    from pathlib import Path

_TOKEN = "0123456789abcdef"  # noqa: S105 - of no server


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    tm = tmp_path / "tm.db"
    Memory(tm, create=True).close()
    return tm


def serve(tm: Path, *options: str | Path, token: str = "", code: str = "pass") -> subprocess.CompletedProcess[str]:
    """Run the command to its end, which only a refused one has; `code` is run before it."""
    program = f"import sys; {code}; from l10nqa.cli import main; main()"
    command = [sys.executable, "-c", program, "tm", "serve", "--tm", str(tm), *map(str, options)]
    environment = {**os.environ, "L10NQA_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)


def is_refused(done: subprocess.CompletedProcess[str], *said: str) -> bool:
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert [text for text in said if text not in done.stderr] == []
    return done.returncode == 2


@pytest.mark.parametrize("package", ["fastapi", "uvicorn", "starlette"])
def test_a_missing_extra_is_told_with_what_installs_it(memory: Path, package: str) -> None:
    done = serve(memory, code=f"sys.modules[{package!r}] = None")
    assert is_refused(done, "l10nqa[server]", "pip install")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "tm.example.org"])  # noqa: S104 - refused
def test_other_machines_get_no_writing_without_a_token(memory: Path, host: str) -> None:
    assert is_refused(serve(memory, "--host", host), "--token-file", "--read-only")
    assert Settings(memory, host=host, read_only=True).writable is False
    assert Settings(memory, host=host, token=_TOKEN).writable is True


def test_private_needs_a_token(memory: Path) -> None:
    assert is_refused(serve(memory, "--private"), "--private needs a token")


def test_a_memory_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("fastapi", reason="needs l10nqa[server]")
    assert is_refused(serve(tmp_path / "none.db", "--port", "0"), "no such translation memory")


def test_a_port_that_is_taken_is_told(memory: Path) -> None:
    pytest.importorskip("fastapi", reason="needs l10nqa[server]")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve(memory, "--port", str(port))
        assert is_refused(done, f"cannot listen on 127.0.0.1 port {port}: Address already in use\n")
        # Told before the memory is looked at, which may have to be indexed first.
        assert is_refused(serve(memory.with_name("none.db"), "--port", str(port)), "in use")


def test_a_host_that_is_none_is_told(memory: Path) -> None:
    pytest.importorskip("fastapi", reason="needs l10nqa[server]")
    assert is_refused(serve(memory, "--host", "no such host", "--port", "0", token=_TOKEN), "cannot listen")


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"short", b"with a space in it", b"\xff" * 20, "garumzīmes".encode() * 3]
)
def test_a_file_without_a_token_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "token.txt"
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_token(file)
    assert caught.value.path == str(file)
    assert caught.value.hint


def test_a_file_that_cannot_be_read_is_named_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^\S+: the token cannot be read: No such file or directory$"):
        read_token(tmp_path / "none.txt")


def test_the_token_of_the_file_goes_before_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token.txt"
    file.write_text(f"{_TOKEN}\n", "ascii")
    monkeypatch.setenv("L10NQA_TOKEN", "another-0123456789")
    assert read_token(file) == _TOKEN
    assert read_token(None) == "another-0123456789"
    monkeypatch.delenv("L10NQA_TOKEN")
    assert read_token(None) is None
    with pytest.raises(ConfigError):
        read_token(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *(("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("LocalHost", True)),
        *(("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("localhost.example", False), ("", False)),  # noqa: S104
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, *, loopback: bool) -> None:
    assert is_loopback(host) is loopback
