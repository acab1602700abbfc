"""Brings edited translations back into the documents they came from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import SOURCES, STANDARD_INPUT, Place, open_bitext, source_of_name
from l10nqa.bitext.entries import target_hash
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import State, Target
from l10nqa.text import with_line_feeds
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.opening import source_tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from l10nqa.config import Config
    from l10nqa.model import Bitext, Segment

__all__ = ["Applied", "Refusal", "apply"]


class Refusal(NamedTuple):
    """A translation that was not taken, by name, and why."""

    key: str
    line: int
    """Of the entry in the edited file."""
    reason: str


@dataclass(slots=True)
class Applied:
    """What came of an edited file."""

    changed: int = 0
    unchanged: int = 0
    documents: list[str] = field(default_factory=list)
    """The paths of the documents that were (or, on a dry run, would be) written."""
    not_given: int = 0
    """Entries as they were exported, of documents that are not among those given."""
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    """Entries that hold no translation to apply: untranslated, fuzzy, obsolete."""


def apply(
    edited: Path,
    paths: Sequence[str],
    *,
    fuzzy: bool = False,
    dry_run: bool = False,
    target_locale: str | None = None,
    source: str | None = None,
    config: Config | None = None,
) -> Applied:
    """Write the changed translations of an edited file (PO, XLIFF) into the files below `paths` that it was made of.

    A translation is refused, and the rest goes on, where its document or segment is not there, where its source or its
    translation changed in the document since the export, or where the file cannot take it. One that nobody
    edited is not refused where its document is not given: a file of several folders may be applied to one of them.

    Raises:
        ConfigError: the edited file is of a kind that does not come back, or a path is standard input.
        InputError: a file is not readable as what it is, a path does not exist, or a document cannot be written.
    """
    if STANDARD_INPUT in paths:
        raise ConfigError("translations cannot be written to standard input", hint="give the document's file or folder")
    result = Applied()
    edits = _edits(edited, result, fuzzy=fuzzy)
    places = Inventory(paths, tree=source_tree(source, config)).places
    for place, own in _by_document(edits, places, result):
        _apply_to(place, own, result, target_locale=target_locale, dry_run=dry_run)
    return result


class _EditedTarget(NamedTuple):
    """A translation that came back, and what the document must still say for it to be taken."""

    path: str
    """The path of the document as it was exported."""
    segment: str
    source: str
    target: Target
    exported_hash: str | None
    line: int
    """Of the entry in the edited file."""

    @property
    def key(self) -> str:
        return f"{self.path}#{self.segment}"

    @property
    def text(self) -> str:
        return self.target.text or ""

    @property
    def is_as_exported(self) -> bool:
        """Whether nobody has edited it."""
        return self.exported_hash is not None and target_hash(self.text) == self.exported_hash


def _edits(file: Path, result: Applied, *, fuzzy: bool) -> list[_EditedTarget]:
    """Return the translations of an edited file that a document can take; what gives none is noted as skipped."""
    place = Place(file, file.as_posix(), file.name, file.parent)
    source = source_of_name(file.name)
    if source is None or not source.comes_back:
        kinds = " or ".join(each.name for each in SOURCES if each.comes_back)
        raise ConfigError(
            f"is not a file that comes back ({kinds})",
            path=str(file),
            hint="export one: l10nqa export PATH -o FILE.po (or .xlf)",
        )
    bitext = open_bitext(place)
    result.skipped += bitext.left_out
    edits: list[_EditedTarget] = []
    seen: set[str] = set()
    for segment in bitext.segments:
        line, _ = bitext.position(segment, "target", None)
        reason = _why_not_taken(segment, seen, fuzzy=fuzzy)
        if reason:
            result.skipped.append(InputError(reason, path=str(file), line=line))
            continue
        seen.add(f"{segment.document}#{segment.key}")
        target = Target(segment.target, State.TRANSLATED if segment.state.is_usable else State.DRAFT)
        edits.append(
            _EditedTarget(
                segment.document or "", segment.key or "", segment.source, target, segment.exported_hash, line
            )
        )
    return edits


def _why_not_taken(segment: Segment, seen: Collection[str], *, fuzzy: bool) -> str | None:
    """Return why a segment of an edited file is passed over; None where it is taken."""
    if segment.state is State.UNTRANSLATED:
        return "untranslated entry"
    if segment.state is State.DRAFT and not fuzzy:
        return "fuzzy entry"
    if not (segment.document and segment.key):
        return "entry that does not say which segment of which document it is"
    if f"{segment.document}#{segment.key}" in seen:
        return f"{segment.document}#{segment.key} occurs more than once, and only the first can be addressed"
    return None


def _by_document(
    edits: Iterable[_EditedTarget], places: Sequence[Place], result: Applied
) -> Iterable[tuple[Place, list[_EditedTarget]]]:
    counts = Counter(place.name for place in places)
    known = {place.path: place for place in places} | {place.name: place for place in places if counts[place.name] == 1}
    grouped: dict[str, list[_EditedTarget]] = defaultdict(list)
    for edit in edits:
        if edit.path in known:
            grouped[known[edit.path].path].append(edit)
        elif edit.is_as_exported:
            result.not_given += 1
        else:
            result.refused.append(Refusal(edit.key, edit.line, _why_unknown(edit.path, counts)))
    return [(known[path], found) for path, found in grouped.items()]


def _why_unknown(path: str, names: Counter[str]) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        return "its path points outside the folder given"
    if names[path] > 1:
        return f"{names[path]} documents given are called so"
    return "there is no such document in the folder given"


def _apply_to(
    place: Place, edits: list[_EditedTarget], result: Applied, *, target_locale: str | None, dry_run: bool
) -> None:
    try:
        bitext = open_bitext(place, target_locale=target_locale)
    except InputError as error:
        result.refused += [Refusal(edit.key, edit.line, error.message) for edit in edits]
        return
    segments: dict[str, Segment] = {}
    for segment in bitext.segments:
        segments.setdefault(segment.key or segment.id, segment)
    targets: dict[str, Target] = {}
    by_id: dict[str, _EditedTarget] = {}
    for edit in edits:
        segment_of_edit = segments.get(edit.segment)
        reason = _why_not(edit, segment_of_edit)
        if reason or segment_of_edit is None:
            result.refused.append(Refusal(edit.key, edit.line, reason or ""))
        elif _is_change(edit, segment_of_edit):
            targets[segment_of_edit.id], by_id[segment_of_edit.id] = edit.target, edit
        else:
            result.unchanged += 1
    if targets:
        _write(place, bitext, targets, by_id, result, dry_run=dry_run)


def _write(
    place: Place,
    bitext: Bitext,
    targets: Mapping[str, Target],
    edits: Mapping[str, _EditedTarget],
    result: Applied,
    *,
    dry_run: bool,
) -> None:
    written = bitext.with_targets(targets)
    for identifier, reason in written.refused.items():
        edit = edits[identifier]
        result.refused.append(Refusal(edit.key, edit.line, reason))
    result.changed += len(targets) - len(written.refused)
    if written.raw != bitext.raw:
        result.documents.append(place.path)
        if not dry_run:
            write_atomically(place.file, written.raw)


def _is_change(edit: _EditedTarget, segment: Segment) -> bool:
    # What the translator left as it was exported is no wish to go back to it.
    return not edit.is_as_exported and with_line_feeds(edit.text) != with_line_feeds(segment.target)


def _why_not(edit: _EditedTarget, segment: Segment | None) -> str | None:
    if segment is None:
        return "the document has no such segment (any more)"
    if with_line_feeds(segment.source) != with_line_feeds(edit.source):
        return "its source changed in the document since the export"
    stale = edit.exported_hash is not None and target_hash(segment.target) != edit.exported_hash
    if stale and _is_change(edit, segment):
        return "its translation changed in the document since the export"
    return None
