"""Tokens in prose, told by their shape: file names, paths, calls, options, names of programs, addresses of mail.

Nothing here knows a product: `appsettings.json`, `Areas/Data/Seed.cs`, `connect()`, `--dry-run`, `max_retries`.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from l10nqa.markup.cmdlet_verbs import CMDLET_VERBS
from l10nqa.text import Span

__all__ = ["Shape", "Token", "find_tokens"]


class Shape(Enum):
    """The kinds of tokens."""

    MAIL = auto()
    PATH = auto()
    """A path from a root, a drive, a server or a registry key: `/etc/hosts`, `C:\\Temp`."""
    FILE = auto()
    """A file name, perhaps with folders before it: `settings.yaml`, `src/main.rs`."""
    EXTENSION = auto()
    CALL = auto()
    OPTION = auto()
    """`--dry-run`"""
    PARAMETER = auto()
    """`-Force`"""
    CMDLET = auto()
    """`Get-Item`, and identifiers with a number: `STS#0`."""
    SNAKE = auto()
    """`max_retries`, `MAX_SIZE`"""
    DOTTED = auto()
    """`System.Text.Json`, `Console.WriteLine`"""
    LOWER_CAMEL = auto()
    UPPER_CAMEL = auto()
    GUID = auto()
    ARGUMENT = auto()
    """`%1`, `:name`, and `%%` behind a variable."""


class Token(NamedTuple):
    """A token of a text and where it stands."""

    shape: Shape
    text: str
    span: Span


_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
# Alternatives in the order in which they are tried; repetitions are possessive, so that no start is tried twice.
_SHAPES: tuple[tuple[Shape | None, str], ...] = (
    (None, r"(?:https?|ftp)://[^\s\ufffc]*+|www\.[^\s\ufffc]*+"),
    (Shape.MAIL, r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@])"),
    (Shape.GUID, r"\b[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\b"),
    (Shape.PATH, r"(?<![\w\\])(?:[A-Za-z]:\\|\\\\)[\w.$@-]++(?:\\[\w.$@-]++)*+\\?"),
    (Shape.PATH, r"(?<![\w\\])[A-Za-z_][\w.-]*+(?:\\[A-Za-z_][\w.$-]*+)+"),
    (Shape.PATH, r"(?<![\w/.:\\<>)}\]~@*-])(?:~|\.{1,2})?(?:/[\w.@+-]*[A-Za-z][\w.@+-]*+){2,}+/?(?![\w<])"),
    (Shape.CALL, rf"(?<![\w.]){_NAME}(?:\.{_NAME})*+\(\)"),
    (Shape.OPTION, r"(?<![\w-])--[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+(?![\w-])"),
    (Shape.PARAMETER, r"(?<![\w)\]-])-[A-Z][A-Za-z]{2,}+(?![\w-])"),
    (Shape.CMDLET, rf"(?<![\w/.@-])(?:(?:{'|'.join(CMDLET_VERBS)})-[A-Z][A-Za-z]{{2,}}+|[A-Z]++#\d++)(?![\w-])"),
    (
        Shape.FILE,
        r"(?<![\w/.@:\\-])(?:[\w.-]{1,80}/){0,12}[\w-]{1,80}(?:\.[\w-]{1,40}){0,4}\.[a-z][a-z0-9]{0,9}(?![\w@/-]|\.\w)",
    ),
    (Shape.DOTTED, rf"(?<![\w/.@:-])[A-Za-z_]\w{{1,60}}(?:\.[A-Za-z_]\w{{1,60}}){{1,8}}+(?![\w@/-]|\.\w)"),
    (Shape.EXTENSION, r"(?<![\w./])\.[a-z][a-z0-9]{1,7}(?![\w./-]|\(\))"),
    (Shape.SNAKE, r"(?<![\w/.@:-])_{0,2}[A-Za-z][A-Za-z0-9]*+(?:_[A-Za-z0-9]++)+_{0,2}(?![\w/-]|\.\w)"),
    (Shape.LOWER_CAMEL, r"(?<![\w/.@#-])[a-z]+[A-Z][A-Za-z0-9]*+(?![\w/-]|\.\w)"),
    (Shape.UPPER_CAMEL, r"(?<![\w/.@#-])[A-Z][A-Za-z]*?[a-z][A-Z][A-Za-z]++(?![\w/.-])"),
    (
        Shape.ARGUMENT,
        r"(?<![\d%\w])%[1-9](?![\d%\w])|(?<=%[sdfi@])%%(?!%)|(?<![\w:/)\]]):[a-z]{3,}+(?:_[a-z]++)*+(?![\w:-])",
    ),
)
_TOKEN = re.compile("|".join(f"({pattern})" for _, pattern in _SHAPES), re.ASCII)
_ANY = re.compile(
    r"[a-z][A-Z]|[_\\/@.][A-Za-z]|-[A-Za-z]|\w\(\)|[A-Z]#\d|(?<!\w):[a-z]|%[\d%]|[0-9A-Fa-f]{8}-", re.ASCII
)
"""What every token has in it: one cheap search rules most texts out."""


def find_tokens(text: str) -> list[Token]:
    """Return the tokens of a text, in order and apart. Takes time in proportion to the length of the text."""
    if not _ANY.search(text):
        return []
    tokens = []
    for match in _TOKEN.finditer(text):
        shape = _SHAPES[(match.lastindex or 1) - 1][0]
        if shape is not None:
            tokens.append(Token(shape, match[0], Span(*match.span())))
    return tokens
