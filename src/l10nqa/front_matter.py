"""YAML front matter: found by its lines, read by a YAML library, with a shortcut for plain scalars."""

from __future__ import annotations

import re
from typing import Any

import yaml

from l10nqa.errors import InputError
from l10nqa.text import Span, compile_pattern

__all__ = ["find_front_matter", "parse_front_matter", "plain_scalar", "scalar", "typed_front_matter"]

_BLOCK = compile_pattern(
    r"\A\ufeff?---[ \t]*(?:\r\n|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?=\r\n|\n|\Z)", re.DOTALL | re.MULTILINE
)

# A value without escapes, quoted or plain, all on its line: the next line that is not blank must not be indented,
# which would continue the value. Possessive quantifiers (*+) keep the pattern linear.
_PLAIN_VALUE = (
    r" +(?:"
    r'"([^"\\\n\r\x85\u2028\u2029\ud800-\udfff]*+)"'
    r"|'([^'\n\r\x85\u2028\u2029\ud800-\udfff]*+)'"
    r"|((?:[\w./+]|-(?=\w))(?:[\w./+-]| +(?=[\w./+-]))*+)"
    r") *+(?=\s*+\Z|\r?\n(?:[ \t]*+\r?\n)*+[^ \t\r\n])"
)
_DEEPEST = 100


def find_front_matter(text: str) -> Span:
    """Return the span of the YAML between the `---` lines at the top; an empty span if there is none."""
    if not text.startswith(("---", "\ufeff---")):
        return Span(0, 0)
    block = _BLOCK.match(text)
    return Span(*block.span(1)) if block else Span(0, 0)


def plain_scalar(front_matter: str, key: str) -> str | None:
    """Return the value of a top-level `key: value` line as in YAML, without parsing the rest.

    Supports plain and simply quoted values on one line, such as locale, origin and dates; returns None for anything
    else, and for a key that occurs twice.
    """
    match = compile_pattern(rf"^{re.escape(key)}:{_PLAIN_VALUE}", re.MULTILINE).search(front_matter)
    if match is None or front_matter.find(f"\n{key}:", match.end()) >= 0:
        return None
    return next(group for group in match.groups() if group is not None)


def scalar(front_matter: str, key: str) -> str | None:
    """Return the text of a top-level key; None if it is missing, or the whole is not YAML."""
    value = plain_scalar(front_matter, key)
    if value is not None or key not in front_matter:
        return value
    try:
        value = parse_front_matter(front_matter, "").get(key)
    except InputError:
        return None
    return value if isinstance(value, str) else None


def parse_front_matter(front_matter: str, path: str) -> dict[str, Any]:
    """Return the whole front matter with every scalar as text (dates and versions stay as written).

    Raises:
        InputError: it is not YAML, too deeply nested, or not a mapping; the error has the line.
    """
    try:
        _check_depth(front_matter, path)
        data = yaml.load(front_matter, Loader=_LOADER)  # noqa: S506 - BaseLoader builds only text, lists and mappings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        reason = getattr(error, "problem", None) or error
        raise InputError(f"front matter is not YAML: {reason}", path=path, line=line) from error
    except UnicodeEncodeError as error:
        line = front_matter.count("\n", 0, error.start) + 2
        raise InputError("front matter holds a byte that is not UTF-8", path=path, line=line) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise InputError("front matter is not a mapping of keys to values", path=path, line=2)
    return data


def typed_front_matter(front_matter: str) -> dict[Any, Any] | None:
    """Return the front matter with numbers, dates and truth values as such; None where it cannot be read."""
    try:
        _check_depth(front_matter, "")
        data = yaml.load(front_matter, Loader=_TYPED_LOADER)  # noqa: S506 - SafeLoader builds only plain values
    except (yaml.YAMLError, InputError, ValueError, TypeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _check_depth(front_matter: str, path: str) -> None:
    # The loader recurses, also in C, where great depth crashes the process; the parser of events does not.
    depth = 0
    for event in yaml.parse(front_matter, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                line = event.start_mark.line + 2 if event.start_mark else None
                raise InputError(f"front matter is nested more than {_DEEPEST} levels deep", path=path, line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TYPED_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
