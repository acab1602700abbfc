"""`l10nqa lsp`."""

from __future__ import annotations

import gc

import click

from l10nqa.cli.options import drafts
from l10nqa.errors import ConfigError
from l10nqa.lsp import LspSettings

__all__ = ["command"]

_COLLECTOR = (700, 10, 10)
"""The thresholds of the garbage collector that Python has by default: `main` collects as rarely as a short run may."""


@click.command("lsp", short_help="Serve an editor: findings as one types.")
@drafts
@click.option(
    "--trust",
    is_flag=True,
    help="Let the configuration of a folder load plugins, and use databases and files outside the folder.",
)
def command(*, drafts: bool, trust: bool) -> None:
    """Speak the Language Server Protocol over standard input and output, for an editor that starts it.

    It reports what `l10nqa check FILE` does in the folder of the configuration (l10nqa.toml), offers the proved fixes,
    and records decisions in the ledger. docs/editors.md says how VS Code, Neovim, Helix and Zed start it.

    \b
    Examples:
      l10nqa lsp
      l10nqa lsp --drafts --trust
    """
    try:
        from l10nqa.lsp.features import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ConfigError(f"the language server needs {error.name}", hint="pip install 'l10nqa[lsp]'") from error
    gc.set_threshold(*_COLLECTOR)
    serve(LspSettings(drafts, trust))
