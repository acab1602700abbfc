"""Finds the version of the source that a translation was made from.

A page may name the commit of its source in its front matter, as the pages of OpenTelemetry and MDN do. Otherwise git
knows when the translation was last changed, and what the source was like then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.bitext.pairs.repository import Repositories
from l10nqa.bitext.place import beginning_of, read_bytes
from l10nqa.errors import ConfigError, InputError
from l10nqa.front_matter import find_front_matter, parse_front_matter, scalar
from l10nqa.model import BasisKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.bitext.find import Counterpart, Place
    from l10nqa.bitext.pairs.repository import FileHistory

__all__ = ["Basis", "bases_of", "named_commit", "with_earlier_sources"]

_KEYS = ("default_lang_commit", "l10n.sourceCommit")
"""The keys of Hugo sites such as OpenTelemetry's, and of MDN."""
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_FRONT_BYTES = 1 << 16


class Basis(NamedTuple):
    """The version of the source that a translation was made from."""

    kind: BasisKind
    commit: str = ""
    """The commit with that version, as the page names it or as git has it; empty where none is known."""
    is_current: bool | None = None
    """Whether the source has not changed since; None where git does not know."""
    earlier: bytes | None = None
    """The source as it was, where it has changed and git has it."""
    remark: str = ""
    """Why the commit that the page names does not count."""


def bases_of(places: Sequence[Place], commit_key: str | None = None) -> list[Basis]:
    """Return the basis of each of some translated documents, in their order.

    `commit_key` is a key of the front matter that names the commit, looked at before those that are known; a dot
    leads into a table. Without git, or outside a repository, nothing but the commit named is known.
    """
    keys = (commit_key, *_KEYS) if commit_key else _KEYS
    with Repositories() as repositories:
        found = [_by_commit(place, repositories, keys) for place in places]
        others = [index for index, basis in enumerate(found) if basis.kind is BasisKind.STRUCTURE]
        repositories.learn_last_changes([places[index].file for index in others])
        for index in others:
            found[index] = _by_history(places[index], repositories, found[index])
    return found


def with_earlier_sources(places: Sequence[Place], bases: Sequence[Basis], *, is_for_translation: bool) -> list[Place]:
    """Return the places with the sources that were translated, where these have changed since."""
    found = []
    for place, basis in zip(places, bases, strict=True):
        source = place.source
        if source:
            is_known = basis.is_current is True or basis.earlier is not None
            source = source._replace(
                earlier=basis.earlier, is_version_known=is_known, is_for_translation=is_for_translation
            )
        found.append(place._replace(source=source))
    return found


def _by_commit(place: Place, repositories: Repositories, keys: Sequence[str]) -> Basis:
    """Return the basis as the page itself says; structure where it says nothing, or nothing that git knows."""
    if place.source is None:
        return Basis(BasisKind.STATES)
    try:
        commit = named_commit(beginning_of(place, _FRONT_BYTES), keys)
        repository = repositories.of(place.source.file)
        if commit and repository and repository.holds(commit):
            return _compared(BasisKind.COMMIT, commit, place.source, repository)
    except (ConfigError, InputError, OSError):
        return Basis(BasisKind.STRUCTURE)  # reading the pair reports the reason
    remark = f"names the commit {commit[:12]}, which git does not have here" if commit else ""
    return Basis(BasisKind.STRUCTURE, commit, remark=remark)


def _by_history(place: Place, repositories: Repositories, basis: Basis) -> Basis:
    """Return the basis as the history of both files says; the one given where it says nothing."""
    repository = repositories.of(place.source.file) if place.source else None
    if repository is None or place.source is None:
        return basis
    try:
        found = _commit_of_translation(place, repository, repositories)
        if found is None or repository.blob(found, place.source.file) is None:
            return basis
        return _compared(BasisKind.HISTORY, found, place.source, repository)._replace(remark=basis.remark)
    except (ConfigError, InputError, OSError):
        return basis


def _commit_of_translation(place: Place, sources: FileHistory, repositories: Repositories) -> str | None:
    """Return the commit in the repository of the sources that was the last one when a translation was last changed."""
    own = repositories.of(place.file)
    if own is None:
        return None
    if own.blob("HEAD", place.file) != _with_line_feeds(read_bytes(place)):
        return sources.head  # it is being changed now
    last = own.last_change(place.file)
    if last is None:
        return None
    return last.commit if own is sources else sources.commit_before(last.time)


def _compared(kind: BasisKind, commit: str, source: Counterpart, repository: FileHistory) -> Basis:
    earlier = repository.blob(commit, source.file)
    if earlier is None:
        return Basis(kind, commit, is_current=False)
    is_current = earlier == _with_line_feeds(source.file.read_bytes())
    return Basis(kind, commit, is_current=is_current, earlier=None if is_current else earlier)


def _with_line_feeds(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _within(held: Any, names: Sequence[str]) -> str | None:
    """Return the text in a table of tables at a path of keys."""
    for name in names:
        held = held.get(name) if isinstance(held, dict) else None
    return held if isinstance(held, str) else None


def named_commit(raw: bytes, keys: Sequence[str] = _KEYS) -> str:
    """Return the commit that a page names in its front matter; empty where it names none."""
    text = raw.decode("utf-8", "replace")
    front_matter = find_front_matter(text).of(text)
    for key in keys:
        first, _, rest = key.partition(".")
        if first not in front_matter:
            continue
        value = scalar(front_matter, key)
        if value is None and rest:
            try:
                held = parse_front_matter(front_matter, "")
            except InputError:
                continue
            value = _within(held, key.split("."))
        if value and _COMMIT.fullmatch(value.strip().lower()):
            return value.strip().lower()
    return ""
