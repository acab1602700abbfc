"""How the language server was started."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["LspSettings"]


class LspSettings(NamedTuple):
    """The options of `l10nqa lsp`."""

    drafts: bool = False
    """Whether drafts are checked as well."""
    trust: bool = False
    """Whether the configuration of a folder may load plugins, and use databases and files outside the folder."""
