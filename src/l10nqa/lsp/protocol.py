"""The part of the protocol that pygls would answer itself: it splits lines where Python does, and not where LSP does.

In a text with a form feed or U+2028 its positions, and after an edit the text itself, would be wrong. The documents of
the editor are kept in `Session` instead.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

__all__ = ["Protocol"]

Passed = Generator[tuple[Any, tuple[Any, ...], None], Any, None]


class Protocol(LanguageServerProtocol):
    """Hands each change of a document to the server, and keeps no documents of its own."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Passed:  # noqa: D102
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Passed:  # noqa: D102
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Passed:  # noqa: D102
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None
