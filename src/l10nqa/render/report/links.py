"""Addresses inside a report: of the findings that pass a filter, as the script reads them from the fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["filtered"]


def filtered(page: str = "", **filters: str) -> str:
    """Return the address of the findings on a page (by default this one) that pass the filters.

    The filters are those of the form above the table: `locale`, `rule`, `severity`, `certainty`, `origin`, `status`,
    `file` and `text`; `path` is a whole path, and `cause` the id of a cause.
    """
    wanted: Mapping[str, str] = {name: value for name, value in filters.items() if value}
    return f"{page}#{urlencode(wanted, errors='surrogateescape') if wanted else 'findings'}"
