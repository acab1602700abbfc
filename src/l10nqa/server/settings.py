"""The settings of a server: access, addresses and limits."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.memory import Location

__all__ = [
    "MAX_BATCH",
    "MAX_BODY",
    "MAX_HELD",
    "MAX_LIMIT",
    "MAX_TEXT",
    "TOKEN_VARIABLE",
    "Settings",
    "is_loopback",
    "read_token",
]

MAX_TEXT = 10_000
"""The largest number of code points of a query, a source or a target."""
MAX_BATCH = 500
"""The largest number of queries or units in one request."""
MAX_LIMIT = 100
"""The largest number of matches of one query."""
MAX_BODY = 8 * 1024 * 1024
"""The largest number of bytes of the body of a request."""
MAX_HELD = 32 * 1024 * 1024
"""The largest number of bytes of bodies that are held at a time, over all requests."""
TOKEN_VARIABLE = "L10NQA_TOKEN"  # noqa: S105 - the variable's name
_TOKEN = re.compile(r"[\x21-\x7e]{16,}")
_NEW_TOKEN = "make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'"  # noqa: S105 - advice, not a token


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server: its memory, its address and the access to it.

    Raises:
        ConfigError: the settings would let anybody on the network write, or require a token that is not given.
    """

    tm: Location
    host: str = "127.0.0.1"
    """The address to listen on; only loopback addresses cannot be reached from other machines."""
    port: int = 8000
    """0 selects a free port."""
    token: str | None = None
    """The token for writing; without one nothing can be written."""
    read_only: bool = False
    private: bool = False
    """Whether reading needs the token as well."""
    origins: tuple[str, ...] = ()
    """The origins whose web pages have access (CORS); `*` for any, which permits JSONP as well."""
    host_names: tuple[str, ...] = ()
    """Further host names of a server on a loopback address, such as that of a reverse proxy."""

    def __post_init__(self) -> None:
        if self.private and not self.token:
            raise ConfigError("--private needs a token", hint=f"give --token-file, or set {TOKEN_VARIABLE}")
        if not (is_loopback(self.host) or self.token or self.read_only):
            raise ConfigError(
                f"{self.host} can be reached from other machines, and there is no token for writing",
                hint=f"give --token-file (or set {TOKEN_VARIABLE}), or --read-only",
            )

    @property
    def writable(self) -> bool:
        """Whether units can be added."""
        return bool(self.token) and not self.read_only


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def read_token(file: Path | None) -> str | None:
    """Return the token of the file, else that of the environment, else None.

    Raises:
        ConfigError: the file cannot be read, or its content is not a token of at least 16 visible ASCII characters.
    """
    try:
        token = file.read_text("ascii").strip() if file else os.environ.get(TOKEN_VARIABLE, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not ASCII"
        raise ConfigError(f"the token cannot be read: {reason}", path=str(file), hint=_NEW_TOKEN) from error
    if not file and not token:
        return None
    if not _TOKEN.fullmatch(token):
        place = str(file) if file else TOKEN_VARIABLE
        raise ConfigError("a token is at least 16 visible ASCII characters", path=place, hint=_NEW_TOKEN)
    return token
