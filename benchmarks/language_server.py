"""How quickly `l10nqa lsp` answers while somebody types in a document of 2,000 segments, for each kind of file.

Run by hand: python benchmarks/language_server.py [--check]. Each answer is asked for right after a key was pressed,
when the text has not been checked yet; with --check the exit status is 1 where the median of one is 100 ms or more.
The last column is what a plain check of the same text takes in the same run, from nothing: the ratio to it holds on a
machine that does other work as well.
"""

from __future__ import annotations

import json
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import l10nqa
from l10nqa.bitext import parse_document, publish

CORPORA = Path(__file__).parents[1] / "corpora" / "lv-LV"
SEGMENTS = 2_000
KEYS = 20
KINDS = (".md", "pair", ".po", ".xlf", ".tmx", ".csv", ".jsonl")
LIMIT = 0.1


class Reply(NamedTuple):
    arrived: float
    body: dict[str, Any]


class Server:
    """A language server, and an editor that spends no time on what it is sent."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "l10nqa", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._replies: queue.Queue[Reply] = queue.Queue()
        self._published: dict[int, tuple[float, list[dict[str, Any]]]] = {}
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.ask("initialize", {"capabilities": {}, "processId": None, "rootUri": folder.as_uri()})
        self.tell("initialized", {})

    def tell(self, method: str, params: dict[str, Any]) -> float:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})
        return time.perf_counter()

    def ask(self, method: str, params: dict[str, Any]) -> tuple[float, Any]:
        """Return the seconds until the answer, and the answer."""
        self._number += 1
        begin = time.perf_counter()
        self._send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        while True:
            reply = self._next()
            if reply.body.get("id") == self._number:
                return reply.arrived - begin, reply.body["result"]

    def diagnostics(self, version: int) -> tuple[float, list[dict[str, Any]]]:
        """Return when the diagnostics of a version arrived, and these."""
        while version not in self._published:
            self._next()
        return self._published.pop(version)

    def _next(self) -> Reply:
        reply = self._replies.get(timeout=120)
        if reply.body.get("method") == "textDocument/publishDiagnostics":
            params = reply.body["params"]
            self._published[params["version"]] = reply.arrived, params["diagnostics"]
        return reply

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout
        while line := stdout.readline():
            length = int(line.split(b":")[1]) if line.startswith(b"Content-Length") else 0
            while length and stdout.readline() != b"\r\n":
                pass
            if length:
                body = stdout.read(length)
                self._replies.put(Reply(time.perf_counter(), json.loads(body)))


def made(folder: Path) -> dict[str, Path]:
    """Write a document of so many different segments in each kind of file."""
    documents = [parse_document(file.read_bytes(), file.name, file.name) for file in sorted(CORPORA.rglob("*.md"))]
    pairs = [(segment.source, segment.target) for document in documents for segment in document.segments]
    text = "---\ntitle: A\nms.contentlocale: lv-LV\n---\n"
    for number, (source, target) in enumerate(islice(cycle(pairs), SEGMENTS)):
        lookup = f'<span class="sxs-lookup"><span data-stu-id="a-{number}">{source} ({number})</span></span>'
        text += f'\n<span data-ttu-id="a-{number}">{target} ({number})</span>{lookup}\n'
    files = {kind: folder / f"work{kind}" for kind in KINDS}
    files[".md"].write_text(text, "utf-8")
    document = parse_document(text.encode(), "work.md", "work.md")
    for locale in ("en", "lv"):
        file = files["pair"] = folder / "content" / locale / "work.md"
        file.parent.mkdir(parents=True)
        file.write_bytes(publish(document, "source" if locale == "en" else "target"))
    for kind in KINDS[2:]:
        l10nqa.export(files[".md"], files[kind])
    return files


def timed(folder: Path, file: Path) -> list[float]:
    """Return the seconds of the first diagnostics, then medians: actions, hovers, diagnostics; then a plain check."""
    begin = time.perf_counter()
    l10nqa.check(file, jobs=1)
    plain = time.perf_counter() - begin
    server = Server(folder)
    named: dict[str, Any] = {"uri": file.as_uri()}
    item = {**named, "languageId": "text", "version": 0, "text": file.read_bytes().decode("utf-8-sig")}
    begin = server.tell("textDocument/didOpen", {"textDocument": item})
    arrived, found = server.diagnostics(0)
    first, actions, hovers, checks = arrived - begin, [], [], []
    for version in range(1, KEYS + 1):
        spot = found[len(found) * version // (KEYS + 2)]["range"]
        change = {"range": {"start": spot["start"], "end": spot["start"]}, "text": "x"}
        document = {**named, "version": version}
        begin = server.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        other = found[len(found) * (version + 1) // (KEYS + 2)]["range"]
        place = {"textDocument": named, "position": other["start"]}
        context = {"textDocument": named, "range": other, "context": {"diagnostics": []}}
        if version % 2:
            actions.append(server.ask("textDocument/codeAction", context)[0])
        else:
            hovers.append(server.ask("textDocument/hover", place)[0])
        arrived, found = server.diagnostics(version)
        checks.append(arrived - begin)
    server.process.kill()
    server.process.wait()
    return [first, *map(statistics.median, (actions, hovers, checks)), plain]


def main() -> int:
    print(f"{SEGMENTS:,} segments, {KEYS} keys; milliseconds; load {os.getloadavg()[0]:.1f}")
    print(f"{'kind':<8}{'opened':>9}{'actions':>9}{'hover':>9}{'findings':>10}{'check':>9}{'ratio':>8}")
    slow = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for kind, file in made(folder).items():
            first, action, hover, check, plain = timed(folder, file)
            row = "".join(
                f"{1000 * each:>{width},.0f}"
                for each, width in ((first, 9), (action, 9), (hover, 9), (check, 10), (plain, 9))
            )
            print(f"{kind:<8}{row}{check / plain:>8.3f}", flush=True)
            slow |= max(action, hover) >= LIMIT
    return int("--check" in sys.argv and slow)


if __name__ == "__main__":
    sys.exit(main())
