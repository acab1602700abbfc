"""Finds the page of a rule in the documentation that comes along."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import l10nqa

__all__ = ["page_of"]

_PACKAGE = Path(l10nqa.__file__).parent
_FOLDERS = (_PACKAGE / "docs" / "rules", _PACKAGE.parents[1] / "docs" / "rules")
"""Where the pages are: in an installed package, and in a working copy."""


@cache
def page_of(rule: str) -> str | None:
    """Return the URI of the page of a rule; None for rules of plugins and checks of users, which have none."""
    for folder in _FOLDERS:
        page = folder / f"{rule}.md"
        if page.is_file():
            return page.as_uri()
    return None
