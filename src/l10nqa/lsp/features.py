"""What the server offers to an editor: one short function for each request and each note of the protocol."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from l10nqa.lsp.actions import DECIDE, FIX, FIX_ALL, actions_at
from l10nqa.lsp.definition import definition_of
from l10nqa.lsp.hover import hover_text
from l10nqa.lsp.server import L10nqaServer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.lsp.settings import LspSettings

__all__ = ["create_server", "serve"]

_SWITCH = 0.001
"""The seconds after which a check lets go of the interpreter, so that an answer need not wait."""
_WATCHED = ("**/l10nqa.toml", "**/pyproject.toml", "**/l10nqa-ledger.jsonl", "**/*.{md,mdx,markdown,csv,tbx}")
"""Files on which the findings of others depend: configuration, decisions, sources, terms."""
_ACTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True)


def initialize(ls: L10nqaServer, params: types.InitializeParams) -> None:
    """Take the folders that are open."""
    ls.start(params)


def initialized(ls: L10nqaServer, _params: types.InitializedParams) -> None:
    """Ask the editor to say when a file changes on which findings depend."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("l10nqa-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([registration]))


def did_open(ls: L10nqaServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document that was opened."""
    ls.open(params.text_document)


def did_change(ls: L10nqaServer, params: types.DidChangeTextDocumentParams) -> None:
    """Take the changes of a document, one after the other."""
    document = ls.document(params.text_document.uri)
    if document:
        text = document.text
        for change in params.content_changes:
            place = change.range if isinstance(change, types.TextDocumentContentChangePartial) else None
            text = text.replaced(place, change.text)
        ls.session.change(document, text, params.text_document.version)


def did_close(ls: L10nqaServer, params: types.DidCloseTextDocumentParams) -> None:
    """Forget a document."""
    document = ls.document(params.text_document.uri)
    if document:
        ls.close(document)


def did_change_files(ls: L10nqaServer, _params: object) -> None:
    """Check all documents again after a file was saved, made or deleted: it may be configuration, ledger or source."""
    ls.session.check_all()


def did_change_folders(ls: L10nqaServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Take the folders that were opened or closed."""
    ls.change_folders(params.event)
    ls.session.check_all()


async def code_action(ls: L10nqaServer, params: types.CodeActionParams) -> Sequence[types.CodeAction]:
    """Return fixes and decisions for a range."""
    view = await ls.view(params.text_document.uri)
    return actions_at(view, params, resolves=_resolves(ls)) if view else []


async def code_action_resolve(ls: L10nqaServer, action: types.CodeAction) -> types.CodeAction:
    """Return an action that was chosen with its edits."""
    data: Any = action.data
    if action.edit is None and isinstance(data, dict) and "uri" in data:
        action.edit = await ls.fix_all(data["uri"], data.get("rules", []))
    return action


async def hover(ls: L10nqaServer, params: types.HoverParams) -> types.Hover | None:
    """Return what there is to say of a position."""
    view = await ls.view(params.text_document.uri)
    found = view.segment_at(params.position) if view else None
    if view is None or found is None:
        return None
    matches = await ls.matches(view, found[0])
    text = hover_text(view, types.Range(params.position, params.position), *found, matches)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))


async def definition(ls: L10nqaServer, params: types.DefinitionParams) -> types.Location | None:
    """Return where the other text of a segment is."""
    view = await ls.view(params.text_document.uri)
    return definition_of(view, params.position) if view else None


async def decide(ls: L10nqaServer, uri: str, fingerprint: str, decision: str, *reason: str) -> None:
    """Write a decision into the ledger."""
    await ls.decide(uri, fingerprint, decision, " ".join(reason))


async def fix(ls: L10nqaServer, uri: str, *rules: str) -> None:
    """Make all fixes of some rules, or of all rules, in a document."""
    edit = await ls.fix_all(uri, rules)
    if edit:
        ls.workspace_apply_edit(types.ApplyWorkspaceEditParams(edit, "l10nqa"))


_FEATURES: dict[str, Callable[..., object]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_SAVE: did_change_files,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_files,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: did_change_folders,
    types.CODE_ACTION_RESOLVE: code_action_resolve,
    types.TEXT_DOCUMENT_HOVER: hover,
    types.TEXT_DOCUMENT_DEFINITION: definition,
}


def create_server(settings: LspSettings) -> L10nqaServer:
    """Return a server that knows what to answer, and does not listen yet."""
    server = L10nqaServer(settings)
    for name, function in _FEATURES.items():
        server.feature(name)(function)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _ACTIONS)(code_action)
    server.command(DECIDE)(decide)
    server.command(FIX)(fix)
    return server


def serve(settings: LspSettings) -> None:
    """Serve an editor over standard input and output until it closes them."""
    sys.setswitchinterval(_SWITCH)
    server = create_server(settings)
    try:
        server.start_io()
    finally:
        server.stop()


def _resolves(ls: L10nqaServer) -> bool:
    """Tell whether the editor asks for the edits of an action when somebody chooses it."""
    text = ls.client_capabilities.text_document
    support = text.code_action.resolve_support if text and text.code_action else None
    return support is not None and "edit" in support.properties
