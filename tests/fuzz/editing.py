"""The law of the language server, in this process: an editor opens, changes and asks, and says anything at last.

An input is a few bytes that choose the kind of file, positions and a method; then come, with `SPLIT` between them, the
text, what is typed into it, and the parameters of a last message.
"""

from __future__ import annotations

import asyncio
import json
import logging
from itertools import count
from typing import TYPE_CHECKING, Any

from l10nqa.lsp.settings import LspSettings

if TYPE_CHECKING:
    from l10nqa.lsp.server import L10nqaServer

__all__ = ["language_server_answers"]

_SPLIT = b"\xff"
_PATIENCE = 20
_SUFFIXES = ("md", "po", "xlf", "csv", "jsonl", "tmx", "pot", "tsv")
_ENCODINGS = ("utf-8", "utf-16", "utf-32")
_METHODS = (
    *("textDocument/hover", "textDocument/definition", "textDocument/codeAction", "codeAction/resolve"),
    *("workspace/executeCommand", "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"),
    *("workspace/didChangeWorkspaceFolders", "workspace/didChangeWatchedFiles", "textDocument/didSave", "$/nothing"),
)
_INTERNAL = -32603
"""JSON-RPC 2.0, section 5.1: the server failed."""


def language_server_answers(raw: bytes) -> None:
    """Every request is answered, no check crashes, and what is marked lies in the text."""
    asyncio.run(_session(raw))


async def _session(raw: bytes) -> None:
    numbers, rest = (*raw[:8], *b"\0" * 8), raw[8:]
    text, typed, last = (*(part.decode("utf-8", "replace") for part in rest.split(_SPLIT, 2)), "", "", "")[:3]
    editor = _Editor(_ENCODINGS[numbers[0] % 3])
    try:
        await editor.begin()
        name: dict[str, Any] = {"uri": f"file:///nowhere/de-DE/a.{_SUFFIXES[numbers[1] % len(_SUFFIXES)]}"}
        start, end = ({"line": numbers[index], "character": numbers[index + 1]} for index in (2, 4))
        place = {"start": start, "end": end}
        here = {"textDocument": name, "position": start}
        editor.say("textDocument/didOpen", {"textDocument": {**name, "languageId": "x", "version": 1, "text": text}})
        await editor.asked("textDocument/hover", here)
        change: object = {"range": place, "text": typed}
        newer = name | {"version": 2}
        editor.say("textDocument/didChange", {"textDocument": newer, "contentChanges": [change]})
        await editor.asked("textDocument/hover", here)
        await editor.asked("textDocument/definition", here)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 10_000, "character": 0}}
        actions: object = {
            "textDocument": name,
            "range": whole if numbers[6] % 2 else place,
            "context": {"diagnostics": []},
        }
        for action in (await editor.asked("textDocument/codeAction", actions) or ())[-2:]:
            await editor.asked("codeAction/resolve", action)
        await editor.anything(_METHODS[numbers[7] % len(_METHODS)], last)
        assert not editor.crashes, editor.crashes
    finally:
        editor.server.stop()


class _Editor:
    """Speaks to a server without a stream in between."""

    def __init__(self, encoding: str) -> None:
        from l10nqa.lsp.features import create_server  # noqa: PLC0415 - an extra

        logging.getLogger("pygls").setLevel(logging.CRITICAL)
        self.server: L10nqaServer = create_server(LspSettings())
        self.crashes: list[str] = []
        self._encoding = encoding
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.server.protocol.set_writer(self, include_headers=False)

    def write(self, raw: bytes) -> None:
        """Take what the server says."""
        message = json.loads(raw)
        if message.get("method") in ("window/logMessage", "window/showMessage"):
            said = message["params"]["message"]
            self.crashes += [said] if "crash" in said or "could not be checked" in said or "in server" in said else []
        answer = self._answers.pop(message.get("id"), None)
        if answer:
            answer.set_result(message)

    def close(self) -> None:
        """End."""

    async def begin(self) -> None:
        general = {"positionEncodings": [self._encoding]}
        params = {"processId": None, "rootUri": None, "capabilities": {"general": general}}
        await self.asked("initialize", params)
        self.say("initialized", {})

    def say(self, method: str, params: object) -> None:
        self._hand_over({"jsonrpc": "2.0", "method": method, "params": params})

    async def asked(self, method: str, params: object) -> Any:
        """Return the result of a request, which must have one."""
        message = await self._answer(method, params)
        assert "error" not in message, message["error"]
        return message.get("result")

    async def anything(self, method: str, params: str) -> None:
        """Send parameters of any shape, twice: as a request, and as something said."""
        try:
            found = json.loads(params)
        except (ValueError, RecursionError):
            return
        for say in (self.say, self._answer):
            try:
                done = say(method, found)
                answer = await done if done is not None else {}
            except Exception as error:  # pygls refuses by what its reader catches
                if "JsonRpc" not in type(error).__name__:
                    raise
            else:
                assert answer.get("error", {}).get("code") != _INTERNAL, answer

    async def _answer(self, method: str, params: object) -> Any:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self._hand_over({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, _PATIENCE)

    def _hand_over(self, message: object) -> None:
        protocol = self.server.protocol
        protocol.handle_message(json.loads(json.dumps(message), object_hook=protocol.structure_message))
