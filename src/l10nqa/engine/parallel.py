"""Checks many files, on one core or several: the same function for each file, the results in the order given."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import open_bitext
from l10nqa.engine.checker import PairResult, References, check_bitext
from l10nqa.engine.pool import over_places
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from l10nqa.bitext import Place
    from l10nqa.engine.pool import Executor
    from l10nqa.lexicon import Lexicon
    from l10nqa.model import Bitext, Profile
    from l10nqa.ruleset import RuleSet

__all__ = ["check_places"]


def check_places(
    places: Sequence[Place],
    rules: RuleSet,
    *,
    open_place: Callable[[Place], Bitext] = open_bitext,
    jobs: int | None = None,
    cluster: Executor | None = None,
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    references: References | None = None,
    drafts: bool = False,
) -> Iterator[CheckedDocument]:
    """Yield the result for each file, in the order of `places`, as it comes; see `over_places`.

    `open_place` opens a file, and must be picklable. With `drafts`, drafts are checked as well.
    """
    task = _CheckTask(rules, open_place, lexicons, references, drafts, {})
    return over_places(places, task, jobs=jobs, cluster=cluster, unread=_unread)


class _CheckTask(NamedTuple):
    """The settings of a run, sent to each worker once."""

    rules: RuleSet
    open_place: Callable[[Place], Bitext]
    lexicons: Mapping[str, Lexicon]
    references: References | None
    drafts: bool
    known: dict[Profile, dict[int, PairResult]]
    """See `SegmentChecker`: each worker fills its own."""

    def run(self, places: Sequence[Place]) -> list[CheckedDocument]:
        """Check some files."""
        return [_check_place(place, self) for place in places]


def _check_place(place: Place, task: _CheckTask) -> CheckedDocument:
    try:
        bitext = task.open_place(place)
    except InputError as error:
        return _unread(place, error)
    return check_bitext(
        bitext,
        task.rules,
        task.lexicons,
        references=task.references,
        known=task.known,
        drafts=task.drafts,
    )


def _unread(place: Place, error: InputError) -> CheckedDocument:
    return CheckedDocument(place.path, 0, 0, (), (Problem.unreadable(place.path, error),))
