"""The locale that the path of a file names, by the customs of gettext, Android, Apple, Symfony, Hugo and others.

A wrong locale is worse than none: a name that may mean something else, as `sign-in.po` and `readme.is.md` do, names no
locale. What a file says itself goes before all of this.
"""

from __future__ import annotations

import re
from locale import locale_alias
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from l10nqa.locale.cldr import is_known
from l10nqa.locale.names import canonical
from l10nqa.locale.tags import UNKNOWN_LOCALE, is_language_tag, locale_of_path

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["locale_of_file"]

_NAME = re.compile(
    r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|CH[ST]|[A-Z]{2}|[0-9]{3}|[a-z]{2}))*"
    r"(?:\.(?:utf-?8|[A-Z]+[A-Z0-9-]*[0-9]))?(?:@[A-Za-z]+)?",
    re.ASCII,
)
"""The form of the name of a locale in gettext and BCP 47."""
_SMALL_REGION = re.compile(r"[-_][a-z]{2}\Z")
_ANDROID = re.compile(r"values-(?:([a-z]{2,3})(?:-r([A-Z]{2}))?|b\+([A-Za-z0-9+]+))", re.ASCII)
"""`values-pt-rBR`, `values-b+sr+Latn` (Android, "App resources overview", table 2)."""
_ANDROID_CAR = "values-car"
"""A mode of the user interface, not the language Carib."""
_WORDS = frozenset("am an as at be by do go he hi id if in is it la me mi my no of on or os so to us we".split())
"""Codes of languages that are words of English: `sign-in.po` is not Indonesian."""
_SUFFIXES = frozenset("as cs mk ml mo pl ps sc sh sq tk ts vi".split())
"""Codes of languages that are suffixes of programs as well: `example.cs.md` is about C#."""
_STRINGS = (
    *(".po", ".pot", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
    *(".tmx", ".csv", ".tsv", ".jsonl", ".parquet"),
)
"""Suffixes of files whose names usually end with their locale; in names of documents only a dot before it tells it."""
_FOLDERS = frozenset("i18n l10n lang languages locale locales po translations".split())
"""Folders with a folder, or a file, for each locale."""
_DOMAINS = "LC_MESSAGES"
"""The folder of gettext whose files are named by program, in a folder named by locale."""


def locale_of_file(path: str) -> str:
    """Return the locale that a path names (BCP 47), the file before its folders; `und` if it names none for sure.

    Examples: `de.po`, `messages.pt_BR.po`, `app-fr.po`, `zh-Hant.xliff`, `ca@valencia/LC_MESSAGES/x.po`,
    `i18n/ja/a.md`, `content/pt_BR/a.md`, `values-b+sr+Latn/strings.xlf`, `de.lproj/main.xliff`, `docs.lv-lv/a.md`.
    """
    pure = PurePosixPath(path.replace("\\", "/"))
    folders = pure.parts[:-1]
    if folders[-1:] == (_DOMAINS,):
        found = _whole(folders[-2], is_sure=True) if len(folders) > 1 else ""
        if found:
            return found
    in_name = _in_name(pure)
    if in_name:
        return in_name
    for index in reversed(range(len(folders))):
        found = _of_folder(folders, index)
        if found:
            return found
    return locale_of_path(path)


def _in_name(name: PurePosixPath) -> str:
    """Return the locale at the end of the name of a file, the longest that there is; an empty string for none."""
    stem, is_document = name.stem, not name.name.lower().endswith(_STRINGS)
    for index in (0, *(found.end() for found in re.finditer("[-_.]", stem))):
        text, before = stem[index:], stem[index - 1 : index]
        is_word = text in _WORDS and (is_document or before in ("-", "_"))
        if is_document and (before != "." or text in _SUFFIXES):
            continue
        found = "" if is_word else _whole(text)
        if found:
            return found
    return ""


def _of_folder(folders: Sequence[str], index: int) -> str:
    """Return the locale that a folder names; an empty string for none."""
    name, above = folders[index], folders[index - 1] if index else ""
    android = _ANDROID.fullmatch(name)
    if android and name != _ANDROID_CAR:
        return _whole("-".join(filter(None, android.groups())).replace("+", "-"))
    if name.endswith(".lproj"):
        return _whole(name.removesuffix(".lproj"))
    found = _whole(name) or _whole(name.rpartition(".")[2])
    # A language alone is as short as many another name.
    is_alone = above in _FOLDERS or folders[index + 1 : index + 2] == (_DOMAINS,)
    return found if "-" in found or (is_alone and "." not in name) else ""


def _whole(name: str, *, is_sure: bool = False) -> str:
    """Return the locale that a name is; an empty string for none.

    Unless it is sure that it names one, CLDR must have its language.
    """
    if not _NAME.fullmatch(name):
        return ""
    plain = name.partition(".")[0].partition("@")[0]
    if _SMALL_REGION.search(plain) and plain.islower() and plain.replace("-", "_") not in locale_alias:
        return ""  # `to-do` would be Tongan of the Dominican Republic
    if plain.partition("_")[0] in _WORDS and "_" in plain and plain.lower() not in locale_alias:
        return ""  # and so would `to_DO`
    tag = canonical(name)
    return tag if tag != UNKNOWN_LOCALE and is_language_tag(tag) and (is_sure or is_known(tag)) else ""
