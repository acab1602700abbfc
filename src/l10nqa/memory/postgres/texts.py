"""Texts that PostgreSQL cannot store: those with U+0000 or halves of surrogate pairs.

Each such code point is stored as U+FDD0, which Unicode promises never to assign, and four hexadecimal digits; so is
U+FDD0 itself. Equal texts stay equal, and reading gives the text that was written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from psycopg.adapt import Loader
from psycopg.types.string import StrDumperUnknown

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.abc import Buffer

__all__ = ["ESCAPE", "adapt_texts", "escaped", "unescaped"]

ESCAPE = "\ufdd0"
_ESCAPE_BYTES = ESCAPE.encode()
_UNSTORABLE = re.compile("[\0\ud800-\udfff\ufdd0]")
_ESCAPED = re.compile(f"{ESCAPE}([0-9a-f]{{4}})")


def escaped(text: str) -> str:
    """Return the text as it is stored."""
    return _UNSTORABLE.sub(lambda match: f"{ESCAPE}{ord(match[0]):04x}", text)


def unescaped(text: str) -> str:
    """Return the text that was stored so."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def adapt_texts(connection: Connection) -> None:
    """Escape the texts that go to the server, and unescape those that come from it."""
    connection.adapters.register_dumper(str, _TextDumper)
    connection.adapters.register_loader("text", _TextLoader)


class _TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer:
        if obj.isascii() and "\0" not in obj:
            return obj.encode()
        return escaped(obj).encode()


class _TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        stored = bytes(data)
        text = stored.decode()
        return unescaped(text) if _ESCAPE_BYTES in stored else text
