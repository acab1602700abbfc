"""The laws of what is asked over HTTP: the memory's server and the review, each in this process.

The first byte of an input chooses an endpoint; what follows is the end of the path, the query and the body, with
`SPLIT` between them. GROUP and SENTENCE stand for ids that are there.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from l10nqa.bitext import open_bitext
from l10nqa.engine import read_ledger
from l10nqa.memory import Memory
from l10nqa.model import TranslationUnit
from l10nqa.review.queue import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp, Message

    from l10nqa.bitext import Place
    from l10nqa.model import Bitext
    from l10nqa.review.desk import Desk

__all__ = ["review_answers", "server_answers"]

_SPLIT = b"\xff"
_T = TypeVar("_T")
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder for this process alone
_TOKEN = "not-a-secret-0123456789"  # noqa: S105 - as it says
_MARK = "<zq"
"""The beginning of a tag that no page has of its own."""
_LEGAL = "!$&'()*+,-./:;=?@_~%"
"""The characters of a URL besides letters and digits that a client sends as they are."""
_LOOK_UPS = (
    *(("GET", path) for path in ("/v1/exact", "/v1/fuzzy", "/v1/concordance", "/v1/stats", "/v1/health", "/")),
    *(("GET", path) for path in ("/tmserver/en/de/unit/", "/api/v1/languages/", "/tmserver/", "/openapi.json")),
    *(("POST", path) for path in ("/v1/batch", "/v1/units", "/api/v1/en/de/unit/a")),
    *(("PUT", "/tmserver/en/de/unit/a"), ("HEAD", "/v1/fuzzy"), ("OPTIONS", "/v1/batch"), ("DELETE", "/v1/units")),
)
_PAGES = (
    *(("GET", path) for path in ("/", "/card", "/list", "/places", "/memory", "/status", "/summary", "/assets/")),
    *(("POST", path) for path in ("/decide", "/accept", "/edit", "/try", "/undo", "/name", "/card")),
    *(("GET", "/annotate"), ("POST", "/annotate"), ("GET", "/favicon.ico")),
)
_DOCUMENT = (
    '# T\n\n<span data-ttu-id="a-101">Öffnen Sie die **Datei**  jetzt.</span><span class="sxs-lookup">'
    '<span data-stu-id="a-101">Open the file now.</span></span>\n\n'
    '<span data-ttu-id="a-102">Siehe [hier](b.md)</span><span class="sxs-lookup">'
    '<span data-stu-id="a-102">See [here](b.md).</span></span>\n'
)


class _Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class _Client:
    """Sends requests to an application in this process."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app, self._headers = app, headers

    def ask(self, method: str, path: bytes, query: bytes, body: bytes) -> _Reply:
        return _loop().run_until_complete(self._asked(method, path, query, body))

    async def _asked(self, method: str, path: bytes, query: bytes, body: bytes) -> _Reply:
        raw_path, raw_query = quote(path, safe=_LEGAL).encode(), quote(query, safe=_LEGAL).encode()
        raw_path = raw_path.partition(b"?")[0]
        headers = {**self._headers, "content-length": str(len(body))}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw_path.decode()),
            "raw_path": raw_path,
            "query_string": raw_query,
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }
        sent: list[Message] = []
        bodies: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            return bodies.pop() if bodies else await asyncio.get_running_loop().create_future()

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return _Reply(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


def server_answers(raw: bytes) -> None:
    """Every request to the server of a memory is answered or refused: as JSON, and never by a crash."""
    method, path, query, body = _request(raw, _LOOK_UPS)
    reply = _server().ask(method, path, query, body)
    assert reply.status < 500, reply
    if reply.body and "javascript" not in reply.headers["content-type"]:
        assert "json" in reply.headers["content-type"]
        json.loads(reply.body)


def review_answers(raw: bytes) -> None:
    """Every request to a review is answered or refused; no source changes, and nothing that was sent becomes a tag."""
    desk, client, documents = _review()
    group = next(iter(desk.review.queue.groups(Filters())), None)
    sentence = next(iter(desk.review.queue.sentences(group.id, Filters())), None) if group else None
    raw = raw.replace(b"GROUP", group.id.encode() if group else b"")
    raw = raw.replace(b"SENTENCE", sentence.id.encode() if sentence else b"")
    method, path, query, body = _request(raw, _PAGES)
    reply = client.ask(method, path, query, body)
    assert reply.status < 500, reply
    assert _MARK not in reply.body.decode()
    if method != "POST":
        return
    found = _documents(desk)
    assert [_sources(each) for each in found] == [_sources(each) for each in documents]
    if desk.settings.ledger.exists():
        read_ledger(desk.settings.ledger)
    if desk.settings.ledger.exists() or [each.raw for each in found] != [each.raw for each in documents]:
        desk.loading.stop()
        _review.cache_clear()


def _request(raw: bytes, endpoints: tuple[tuple[str, str], ...]) -> tuple[str, bytes, bytes, bytes]:
    method, path = endpoints[raw[0] % len(endpoints)] if raw else endpoints[0]
    end, _, rest = raw[1:].partition(_SPLIT)
    query, _, body = rest.partition(_SPLIT)
    return method, path.encode() + end, query, body


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(dir=_SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None, prefix="l10nqa-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _server() -> _Client:
    from l10nqa.server import Settings  # noqa: PLC0415 - extras
    from l10nqa.server.app import create_app  # noqa: PLC0415
    from l10nqa.server.pool import Memories  # noqa: PLC0415

    file = _folder() / "tm.db"
    memory = Memory(file, create=True)
    texts = ("Open the file.", "Datei öffnen."), ("Save the **file**.", "**Datei** speichern."), ("a", "b")
    with memory.intake() as intake:
        for source, target in texts:
            intake.unit(TranslationUnit(source, target, "en-US", "de-DE"), "a.md")

    class Here(Memories):
        """The memory in this thread: others would keep the process from ending."""

        def __init__(self) -> None:
            pass

        async def read(self, job: Callable[[Memory], _T]) -> _T:
            return job(memory)

        probe = write = read

    settings = Settings(file, token=_TOKEN, origins=("*",))
    headers = {"host": "127.0.0.1:8000", "authorization": f"Bearer {_TOKEN}", "content-type": "application/json"}
    return _Client(create_app(settings, Here()), headers)


@cache
def _review() -> tuple[Desk, _Client, list[Bitext]]:
    """Return a review of a folder of its own, how to ask it, and the documents as they are at first."""
    from l10nqa.review.access import Access  # noqa: PLC0415 - extras
    from l10nqa.review.app import create_app  # noqa: PLC0415
    from l10nqa.review.decisions import Decisions  # noqa: PLC0415
    from l10nqa.review.desk import Desk  # noqa: PLC0415
    from l10nqa.review.loading import Loading  # noqa: PLC0415
    from l10nqa.review.review import Review  # noqa: PLC0415
    from l10nqa.review.settings import ReviewSettings  # noqa: PLC0415
    from l10nqa.workspace.checking import Gate  # noqa: PLC0415
    from l10nqa.workspace.inventory import Inventory  # noqa: PLC0415
    from l10nqa.workspace.run_options import RunOptions  # noqa: PLC0415

    folder = _documents_folder()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(_DOCUMENT.replace("a-10", f"{name[0]}-10"), "utf-8")
    ledger = folder / "ledger.jsonl"
    ledger.unlink(missing_ok=True)
    options = RunOptions(jobs=1, target_locale="de-DE", source_locale="en-US")
    review = Review(Decisions(ledger, {}))
    review.refresh()
    loading = Loading(review, Inventory([str(folder)]), Gate(), options)
    loading._check(0.0)
    settings = ReviewSettings([str(folder)], options, Gate(), ledger, "Anna")
    access = Access(8000)
    desk = Desk(settings, access, review, loading, None)
    cookies = f"{access.cookie}={access.token}; {desk.session_cookie}=1"
    headers = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000", "cookie": cookies}
    return desk, _Client(create_app(desk), headers), _documents(desk)


@cache
def _documents_folder() -> Path:
    return _folder()


def _documents(desk: Desk) -> list[Bitext]:
    return [open_bitext(place, source_locale="en-US", target_locale="de-DE") for place in _places(desk)]


def _places(desk: Desk) -> Sequence[Place]:
    from l10nqa.workspace.inventory import Inventory  # noqa: PLC0415 - slow

    return Inventory(desk.settings.paths).places


def _sources(bitext: Bitext) -> list[tuple[str, str]]:
    return [(segment.id, segment.source) for segment in bitext.segments]
