"""The tokens of code that must be the same in every language: all but comments, strings and what a reader fills in."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer

__all__ = ["CodeToken", "Firmness", "code_tokens", "is_code", "lexer_name"]

_LONGEST = 200_000
"""Characters of a block, beyond which it is compared as it is written."""
_PLACEHOLDER = compile_pattern(r"<[^\W\d_][^<>\n=/\"']{0,80}>|\[[^\W\d_][^\[\]\n=\"':,]{1,60}\]|\.\.\.|…")
_FOREIGN = re.compile(r"(?![A-Za-z])[^\W\d_]")
_OPTION = re.compile(r"--?[A-Za-z]")
"""What a shell takes for an option of a command."""
_PROSE = re.compile(r"[^\W\d_]{2,}[^\n]*\s[^\n]*[^\W\d_]{2,}")
# Names of languages that are no programs: what stands in them is for readers.
_FOR_READERS = frozenset(
    "text txt plain plaintext plain-text none output console-output log mermaid markdown md mdx html svg csv tree diff"
    " rst asciidoc plantuml dot graphviz http gitignore promql".split()
)
_MARKUP = frozenset("xml html xaml svg jsx tsx vue".split())


class Firmness(IntEnum):
    """How sure it is that a token must be the same in every language."""

    VALUE = 0
    """A string, a scalar of YAML, a word of a command: it may be a word that is translated."""
    NAME = 1
    """A name that the author of the code may have chosen: a translator may choose another one, everywhere."""
    FIRM = 2
    """A keyword, a key, a number, a sign."""


class CodeToken(NamedTuple):
    """A token of code."""

    text: str
    span: Span
    firmness: Firmness


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - costs a tenth of a second
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False, startinline=True)
    except ClassNotFound:
        return None


def language_of(info: str) -> str:
    """Return the language that an info string names."""
    name = re.split(r"[\s{,:]", info.strip().lstrip("{").lstrip("."), maxsplit=1)[0]
    return name.lower().removesuffix("}")


def lexer_name(info: str) -> str:
    """Return one name for all names of a language: `yml` is `yaml`."""
    language = language_of(info)
    lexer = _lexer(language) if language and language not in _FOR_READERS else None
    return lexer.name if lexer else language


def is_code(info: str) -> bool:
    """Tell whether the info string names a language that is known, and is one of programs."""
    language = language_of(info)
    return bool(language) and language not in _FOR_READERS and _lexer(language) is not None


def code_tokens(text: str, info: str) -> list[CodeToken]:
    """Return the tokens of a program that no translator writes, in order, with their places in the text."""
    lexer = _lexer(language_of(info))
    if lexer is None or len(text) > _LONGEST:
        return [CodeToken(match[0], Span(*match.span()), Firmness.VALUE) for match in re.finditer(r"\S+", text)]
    is_markup = language_of(info) in _MARKUP
    placeholders = [] if is_markup else [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]
    tokens = list(_kept(lexer, text))
    if not placeholders:
        return tokens
    starts = [span.start for span in placeholders]
    return [token for token in tokens if not _is_within(token.span, placeholders, starts)]


def _is_within(span: Span, places: list[Span], starts: list[int]) -> bool:
    index = bisect_right(starts, span.start) - 1
    return index >= 0 and span.start < places[index].end


def _kept(lexer: Lexer, text: str) -> Iterator[CodeToken]:
    from pygments.token import Comment, Generic, Literal  # noqa: PLC0415 - costs a tenth of a second

    for start, kind, value in lexer.get_tokens_unprocessed(text):
        if _is_of(kind, Comment) and not _is_of(kind, Comment.Preproc):
            continue
        if _is_of(kind, Generic.Output, Literal.String.Doc, Literal.String.Heredoc):
            continue
        firmness = _firmness(kind)
        if firmness is Firmness.VALUE and (_PROSE.search(value) or _FOREIGN.search(value)):
            continue
        for word in re.finditer(r"\S+", value):
            is_option = _OPTION.match(word[0]) is not None
            yield CodeToken(word[0], Span(*word.span()).shift(start), Firmness.FIRM if is_option else firmness)


def _firmness(kind: Any) -> Firmness:
    from pygments.token import Error, Generic, Literal, Name, Text  # noqa: PLC0415

    if _is_of(kind, Literal.String, Literal.Scalar, Text, Generic, Error):
        return Firmness.VALUE
    is_chosen = _is_of(kind, Name) and not _is_of(kind, Name.Tag, Name.Attribute, Name.Builtin)
    return Firmness.NAME if is_chosen else Firmness.FIRM


def _is_of(kind: Any, *parents: Any) -> bool:
    """Tell whether a type of token is one of the given types, or below one."""
    return any(kind in parent for parent in parents)
