"""The location of a memory: a file, or a database on a PostgreSQL server."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from l10nqa.errors import ConfigError

__all__ = ["DatabaseUrl", "Location", "memory_location"]

_URL = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_OTHER = re.compile(r"postgres(?:ql)?:/|[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""A text that is no file name. Taken for one, an address would be shown with its password and become a folder."""
# The last @ ends the password: one that is not percent-encoded, as it should be, is hidden, too.
_USER = re.compile(r"(?<=:/)(/?[^:@/?#]*):(.*)@", re.DOTALL)
_OPTION = re.compile(r"(?<=[?&])(password|sslpassword)=([^&]*)")


class DatabaseUrl:
    """The address of a PostgreSQL database, `postgresql://…`; shown everywhere without its passwords."""

    __slots__ = ("_address",)

    def __init__(self, address: str) -> None:
        self._address = address

    def __str__(self) -> str:
        return _OPTION.sub(r"\1=***", _USER.sub(r"\1:***@", self._address))

    def __repr__(self) -> str:
        return f"DatabaseUrl({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseUrl) and other._address == self._address

    def __hash__(self) -> int:
        return hash(self._address)

    def with_passwords(self) -> str:
        """Return the address as it was given: for the server only, never for a message."""
        return self._address

    def without_passwords(self, text: str) -> str:
        """Return a text, such as an error of the server, without any password of this address."""
        found = [match[2] for pattern in (_USER, _OPTION) for match in pattern.finditer(self._address)]
        for password in {*found, *map(unquote, found)} - {""}:
            text = text.replace(password, "***")
        return text


Location = Path | DatabaseUrl
"""A memory's file, or its database."""


def memory_location(given: str | Path | DatabaseUrl) -> Location:
    """Return the location that a user means: a database for `postgresql://` or `postgres://`, else a file.

    Raises:
        ConfigError: it is the address of something else.
    """
    if not isinstance(given, str):
        return given
    if _URL.match(given):
        return DatabaseUrl(_URL.sub(lambda scheme: scheme[0].lower(), given, count=1))
    if _OTHER.match(given):
        remedy = "give a file, or postgresql://USER@HOST:PORT/DATABASE"
        raise ConfigError("is no address of a memory", path=str(DatabaseUrl(given)), hint=remedy)
    return Path(given)
