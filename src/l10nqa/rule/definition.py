"""What a rule is: metadata, examples and one function from a parsed segment, or from a document, to issues."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from l10nqa.model import Bitext, Issue, Segment
from l10nqa.rule.context import RuleContext
from l10nqa.rule.parsed import ParsedSegment

if TYPE_CHECKING:
    from l10nqa.model import Dialect
    from l10nqa.quality import Category, Certainty, Severity
    from l10nqa.rule.example import Example

__all__ = [
    "Check",
    "CheckWithOptions",
    "DocumentCheck",
    "DocumentCheckWithOptions",
    "DocumentRule",
    "InDocument",
    "Judge",
    "Need",
    "Repair",
    "Rule",
    "with_values",
]


class Repair(StrEnum):
    """The changes that the fixes of a rule may make to the text that a reader sees; the engine refuses all others."""

    MARKS = "marks"
    """Punctuation marks of the target move over delimiters, and doubled ones go."""
    BLANKS = "blanks"
    """White space; and a link that white space tore becomes whole."""
    DELIMITERS = "delimiters"
    """Delimiters that showed as text become markup, or the other way round."""
    FROM_SOURCE = "from-source"
    """Text that must be the same as in the source is copied from there: addresses, code, keywords."""
    SCOPE = "scope"
    """None: markup covers other words. A person should look at it, so the fix is only suggested."""
    ANCHOR = "anchor"
    """None: a link leads to another part of a page, or a heading gets an id. For rules about documents."""


Need = Literal["usage", "terms"]
"""The fields of a `RuleContext` that a rule may be unable to do without."""
Check = Callable[[ParsedSegment, RuleContext], Iterator[Issue]]
DocumentCheck = Callable[[Bitext], Iterator[Issue]]
Judge = Callable[[Segment, tuple[Issue, ...]], Iterable[Issue]]
"""Returns the issues that a segment has in its document, of those that its two texts alone have."""
InDocument = Callable[[Bitext], Judge | None]
"""Returns the judge for a document; None for one that shows no more than the texts of its segments do."""
_Options_contra = TypeVar("_Options_contra", contravariant=True)


class DocumentCheckWithOptions(Protocol[_Options_contra]):
    """The function of a rule about documents that has options; they arrive by name."""

    def __call__(self, document: Bitext, /, *, options: _Options_contra) -> Iterator[Issue]: ...  # noqa: D102


class CheckWithOptions(Protocol[_Options_contra]):
    """The function of a rule that has options; they arrive by name."""

    def __call__(  # noqa: D102 - see the class
        self, segment: ParsedSegment, context: RuleContext, /, *, options: _Options_contra
    ) -> Iterator[Issue]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine runs it and the documentation shows it."""

    name: str
    category: Category
    severity: Severity
    certainty: Certainty
    looks_at: int
    """Kinds of nodes, as one number: the rule is called only for segments with one of them on either side."""
    examples: tuple[Example, ...]
    check: Check
    learns: bool
    """Whether it uses `RuleContext.lexicon`, which must be learned before the rule runs."""
    repair: Repair | None
    """The changes that its fixes may make; None: no fix is offered."""
    documentation: str
    """The docstring of the rule's module, in Markdown: the first line is the summary."""
    needs: Need | None = None
    """The field of the context without which the rule is not run."""
    options: Any = None
    """The values of its options, an instance of the dataclass that `@rule` was given; None for a rule without."""
    dialects: frozenset[Dialect] | None = None
    """The dialects of text that the rule is for; None for all. It is not run on others."""
    in_document: InDocument | None = None
    """What decides with the document at hand which issues there are; None: the two texts of a segment tell all."""
    silent_on_prose: bool = False
    """Whether it never reports anything where both sides are plain prose, so that it need not be called there: see
    `ParsedSegment.is_prose`."""

    @property
    def summary(self) -> str:
        """One sentence that says what is wrong when the rule reports."""
        return self.documentation.splitlines()[0]

    def with_options(self, options: Any) -> Rule:
        """Return the rule with other values of its options."""
        function = self.check.func if isinstance(self.check, partial) else self.check
        return replace(self, check=with_values(function, options), options=options)

    def __reduce__(self) -> tuple[object, ...]:
        return _reduced(self)

    def can_run(self, context: RuleContext) -> bool:
        """Tell whether the context has the field that the rule needs."""
        return self.needs is None or getattr(context, self.needs) is not None


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A rule about a document as a whole, for faults outside its segments.

    The target spans and edits of its issues are offsets in `Bitext.text`; edits lie within the span. Its examples hold
    a path as source, the text of the document as target, and that of the source document where it is about pairs.
    """

    name: str
    category: Category
    severity: Severity
    certainty: Certainty
    examples: tuple[Example, ...]
    check: DocumentCheck
    documentation: str
    """The docstring of the rule's module, in Markdown: the first line is the summary."""
    repair: Repair | None = None
    """The changes that its fixes may make; None: no fix is offered."""
    options: Any = None
    """The values of its options, an instance of the dataclass that `@document_rule` was given; None for a rule without.
    """

    @property
    def summary(self) -> str:
        """One sentence that says what is wrong when the rule reports."""
        return self.documentation.splitlines()[0]

    def with_options(self, options: Any) -> DocumentRule:
        """Return the rule with other values of its options."""
        function = self.check.func if isinstance(self.check, partial) else self.check
        return replace(self, check=with_values(function, options), options=options)

    def __reduce__(self) -> tuple[object, ...]:
        return _reduced(self)


def with_values(check: Callable[..., Iterator[Issue]], options: object) -> Callable[..., Iterator[Issue]]:
    """Return the function of a rule with the values of its options."""
    return update_wrapper(partial(check, options=options), check)


def _reduced(rule: Rule | DocumentRule) -> tuple[object, ...]:
    """Return how the rule crosses process borders.

    By its name in its module where a decorator put it in the place of its function, which pickle cannot find there.
    """
    module, name = rule.check.__module__, getattr(rule.check, "__name__", "")
    named = getattr(sys.modules.get(module), name, None)
    if type(named) is type(rule) and replace(named, check=rule.check, options=rule.options) == rule:
        return _named_rule, (module, name, rule.options)
    return type(rule), tuple(getattr(rule, field.name) for field in fields(rule))


def _named_rule(module: str, name: str, options: object) -> Rule | DocumentRule:
    found: Rule | DocumentRule = getattr(importlib.import_module(module), name)
    return found if options == found.options else found.with_options(options)
