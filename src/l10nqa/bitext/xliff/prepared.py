"""A unit prepared for writing, for both versions of XLIFF."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.codes import with_codes
from l10nqa.bitext.entries import Filling, mark_of, target_hash
from l10nqa.bitext.exact import to_json
from l10nqa.bitext.xliff.quality_issues import grouped
from l10nqa.bitext.xliff.states import qualifier_of
from l10nqa.bitext.xml_text import as_shown, exact_texts
from l10nqa.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.bitext.codes import Piece
    from l10nqa.bitext.plain_documents import IsPlain
    from l10nqa.bitext.xliff.quality_issues import IssueGroup, QualityIssue
    from l10nqa.model import Match, TranslationUnit

__all__ = ["Preparation", "Prepared"]

# Narrower than the NMTOKEN of 2.1, so that it is one beyond doubt, and the same in both versions.
_NO_ID = re.compile(r"[^A-Za-z0-9._-]")


class Prepared(NamedTuple):
    """A unit with its id, codes and details."""

    unit: TranslationUnit
    id: str
    source: list[Piece]
    target: list[Piece]
    details: dict[str, str]
    """The data for `apply`: `target-hash`, and `exact` if the unit cannot express its texts."""
    notes: Sequence[str]
    matches: Sequence[Match]
    filled: Match | None
    """The match that the target was taken from."""
    state: State
    """Of the target, if there is one."""
    issues: Sequence[IssueGroup] = ()
    """What is wrong with the target."""

    @property
    def qualifier(self) -> str | None:
        """How the target came about, in the words of XLIFF 1.2; None where no memory gave it."""
        return None if self.filled is None else qualifier_of(self.filled, finished=self.state is not State.DRAFT)


class Preparation:
    """Gives the units of one XLIFF file ids of their own within each document."""

    def __init__(self, *, plain: bool, is_plain: IsPlain) -> None:
        self._plain, self._is_plain = plain, is_plain
        self._ids: Counter[tuple[str, str]] = Counter()
        self._keys: set[str] = set()
        self._groups = 0

    def of(
        self, unit: TranslationUnit, exported: str, notes: Sequence[str], matches: Sequence[Match], filling: Filling
    ) -> Prepared:
        """Return the prepared unit; `exported` is the `target_hash` of the target in its document.

        The second unit of a place is marked as a copy; only the first has the hash and the match.
        """
        path = as_shown(unit.path or "")
        identifier = self._id(path, unit.segment or "")
        exact: dict[str, str | None] = dict(exact_texts({"source": unit.source, "target": unit.target}))
        if (path, identifier) != (unit.path, unit.segment):
            exact |= {"path": unit.path, "segment": unit.segment}
        if unit.key in self._keys:
            exact["copy"] = "yes"
            exported, filling = target_hash(unit.target), Filling()
        elif unit.key:
            self._keys.add(unit.key)
        filled = filling.matches.get(mark_of(unit))
        details = {"target-hash": exported}
        if exact:
            details["exact"] = to_json(exact)
        if unit.origin and (filled or not unit.target):
            # Of a filled target the state says something else. Of an empty one it would say it of what a tool fills
            # in, which leaves the state as it is.
            details["origin"] = unit.origin
        if unit.form is not None:
            details["form"] = str(unit.form)
        is_plain = self._is_plain(unit.path)
        if is_plain:
            details["markup"] = "plain"
        texts: tuple[list[Piece], list[Piece]]
        texts = ([unit.source], [unit.target]) if self._plain or is_plain else with_codes(unit.source, unit.target)
        previous = filling.previous_sources.get(mark_of(unit))
        if previous is not None:
            notes = [*notes, f"the source was: {previous}"]
        state = State.DRAFT if mark_of(unit) in filling.drafts else State.TRANSLATED
        return Prepared(unit, identifier, *texts, details, notes, matches, filled, state)

    def with_issues(self, prepared: Prepared, issues: Sequence[QualityIssue]) -> Prepared:
        """Return the unit with what is wrong with its target; ids of issues are unique in the file."""
        if not (issues and prepared.unit.target):
            return prepared
        groups = grouped(issues, prepared.unit.target, self._groups + 1)
        self._groups += len(groups)
        return prepared._replace(issues=groups)

    def _id(self, path: str, segment: str) -> str:
        wished = _NO_ID.sub("_", segment) or "_"
        self._ids[path, wished] += 1
        number = self._ids[path, wished]
        if number == 1:
            return wished
        identifier = f"{wished}.{number}"
        while self._ids[path, identifier]:
            identifier += "_"
        self._ids[path, identifier] = 1
        return identifier
