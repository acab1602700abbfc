"""Writes edited translations back into the documents that they came from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import STANDARD_INPUT, PairBitext, open_bitext
from l10nqa.bitext.entries import target_hash
from l10nqa.bitext.units import name_in_document
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.inputs import guards_inputs, note_input
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.text import with_line_feeds
from l10nqa.workspace.document_names import DocumentNames
from l10nqa.workspace.edited_file import Identity, identity_of, read_edited
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.opening import source_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitext import Place
    from l10nqa.config import Config
    from l10nqa.model import Bitext, Segment, Target
    from l10nqa.workspace.edited_file import EditedTarget

__all__ = ["Applied", "Refusal", "apply"]

_NUMBER = re.compile(r"[0-9]+(?:\[[0-9]+\])?")
"""The name of an entry that its file gives none: its number, with the plural form."""


class Refusal(NamedTuple):
    """A translation that was not applied, with the reason."""

    key: str
    line: int
    """The line of the entry in the edited file."""
    reason: str
    document: str = ""
    """The path of a document that is the reason: it is missing, or cannot be read."""


@dataclass(slots=True)
class Applied:
    """The result of applying an edited file."""

    changed: int = 0
    unchanged: int = 0
    documents: list[str] = field(default_factory=list)
    """The paths of the documents that were (or, on a dry run, would be) written."""
    not_given: int = 0
    """Unedited entries of documents that are not among the given ones."""
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    """Entries that hold no translation to apply: untranslated, fuzzy, obsolete."""


@guards_inputs
def apply(
    edited: Path,
    paths: Sequence[str],
    *,
    fuzzy: bool = False,
    dry_run: bool = False,
    target_locale: str | None = None,
    source: str | None = None,
    config: Config | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Applied:
    """Write the changed translations of an edited file (PO, XLIFF) into the files below `paths` it was exported from.

    An entry names its document by a path, of which the end counts where the start is another one (see
    `DocumentNames`). An entry that names no document, as in a file that is itself an edited copy of the given one, is
    for the only segment with its context, source and plural form.

    A translation is refused, and the others are still applied, if its document or segment is missing, if its source or
    translation has changed in the document since the export, or if the file cannot hold it. An unedited translation is
    not refused when its document is not given: a file exported from several folders can be applied to one of them.
    `progress` is called with the number of documents done and their total.

    Raises:
        ConfigError: the edited file is of a kind that cannot be applied, or a path is standard input.
        InputError: a file cannot be read, a path does not exist, or a document cannot be written.
    """
    if STANDARD_INPUT in paths:
        raise ConfigError("translations cannot be written to standard input", hint="give the document's file or folder")
    result = Applied()
    note_input(edited, "edited file")
    read = read_edited(edited, fuzzy=fuzzy)
    result.skipped += read.skipped
    result.refused += [
        Refusal(edit.key, edit.line, "occurs more than once, and only the first can be addressed")
        for edit in read.repeated
    ]
    inventory = Inventory(paths, tree=source_tree(source, config), is_for_translation=True, with_missing=True)
    places = [place for place in inventory.places if not _is(place, edited)]
    grouped = _by_document(read.targets, places, result)
    for done, (place, own) in enumerate(grouped):
        progress(done, len(grouped))
        _apply_to(place, own, result, target_locale=target_locale, dry_run=dry_run)
    return result


def _is(place: Place, edited: Path) -> bool:
    """Tell whether the place is that of the edited file, which may lie in a folder given."""
    return not place.is_named and place.file.name == edited.name and place.file.resolve() == edited.resolve()


def _by_document(
    edits: Sequence[EditedTarget], places: Sequence[Place], result: Applied
) -> Sequence[tuple[Place, list[EditedTarget]]]:
    names = DocumentNames(places, [edit.path for edit in edits if edit.path])
    grouped: dict[Place, list[EditedTarget]] = defaultdict(list)
    homeless: list[EditedTarget] = []
    for edit in edits:
        place = names.find(edit.path) if edit.path else None
        if place:
            grouped[place].append(edit)
        else:
            homeless.append(edit)
    found = _places_of_segments(homeless, places) if homeless else {}
    for edit in homeless:
        candidates = found.get(_wanted(edit), [])
        if len(candidates) == 1:
            grouped[candidates[0]].append(edit)
        elif edit.is_as_exported:
            result.not_given += 1
        elif candidates:
            reason = "several segments of the given paths may be meant: give one file as PATH"
            result.refused.append(Refusal(edit.key, edit.line, reason, edit.path or "no document"))
        elif edit.path:
            result.refused.append(Refusal(edit.key, edit.line, names.why_unknown(edit.path), edit.path))
        else:
            reason = "names no document, and the given paths hold no segment with its context and source"
            result.refused.append(Refusal(edit.key, edit.line, reason))
    return list(grouped.items())


_Wanted = tuple[str, str, Identity]


def _wanted(edit: EditedTarget) -> _Wanted:
    """Return what a segment is looked for by, if its document is not one of the given files."""
    return edit.path, edit.segment, edit.identity if not edit.segment else Identity("", edit.source, None)


def _places_of_segments(edits: Sequence[EditedTarget], places: Sequence[Place]) -> Mapping[_Wanted, list[Place]]:
    """Return the given files of the segments that the edits may be for, by `_wanted`; a file for each such segment.

    A file may hold segments of documents, which it names itself (XLIFF), or be one of entries without names.
    """
    found: dict[_Wanted, list[Place]] = {_wanted(edit): [] for edit in edits}
    locales = {edit.target_locale for edit in edits} - {UNKNOWN_LOCALE}
    for place in places:
        try:
            bitext = open_bitext(place)
        except InputError:
            continue
        for segment in bitext.segments:
            if locales and segment.profile.target_locale not in (*locales, UNKNOWN_LOCALE):
                continue
            identity = identity_of(segment)
            unnamed: _Wanted = ("", "", identity)
            named: _Wanted = (segment.document or "", segment.key or "", Identity("", identity.source, None))
            for wanted in (unnamed, named) if segment.document else (unnamed,):
                if wanted in found:
                    found[wanted].append(place)
    return found


def _apply_to(
    place: Place, edits: list[EditedTarget], result: Applied, *, target_locale: str | None, dry_run: bool
) -> None:
    try:
        bitext = open_bitext(place, target_locale=target_locale)
    except InputError as error:
        result.refused += [Refusal(edit.key, edit.line, error.message, place.path) for edit in edits]
        return
    segments = _Segments(bitext.segments)
    targets: dict[str, Target] = {}
    by_id: dict[str, EditedTarget] = {}
    for edit in edits:
        segment = segments.of(edit)
        if segment is None and _is_there(edit, bitext):
            result.unchanged += 1
            continue
        reason = "another entry is for the same segment" if segment and segment.id in by_id else _why_not(edit, segment)
        if reason or segment is None:
            result.refused.append(Refusal(edit.key, edit.line, reason or ""))
        elif _is_change(edit, segment):
            # A state that stays is not said again: the file then changes in the text alone.
            is_kept = edit.target.state is segment.state
            targets[segment.id] = edit.target._replace(state=None) if is_kept else edit.target
            by_id[segment.id] = edit
        else:
            result.unchanged += 1
    if targets:
        _write(place, bitext, targets, by_id, result, dry_run=dry_run)


def _is_there(edit: EditedTarget, bitext: Bitext) -> bool:
    """Tell whether a pair of documents holds a text that is no segment once it is translated: a block of code."""
    if not isinstance(bitext, PairBitext) or not edit.text.strip():
        return False
    is_in_target = with_line_feeds(edit.text) in with_line_feeds(bitext.text)
    return is_in_target and edit.source in with_line_feeds(bitext.source_text)


class _Segments:
    """The segments of a document by what edited files call them."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._named: dict[tuple[str, str], Segment] = {}
        self._alike: dict[object, list[Segment]] = defaultdict(list)
        for segment in segments:
            name = name_in_document(segment)
            self._named.setdefault((segment.document or "", name), segment)
            self._named.setdefault(("", name), segment)
            identity = identity_of(segment)
            self._alike[identity].append(segment)
            self._alike[identity.source, identity.form].append(segment)
        keys = Counter(segment.key for segment in segments)
        for segment in segments:  # a file that was exported from a memory goes by keys
            if segment.key and keys[segment.key] == 1:
                self._named.setdefault(("", segment.key), segment)

    def of(self, edit: EditedTarget) -> Segment | None:
        """Return the segment that an edited translation is for.

        That is the one that it names. Where it names none, or a number that another entry has by now, it is the only
        one with its context, source and plural form, or with its source and plural form.
        """
        named = None
        if edit.segment:
            named = self._named.get((edit.path, edit.segment)) or self._named.get(("", edit.segment))
        if named is not None and not (_NUMBER.fullmatch(edit.segment) and with_line_feeds(named.source) != edit.source):
            return named
        if edit.segment and not _NUMBER.fullmatch(edit.segment):
            return None
        for key in (edit.identity, (edit.identity.source, edit.identity.form)):
            candidates = self._alike.get(key, [])
            if len(candidates) > 1:  # the one that has the translation that was exported
                candidates = [each for each in candidates if target_hash(each.target) == edit.exported_hash]
            if len(candidates) == 1:
                return candidates[0]
        return named


