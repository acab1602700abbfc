"""Checks many documents, on one core or several: the same function a document, the results in the order given."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from l10nqa.documents import Place, read_place
from l10nqa.engine.run import check_document
from l10nqa.engine.select import select_rules
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.rule import Rule

__all__ = ["check_places"]

_CHUNK = 24
"""Documents a task: enough to outweigh handing them over, few enough to keep all cores busy to the end."""
_WORTH_A_POOL = 60


def check_places(
    places: Sequence[Place], rule_names: Sequence[str], *, jobs: int, target_locale: str | None = None
) -> Iterator[CheckedDocument]:
    """Yield what came out of each document, in the order of `places`; memory stays bounded by a few chunks a job."""
    chunks = [places[at : at + _CHUNK] for at in range(0, len(places), _CHUNK)]
    if jobs <= 1 or len(places) < _WORTH_A_POOL:
        for chunk in chunks:
            yield from _check_chunk(chunk, rule_names, target_locale)
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker) as pool:
        waiting = iter(chunks)
        running = [pool.submit(_check_chunk, chunk, rule_names, target_locale) for chunk in islice(waiting, jobs * 3)]
        while running:
            yield from running.pop(0).result()
            running += [pool.submit(_check_chunk, chunk, rule_names, target_locale) for chunk in islice(waiting, 1)]


def _prepare_worker() -> None:
    # Values made here live until they are handed over; looking for cycles among them is wasted time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _check_chunk(
    places: Sequence[Place], rule_names: Sequence[str], target_locale: str | None
) -> list[CheckedDocument]:
    rules = select_rules(rule_names)
    return [_check_place(place, rules, target_locale) for place in places]


def _check_place(place: Place, rules: Sequence[Rule], target_locale: str | None) -> CheckedDocument:
    try:
        document = read_place(place, target_locale=target_locale)
    except InputError as error:
        problem = Problem(place.path, error.line or 1, 1, ProblemKind.UNREADABLE, error.message)
        return CheckedDocument(place.path, 0, 0, (), (problem,))
    return check_document(document, rules)
