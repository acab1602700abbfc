"""Brings edited translations back into the documents they came from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts import STANDARD_INPUT, Place, find_documents, read_place
from l10nqa.bitexts.exchange import Edited, read_edited, target_hash
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def apply(edited: Path, paths: Sequence[str], *, fuzzy: bool = False, dry_run: bool = False) -> Applied:
    """Write the changed translations of an edited PO or XLIFF file into the documents below `paths`.

    A translation is refused, and the rest goes on, where its document or segment is not there, where its source or its
    translation changed in the document since the export, or where it would break the document's markup. One that nobody
    edited is not refused where its document is not given: a file of several folders may be applied to one of them.

    Raises:
        ConfigError: the file is neither PO nor XLIFF, or a path is standard input.
        InputError: the file is not readable as what it is, a path does not exist, or a document cannot be written.
    """
    if STANDARD_INPUT in paths:
        raise ConfigError("translations cannot be written to standard input", hint="give the document's file or folder")
    result = Applied()
    translations = read_edited(edited, fuzzy=fuzzy, skipped=result.skipped.append)
    places = find_documents(paths)
    for place, edits in _by_document(translations, places, result):
        _apply_to(place, edits, result, dry_run=dry_run)
    return result


def _by_document(
    edits: Iterable[Edited], places: Sequence[Place], result: Applied
) -> Iterable[tuple[Place, list[Edited]]]:
    counts = Counter(place.name for place in places)
    known = {place.path: place for place in places} | {place.name: place for place in places if counts[place.name] == 1}
    grouped: dict[str, list[Edited]] = defaultdict(list)
    for edit in edits:
        if edit.path in known:
            grouped[known[edit.path].path].append(edit)
        elif _is_as_exported(edit):
            result.not_given += 1
        else:
            result.refused.append(Refusal(f"{edit.path}#{edit.segment}", edit.line, _why_unknown(edit.path, counts)))
    return [(known[path], found) for path, found in grouped.items()]


def _why_unknown(path: str, names: Counter[str]) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        return "its path points outside the folder given"
    if names[path] > 1:
        return f"{names[path]} documents given are called so"
    return "there is no such document in the folder given"


def _apply_to(place: Place, edits: list[Edited], result: Applied, *, dry_run: bool) -> None:
    try:
        document = read_place(place)
    except InputError as error:
        result.refused += [Refusal(f"{edit.path}#{edit.segment}", edit.line, error.message) for edit in edits]
        return
    segments: dict[str, Segment] = {}
    for segment in document.segments:
        segments.setdefault(segment.id, segment)
    targets: dict[str, str] = {}
    for edit in edits:
        reason = _why_not(edit, segments.get(edit.segment))
        if reason:
            result.refused.append(Refusal(f"{edit.path}#{edit.segment}", edit.line, reason))
        elif _is_change(edit, segments[edit.segment]):
            targets[edit.segment] = edit.target
        else:
            result.unchanged += 1
    if targets:
        _write(place, document, targets, {edit.segment: edit for edit in edits}, result, dry_run=dry_run)


def _write(
    place: Place,
    document: Bitext,
    targets: dict[str, str],
    edits: dict[str, Edited],
    result: Applied,
    *,
    dry_run: bool,
) -> None:
    replaced = document.with_targets({identifier: Target(text) for identifier, text in targets.items()})
    for identifier, reason in replaced.refused.items():
        edit = edits[identifier]
        result.refused.append(Refusal(f"{edit.path}#{identifier}", edit.line, reason))
    result.changed += len(targets) - len(replaced.refused)
    if replaced.raw != document.raw:
        result.documents.append(place.path)
        if not dry_run:
            write_atomically(place.file, replaced.raw)


def _is_as_exported(edit: Edited) -> bool:
    return edit.exported_hash is not None and target_hash(edit.target) == edit.exported_hash


def _is_change(edit: Edited, segment: Segment) -> bool:
    # What the translator left as it was exported is no wish to go back to it.
    return not _is_as_exported(edit) and _unix(edit.target) != _unix(segment.target)


def _why_not(edit: Edited, segment: Segment | None) -> str | None:
    if segment is None:
        return "the document has no such segment (any more)"
    if _unix(segment.source) != _unix(edit.source):
        return "its source changed in the document since the export"
    stale = edit.exported_hash is not None and target_hash(segment.target) != edit.exported_hash
    if stale and _is_change(edit, segment):
        return "its translation changed in the document since the export"
    return None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
