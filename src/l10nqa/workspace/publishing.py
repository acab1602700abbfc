"""Writes monolingual documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10nqa.documents import Place, Side, find_documents, publish, read_place
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import write_atomically
from l10nqa.model import Problem, ProblemKind

__all__ = ["Published", "publish_documents"]


@dataclass(slots=True)
class Published:
    """How many documents were written, and what could not be read as segments."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)


def publish_documents(
    paths: Sequence[str], folder: Path, side: Side = "target", *, restore_quotes: bool = False
) -> Iterator[Published]:
    """Write one side of every document below `folder`, under its relative path; yield the state after each.

    Raises:
        ConfigError: two documents would be written to one file, or one over itself.
        InputError: a path does not exist, or the folder cannot be written.
    """
    places = find_documents(paths)
    _refuse_clashes(places, folder)
    result = Published()
    for place in places:
        try:
            document = read_place(place)
        except InputError as error:
            result.problems.append(Problem(place.path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message))
        else:
            write_atomically(folder / place.name, publish(document, side, restore_quotes=restore_quotes), durable=False)
            result.documents += 1
            result.problems += document.problems
        yield result


def _refuse_clashes(places: Sequence[Place], folder: Path) -> None:
    taken: dict[str, str] = {}
    for place in places:
        if place.name in taken:
            raise ConfigError(
                f"{place.path} and {taken[place.name]} would both become {folder / place.name}",
                hint="publish them into folders of their own",
            )
        taken[place.name] = place.path
    if any(folder.resolve() == place.root.resolve() for place in places):
        raise ConfigError("the output folder is the folder of the documents", hint="give another folder to -o")
