"""Checks many documents, on one core or several: the same function a document, the results in the order given."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitexts import read_place
from l10nqa.engine.pool import over_places
from l10nqa.engine.run import References, Verdict, check_bitext
from l10nqa.engine.select import rules_named, select_document_rules
from l10nqa.errors import InputError
from l10nqa.model import CheckedDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitexts import Place
    from l10nqa.lexicon import Lexicon
    from l10nqa.model import Profile
    from l10nqa.rule import DocumentRule, Rule

__all__ = ["check_places"]


def check_places(
    places: Sequence[Place],
    rule_names: Sequence[str],
    *,
    jobs: int | None = None,
    target_locale: str | None = None,
    fallback_locale: str | None = None,
    lexicons: Mapping[str, Lexicon] = MappingProxyType({}),
    references: References | None = None,
) -> Iterator[CheckedDocument]:
    """Return what came out of each document, in the order of `places`, as it comes; see `over_places`.

    `target_locale` overrules what documents say, `fallback_locale` is for those that say nothing.
    """
    task = _Task(tuple(rule_names), target_locale, fallback_locale, dict(lexicons), references, {})
    return over_places(places, task, jobs=jobs)


class _Task(NamedTuple):
    """What every worker is told once."""

    rule_names: tuple[str, ...]
    target_locale: str | None
    fallback_locale: str | None
    lexicons: Mapping[str, Lexicon]
    references: References | None
    known: dict[Profile, dict[int, Verdict]]
    """See `SegmentChecker`: each worker fills its own."""

    def run(self, places: Sequence[Place]) -> list[CheckedDocument]:
        """Check some documents."""
        rules = rules_named(self.rule_names)
        # No name at all would mean every rule.
        document_rules = select_document_rules(self.rule_names) if self.rule_names else ()
        return [_check_place(place, rules, document_rules, self) for place in places]


def _check_place(
    place: Place, rules: Sequence[Rule], document_rules: Sequence[DocumentRule], task: _Task
) -> CheckedDocument:
    try:
        document = read_place(place, target_locale=task.target_locale, fallback_locale=task.fallback_locale)
    except InputError as error:
        problem = Problem.unreadable(place.path, error)
        return CheckedDocument(place.path, 0, 0, (), (problem,))
    return check_bitext(
        document,
        rules,
        task.lexicons,
        document_rules=document_rules,
        references=task.references,
        known=task.known,
    )
