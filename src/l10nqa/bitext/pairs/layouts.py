"""How documentation lays out the translations of its pages: where the source of a translated page may be."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import is_language_tag, locales
from l10nqa.locale.cldr import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Candidate", "TranslatedTree", "candidates", "language_of"]

_SOURCE_LOCALES = ("en", "en-US", "en-us", "en_US")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3}))?")
_DOCUSAURUS = re.compile(r"docusaurus-(?:plugin|theme)-content-(docs|blog|pages)(?:-(.+))?")


class TranslatedTree(NamedTuple):
    """A tree of sources and that of their translations into one locale; `{path}` in both stands for a page."""

    source: str
    target: str
    locale: str | None
    """BCP 47; None where the paths do not say it."""

    def target_of(self, source: str) -> str | None:
        """Return the path of the translation of a source; None for a file that is no source of the tree."""
        before, _, after = self.source.partition("{path}")
        if not (source.startswith(before) and source.endswith(after) and len(source) > len(before) + len(after)):
            return None
        return self.target.replace("{path}", source[len(before) : len(source) - len(after)])

    @property
    def folder(self) -> str:
        """The folder of the sources."""
        return self.source.partition("{path}")[0].rpartition("/")[0]

    @property
    def target_folder(self) -> str:
        """The folder of the translations."""
        return self.target.partition("{path}")[0].rpartition("/")[0]

    @property
    def is_by_suffix(self) -> bool:
        """Whether translations lie beside their sources, and their names have the locale."""
        return self.folder == self.target_folder


class Candidate(NamedTuple):
    """A place where the source of a translated page may be."""

    parts: tuple[str, ...]
    """The path of the source, name by name."""
    locale: str
    """The locale of the translation, as its path says (BCP 47)."""
    layout: str
    """The name of the layout for users."""
    tree: TranslatedTree


def _candidate(
    source: tuple[Sequence[str], Sequence[str]], target: Sequence[str], locale: str, layout: str
) -> Candidate:
    """Return the candidate whose source has the folder and the relative path given, name by name."""
    folder, relative = source
    tree = TranslatedTree(_joined([*folder, "{path}"]), _joined([*target, "{path}"]), locale)
    return Candidate((*folder, *relative), locale, layout, tree)


def _joined(parts: Sequence[str]) -> str:
    # The first part of an absolute path ends in a slash itself.
    return "/".join(part.replace("\\", "/") for part in parts).replace("//", "/", 1)


@lru_cache(maxsize=4096)  # each file of a tree asks for all folders that it is in
def language_of(name: str) -> str | None:
    """Return the BCP 47 tag that the name of a folder is; None where it is none, and for English."""
    if not _TAG.fullmatch(name):
        return None
    language, _, rest = name.replace("_", "-").partition("-")
    tag = f"{language}-{rest.upper() if len(rest) < 4 else rest}" if rest else language
    # Of the 7,000 languages that have a tag few are of documents, and others look like words: `api`, `dev`, `src`.
    is_usual = is_known(language) if len(language) == 2 else language in locales()
    return tag if language != "en" and is_usual and is_language_tag(tag) else None


def candidates(parts: Sequence[str]) -> Iterator[Candidate]:
    """Yield where the source of the page with this absolute path, name by name, may be: the surest layout first."""
    yield from _docusaurus(parts)
    yield from _folders(parts)
    yield from _suffixes(parts)
    yield from _repositories(parts)


def _docusaurus(parts: Sequence[str]) -> Iterator[Candidate]:
    """`i18n/de/docusaurus-plugin-content-docs/current/a.md` is `docs/a.md`; other versions are `versioned_docs`."""
    for index in range(len(parts) - 3):
        locale = language_of(parts[index + 1]) if parts[index] == "i18n" else None
        plugin = _DOCUSAURUS.fullmatch(parts[index + 2]) if locale else None
        if not (locale and plugin):
            continue
        head, rest, name = tuple(parts[:index]), tuple(parts[index + 3 :]), plugin[2]
        target = tuple(parts[: index + 3])
        if plugin[1] == "docs":
            version, rest, target = rest[0], rest[1:], (*target, rest[0])
            if version == "current":
                folders: tuple[str, ...] = (name or "docs",)
            else:
                folders = (f"{name}_versioned_docs" if name else "versioned_docs", version)
        else:
            folders = (name or plugin[1],) if plugin[1] == "blog" else ("src", "pages")
        yield _candidate(((*head, *folders), rest), target, locale, "Docusaurus")


def _folders(parts: Sequence[str]) -> Iterator[Candidate]:
    """`content/de/a.md` is `content/en/a.md` (Hugo, MkDocs), or `docs/de/a.md` is `docs/a.md` (VitePress)."""
    found = [(index, locale) for index, name in enumerate(parts[:-1]) if (locale := language_of(name))]
    for index, locale in found:
        head, rest = tuple(parts[:index]), tuple(parts[index + 1 :])
        layout = "Hugo" if head[-1:] == ("content",) else "folders named by locale"
        for own in _SOURCE_LOCALES:
            yield _candidate(((*head, own), rest), parts[: index + 1], locale, layout)
    for index, locale in found:
        head, rest = tuple(parts[:index]), tuple(parts[index + 1 :])
        layout = "Starlight" if head[-3:] == ("src", "content", "docs") else "VitePress"
        yield _candidate((head, rest), parts[: index + 1], locale, layout)


def _suffixes(parts: Sequence[str]) -> Iterator[Candidate]:
    """`a.de.md` is `a.md` or `a.en.md` (MkDocs, Hugo)."""
    stem, _, suffix = parts[-1].rpartition(".")
    name, _, tag = stem.rpartition(".")
    locale = language_of(tag) if name else None
    if locale:
        for own in ("", ".en", ".en-US", ".en-us"):
            # Where the tree begins the names do not say: the folder is the one of the page.
            folder = _joined(parts[:-1])
            tree = TranslatedTree(f"{folder}/{{path}}{own}.{suffix}", f"{folder}/{{path}}.{tag}.{suffix}", locale)
            yield Candidate((*parts[:-1], f"{name}{own}.{suffix}"), locale, "suffixes (MkDocs, Hugo)", tree)


def _repositories(parts: Sequence[str]) -> Iterator[Candidate]:
    """`docs.de-de/a.md` is `docs/a.md` beside it: a repository for each locale."""
    for index, part in enumerate(parts[:-1]):
        name, _, tag = part.rpartition(".")
        locale = language_of(tag) if name else None
        if locale:
            for own in ("", ".en-us", ".en-US"):
                yield _candidate(
                    ((*parts[:index], name + own), parts[index + 1 :]),
                    parts[: index + 1],
                    locale,
                    "a repository for each locale",
                )
