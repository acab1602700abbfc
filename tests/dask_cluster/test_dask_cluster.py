"""A run on a Dask cluster gives the bytes of one process, whatever becomes of the workers, or says why it cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, l10nqa, l10nqa_process, text_of
from l10nqa.memory import Memory

pytest.importorskip("distributed", reason="the extra is not installed: pip install 'l10nqa[cluster]'")
psutil = pytest.importorskip("psutil", reason="distributed brings it")

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("dask")]

_RULES = '''
"""What befalls a worker."""

import os
import signal
import time
from pathlib import Path

from l10nqa.markup import Kind
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, rule


@rule(
    category=Category.ENTITY,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    examples=(Example("en>de", "A.", "B."),),
)
def fate(segment, context):
    """Do to the process what the source says."""
    if segment.source.text == "Dies always.":
        os.kill(os.getpid(), signal.SIGKILL)
    if segment.source.text == "Dies once." and Path("once").exists():
        Path("once").unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    if segment.source.text == "Waits.":
        Path("waiting").touch()
        time.sleep(60)
    yield from ()


RULES = (fate,)
'''
_FATE = '[plugins]\nrules = ["fate_rules"]\n'
_DEATHS = 1
"""How many workers may die of a chunk before Dask gives it up, and one more: few, to save time."""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of all machines: it has a plugin, and Dask's files in a folder of their own."""
    folder = tmp_path_factory.mktemp("dask")
    (folder / "fate_rules.py").write_text(_RULES, "utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(folder),
        "DASK_TEMPORARY_DIRECTORY": str(folder),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(_DEATHS),
    }


