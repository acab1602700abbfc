"""Writes monolingual documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from l10nqa.bitexts import STANDARD_INPUT, Place, find_documents, publish, read_place
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from l10nqa.model import Side

__all__ = ["Published", "publish_documents"]


@dataclass(slots=True)
class Published:
    """How many documents were written, and what could not be read as segments."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)


def publish_documents(
    paths: Sequence[str],
    folder: Path,
    side: Side = "target",
    *,
    restore_quotes: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Published:
    """Write one side of every document below `folder`, under its relative path.

    Raises:
        ConfigError: two documents would be written to one file, one over itself, or one has no name.
        InputError: a path does not exist, or the folder cannot be written.
    """
    if STANDARD_INPUT in paths:
        raise ConfigError(
            "a document from standard input has no name to publish it under", hint="give its file or folder"
        )
    places = find_documents(paths)
    _refuse_clashes(places, folder)
    result = Published()
    for done, place in enumerate(places, 1):
        try:
            document = read_place(place)
        except InputError as error:
            result.problems.append(Problem.unreadable(place.path, error))
        else:
            write_atomically(folder / place.name, publish(document, side, restore_quotes=restore_quotes), durable=False)
            result.documents += 1
            result.problems += document.problems
        progress(done, len(places))
    return result


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
            message = f"{place.path} lies in the output folder, among what is to be published"
            raise ConfigError(message, path=str(folder), hint="give a folder to -o that holds none of the documents")
