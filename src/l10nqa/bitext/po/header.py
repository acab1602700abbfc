"""The header of a PO file and the name of the file: facts about all its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import is_language_tag
from l10nqa.locale.names import canonical, from_posix
from l10nqa.locale.paths import locale_of_file

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["fields_of", "source_locale_of", "target_locale_of"]


def fields_of(header: str) -> dict[str, str]:
    """Return the fields of a header; the last one where a name comes again."""
    lines = (line.partition(":") for line in header.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in lines if colon}


def source_locale_of(fields: Mapping[str, str]) -> str:
    """Return the locale of the sources; en-US if the header does not name it, because gettext expects English."""
    named = fields.get("X-Source-Language", "")
    return _tag(named) or "en-US"


def target_locale_of(fields: Mapping[str, str], path: str) -> str:
    """Return the locale of the targets from the header, else from the path; `und` if neither names it."""
    # The first is exact: gettext has no name for some locales.
    return _tag(fields.get("X-Target-Language", "")) or _tag(fields.get("Language", "")) or locale_of_file(path)


def _tag(name: str) -> str:
    return (canonical(name) if is_language_tag(name) else from_posix(name)) if name else ""
