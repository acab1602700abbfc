"""The location of a memory: a file, or a database on a PostgreSQL server."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

from l10nqa.errors import ConfigError

__all__ = ["DatabaseUrl", "Location", "memory_location"]

_URL = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_MISTYPED = re.compile(
    r"""\s*["'“‘(<]*\s*postgres\w*\s*(?:[:;+]|//|\\\\)"""  # the scheme, with something wrong around it
    r"|[A-Za-z][A-Za-z0-9+.-]*:(?://|\\\\)|jdbc:"  # another scheme
    r"|[^@]*:[^@]*@"  # a user and a password without any
    r"|(?:.*[\s&?;])?\w*passw\w*\s*=",  # the options of libpq
    re.IGNORECASE | re.DOTALL,
)
"""A text that is meant as an address. Taken for a file, it would be shown with its password and become a folder."""
# The last @ ends the password: one that is not percent-encoded, as it should be, is hidden, too.
_USER = re.compile(r"(?<=:/)(/?[^:@/?#]*):(.*)@", re.DOTALL)
_OPTION = re.compile(r"(?<=[?&])(password|sslpassword)=([^&]*)")
_HIDDEN = "***"
_HOSTS = re.compile(
    r"(?:\[[0-9A-Fa-f:.%]*\]|[\w.%-]*)(?::\d*)?(?:,(?:\[[0-9A-Fa-f:.%]*\]|[\w.%-]*)(?::\d*)?)*(?:/[\w.%~+-]*)?"
)
"""Hosts, each with its port, and the name of the database (libpq, Connection URIs)."""
_USER_NAME = re.compile(r"[\w.%~+-]*")
_SCHEME = re.compile(r"[A-Za-z]+")
_PUBLIC = frozenset(
    "host hostaddr port dbname user connect_timeout client_encoding options application_name sslmode sslrootcert"
    " sslcert target_session_attrs gssencmode channel_binding keepalives load_balance_hosts".split()
)
"""The parameters of an address whose values are no secrets (libpq, Parameter Key Words)."""


class DatabaseUrl:
    """The address of a PostgreSQL database, `postgresql://…`; shown everywhere without its passwords."""

    __slots__ = ("_address",)

    def __init__(self, address: str) -> None:
        self._address = address

    def __str__(self) -> str:
        scheme, _, rest = self._address.partition("://")
        return f"{scheme}://{_shown(rest)}"

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
    if _MISTYPED.match(given) and not os.path.lexists(given):
        remedy = "give a file, or postgresql://USER@HOST:PORT/DATABASE"
        raise ConfigError("is no address of a memory", path=_mistyped(given), hint=remedy)
    return Path(given)


def _shown(rest: str) -> str:
    """Return what follows the scheme of an address, without anything that may be a password.

    What is not known to be harmless is hidden: a password that is in the wrong place, or that has not been encoded.
    """
    place, _, query = rest.partition("?")
    if "@" in query:
        return _HIDDEN  # the password has a ? in it, or an option has an @
    user, separator, hosts = place.rpartition("@")
    name, colon, _password = user.partition(":")
    name = name if _USER_NAME.fullmatch(name) else _HIDDEN
    hosts = hosts if _HOSTS.fullmatch(hosts) else _HIDDEN
    options = (option.partition("=") for option in query.split("&"))
    shown = "&".join(f"{key}={value}" if key in _PUBLIC else _hidden(key) for key, _, value in options)
    return f"{name}{colon and f':{_HIDDEN}'}{separator}{hosts}{'?' + shown if query else ''}"


def _hidden(key: str) -> str:
    return f"{key}={_HIDDEN}" if key.isalpha() else _HIDDEN


def _mistyped(given: str) -> str:
    """Return enough of a mistyped address to recognize it by: what it begins with, and its host."""
    scheme = _SCHEME.match(given.lstrip(" \t\"'“‘(<"))
    _, separator, hosts = given.rpartition("@")
    shown = f"@{hosts}" if separator and _HOSTS.fullmatch(hosts) else ""
    return f"{scheme[0] if scheme else ''}{_HIDDEN}{shown}"
