"""Does the work of the server behind its back: one thread that reads and checks, so that answers need not wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import Place, locales_of
from l10nqa.errors import InputError, L10nqaError
from l10nqa.lsp.checking import Checked, DocumentKnowledge, check_text, unreadable
from l10nqa.lsp.decisions import triage_of
from l10nqa.lsp.project import shown_path, stamp_of
from l10nqa.lsp.reading import place_of, read_text
from l10nqa.model import Problem
from l10nqa.workspace.knowledge import gather_knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.lsp.positions import EditorText
    from l10nqa.lsp.project import Project, Projects
    from l10nqa.workspace.knowledge import Knowledge

__all__ = ["CheckRequest", "Outcome", "Worker"]


class CheckRequest(NamedTuple):
    """A document to check, as it is now."""

    file: Path
    text: EditorText
    earlier: Checked | None
    """An earlier check of it."""
    unsaved: Mapping[str, str]
    """The texts of all files that are open in the editor, by their absolute paths."""


class Outcome(NamedTuple):
    """What came of a request."""

    text: EditorText
    """The text that was checked."""
    checked: Checked | None = None
    error: L10nqaError | None = None
    """Why nothing could be checked: something is wrong with the configuration."""
    notes: tuple[str, ...] = ()
    """Remarks for the user."""


@dataclass(slots=True)
class Worker:
    """Checks documents, one at a time. Not safe for several threads."""

    projects: Projects
    _prepared: dict[Path, tuple[object, DocumentKnowledge]] = field(default_factory=dict)
    """What is known for each document, and what that was gathered from."""

    def check(self, request: CheckRequest) -> Outcome:
        """Check a document, and say what is wrong where that is not possible."""
        try:
            project = self.projects.of(request.file)
            place = self._place(request, project)
            prepared, notes = self._prepare(request.file, place, project)
            try:
                bitext = read_text(request.text.text, place, prepared.knowledge.opener)
            except InputError as error:
                problem = Problem.unreadable(place.path, error)
                return Outcome(request.text, unreadable(prepared, place.path, problem), notes=notes)
            triage = triage_of(project, place.path)
            return Outcome(request.text, check_text(bitext, prepared, request.earlier, triage), notes=notes)
        except L10nqaError as error:
            return Outcome(request.text, error=error)

    def forget(self, file: Path) -> None:
        """Forget what is known for a document that is closed."""
        self._prepared.pop(file, None)

    def _place(self, request: CheckRequest, project: Project) -> Place:
        path = Path(shown_path(request.file))
        place = Place(path, path.as_posix(), path.name, path.parent)
        return place_of(place, project.config, lambda file: request.unsaved.get(str(file.absolute())))

    def _prepare(self, file: Path, place: Place, project: Project) -> tuple[DocumentKnowledge, tuple[str, ...]]:
        """Return what is known for a document: gathered when it is first seen, and when it was saved since."""
        files = [place.file, place.source.file] if place.source else [place.file]
        origin = (project, tuple(locales_of(place)) if project.options.get("tm") else stamp_of(files))
        known = self._prepared.get(file)
        if known and known[0] == origin:
            return known[1], ()
        learns = any(rule.learns for rule in project.rules.running)
        knowledge = gather_knowledge([place], project.options, lexicons=learns)
        prepared = known[1] if known and _teaches_the_same(known[1], project, knowledge) else None
        prepared = prepared or DocumentKnowledge(project, knowledge)
        self._prepared[file] = origin, prepared
        return prepared, knowledge.notes


def _teaches_the_same(before: DocumentKnowledge, project: Project, knowledge: Knowledge) -> bool:
    """Tell whether what was gathered again says nothing new: a document is saved often, and few are large enough."""
    if before.project is not project or project.options.get("tm") or before.knowledge.opener != knowledge.opener:
        return False
    return not any(each.segments for known in (before.knowledge, knowledge) for each in known.lexicons.values())
