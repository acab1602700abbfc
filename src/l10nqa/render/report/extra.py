"""The libraries for HTML reports, which come with the extra `l10nqa[report]`."""

from __future__ import annotations

import importlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["library", "require_all", "table_library"]

_REMEDY = 'install what reports need: pip install "l10nqa[report]"'
_MARKUP = re.compile("<(?=!--|/?script)", re.IGNORECASE)
"""Character sequences that would end a script or confuse an HTML parser; an escape replaces them within strings."""
_EXPORTS = re.compile(r"\bexport\s*\{([^{}]*)\}\s*;?")


def library(name: str) -> ModuleType | Any:
    """Import a library of the extra.

    Raises:
        ConfigError: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError(f"HTML reports need the package {name}", hint=_REMEDY) from error


def require_all() -> None:
    """Import all libraries of a page, so that a long run does not fail at its end because one is missing.

    Raises:
        ConfigError: a library of the extra is not installed.
    """
    for name in ("jinja2", "markupsafe", "vl_convert"):
        library(name)
    table_library()


@cache
def table_library() -> str:
    """Return DataTables with jQuery from the package itables, as script text that defines `jQuery`.

    The package is not imported: it would load data frame libraries, which takes a second.

    Raises:
        ConfigError: it is not installed, or in an unknown version.
    """
    spec = find_spec("itables")
    if spec is None or spec.origin is None:
        raise ConfigError("HTML reports need the package itables", hint=_REMEDY)
    script = (Path(spec.origin).parent / "html" / "dt_bundle.js").read_text(encoding="utf-8")
    exported = _EXPORTS.search(script)
    names = dict(re.findall(r"([\w$]+) as ([\w$]+)", exported[1])) if exported else {}
    local = next((ours for ours, theirs in names.items() if theirs == "jQuery"), None)
    if not exported or local is None:
        raise ConfigError("this version of itables carries DataTables in another form", hint=_REMEDY)
    whole = f"{script[: exported.start()]}const jQuery={local};{script[exported.end() :]}"
    return _MARKUP.sub(r"\\x3C", whole)
