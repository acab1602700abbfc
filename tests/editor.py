"""An editor as tests need one: pygls' client of a real `l10nqa lsp`, with texts and positions of its own."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from types import TracebackType
    from typing import Self

    from cattrs import Converter

__all__ = ["ENCODINGS", "Editor", "applied", "line_starts", "offset_of", "position_at"]

ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_TIMEOUT = 120
_Result = TypeVar("_Result")


def line_starts(text: str) -> list[int]:
    """Return the offsets at which lines begin."""
    return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]


def position_at(text: str, offset: int, encoding: str) -> types.Position:
    """Return the position of an offset, counted out from the beginning of its line."""
    codec, width = ENCODINGS[encoding]
    line = sum(start <= offset for start in line_starts(text)) - 1
    return types.Position(line, len(text[line_starts(text)[line] : offset].encode(codec)) // width)


def offset_of(text: str, position: types.Position, encoding: str) -> int:
    """Return the offset of a position, character by character."""
    codec, width = ENCODINGS[encoding]
    starts = line_starts(text)
    if position.line >= len(starts):
        return len(text)
    offset, units = starts[position.line], 0
    while units < position.character:
        units += len(text[offset].encode(codec)) // width
        offset += 1
    return offset


def applied(text: str, edits: Sequence[types.TextEdit], encoding: str) -> str:
    """Return the text after edits, all of which mean the text before them."""
    found = [
        (offset_of(text, edit.range.start, encoding), offset_of(text, edit.range.end, encoding), edit.new_text)
        for edit in edits
    ]
    for start, end, new in sorted(found, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _converter() -> Converter:
    """Return pygls' converter, which takes a code action that has a command for a command."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]

    def structured(sent: dict[str, Any], _kind: object) -> Any:
        return converter.structure(sent, types.Command if isinstance(sent.get("command"), str) else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, structured)
    return converter


