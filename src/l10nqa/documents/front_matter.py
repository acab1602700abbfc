"""YAML front matter: found by its lines, read by a YAML library, with a short cut for the plain scalars we live on."""

from __future__ import annotations

import re
from typing import Any

import yaml

from l10nqa.errors import InputError
from l10nqa.text import Span

__all__ = ["find_front_matter", "parse_front_matter", "plain_scalar"]

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*(?:\r\n|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?=\r\n|\n|\Z)", re.DOTALL | re.MULTILINE)


def find_front_matter(text: str) -> Span:
    """Return where the YAML between the `---` lines at the top stands; an empty span where there is none."""
    if not text.startswith(("---", "\ufeff---")):
        return Span(0, 0)
    block = _BLOCK.match(text)
    return Span(*block.span(1)) if block else Span(0, 0)


def plain_scalar(front_matter: str, key: str) -> str | None:
    """Return the value of a top-level `key: value` line as YAML would read it, without parsing the rest.

    Understands plain and simply quoted values, which is what locale, origin and dates are; None for anything else.
    """
    match = re.search(rf"^{re.escape(key)}:[ \t]+(?:\"([^\"\\\n]*)\"|'([^'\n]*)'|([\w./+-][\w ./+-]*?))[ \t]*\r?$", front_matter, re.M)
    return next((group for group in match.groups() if group is not None), None) if match else None


def parse_front_matter(front_matter: str, path: str) -> dict[str, Any]:
    """Return the whole front matter, every scalar as text (dates and versions stay as written).

    Raises:
        InputError: it is not YAML, or not a mapping; with the line.
    """
    try:
        data = yaml.load(front_matter, Loader=_LOADER)  # noqa: S506 - BaseLoader builds only text, lists and mappings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise InputError(f"front matter is not YAML: {getattr(error, 'problem', error)}", path=path, line=line) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise InputError("front matter is not a mapping of keys to values", path=path, line=2)
    return data


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
