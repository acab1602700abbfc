"""The language server: what an editor asks and says, handed to those who know."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from l10nqa import __version__
from l10nqa.errors import L10nqaError
from l10nqa.lsp.decisions import write_decision
from l10nqa.lsp.diagnostics import diagnostics_of, of_error, of_problem
from l10nqa.lsp.edits import all_edits, workspace_edit
from l10nqa.lsp.memories import MemorySearch
from l10nqa.lsp.positions import EditorText
from l10nqa.lsp.project import Projects
from l10nqa.lsp.protocol import Protocol
from l10nqa.lsp.reading import is_readable
from l10nqa.lsp.session import LARGEST, Document, Session
from l10nqa.lsp.view import View
from l10nqa.lsp.worker import Worker
from l10nqa.model import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.lsp.settings import LspSettings
    from l10nqa.model import Match, Segment

__all__ = ["L10nqaServer"]

_PATIENCE = 0.04
"""The seconds that a hover waits for the memory."""


class L10nqaServer(LanguageServer):
    """What is open in one editor."""

    def __init__(self, settings: LspSettings) -> None:
        super().__init__("l10nqa", __version__, protocol_cls=Protocol)
        self.projects = Projects((), drafts=settings.drafts, trust=settings.trust)
        self.session = Session(Worker(self.projects), self._publish, self._log)
        self.memories = MemorySearch()
        self._broken: dict[str, str | None] = {}
        """The file in which something is wrong that keeps a document from being checked, by the URI of the document."""
        self._said: set[str] = set()
        """What the user has been told."""

    def start(self, params: types.InitializeParams) -> None:
        """Take the folders that are open in the editor. The first becomes the current one: `check` would run there."""
        uris = [folder.uri for folder in params.workspace_folders or ()]
        uris = uris or ([params.root_uri] if params.root_uri else [])
        folders = [Path(path) for uri in uris if (path := to_fs_path(uri))]
        self.projects.folders = [folder for folder in folders if folder.is_dir()]
        if self.projects.folders:
            os.chdir(self.projects.folders[0])

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Note that folders were opened or closed in the editor."""
        removed = {to_fs_path(folder.uri) for folder in event.removed}
        kept = [folder for folder in self.projects.folders if str(folder) not in removed]
        self.projects.folders = [*kept, *(Path(path) for each in event.added if (path := to_fs_path(each.uri)))]

    def open(self, item: types.TextDocumentItem) -> None:
        """Take in a document, if it is one that l10nqa reads."""
        path = to_fs_path(item.uri)
        if path and is_readable(path):
            text = EditorText(item.text, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
            file = Path(os.path.abspath(path))  # noqa: PTH100 - links stay: the layout of folders tells the source
            self.session.open(Document(item.uri, file, text, item.version))

    def document(self, uri: str) -> Document | None:
        """Return an open document."""
        return self.session.documents.get(uri)

    async def view(self, uri: str) -> View | None:
        """Return the findings and segments of a document, as new as is possible without a wait."""
        document = self.document(uri)
        return View.of(await self.session.settled(document)) if document else None

    async def matches(self, view: View, segment: Segment) -> Sequence[Match]:
        """Return the matches that the memory of the project has for a segment, if it answers at once."""
        tm = view.checked.prepared.project.options.get("tm")
        if not tm:
            return ()
        found = asyncio.wrap_future(self.memories.start(tm, segment.source, segment.profile.target_locale))
        done, _ = await asyncio.wait([found], timeout=_PATIENCE)
        return found.result() if done else ()

    async def fix_all(self, uri: str, rules: Sequence[str]) -> types.WorkspaceEdit | None:
        """Return the edits that make all fixes of some rules, or of all rules, in a document."""
        view = await self.view(uri)
        if view is None:
            return None
        try:
            found = await self.session.run(all_edits, view, rules)
        except L10nqaError as error:
            self.tell(_words(error))
            return None
        edits = view.edits(found)
        return workspace_edit(view, edits) if edits else None

    async def decide(self, uri: str, fingerprint: str, decision: str, reason: str = "") -> None:
        """Write a decision about a finding into the ledger, and check all documents again."""
        view = await self.view(uri)
        found = [each for each in view.checked.findings if each.fingerprint == fingerprint] if view else []
        if view is None or not found:
            self.tell("The finding is no longer there.", types.MessageType.Warning)
            return
        project = view.checked.prepared.project
        try:
            await self.session.run(write_decision, self.projects, project, found[0], Decision(decision), reason)
        except L10nqaError as error:
            self.tell(_words(error))
        self.session.check_all()

    def tell(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show a message to the user."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    def tell_once(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show a message that the user has not seen yet."""
        if message not in self._said:
            self._said.add(message)
            self.tell(message, kind)

    def close(self, document: Document) -> None:
        """Forget a document, and what was said of it."""
        self.session.close(document)
        self._show_error(document, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, []))

    def stop(self) -> None:
        """End the threads."""
        self.session.stop()
        self.memories.stop()

    def _log(self, message: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def _publish(self, document: Document) -> None:
        """Show what a check has found."""
        outcome = document.outcome
        if document.is_too_large:
            remedy = f"l10nqa check {document.file.name}"
            self.tell_once(f"{document.file.name} is larger than {LARGEST:,} characters: {remedy}")
        if outcome:
            self._show_error(document, outcome.error)
            for note in outcome.notes:
                self.window_log_message(types.LogMessageParams(types.MessageType.Warning, note))
        view = View.of(document)
        found: list[types.Diagnostic] = []
        if view:
            found = diagnostics_of(view)
            for failure in view.checked.result.failures:
                self._log(f"the rule {failure.rule} crashed on {failure.path}#{failure.segment}: {failure.error}")
        elif document.checked:
            found = [of_problem(problem) for problem in document.checked.result.problems]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, found, document.version))

    def _show_error(self, document: Document, error: L10nqaError | None) -> None:
        """Show what is wrong with the configuration: in its file, and once as a message."""
        before = self._broken.pop(document.uri, None)
        file = os.path.abspath(error.path) if error and error.path else ""  # noqa: PTH100 - as it was found
        uri = from_fs_path(file) if Path(file).is_file() else None
        if error:
            self._broken[document.uri] = uri
            self.tell_once(_words(error))
        elif not self._broken:
            self._said.clear()
        if error and uri:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, [of_error(error)]))
        if before and before not in self._broken.values():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(before, []))


def _words(error: L10nqaError) -> str:
    return f"{error}; {error.hint}" if error.hint else str(error)
