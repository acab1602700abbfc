"""The header of a PO file and the name of the file: facts about all its entries."""

from __future__ import annotations

import re
from locale import locale_alias
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from l10nqa.locale import UNKNOWN_LOCALE, is_language_tag, locale_of_path
from l10nqa.locale.names import canonical, from_posix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["fields_of", "locale_of_name", "source_locale_of", "target_locale_of"]

_NAME = re.compile(
    r"(.*?[-_.])??(([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|[0-9]{3}|[a-z]{2}))*(?:\.[A-Za-z0-9-]+)?(?:@[A-Za-z]+)?)",
    re.ASCII,
)
_WORDS = frozenset("am as be do he hi id in is it my no or os so to".split())
"""Codes of languages that are English words: `sign-in.po` is not Indonesian."""
_FOLDERS = ("LC_MESSAGES", "locale", "locales", "po", "lang", "i18n", "translations", "languages")
"""The text around the name of a locale in the paths of gettext, Django and others."""


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
    return _tag(fields.get("X-Target-Language", "")) or _tag(fields.get("Language", "")) or locale_of_name(path)


def _tag(name: str) -> str:
    return (canonical(name) if is_language_tag(name) else from_posix(name)) if name else ""


def locale_of_name(path: str) -> str:
    """Return the locale that a path names, as in `de.po`, `messages.pt_BR.po`, `ca@valencia/LC_MESSAGES/x.po`."""
    for name in _names(PurePosixPath(path)):
        found = _NAME.fullmatch(name)
        if found and _is_locale(found[2]) and not (found[1] and found[1][-1] in "-_" and found[2] in _WORDS):
            return from_posix(found[2])
    return locale_of_path(path)


def _names(path: PurePosixPath) -> Iterator[str]:
    yield path.stem
    parts = path.parts[:-1]
    for index in reversed(range(len(parts))):
        if (index + 1 < len(parts) and parts[index + 1] == "LC_MESSAGES") or (index and parts[index - 1] in _FOLDERS):
            yield parts[index]


def _is_locale(name: str) -> bool:
    """Tell whether CLDR has the language: names such as `app.po` and `web.po` are codes of none that has a locale."""
    from babel.localedata import exists  # noqa: PLC0415 - few names need it

    if re.search("[-_]", name) and name.islower() and name.replace("-", "_") not in locale_alias:
        return False  # `to-do` would be Tongan of the Dominican Republic
    tag = from_posix(name)
    return tag != UNKNOWN_LOCALE and is_language_tag(tag) and bool(exists(tag.partition("-")[0]))
