"""The language server: findings, fixes and decisions in an editor, as one types. It needs the extra `lsp`."""

from l10nqa.lsp.settings import LspSettings

__all__ = ["LspSettings"]
