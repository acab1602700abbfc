"""Checks many documents, on one core or several: the same function a document, the results in the order given."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.documents import read_place
from l10nqa.engine.run import References, check_document
from l10nqa.engine.select import select_document_rules, select_rules
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.documents import Place
    from l10nqa.lexicon import Lexicon
    from l10nqa.rule import DocumentRule, Rule

__all__ = ["check_places"]

_CHUNK = 24
"""Documents a task: enough to outweigh handing them over, few enough to keep all cores busy to the end."""
_WORTH_A_POOL = 60


def check_places(
    places: Sequence[Place],
    rule_names: Sequence[str],
    *,
    jobs: int,
    target_locale: str | None = None,
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    references: References | None = None,
) -> Iterator[CheckedDocument]:
    """Yield what came out of each document, in the order of `places`; memory stays bounded by a few chunks a job."""
    task = _Task(tuple(rule_names), target_locale, dict(lexicons), references)
    chunks = [places[at : at + _CHUNK] for at in range(0, len(places), _CHUNK)]
    if jobs <= 1 or len(places) < _WORTH_A_POOL:
        for chunk in chunks:
            yield from task.run(chunk)
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker, initargs=(task,)) as pool:
        waiting = iter(chunks)
        running = [pool.submit(_run_here, chunk) for chunk in islice(waiting, jobs * 3)]
        while running:
            yield from running.pop(0).result()
            running += [pool.submit(_run_here, chunk) for chunk in islice(waiting, 1)]


class _Task(NamedTuple):
    """What every worker is told once."""

    rule_names: tuple[str, ...]
    target_locale: str | None
    lexicons: Mapping[str, Lexicon]
    references: References | None

    def run(self, places: Sequence[Place]) -> list[CheckedDocument]:
        """Check some documents."""
        # No name at all would mean every rule.
        rules = select_rules(self.rule_names) if self.rule_names else ()
        document_rules = select_document_rules(self.rule_names) if self.rule_names else ()
        return [_check_place(place, rules, document_rules, self) for place in places]


_task_here: list[_Task] = []
"""The task of this worker process; a process pool offers no other place for it."""


def _prepare_worker(task: _Task) -> None:
    _task_here[:] = [task]
    # Values made here live until they are handed over; looking for cycles among them is wasted time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _run_here(places: Sequence[Place]) -> list[CheckedDocument]:
    return _task_here[0].run(places)


def _check_place(
    place: Place, rules: Sequence[Rule], document_rules: Sequence[DocumentRule], task: _Task
) -> CheckedDocument:
    # A document that does not say its locale is taken to be in the only one there is.
    fallback = next(iter(task.lexicons)) if len(task.lexicons) == 1 else None
    try:
        document = read_place(place, target_locale=task.target_locale, fallback_locale=fallback)
    except InputError as error:
        problem = Problem(place.path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message)
        return CheckedDocument(place.path, 0, 0, (), (problem,))
    return check_document(document, rules, task.lexicons, document_rules=document_rules, references=task.references)
