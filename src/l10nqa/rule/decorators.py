"""Make a rule of a function; its metadata are the arguments. Nothing is registered here."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any, cast

from l10nqa.rule.definition import Check, DocumentCheck, DocumentRule, Rule, with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from l10nqa.model import Dialect, Issue
    from l10nqa.quality import Category, Certainty, Severity
    from l10nqa.rule.definition import CheckWithOptions, DocumentCheckWithOptions, InDocument, Need, Repair
    from l10nqa.rule.example import Example

__all__ = ["document_rule", "rule"]


def rule(  # noqa: PLR0913 - one parameter a fact
    *,
    category: Category,
    severity: Severity,
    certainty: Certainty,
    looks_at: int,
    examples: tuple[Example, ...],
    learns: bool = False,
    repair: Repair | None = None,
    needs: Need | None = None,
    options: type[Any] | None = None,
    dialects: Collection[Dialect] | None = None,
    in_document: InDocument | None = None,
    silent_on_prose: bool = False,
) -> Callable[[Check | CheckWithOptions[Any]], Rule]:
    """Make a `Rule` of a function; its name with hyphens is the rule's, its module's docstring the documentation.

    `options` is a frozen dataclass whose fields are made by `rule_options.option`. The function gets an instance of it
    as the keyword argument `options`: the defaults, unless the configuration sets others.
    """

    def decorate(check: Check | CheckWithOptions[Any]) -> Rule:
        values = options() if options else None
        return Rule(
            name=_name(check),
            category=category,
            severity=severity,
            certainty=certainty,
            looks_at=looks_at,
            examples=examples,
            check=with_values(check, values) if options else cast("Check", check),
            learns=learns,
            repair=repair,
            documentation=_documentation(check),
            needs=needs,
            options=values,
            dialects=None if dialects is None else frozenset(dialects),
            in_document=in_document,
            silent_on_prose=silent_on_prose,
        )

    return decorate


def document_rule(
    *,
    category: Category,
    severity: Severity,
    certainty: Certainty,
    examples: tuple[Example, ...],
    repair: Repair | None = None,
    options: type[Any] | None = None,
) -> Callable[[DocumentCheck | DocumentCheckWithOptions[Any]], DocumentRule]:
    """Make a `DocumentRule` of a function, named, documented and given options as `rule` does."""

    def decorate(check: DocumentCheck | DocumentCheckWithOptions[Any]) -> DocumentRule:
        values = options() if options else None
        return DocumentRule(
            name=_name(check),
            category=category,
            severity=severity,
            certainty=certainty,
            examples=examples,
            check=with_values(check, values) if options else cast("DocumentCheck", check),
            documentation=_documentation(check),
            repair=repair,
            options=values,
        )

    return decorate


def _name(check: Callable[..., Iterator[Issue]]) -> str:
    return check.__name__.replace("_", "-")


def _documentation(check: Callable[..., Iterator[Issue]]) -> str:
    return inspect.cleandoc(sys.modules[check.__module__].__doc__ or "")
