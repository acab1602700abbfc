"""Tokens in prose, told by their shape: file names, paths, calls, options, names of programs, addresses of mail.

Nothing here knows a product: `appsettings.json`, `Areas/Data/Seed.cs`, `connect()`, `--dry-run`, `max_retries`.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from l10nqa.markup.cmdlet_verbs import CMDLET_VERBS
from l10nqa.text import Span, compile_pattern

__all__ = ["Shape", "Token", "find_tokens", "may_have_tokens"]


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
    EMOJI = auto()
    """`:rocket:`, or the role of a text in reStructuredText."""
    KEYWORD = auto()
    """`AUTOTITLE`: GitHub Docs puts the title of the page in its place."""


class Token(NamedTuple):
    """A token of a text and where it stands."""

    shape: Shape
    text: str
    span: Span


_TITLE = "AUTOTITLE"
# What belongs to the word beside a token: letters of Latin. One of another script is an ending, or a word of its own.
_W = r"A-Za-z0-9_\u00c0-\u024f"
_NAME = r"[A-Za-z_][A-Za-z0-9_]*+"
_LOCAL, _HOST = r"[A-Za-z0-9_.+-]{1,64}", r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
# Folders may have blanks in their names where a backslash follows.
_FOLDER = r"(?:[A-Za-z0-9_.$@()-]{1,60}(?: [A-Z(][A-Za-z0-9_.()-]{0,60}){0,3}\\){0,20}"
_SEGMENT = r"[A-Za-z0-9_.@+-]{0,60}"
_FILE = r"(?:[A-Za-z0-9_.-]{1,60}/){0,12}[A-Za-z0-9_-]{1,80}(?:\.[A-Za-z0-9_-]{1,40}){0,4}\.[a-z][a-z0-9]{0,9}"
_SHAPES: tuple[tuple[Shape | None, str], ...] = (
    (None, r"(?:https?|ftp)://[^\s\ufffc]*+|www\.[^\s\ufffc]*+"),
    (Shape.MAIL, rf"(?<![{_W}.+-]){_LOCAL}@{_HOST}(?![{_W}@])"),
    (Shape.GUID, rf"(?<![{_W}])[0-9A-Fa-f]{{8}}-(?:[0-9A-Fa-f]{{4}}-){{3}}[0-9A-Fa-f]{{12}}(?![{_W}])"),
    (Shape.PATH, rf"(?<![{_W}\\])(?:[A-Za-z]:\\|\\\\){_FOLDER}[A-Za-z0-9_.$@-]{{0,60}}[A-Za-z0-9_$@\\]"),
    (
        Shape.PATH,
        rf"(?<![{_W}\\])[A-Za-z_][A-Za-z0-9_.-]{{0,60}}(?:\\[A-Za-z_][A-Za-z0-9_.$-]{{0,60}}){{0,20}}\\[A-Za-z_][A-Za-z0-9_$]*+",
    ),
    (
        Shape.PATH,
        rf"(?<![{_W}/.:\\<>)}}\]~@*-])(?:(?:~|\.{{1,2}})(?:/{_SEGMENT}[A-Za-z0-9_]){{1,20}}|(?:/{_SEGMENT}[A-Za-z0-9_]){{2,20}})/?(?![{_W}<])",
    ),
    (Shape.CALL, rf"(?<![{_W}.]){_NAME}(?:\.{_NAME}){{0,8}}\(\)"),
    (Shape.OPTION, rf"(?<![{_W}-])--[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+(?![{_W}-])"),
    (Shape.PARAMETER, rf"(?<![{_W})\]-])-[A-Z][A-Za-z]{{2,}}+(?![{_W}-])"),
    (Shape.CMDLET, rf"(?<![{_W}/.@-])(?:(?:{'|'.join(CMDLET_VERBS)})-[A-Z][A-Za-z]{{2,}}+|[A-Z]++#[0-9]++)(?![{_W}-])"),
    (Shape.FILE, rf"(?<![{_W}/.@:\\-])(?![A-Za-z]\.[a-z](?![{_W}])){_FILE}(?![{_W}@/-]|\.[{_W}])"),
    (
        Shape.DOTTED,
        rf"(?<![{_W}/.@:-])[A-Za-z_]\w{{1,60}}(?:\.[A-Za-z_][A-Za-z0-9_]{{1,60}}){{1,8}}+(?![{_W}@/-]|\.[{_W}])",
    ),
    (Shape.EXTENSION, rf"(?<![{_W}./])\.[a-z][a-z0-9]{{1,7}}(?![{_W}/-]|\.[{_W}]|\(\))"),
    (Shape.SNAKE, rf"(?<![{_W}/.@:-])_{{0,2}}[A-Za-z][A-Za-z0-9]*+(?:_[A-Za-z0-9]++)++_{{0,2}}(?![{_W}/-]|\.[{_W}])"),
    (Shape.LOWER_CAMEL, rf"(?<![{_W}/.@#-])[a-z]++[A-Z][A-Za-z0-9]*+(?![{_W}/-]|\.[{_W}])"),
    (Shape.UPPER_CAMEL, rf"(?<![{_W}/.@#-])[A-Z][A-Za-z]*?[a-z][A-Z][A-Za-z]++(?![{_W}/-]|\.[{_W}])"),
    (Shape.EMOJI, rf"(?<![{_W}:]):[a-z][a-z0-9_+-]{{1,30}}:(?![{_W}:])"),
    (Shape.KEYWORD, rf"{_TITLE}(?![{_W}])"),
    (
        Shape.ARGUMENT,
        rf"(?<![\d%{_W}])%[1-9](?![\d%{_W}])|(?<=[sdfi@\ufffc])%%(?!%)|(?<![{_W}:/)\]]):[a-z]{{3,}}+(?:_[a-z]++)*+(?![{_W}:-])",
    ),
)
"""Shapes with their patterns in the order in which they are tried. Every repetition is bounded, or tried once."""
_ALTERNATIVES = "|".join(f"({pattern})" for _, pattern in _SHAPES)
# A token begins where a word begins, or with a sign: no other place is tried.
_TOKEN = compile_pattern(rf"(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?=[./~\\%:-]))(?:{_ALTERNATIVES})")
_ANY = re.compile(
    r"[_\\/@.#:%)-](?:(?<=[_\\@])[A-Za-z0-9_\\@.$-]|(?<=\.)[A-Za-z_]|(?<=-)[A-Z]|(?<=--)[a-z]|(?<=[0-9A-Fa-f]{8}-)"
    r"|(?<=[A-Za-z0-9_]\(\))|(?<=[A-Z]#)[0-9]|(?<=%)[0-9%]|(?<=:)(?<![A-Za-z0-9_]:)[a-z]"
    r"|(?<=/)(?<![A-Za-z0-9_]/)[A-Za-z0-9_.@+-])"
)
"""What every token has in it that has a sign: one cheap search rules most texts out."""
_CAMEL = re.compile("[A-Z](?<=[a-z][A-Z])")  # capitals are few, and looked for first
"""What every other token has in it, but one."""
_NO_SIGNS = bytes(byte for byte in range(256) if byte not in b"_\\/@.-#:%(")


def may_have_tokens(text: str) -> bool:
    """Tell whether a token may stand in the text, quickly."""
    # Most sentences have no sign but the one at their end, behind which no token goes on.
    if text[:-1].encode("utf-8", "surrogatepass").translate(None, _NO_SIGNS) and _ANY.search(text):
        return True
    return _CAMEL.search(text) is not None or _TITLE in text


def find_tokens(text: str) -> list[Token]:
    """Return the tokens of a text, in order and apart. Takes time in proportion to the length of the text."""
    if not may_have_tokens(text):
        return []
    tokens = []
    for match in _TOKEN.finditer(text):
        shape = _SHAPES[(match.lastindex or 1) - 1][0]
        if shape is not None:
            tokens.append(Token(shape, match[0], Span(*match.span())))
    return tokens
