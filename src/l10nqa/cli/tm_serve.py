"""`l10nqa tm serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from l10nqa.cli.options import tm_file
from l10nqa.cli.settings import configured_memory
from l10nqa.cli.terminal import note
from l10nqa.errors import ConfigError
from l10nqa.server import TOKEN_VARIABLE, Settings, read_token

if TYPE_CHECKING:
    from l10nqa.memory import Location

__all__ = ["serve"]


@click.command("serve", short_help="Serve the memory over HTTP.")
@tm_file
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Holds the token that writing needs; else the environment variable {TOKEN_VARIABLE} does.",
)
@click.option("--read-only", is_flag=True, help="Let nobody write.")
@click.option("--private", is_flag=True, help="Reading needs the token as well.")
@click.option(
    "--cors",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    help="Let web pages of this origin ask, as in https://l10n.example.org; * for all. May be repeated.",
)
@click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    help="Answer to this name as well: what a reverse proxy calls the server. May be repeated.",
)
@configured_memory
def serve(
    tm: Location,
    host: str,
    port: int,
    token_file: Path | None,
    origins: tuple[str, ...],
    host_names: tuple[str, ...],
    *,
    read_only: bool,
    private: bool,
) -> None:
    """Serve the memory over HTTP: our own JSON below /v1, and amaGama's URLs for Virtaal, Weblate and others.

    Only this machine can reach it unless --host says otherwise. Nothing can be written without a token. Ctrl+C ends it.

    \b
    Examples:
      l10nqa tm serve --tm memory.db
      l10nqa tm serve --tm memory.db --private \\
        --host 0.0.0.0 --token-file token.txt
    """
    settings = Settings(tm, host, port, read_token(token_file), read_only, private, origins, host_names)
    try:
        from l10nqa.server.run import serve as run  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ConfigError(f"the server needs {error.name}", hint="pip install 'l10nqa[server]'") from error
    run(settings, started=lambda url: note(f"{tm}: {url} {_access(settings)}, OpenAPI: {url}/openapi.json"))


def _access(settings: Settings) -> str:
    reading = "with the token" if settings.private else "for all"
    writing = "with the token" if settings.writable else "for nobody"
    return f"(reading {reading}, writing {writing})"