class Editor:
    """Use as a context manager; the server runs in a process of its own, in the folder."""

    def __init__(
        self, folder: Path, *options: str, encoding: str = "utf-16", resolves: bool = True, single: bool = False
    ) -> None:
        self.folder, self.encoding = folder, encoding
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = defaultdict(list)
        self.messages: list[str] = []
        self.logged: list[str] = []
        self._options, self._resolves, self._single = options, resolves, single
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.client = LanguageClient("tests", "1", converter_factory=_converter)
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._on_published))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(partial(self._on_message))
        self.client.feature(types.WINDOW_LOG_MESSAGE)(partial(self._on_log))
        self.client.feature(types.WORKSPACE_APPLY_EDIT)(partial(self._on_edit))

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_TIMEOUT)
        self._loop.close()

    def open(self, path: str | Path, text: str | None = None) -> str:
        """Open a file, with a text that is not saved if one is given, and return its URI."""
        file = self.folder / path
        uri = file.as_uri()
        self.texts[uri] = file.read_bytes().decode("utf-8-sig", "replace") if text is None else text
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "text", 1, self.texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, start: int, end: int, new: str) -> None:
        """Replace a stretch of the text."""
        text = self.texts[uri]
        place = types.Range(position_at(text, start, self.encoding), position_at(text, end, self.encoding))
        self.texts[uri] = text[:start] + new + text[end:]
        self.versions[uri] += 1
        named = types.VersionedTextDocumentIdentifier(version=self.versions[uri], uri=uri)
        change = types.TextDocumentContentChangePartial(place, new)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))

    def save(self, uri: str) -> None:
        Path(self.path_of(uri)).write_bytes(self.texts[uri].encode())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def files_changed(self, *uris: str) -> None:
        events = [types.FileEvent(uri, types.FileChangeType.Changed) for uri in uris]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def path_of(self, uri: str) -> Path:
        return next(file for file in self.folder.rglob("*") if file.as_uri() == uri)

    def forget(self) -> None:
        """Forget what was published, so that `diagnostics` waits for what comes next."""
        with self._news:
            self.published.clear()

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """Return the diagnostics of the present version of a document, once they are there."""
        with self._news:
            found = self._news.wait_for(lambda: self._present(uri), timeout=_TIMEOUT)
        assert found, f"no diagnostics came for {uri}"
        return list(found.diagnostics)

    def told(self, part: str) -> str:
        """Return the message to the user that contains a text, once it is there."""
        with self._news:
            found = self._news.wait_for(lambda: [each for each in self.messages if part in each], timeout=_TIMEOUT)
        assert found, f"nobody said {part!r}: {self.messages}"
        return found[0]

    def actions(
        self, uri: str, place: types.Range, only: Sequence[types.CodeActionKind | str] | None = None
    ) -> Sequence[types.CodeAction]:
        context = types.CodeActionContext([], only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = self._run(self.client.text_document_code_action_async(params)) or ()
        return [action for action in found if isinstance(action, types.CodeAction)]

    def resolve(self, action: types.CodeAction) -> types.CodeAction:
        return self._run(self.client.code_action_resolve_async(action))

    def choose(self, action: types.CodeAction) -> None:
        """Do what an editor does when a user chooses an action."""
        if action.edit is None and action.data is not None:
            action = self.resolve(action)
        if action.edit:
            self._apply(action.edit)
        if action.command:
            params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
            self._run(self.client.workspace_execute_command_async(params))

    def execute(self, command: str, *arguments: object) -> None:
        params = types.ExecuteCommandParams(command, list(arguments))
        self._run(self.client.workspace_execute_command_async(params))

    def hover(self, uri: str, position: types.Position) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), position)
        found = self._run(self.client.text_document_hover_async(params))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def definition(self, uri: str, position: types.Position) -> types.Location | None:
        params = types.DefinitionParams(types.TextDocumentIdentifier(uri), position)
        found = self._run(self.client.text_document_definition_async(params))
        assert found is None or isinstance(found, types.Location)
        return found

    def text_at(self, uri: str, place: types.Range) -> str:
        """Return the text that a range of a document covers."""
        text = self.texts.get(uri)
        if text is None:
            text = self.path_of(uri).read_bytes().decode("utf-8-sig")
        return text[offset_of(text, place.start, self.encoding) : offset_of(text, place.end, self.encoding)]

    def position(self, uri: str, part: str) -> types.Position:
        """Return the position of the first occurrence of a text."""
        return position_at(self.texts[uri], self.texts[uri].index(part), self.encoding)

    async def _start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "l10nqa", "lsp", *self._options, cwd="/")
        resolving = types.ClientCodeActionResolveOptions(["edit"]) if self._resolves else None
        capabilities = types.ClientCapabilities(
            text_document=types.TextDocumentClientCapabilities(
                code_action=types.CodeActionClientCapabilities(resolve_support=resolving)
            ),
            general=types.GeneralClientCapabilities(position_encodings=[self.encoding]),
        )
        folders = [] if self._single else [types.WorkspaceFolder(self.folder.as_uri(), "folder")]
        params = types.InitializeParams(capabilities=capabilities, workspace_folders=folders)
        result = await self.client.initialize_async(params)
        assert result.capabilities.position_encoding == self.encoding
        self.client.initialized(types.InitializedParams())

    async def _stop(self) -> None:
        await asyncio.wait_for(self.client.shutdown_async(None), _TIMEOUT)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]

    def _run(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_TIMEOUT)

    def _present(self, uri: str) -> types.PublishDiagnosticsParams | None:
        known = self.published.get(uri)
        version = self.versions.get(uri)
        return known[-1] if known and known[-1].version in (version, None) else None

    def _apply(self, edit: types.WorkspaceEdit) -> None:
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            uri = change.text_document.uri
            assert change.text_document.version == self.versions[uri], "an edit of another version"
            edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
            text = self.texts[uri]
            self.type(uri, 0, len(text), applied(text, edits, self.encoding))

    def _on_published(self, params: types.PublishDiagnosticsParams) -> None:
        with self._news:
            self.published[params.uri].append(params)
            self._news.notify_all()

    def _on_message(self, params: types.ShowMessageParams) -> None:
        with self._news:
            self.messages.append(params.message)
            self._news.notify_all()

    def _on_log(self, params: types.LogMessageParams) -> None:
        self.logged.append(params.message)

    def _on_edit(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self._apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)
