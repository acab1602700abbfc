"""Writes monolingual documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from l10nqa.bitext import SOURCES, STANDARD_INPUT, Place, publish, read_document, source_of_name
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.inputs import guards_inputs
from l10nqa.model import Problem
from l10nqa.workspace.inventory import Inventory, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from l10nqa.model import Side

__all__ = ["Published", "publish_documents"]


@dataclass(slots=True)
class Published:
    """The number of documents written, and the problems of reading them."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@guards_inputs
def publish_documents(
    paths: Sequence[str],
    folder: Path,
    side: Side = "target",
    *,
    restore_quotes: bool = False,
    allow_empty: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Published:
    """Write one side of every document below `folder`, under its relative path.

    Raises:
        ConfigError: two documents would be written to one file, one over itself or another one, or one has no name;
            or a link leads out of `folder`.
        InputError: a path does not exist, no segment was read, or the folder cannot be written.
    """
    if STANDARD_INPUT in paths:
        raise ConfigError(
            "a document from standard input has no name to publish it under", hint="give its file or folder"
        )
    inventory = Inventory(paths, allow_empty=allow_empty)
    places, others = _published(inventory.places)
    if others and len(others) == len(inventory.places) and others[0].is_named and not allow_empty:
        hint = "give a bilingual Markdown document, or a folder of documents"
        raise ConfigError("is not published", path=others[0].path, hint=hint)
    _refuse_clashes(places, folder)
    result = Published()
    pending: list[tuple[Place, bytes]] = []
    has_segments = False
    for done, place in enumerate(places, 1):
        try:
            document = read_document(place.file, place.path, place.name)
        except InputError as error:
            problem = Problem.unreadable(place.path, error)
            result.problems.append(problem)
            inventory.add(Reading(place.path, problem=problem))
        else:
            result.problems += document.problems
            inventory.add(Reading.of_bitext(document))
            pending.append((place, publish(document, side, restore_quotes=restore_quotes)))
            if document.segments or has_segments:
                has_segments = True
                result.documents += _written(pending, folder)
        progress(done, len(places))
    result.notes += [f"{place.path}: skipped, because only bilingual Markdown is published" for place in others]
    result.notes += inventory.settle()
    return result


def _published(places: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    """Return the files that are bilingual Markdown, or may be, and those of other kinds."""
    published: list[Place] = []
    others: list[Place] = []
    for place in places:
        is_published = source_of_name(place.file.name) in (SOURCES[0], None)
        (published if is_published else others).append(place)
    return published, others


def _written(pending: list[tuple[Place, bytes]], folder: Path) -> int:
    """Write the pending documents, and return their number."""
    count = len(pending)
    for place, published in pending:
        output = folder / place.name
        _refuse_bilingual(output)
        write_atomically(output, published, durable=False, within=folder)
    pending.clear()
    return count


def _refuse_bilingual(output: Path) -> None:
    """Refuse to write over a bilingual document: an earlier publication has no markup of segments."""
    try:
        content = output.read_bytes() if output.is_file() else b""
    except OSError:
        return  # writing it reports the reason
    if SOURCES[0].sniff(content):
        hint = "give -o a folder that holds none of the documents"
        raise ConfigError("is a bilingual document itself, and is not replaced", path=str(output), hint=hint)


def _refuse_clashes(places: Sequence[Place], folder: Path) -> None:
    taken: dict[str, str] = {}
    for place in places:
        if place.name in taken:
            raise ConfigError(
                f"{place.path} and {taken[place.name]} would both become {folder / place.name}",
                hint="publish them into folders of their own",
            )
        taken[place.name] = place.path
    output = folder.resolve()
    for place in places:
        if place.file.resolve().is_relative_to(output):
            message = f"{place.path} lies in the output folder and would be published itself"
            raise ConfigError(message, path=str(folder), hint="give -o a folder that holds none of the documents")
