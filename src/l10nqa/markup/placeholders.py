"""The placeholders of programs in plain text: which shapes each syntax has, and what a program sees in each.

Where the file says which syntaxes it uses, all their shapes count, `% d` and `{}` included. Where it does not, only
those count that nobody writes by chance: a `%` behind a digit, or with a blank after it, is a percentage.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup.node import Kind, Node
from l10nqa.model import PlaceholderSyntax
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["find_placeholders"]

# Widths are bounded: a flag may be a digit, and a long row of zeros would be tried in each way of dividing it.
_SPEC = r"[-+ 0#'I]{0,6}(?:\d{1,4}|\*(?:\d{1,2}\$)?)?(?:\.(?:\d{1,4}|\*(?:\d{1,2}\$)?)?)?"
_C = (
    rf"%(?:(?P<c_number>\d{{1,2}})\$)?(?P<c_spec>{_SPEC})(?:(?P<c_size>hh|h|ll|l|L|q|j|z|t|I64|I32)?"
    r"(?P<c_type>[diouxXeEfFgGaAcCsSpnm@])|<(?P<c_macro>PRI[diouxX]\w{1,8})>)"
)
_C_CLASSES = {
    "i": "d", "o": "u", "x": "u", "X": "u", "e": "f", "E": "f", "F": "f", "g": "f", "G": "f", "a": "f", "A": "f",
}  # fmt: skip
"""Conversions that take the same argument."""
_PYTHON = rf"%(?:\((?P<py_name>[^()\n]{{1,80}})\))?(?P<py_spec>{_SPEC})[hlL]?(?P<py_type>[diouxXeEfFgGcrsa])"
_PYTHON_CLASSES = {**dict.fromkeys("diouxX", "d"), **dict.fromkeys("eEfFgG", "f"), "r": "s", "a": "s"}
_PHP = r"%(?:(?P<php_number>\d{1,2})\$)?(?:[-+ 0]|'.){0,6}\d{0,4}(?:\.\d{1,4})?(?P<php_type>[bcdeEfFgGhHosuxX])"
_PHP_CLASSES = {**dict.fromkeys("bcdouxX", "d"), **dict.fromkeys("eEfFgGhH", "f")}
_FIELD = r"[A-Za-z_0-9]*(?:\.\w{1,60}|\[[^\[\]{}\n]{1,60}\]){0,8}"
_BRACE = rf"\{{(?P<brace>{_FIELD})(?:![rsa])?(?P<brace_spec>:(?:[^{{}}\n]|\{{[^{{}}\n]{{0,40}}\}}){{0,80}})?\}}"
_MESSAGE_FORMAT = (
    r"\{\s*(?P<mf_name>[\w.-]{1,80})\s*(?:,\s*(?P<mf_type>-?\w{1,20})\s*(?:,(?:[^{}\n]|\{[^{}\n]{0,80}\}){0,200})?)?\}"
)
_RUBY = (
    r"%(?:\{[^{}\n]{1,80}\}|<(?P<ruby>[^<>\n]{1,80})>[-+ 0#]{0,6}\d{0,4}(?:\.\d{1,4})?[a-zA-Z]|[sdif])"
    r"|#\{[^{}\n]{1,80}\}"
)
_QT = r"%L?(?P<qt>n|\d{1,2})"
_SHELL = r"\$\{[^{}\s]{1,80}\}|\$[A-Za-z_]\w*"
_DOUBLE = r"\{\{\{?[^{}\n]{1,120}\}?\}\}|\$t\([^()\n]{1,120}\)"
_TEMPLATE = r"\{%[^{}\n]{1,120}%\}|\{#[^{}\n]{1,120}#\}"

# What nobody writes by chance. A letter of ASCII behind a conversion makes a word of it.
_END = r"(?![A-Za-z0-9_])"
_UNMISTAKABLE = (
    rf"(?<![\d%])%(?:(?P<c_number>\d{{1,2}})\$)?(?P<c_spec>[-+0#]{{0,3}}(?:\d{{1,3}})?(?:\.\d{{1,3}})?)"
    rf"(?P<c_size>hh|h|ll|l|z)?(?P<c_type>[diufxXs@]){_END}"
    r"|%\((?P<py_name>[^\W\d]\w{0,60})\)(?P<py_spec>[-+0#]{0,3}\d{0,3}(?:\.\d{1,3})?)(?P<py_type>[diouxXeEfFgGcrsa])"
    rf"|{_DOUBLE}|{_TEMPLATE}"
    r"|%\{[A-Za-z_][\w.]{0,60}\}|%<(?P<ruby>\w{1,60})>[-+0#]{0,3}\d{0,3}(?:\.\d{1,3})?[a-zA-Z]|#\{[\w.@()]{1,60}\}"
    r"|\$\{[^{}\s]{1,80}\}|\$\([\w.:]{1,60}\)|\$[A-Za-z_]\w*"
    r"|\{(?P<mf_name>[\w.:-]{1,60})(?:\s*,\s*(?P<mf_type>number|date|time|choice|spellout|ordinal|duration|list)"
    r"\s*(?:,(?:[^{}\n]|\{[^{}\n]{0,80}\}){0,200})?)?\}"
    rf"|\{{(?P<brace>(?:[A-Za-z_][A-Za-z_0-9]{{0,40}}|\d{{0,3}})(?:\.\w{{1,40}}|\[\w{{1,40}}\]){{0,4}})"
    r"(?:![rsa])?(?:,-?\d{1,3})?(?P<brace_spec>:[^{}\s]{0,20})?\}"
    r"|%[A-Za-z_]\w{0,60}%"
)
_QT_ALONE = re.compile(rf"(?<![\d%])%L?(?P<qt>[1-9])(?![\d%]|\$){_END}")
"""`%1`: only where the numbers of a text begin with 1 and leave none out, for Turkish writes a percentage so."""


class _Finder(NamedTuple):
    """What looks for the placeholders of some syntaxes."""

    pattern: re.Pattern[str]
    groups: frozenset[str]
    """The names of the groups of the pattern."""
    escapes: re.Pattern[str] | None
    """What stands for a sign that would begin a placeholder."""


_PATTERNS: dict[PlaceholderSyntax, str] = {
    # The longer shape first where one begins like another.
    PlaceholderSyntax.DOUBLE_BRACE: rf"{_DOUBLE}|{_TEMPLATE}",
    PlaceholderSyntax.PYTHON: _PYTHON,
    PlaceholderSyntax.RUBY: _RUBY,
    PlaceholderSyntax.C: _C,
    # A catalogue of Xcode holds texts that are no formats as well: in `50% off` stands a word.
    PlaceholderSyntax.OBJC: rf"%#@\w{{1,60}}@|(?!(?:(?<=\d)|(?<=\d[ \xa0]))% [A-Za-z]{{2}}){_C}",
    PlaceholderSyntax.PHP: _PHP,
    PlaceholderSyntax.QT: _QT,
    PlaceholderSyntax.SHELL: _SHELL,
    PlaceholderSyntax.PYTHON_BRACE: _BRACE,
    PlaceholderSyntax.JAVA: _MESSAGE_FORMAT,
    PlaceholderSyntax.ICU: _MESSAGE_FORMAT,
}
_PERCENT = frozenset({"c", "objc", "php", "python", "ruby"})
_GROUP = re.compile(r"\(\?P<\w+>")


def find_placeholders(text: str, spans: Sequence[Span], syntaxes: frozenset[PlaceholderSyntax] | None) -> list[Node]:
    """Return the placeholders in some stretches of a text as VARIABLE nodes, and escaped signs as ESCAPE, in order.

    Those without a number or a name take the next number, as they do in the program. None for the syntaxes: only what
    is unmistakable counts.
    """
    finder = _finder(syntaxes)
    positions = count(1)
    nodes = []
    for start, end in spans:
        for match in finder.pattern.finditer(text, start, end):
            span = Span(*match.span())
            if finder.escapes and finder.escapes.fullmatch(match[0]):
                nodes.append(Node(Kind.ESCAPE, span, Span(span.start + 1, span.end), match[0][0]))
            else:
                nodes.append(Node(Kind.VARIABLE, span, span, _seen_by_program(match, finder.groups, positions)))
    if syntaxes is None and not nodes:
        return _numbered(text, spans)
    return nodes


def _numbered(text: str, spans: Sequence[Span]) -> list[Node]:
    """Return `%1 %2 …`, where no number is left out."""
    found = [match for span in spans for match in _QT_ALONE.finditer(text, *span)] if "%" in text else []
    numbers = {int(match["qt"]) for match in found}
    if numbers != set(range(1, len(numbers) + 1)):
        return []
    return [Node(Kind.VARIABLE, Span(*match.span()), Span(*match.span()), f"%{match['qt']}") for match in found]


@lru_cache(maxsize=64)
def _finder(syntaxes: frozenset[PlaceholderSyntax] | None) -> _Finder:
    if syntaxes is None:
        pattern = re.compile(_UNMISTAKABLE, re.ASCII)
        return _Finder(pattern, frozenset(pattern.groupindex), None)
    shapes = [shape for syntax, shape in _PATTERNS.items() if syntax in syntaxes]
    escapes = []
    if _PERCENT & syntaxes:
        escapes.append("%%")
    if PlaceholderSyntax.PYTHON_BRACE in syntaxes:
        escapes.append(r"\{\{|\}\}")
    known: set[str] = set()
    pattern = re.compile("|".join([*escapes, *(_once(shape, known) for shape in shapes)]) or r"(?!)", re.ASCII)
    escaped = re.compile("|".join(escapes)) if escapes else None
    return _Finder(pattern, frozenset(pattern.groupindex), escaped)


def _once(shape: str, known: set[str]) -> str:
    """Return the pattern, its groups nameless where another has taken their names: C and Objective-C share theirs."""

    def name(match: re.Match[str]) -> str:
        if match[0] in known:
            return "(?:"
        known.add(match[0])
        return match[0]

    return _GROUP.sub(name, shape)


def _seen_by_program(match: re.Match[str], groups: frozenset[str], positions: count[int]) -> str:
    """Return what is the same for all spellings of one placeholder: its argument, and the type of that."""
    for group, canonical in _CANONICAL.items():
        if group in groups and match[group] is not None:
            return canonical(match, positions)
    written = match[0]
    return "".join(written.split()) if written.startswith(("{{", "{%")) else written


def _of_c(match: re.Match[str], positions: count[int]) -> str:
    stars = "".join(f"%{next(positions)}$*" for _ in range(match["c_spec"].count("*") - match["c_spec"].count("$")))
    kind = match["c_type"]
    if kind == "m":
        return "%m"
    number = match["c_number"] or next(positions)
    return f"{stars}%{number}${match['c_size'] or ''}{_C_CLASSES.get(kind, kind)}"


def _of_macro(match: re.Match[str], positions: count[int]) -> str:
    return f"%{match['c_number'] or next(positions)}${match['c_macro']}"


def _of_python(match: re.Match[str], positions: count[int]) -> str:
    kind = _PYTHON_CLASSES.get(match["py_type"], match["py_type"])
    if match["py_name"] is not None:
        return f"%({match['py_name']}){kind}"
    stars = "".join(f"%{next(positions)}$*" for _ in range(match["py_spec"].count("*")))
    return f"{stars}%{next(positions)}${kind}"


def _of_php(match: re.Match[str], positions: count[int]) -> str:
    kind = _PHP_CLASSES.get(match["php_type"], match["php_type"])
    return f"%{match['php_number'] or next(positions)}${kind}"


def _of_brace(match: re.Match[str], positions: count[int]) -> str:
    field = match["brace"]
    if not field or field[0] in ".[":
        field = f"{next(positions) - 1}{field}"
    # What a specification says is the language's; whether there is one is the program's, and gettext's check.
    return f"{{{field}:}}" if match["brace_spec"] else f"{{{field}}}"


def _of_message_format(match: re.Match[str], _: count[int]) -> str:
    kind = match["mf_type"]
    # `{0,-10}` of C# is a width.
    return f"{{{match['mf_name']}, {kind}}}" if kind and not kind.lstrip("-").isdigit() else f"{{{match['mf_name']}}}"


_CANONICAL: dict[str, Callable[[re.Match[str], count[int]], str]] = {
    "c_type": _of_c,
    "c_macro": _of_macro,
    "py_type": _of_python,
    "php_type": _of_php,
    "brace": _of_brace,
    "mf_name": _of_message_format,
    "ruby": lambda match, _: f"%<{match['ruby']}>",
    "qt": lambda match, _: f"%{match['qt']}",
}
