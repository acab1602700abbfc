"""Reads a file that translators have edited: its translations, and what they are the translations of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import SOURCES, Place, open_bitext, source_of_name
from l10nqa.bitext.entries import target_hash
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import State, Target
from l10nqa.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.model import Segment

__all__ = ["EditedFile", "EditedTarget", "Identity", "identity_of", "read_edited"]


class Identity(NamedTuple):
    """What tells a segment from others where its file has no names for segments: what gettext goes by."""

    context: str
    source: str
    form: int | None


class EditedTarget(NamedTuple):
    """An edited translation, with the state of the document that it was made for."""

    path: str
    """The path of the document as it was exported; empty if the file names none."""
    segment: str
    """The name of the segment in it; empty if the file names none."""
    identity: Identity
    target: Target
    exported_hash: str | None
    target_locale: str
    line: int
    """The line of the entry in the edited file."""

    @property
    def key(self) -> str:
        """The name of the entry for people."""
        if not self.path:
            return self.identity.context or self.identity.source.strip().partition("\n")[0][:40]
        return f"{self.path}#{self.segment}" if self.segment else self.path

    @property
    def source(self) -> str:
        """The source that was translated, with line feeds."""
        return self.identity.source

    @property
    def text(self) -> str:
        """The translation."""
        return self.target.text or ""

    @property
    def is_as_exported(self) -> bool:
        """Whether the translation is unedited."""
        return self.exported_hash is not None and target_hash(self.text) == self.exported_hash


class EditedFile(NamedTuple):
    """The translations of an edited file."""

    targets: Sequence[EditedTarget]
    repeated: Sequence[EditedTarget]
    """Edited translations that name the document and segment of another one."""
    skipped: Sequence[InputError]
    """Entries that hold no translation to apply: untranslated, fuzzy, obsolete."""


def identity_of(segment: Segment) -> Identity:
    """Return what a segment is known by where it has no name."""
    form = segment.plural.form if segment.plural else None
    return Identity(segment.context or "", with_line_feeds(segment.source), form)


def read_edited(file: Path, *, fuzzy: bool) -> EditedFile:
    """Read the translations of an edited file; drafts are among them only with `fuzzy`.

    Raises:
        ConfigError: the file is of a kind that cannot be applied.
        InputError: it cannot be read.
    """
    source = source_of_name(file.name)
    if source is None or not source.comes_back:
        kinds = " or ".join(each.name for each in SOURCES if each.comes_back)
        raise ConfigError(
            f"is not a kind of file that can be applied ({kinds})",
            path=str(file),
            hint="export one: l10nqa export PATH -o FILE.po (or .xlf)",
        )
    bitext = open_bitext(Place(file, file.as_posix(), file.name, file.parent))
    targets: list[EditedTarget] = []
    repeated: list[EditedTarget] = []
    skipped = list(bitext.left_out)
    seen: set[tuple[object, ...]] = set()
    for segment in bitext.segments:
        line, _ = bitext.position(segment, "target", None)
        reason = _why_not_taken(segment, fuzzy=fuzzy)
        if reason:
            skipped.append(InputError(reason, path=str(file), line=line))
            continue
        edited = _edited(segment, line)
        name = (edited.path, edited.segment, *(() if edited.path and edited.segment else edited.identity))
        if name not in seen:
            targets.append(edited)
        elif edited.exported_hash is None or edited.is_as_exported:
            # Only an entry that nobody has edited may be passed over without a word.
            skipped.append(InputError("occurs more than once", path=str(file), line=line))
        else:
            repeated.append(edited)
        seen.add(name)
    return EditedFile(targets, repeated, skipped)


def _edited(segment: Segment, line: int) -> EditedTarget:
    return EditedTarget(
        path=segment.document or "",
        segment=(segment.key or "") if segment.document else "",
        identity=identity_of(segment),
        target=Target(segment.target, State.TRANSLATED if segment.state.is_usable else State.DRAFT),
        exported_hash=segment.exported_hash,
        target_locale=segment.profile.target_locale,
        line=line,
    )


def _why_not_taken(segment: Segment, *, fuzzy: bool) -> str | None:
    """Return why a segment of an edited file is skipped; None if it is not."""
    if segment.state is State.UNTRANSLATED:
        return "untranslated entry"
    if segment.state is State.DRAFT and not fuzzy:
        return "fuzzy entry"
    return None
