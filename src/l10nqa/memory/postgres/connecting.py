"""Opening a connection; errors are reported with a remedy and without passwords."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psycopg
from psycopg import RawCursor, RawServerCursor
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from l10nqa.errors import StoreError
from l10nqa.memory.postgres.texts import adapt_texts

if TYPE_CHECKING:
    from l10nqa.memory.location import DatabaseUrl

__all__ = ["connected"]

_PATIENCE = 10
"""Seconds to wait for the server to answer, where the address does not say."""
_REMEDIES = {
    "does not exist": "make it: createdb NAME, or CREATE ROLE for a user",
    "password": "put the password into ~/.pgpass or PGPASSWORD",
    "authentication": "put the password into ~/.pgpass or PGPASSWORD",
    "pg_hba.conf": "the server's pg_hba.conf must let this user in from here",
}


def connected(url: DatabaseUrl) -> psycopg.Connection:
    """Return a connection on which every statement outside a transaction is one of its own.

    Raises:
        StoreError: the address is none, the server cannot be reached or lets nobody in, or stores no Unicode.
    """
    try:
        options = conninfo_to_dict(url.with_passwords())
    except psycopg.Error:
        # What libpq says quotes parts of the address, the password for one.
        remedy = "postgresql://USER@HOST:PORT/DATABASE, with % and two digits for special characters"
        raise StoreError("is no address of a database", path=str(url), hint=remedy) from None
    if not os.environ.get("PGCONNECT_TIMEOUT"):
        options.setdefault("connect_timeout", _PATIENCE)
    options.setdefault("application_name", "l10nqa")
    options["client_encoding"] = "UTF8"
    try:
        connection = psycopg.connect(make_conninfo("", **options), autocommit=True, cursor_factory=RawCursor)
    except psycopg.Error as error:
        reason = url.without_passwords(" ".join(str(error).split()))
        remedy = next((hint for words, hint in _REMEDIES.items() if words in reason), "is the server running there?")
        raise StoreError(f"cannot be opened: {reason}", path=str(url), hint=remedy) from None
    connection.server_cursor_factory = RawServerCursor
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        remedy = "make one: createdb --encoding UTF8 --template template0 NAME"
        raise StoreError(f"stores texts in {encoding}, which lacks characters", path=str(url), hint=remedy)
    adapt_texts(connection)
    return connection
