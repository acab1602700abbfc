"""Tells which translated documents are complete, stale, missing or extra, by locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import Basis, Place, missing_documents
from l10nqa.engine import over_places
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import BasisKind, DocumentState, DocumentStatus, Problem, State
from l10nqa.workspace.inventory import Inventory, Reading
from l10nqa.workspace.opening import Opener
from l10nqa.workspace.run_options import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    from l10nqa.workspace.run_options import RunOptions

__all__ = ["StatusRun", "status", "statuses_of"]


class StatusRun(NamedTuple):
    """The documents of a run with their states."""

    documents: tuple[DocumentStatus, ...]
    problems: tuple[Problem, ...]
    """The documents that could not be read, and damaged parts of others."""
    notes: tuple[str, ...]
    """Remarks for the user."""


def status(
    paths: Sequence[str],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> StatusRun:
    """Tell how far the translations at the paths have come.

    Of a pair of documents the commit decides that the translation names in its front matter; else the git history of
    the two files, and text of the source that the translation lacks; without git that alone. Of a file that holds
    sources and targets the states of its segments decide.

    Raises:
        ConfigError: a file is of an unknown kind, or a pattern of `[pairs]` is wrong.
        InputError: a path does not exist, or no segment was read.
    """
    inventory = Inventory(
        paths,
        allow_empty=run_options.get("allow_empty", False),
        tree=tree_of(run_options),
        is_for_translation=True,
    )
    documents, readings, problems = statuses_of(inventory, run_options, progress=progress)
    for reading in readings:
        inventory.add(reading)
    return StatusRun(documents, problems, tuple(inventory.settle()))


def statuses_of(
    inventory: Inventory,
    run_options: RunOptions,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> tuple[tuple[DocumentStatus, ...], list[Reading], tuple[Problem, ...]]:
    """Return the states of the documents of an inventory, sorted by locale and path, with what was read of each."""
    extra = {place.path: locale for place, locale in inventory.pairs.extra}
    places = [_for_translation(place) for place in inventory.places if place.path not in extra]
    locale = run_options.get("target_locale")
    task = _StatusTask(_opener(run_options), inventory.bases)
    documents, problems, readings = list[DocumentStatus](), list[Problem](), list[Reading]()
    results = over_places(places, task, jobs=run_options.get("jobs"), cluster=run_options.get("cluster"))
    for done, found in enumerate(results, 1):
        documents += [found.document] if found.document else []
        problems += found.problems
        readings.append(found.reading)
        progress(done, len(places))
    documents += (
        DocumentStatus(path, "", locale or own or UNKNOWN_LOCALE, DocumentState.EXTRA, BasisKind.FILES)
        for path, own in extra.items()
    )
    documents += (
        DocumentStatus(
            each.path, each.source, locale or each.locale or UNKNOWN_LOCALE, DocumentState.MISSING, BasisKind.FILES
        )
        for each in missing_documents(inventory.pairs)
    )
    return tuple(sorted(documents, key=lambda each: (each.locale, each.path))), readings, tuple(problems)


def _opener(run_options: RunOptions) -> Opener:
    opener = Opener(run_options.get("source_locale"), run_options.get("target_locale"))
    config = run_options.get("config")
    return opener._replace(config=config) if config else opener


def _for_translation(place: Place) -> Place:
    return place._replace(source=place.source._replace(is_for_translation=True)) if place.source else place


class _ReadStatus(NamedTuple):
    """What is known of one file."""

    document: DocumentStatus | None
    """None for a file that cannot be read, or holds no segment."""
    reading: Reading
    problems: tuple[Problem, ...]


class _StatusTask(NamedTuple):
    """The settings of a run, sent to each worker once."""

    opener: Opener
    bases: Mapping[str, Basis]
    """What is known of the source that each file was translated from, by path."""

    def run(self, places: Sequence[Place]) -> list[_ReadStatus]:
        """Tell how far some files have come."""
        return [self._found(place) for place in places]

    def _found(self, place: Place) -> _ReadStatus:
        try:
            bitext = self.opener.open(place)
        except InputError as error:
            problem = Problem.unreadable(place.path, error)
            return _ReadStatus(None, Reading(place.path, problem=problem), (problem,))
        reading = Reading.of_bitext(bitext, drafts=True, untranslated=True)
        if not bitext.segments and place.source is None:
            return _ReadStatus(None, reading, tuple(bitext.problems))
        basis = self.bases[place.path]
        new = sum(segment.state is State.UNTRANSLATED for segment in bitext.segments)
        drafts = sum(segment.state is State.DRAFT for segment in bitext.segments)
        state, kind = _state(basis, is_open=bool(new or drafts))
        document = DocumentStatus(
            place.path,
            place.source.file.as_posix() if place.source else "",
            bitext.target_locale,
            state,
            kind,
            basis.commit,
            len(bitext.segments),
            new,
            drafts,
            basis.remark,
        )
        return _ReadStatus(document, reading, tuple(bitext.problems))


def _state(basis: Basis, *, is_open: bool) -> tuple[DocumentState, BasisKind]:
    """Return the state of a document that has a translation, and the evidence.

    `is_open` says that some of its text is to be translated. The commit that a page names decides alone, because its
    translators have said so.
    """
    if basis.is_current is False:
        return DocumentState.STALE, basis.kind
    if is_open and basis.kind is BasisKind.HISTORY:
        return DocumentState.STALE, BasisKind.STRUCTURE
    is_stale = is_open and basis.kind is not BasisKind.COMMIT
    return DocumentState.STALE if is_stale else DocumentState.COMPLETE, basis.kind