def _write(
    place: Place,
    bitext: Bitext,
    targets: Mapping[str, Target],
    edits: Mapping[str, EditedTarget],
    result: Applied,
    *,
    dry_run: bool,
) -> None:
    written = bitext.with_targets(targets)
    is_new = place.source is not None and place.source.is_untranslated
    for identifier, reason in written.refused.items():
        edit = edits[identifier]
        result.refused.append(Refusal(edit.key, edit.line, reason, place.path if is_new else ""))
    result.changed += len(targets) - len(written.refused)
    if written.raw != bitext.raw or (is_new and not written.refused):
        result.documents.append(place.path)
        if not dry_run:
            place.file.parent.mkdir(parents=True, exist_ok=True)  # of a page that had no translation
            write_atomically(place.file, written.raw, replaces="document")


def _is_change(edit: EditedTarget, segment: Segment) -> bool:
    # An entry that the translator left as exported does not ask to undo a later change of the document.
    return not edit.is_as_exported and with_line_feeds(edit.text) != with_line_feeds(segment.target)


def _why_not(edit: EditedTarget, segment: Segment | None) -> str | None:
    if segment is None:
        return "the document has no such segment (any more)"
    if with_line_feeds(segment.source) != edit.source:
        return "its source changed in the document since the export"
    stale = edit.exported_hash is not None and target_hash(segment.target) != edit.exported_hash
    if stale and _is_change(edit, segment):
        return "its translation changed in the document since the export"
    return None