@contextmanager
def _scheduler(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Run a scheduler; yield its address."""
    written = folder / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file")
    with _running("dask_scheduler", *arguments, str(written), environment=environment, log=folder / "scheduler.log"):
        _wait_until(lambda: written.exists() and written.stat().st_size > 0)
        yield json.loads(written.read_text("utf-8"))["address"]


@contextmanager
def _running(
    program: str, *arguments: str, environment: Mapping[str, str], log: Path, prefix: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        command = [*prefix, sys.executable, "-m", f"distributed.cli.{program}", *arguments]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=log.parent)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _workers(
    address: str, environment: Mapping[str, str], folder: Path, count: int = 1, prefix: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    arguments = (address, "--nworkers", str(count), "--nthreads", "1", "--dashboard-address", "127.0.0.1:0")
    with _running(
        "dask_worker", *arguments, environment=environment, log=folder / "worker.log", prefix=prefix
    ) as process:
        yield process


@pytest.fixture(scope="module")
def cluster(environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster with two workers, in a working directory of their own."""
    folder = tmp_path_factory.mktemp("machines")
    with _scheduler(environment, folder) as address, _workers(address, environment, folder, 2):
        yield address


@pytest.fixture(scope="module")
def idle_scheduler(environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler that has no worker yet."""
    with _scheduler(environment, tmp_path_factory.mktemp("idle")) as address:
        yield address


def _wait_until(is_so: object, seconds: float = 60) -> None:
    assert callable(is_so)
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _alone(*arguments: str | Path, cwd: Path) -> tuple[int, str]:
    """Return the exit status and the output of one process: this one, which spares the start of another."""
    done = l10nqa(*arguments, "--jobs", "1", cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, done.stdout


def _bytes(*arguments: str | Path, cwd: Path) -> tuple[int, str]:
    """Return the exit status and the output of a process of its own, which has threads of Dask."""
    done = l10nqa_process(*arguments, cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def work(tmp_path: Path, environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with documents of all kinds that the project brings along, a ledger and a baseline."""
    monkeypatch.setenv("PYTHONPATH", environment["PYTHONPATH"])
    monkeypatch.syspath_prepend(environment["PYTHONPATH"])
    for folder in ("lv-LV", "ja-JP", "oddities"):
        shutil.copytree(CORPORA / folder, tmp_path / "docs" / folder)
    return tmp_path


def test_the_bytes_are_those_of_one_process(work: Path, cluster: str) -> None:
    plain = ("check", "docs", "--certainty", "possible", "--format", "jsonl")
    everything = _alone(*plain, cwd=work)
    assert everything[1].count("\n") > 20
    assert _bytes(*plain, "--cluster", cluster, cwd=work) == everything
    assert _bytes(*plain, "--cluster", "local", "--jobs", "2", cwd=work) == everything

    _bytes("baseline", "docs/lv-LV", "-o", "known.jsonl", "--cluster", cluster, cwd=work)
    listed = json.loads(everything[1].splitlines()[-1])
    where = ("--in", "docs", "--certainty", "possible", "--as", "false-alarm", "--reason", "so", "--author", "me")
    decide = ("decide", listed["fingerprint"], *where)
    decided = l10nqa(*decide, cwd=work)
    gated = (*plain, "--baseline", "known.jsonl", "--ledger", "l10nqa-ledger.jsonl")
    assert decided.returncode == 0, decided.stderr
    active = _alone(*gated, cwd=work)
    assert 0 < active[1].count("\n") < everything[1].count("\n")
    assert _bytes(*gated, "--cluster", cluster, cwd=work) == active


def test_fixes_and_reports_are_those_of_one_process(work: Path, cluster: str) -> None:
    fixed = _alone("fix", "docs", cwd=work)
    assert "+++ " in fixed[1]
    assert _bytes("fix", "docs", "--cluster", cluster, cwd=work) == fixed
    _alone("report", "docs", "-o", "here", cwd=work)
    _bytes("report", "docs", "-o", "there", "--cluster", cluster, cwd=work)
    assert (work / "there" / "findings.jsonl").read_bytes() == (work / "here" / "findings.jsonl").read_bytes()
    assert _bytes("fix", "docs", "--write", "--cluster", cluster, cwd=work)[0] == 0
    assert _alone("fix", "docs", cwd=work)[1] == ""


def test_a_memory_is_learned_as_by_one_process(work: Path, cluster: str) -> None:
    _bytes("extract", "docs", "--tm", "alone.db", cwd=work)
    shutil.copy(work / "alone.db", work / "cluster.db")
    _alone("tm", "learn", "--tm", "alone.db", cwd=work)
    _bytes("tm", "learn", "--tm", "cluster.db", "--cluster", cluster, cwd=work)
    with Memory(work / "alone.db") as memory:
        locales = memory.locales()
    assert locales
    learned = []
    for name in ("alone.db", "cluster.db"):
        with Memory(work / name) as memory, memory.transaction(write=False) as database:
            learned.append(database.execute("SELECT * FROM lexicon ORDER BY target_locale").fetchall())
    assert len(learned[0]) == len(locales)
    assert learned[0] == learned[1]
    shard = ("tm", "learn", "--tm", "alone.db", "--shard", "1/2", "-o")
    _alone(*shard, "alone.jsonl", cwd=work)
    _bytes(*shard, "cluster.jsonl", "--cluster", cluster, cwd=work)
    assert (work / "alone.jsonl").read_bytes() == (work / "cluster.jsonl").read_bytes()


def _documents(folder: Path, *sources: str) -> None:
    folder.mkdir(exist_ok=True)
    for number, source in enumerate(sources):
        pairs = [(source, "Teksts."), (f"See `a{number}`.", f"Skat. `b{number}`.")]
        (folder / f"{number:03}.md").write_text(text_of(*pairs), "utf-8")


def test_the_work_of_a_worker_that_dies_is_repeated(work: Path, cluster: str) -> None:
    _documents(work / "few", *["Text."] * 20, "Dies once.", *["Text."] * 20)
    (work / "l10nqa.toml").write_text(_FATE, "utf-8")
    check = ("check", "few", "--format", "jsonl")
    alone = _alone(*check, cwd=work)
    assert alone[1].count("\n") == 41
    (work / "once").touch()
    assert _bytes(*check, "--cluster", cluster, cwd=work) == alone
    assert not (work / "once").exists()


def test_a_document_that_kills_every_worker_is_named(work: Path, cluster: str) -> None:
    (work / "l10nqa.toml").write_text(_FATE, "utf-8")
    _documents(work / "few", *["Text."] * 40)
    alone = _alone("check", "few", "--format", "jsonl", cwd=work)[1].splitlines(keepends=True)
    _documents(work / "few", *["Text."] * 30, "Dies always.", *["Text."] * 9)
    done = l10nqa_process("check", "few", "--format", "jsonl", "--cluster", cluster, cwd=work)
    assert done.returncode == 1
    assert done.stdout == "".join(line for line in alone if "few/030.md" not in line)
    assert re.search(r"few/030\.md:1:1: not read, because 2 workers died of it, the last at tcp://", done.stderr)


def _hiding(folder: Path, then: str = "") -> list[str]:
    """Return what a command is prefixed with to find another content in a folder: a machine that does not mount it."""
    hide = ["unshare", "-Urm", "sh", "-c", f'mount -t tmpfs none "$0" && {then or "true"} && exec "$@"', str(folder)]
    if not shutil.which("unshare") or subprocess.run([*hide, "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare cannot make a file system of its own here")
    return hide


@pytest.mark.parametrize(
    ("hidden", "then", "message"),
    [
        ("few", "", r"few/000\.md: cannot be read on the worker tcp://\S+ \(.*\): No such file or directory \("),
        ("few", 'cp "$0".others/* "$0"', r"few/001\.md: has another content on the worker tcp://\S+ \(.*\) \("),
        ("few", 'cp "$0".same/* "$0"', ""),
        (".", "cd /", r"\S+: the worker tcp://\S+ \(.*\) has no such folder, in which this command runs: "),
    ],
)
def test_workers_read_the_files_that_this_machine_sees(
    tmp_path: Path,
    environment: Mapping[str, str],
    idle_scheduler: str,
    hidden: str,
    then: str,
    message: str,
) -> None:
    work = tmp_path / "work" / "here"
    work.mkdir(parents=True)
    _documents(work / "few", *["Text."] * 3)
    shutil.copytree(work / "few", work / "few.same")
    shutil.copytree(work / "few", work / "few.others")
    other = work / "few.others" / "001.md"
    other.write_bytes(other.read_bytes().replace(b"Text", b"Else"))
    prefix = _hiding(work.parent if hidden == "." else work / hidden, then)
    check = ("check", "few", "--format", "jsonl")
    with _workers(idle_scheduler, environment, tmp_path, prefix=prefix):
        done = l10nqa_process(*check, "--cluster", idle_scheduler, cwd=work)
    if message:
        assert done.returncode == 2
        assert re.search(f"^error: {message}", done.stderr, re.MULTILINE)
        assert "hint: mount or check out the documents under the same path on every machine" in done.stderr
    else:  # another checkout: the files have other times
        assert (done.returncode, done.stdout) == _alone(*check, cwd=work)


def test_a_worker_with_another_version_is_refused(
    work: Path, environment: Mapping[str, str], idle_scheduler: str
) -> None:
    machines = work / "machines"
    found = machines / "old" / "l10nqa-0.0.1.dist-info"
    found.mkdir(parents=True)
    (found / "METADATA").write_text("Metadata-Version: 2.1\nName: l10nqa\nVersion: 0.0.1\n", "utf-8")
    old = {**environment, "PYTHONPATH": f"{machines / 'old'}{os.pathsep}{environment['PYTHONPATH']}"}
    with _workers(idle_scheduler, old, machines):
        done = l10nqa_process("check", "docs", "--cluster", idle_scheduler, cwd=work)
    assert done.returncode == 2
    assert re.search(
        r"the worker tcp://\S+ has l10nqa 0\.0\.1 on Python 3\.\d+, but this command is l10nqa ", done.stderr
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///tmp/x", "file:///tmp/x: is not the address of a Dask scheduler"),
        ("host name:80", "host name:80: is not the address of a Dask scheduler"),
        ("tcp://user@host:80", "tcp://user@host:80: is not the address of a Dask scheduler"),
        ("tls://127.0.0.1:9", "tls://127.0.0.1:9: no connection to the cluster: "),
    ],
)
def test_an_address_without_a_cluster_is_an_error(work: Path, address: str, message: str) -> None:
    done = l10nqa("check", "docs", "--cluster", address, cwd=work)
    assert done.returncode == 2
    assert f"error: {message}" in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scheduler_that_is_lost_ends_the_run(
    work: Path, environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _documents(work / "few", *["Text."] * 5, "Waits.")
    (work / "l10nqa.toml").write_text(_FATE, "utf-8")
    machines = tmp_path_factory.mktemp("lost")
    with (
        _scheduler(environment, machines) as address,
        _workers(address, environment, machines) as workers,
        subprocess.Popen(
            [sys.executable, "-m", "l10nqa", "check", "few", "--cluster", address],
            cwd=work,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        _wait_until((work / "waiting").exists)
        lost = next(each for each in psutil.Process().children() if str(machines / "scheduler.json") in each.cmdline())
        lost.kill()
        _, errors = process.communicate(timeout=100)
        workers.kill()  # it would look for its scheduler for minutes
    assert process.returncode == 2, errors
    assert f"error: {address}: the cluster does not answer any more: " in errors
    assert "Traceback" not in errors


def test_the_extra_is_named_where_it_is_missing(work: Path) -> None:
    without = "import sys; sys.modules['distributed'] = None; from l10nqa.cli import main; main()"
    command = [sys.executable, "-c", without, "check", "docs", "--cluster", "local"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=work, check=False)
    assert done.returncode == 2
    assert "error: --cluster needs distributed\nhint: pip install 'l10nqa[cluster]'\n" in done.stderr


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGKILL])
def test_the_end_of_the_command_is_the_end_of_its_workers(
    work: Path, environment: Mapping[str, str], signal_: signal.Signals
) -> None:
    _documents(work / "few", *["Text."] * 5, "Waits.", "Text.")
    (work / "l10nqa.toml").write_text(_FATE, "utf-8")
    command = [sys.executable, "-m", "l10nqa", "check", "few", "--cluster", "local", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        _wait_until((work / "waiting").exists)
        children = psutil.Process(process.pid).children(recursive=True)
        listening = [held for each in children for held in each.net_connections() if held.status == "LISTEN"]
        os.killpg(process.pid, signal_) if signal_ == signal.SIGINT else process.send_signal(signal_)
        _, errors = process.communicate(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
    assert len(children) >= 2
    assert {held.laddr.ip for held in listening} == {"127.0.0.1"}
    assert b"Traceback" not in errors
    assert process.returncode == (130 if signal_ == signal.SIGINT else -signal_)
