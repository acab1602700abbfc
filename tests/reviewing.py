"""Reviews as tests run them: in this process without a page, or served by a process of its own."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from l10nqa.quality import Certainty
from l10nqa.review.decisions import Decisions
from l10nqa.review.loading import Loading
from l10nqa.review.queue import Filters
from l10nqa.review.review import Review, Reviewer
from l10nqa.workspace.checking import Gate, check
from l10nqa.workspace.inventory import Inventory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from l10nqa.model import Finding
    from l10nqa.workspace.run_options import RunOptions

ALL = Filters(show="all")
OPEN = Filters()
ANNA, BO = Reviewer("1", "Anna"), Reviewer("2", "Bo")


def review_of(folder: Path, *, baseline: Path | None = None, min_certainty: Certainty = Certainty.LIKELY) -> Review:
    """Return a review of the folder once all of it has been checked."""
    review = Review(Decisions(folder / "ledger.jsonl", {}))
    review.refresh()
    options: RunOptions = {"jobs": 1, "min_certainty": min_certainty}
    loading = Loading(review, Inventory([str(folder)]), Gate(baseline=baseline), options)
    loading.start()
    loading._thread.join()
    assert not loading.progress.error
    return review


def active(review: Review) -> set[tuple[str, int, int, str, str]]:
    """Return the open findings of a review: place, rule, fingerprint."""
    groups = review.queue.groups(OPEN)
    return {_key(each) for group in groups for each in group.findings(OPEN) if each.is_active}


def checked_anew(folder: Path, min_certainty: Certainty = Certainty.LIKELY) -> set[tuple[str, int, int, str, str]]:
    """Return what `check` finds in the folder, with the ledger that is there."""
    ledger = folder / "ledger.jsonl"
    kept = ledger if ledger.exists() else None
    run = check([str(folder)], jobs=1, ledger=kept, min_certainty=min_certainty)
    return {_key(finding) for result in run for finding in result.findings if finding.is_active}


def _key(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.rule, finding.fingerprint


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Reviewed(NamedTuple):
    """A review that is being served."""

    address: str
    """With the token."""
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    @property
    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"l10nqa-review-{self.port}={self.token}; l10nqa-review-{self.port}-reviewer=test"}

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **form: str) -> Reply:
        """Send a request with these headers only: by default those that the page of the review sends."""
        if headers is None:
            headers = {**self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urlencode(form) if method == "POST" else None
            path = path if method == "POST" or not form else f"{path}?{urlencode(form)}"
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read().decode())
        finally:
            connection.close()

    def wait(self) -> None:
        """Wait until all files have been checked."""
        end = time.monotonic() + 60
        while re.search("Checking|Learning", self.ask("GET", "/status").text):
            assert time.monotonic() < end
            time.sleep(0.05)


@contextmanager
def reviewing(folder: Path, *options: str, paths: tuple[str, ...] = (".",)) -> Iterator[Reviewed]:
    """Serve a review of a folder, which is the current one of the process, until the block ends."""
    command = [sys.executable, "-m", "l10nqa", "review", *paths, "--author", "Anna", "--jobs", "1", *options]
    log = folder.parent / f"{folder.name}-{time.monotonic_ns()}.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, cwd=folder)
    try:
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/\?token=\S+", log.read_text("utf-8"))):
            assert process.poll() is None, log.read_text("utf-8")
            time.sleep(0.02)
        served = Reviewed(found[0], int(found[1]), process, log)
        served.wait()
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
