"""The pages that the addresses of a pair of documents mean, in the tree of the source and in that of the target."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import is_language_tag
from l10nqa.site.generator import Generator
from l10nqa.site.ids import PageIds, page_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LinkedPages", "SiteTrees", "ids_of_file", "read_page"]

_SUFFIXES = (".md", ".mdx", ".markdown")
_INDEXES = ("_index", "index", "README", "readme")
_LONGEST_TAG = 8
_LARGEST = 8_000_000
"""Bytes of a page that is read for the links of others."""


class LinkedPages(NamedTuple):
    """A page of the source, and its translation; the files may be the same where there is no translation."""

    source: Path
    target: Path


class SiteTrees(NamedTuple):
    """The folders of the source and of the target in which the documents of a pair have the same relative path."""

    source: Path
    target: Path
    page: str
    """The relative path of the source document, with forward slashes."""
    source_name: str
    target_name: str
    """What distinguishes the file names of the two trees: `.en` and `.de`; empty where folders do."""

    @classmethod
    def of(cls, source_path: str, target_path: str) -> SiteTrees:
        """Return the trees of a pair of documents by their paths."""
        ours, theirs = Path(source_path).absolute().parts, Path(target_path).absolute().parts
        count = 0
        while count < min(len(ours), len(theirs)) - 1 and ours[-1 - count] == theirs[-1 - count]:
            count += 1
        if count:
            page = "/".join(ours[len(ours) - count :])
            return cls(Path(*ours[: len(ours) - count]), Path(*theirs[: len(theirs) - count]), page, "", "")
        source, target = Path(*ours[:-1]), Path(*theirs[:-1])
        return cls(source, target, ours[-1], _tag(ours[-1]), _tag(theirs[-1]))

    def linked(self, address: str, generator: Generator | None) -> LinkedPages | None:
        """Return the pages that an address in the documents means; None where the source tree has none.

        Addresses that lead out of the tree are not followed.
        """
        for relative in self._candidates(address, generator):
            source = self.source / relative
            if source.is_file() and _is_below(source, self.source):
                target = self.target / self._translated(relative)
                is_there = target.is_file() and _is_below(target, self.target)
                return LinkedPages(source, target if is_there else source)
        return None

    def is_translation(self, source_address: str, target_address: str, generator: Generator | None) -> bool:
        """Tell whether an address in the target leads to the translation of the page that the source leads to.

        The address of the target may name the locale: `/de/docs/a/` for `/docs/a/`.
        """
        linked = self.linked(source_address, generator)
        if linked is None:
            # The page is not at hand, and the two addresses may be one all the same, relative and absolute.
            ours, theirs = self._bases(source_address, generator), self._bases(target_address, generator)
            return ours[:1] == theirs[:1]
        if linked.target == linked.source:
            return False
        mirrored = self._replace(source=self.target, source_name=self.target_name, page=self._translated(self.page))
        found = mirrored.linked(target_address, generator)
        return found is not None and found.source == linked.target

    def _translated(self, relative: str) -> str:
        if self.source_name == self.target_name:
            return relative
        stem, dot, suffix = relative.rpartition(".")
        return stem.removesuffix(self.source_name) + self.target_name + dot + suffix

    def _candidates(self, address: str, generator: Generator | None) -> Iterator[str]:
        """Yield the relative paths of the files that may be meant, the likeliest first."""
        for path in self._bases(address, generator):
            yield from self._files(path)

    def _bases(self, address: str, generator: Generator | None) -> list[str]:
        """Return the relative paths, without suffix where the address has none, that may be meant."""
        address = address.partition("?")[0]
        folder, name = posixpath.split(self.page)
        if address.startswith("/"):
            parts = address.strip("/").split("/")
            bases = ["/".join(parts), "/".join(parts[1:])]
            if is_language_tag(parts[0]) and len(parts[0]) < _LONGEST_TAG:
                bases.reverse()
        elif address.lower().endswith(_SUFFIXES):
            bases = [posixpath.join(folder, address)]
        else:
            stem = name.partition(".")[0]
            own = folder if stem in _INDEXES else posixpath.join(folder, stem)
            bases = [posixpath.join(own, address), posixpath.join(folder, address)]
            if generator not in (Generator.HUGO, Generator.MKDOCS, Generator.MKDOCS_UNICODE):
                bases.reverse()
        paths = map(posixpath.normpath, dict.fromkeys(bases))
        return [path for path in paths if not path.startswith("..") and not posixpath.isabs(path)]

    def _files(self, path: str) -> Iterator[str]:
        if path.lower().endswith(_SUFFIXES):
            yield path
            return
        path = path.removesuffix(".html")
        for suffix in _SUFFIXES:
            yield f"{path}{self.source_name}{suffix}"
        for index in _INDEXES:
            for suffix in _SUFFIXES[:2]:
                yield posixpath.normpath(f"{path}/{index}{self.source_name}{suffix}")


def _tag(name: str) -> str:
    """Return the part of a file name that says its locale: `.de` of `a.de.md`."""
    stem = name.rpartition(".")[0]
    plain, _, tag = stem.rpartition(".")
    return f".{tag}" if plain and is_language_tag(tag) else ""


def _is_below(file: Path, folder: Path) -> bool:
    """Tell whether a file is in a folder, also where symbolic links are followed."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def read_page(file: Path) -> str | None:
    """Return the text of a page; None where it cannot be read, or is too large to be one."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def ids_of_file(file: Path, generator: Generator) -> PageIds | None:
    """Return the ids of a page in a file; those of a file that did not change are remembered."""
    try:
        status = file.stat()
    except OSError:
        return None
    return _remembered_ids(str(file), status.st_mtime_ns, status.st_size, generator)


@lru_cache(maxsize=2048)
def _remembered_ids(file: str, _changed: int, _size: int, generator: Generator) -> PageIds | None:
    text = read_page(Path(file))
    return None if text is None else page_ids(text, generator)
