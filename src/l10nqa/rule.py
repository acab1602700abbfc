"""What a rule is: metadata, examples and one function from a parsed segment to issues. Nothing is registered here."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, cast

from l10nqa.lexicon import counterpart, learn_usage
from l10nqa.markup import are_prose, parse_inline
from l10nqa.model import MARKDOWN, Bitext, Issue, Markup, Segment
from l10nqa.termbase import Concept, Status, Term, Termbase
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.markup import Inline
    from l10nqa.model import Dialect, Edit, InlineCode, Origin
    from l10nqa.quality import Category, Certainty, Severity
    from l10nqa.termbase import Terms

__all__ = [
    "Check",
    "CheckWithOptions",
    "DocumentCheck",
    "DocumentCheckWithOptions",
    "DocumentRule",
    "Example",
    "InDocument",
    "Judge",
    "Need",
    "ParsedSegment",
    "Repair",
    "Rule",
    "RuleContext",
    "document_rule",
    "parsed_segment",
    "rule",
]

_OPEN, _CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class ParsedSegment:
    """A segment with both sides parsed."""

    segment: Segment
    source: Inline
    target: Inline

    @property
    def is_prose(self) -> bool:
        """Whether both sides are plain prose: see `are_prose`."""
        return are_prose(self.source, self.target)

    def with_target(self, target: str, edits: Sequence[Edit]) -> ParsedSegment:
        """Return the segment with another target, which is its own after the edits; inline codes move with the text."""
        codes = tuple(_moved(code, edits) for code in self.segment.target_codes)
        segment = self.segment._replace(target=target, target_codes=codes)
        return ParsedSegment(segment, self.source, parse_inline(target, segment.profile.markup, codes))


def _moved(code: InlineCode, edits: Sequence[Edit]) -> InlineCode:
    growth = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= code.start)
    return code._replace(start=code.start + growth, end=code.end + growth)


def parsed_segment(segment: Segment) -> ParsedSegment:
    """Return the segment with both sides parsed as its markup asks for."""
    markup = segment.profile.markup
    source = parse_inline(segment.source, markup, segment.source_codes)
    return ParsedSegment(segment, source, parse_inline(segment.target, markup, segment.target_codes))


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The knowledge that a rule may use beside the segment."""

    source_locale: str
    target_locale: str
    origin: Origin | None = None
    """Who translated the document, if it says so."""
    lexicon: Lexicon | None = None
    """The words and labels that a memory, or the documents at hand, teach about this pair of languages."""
    usage: Usage | None = None
    """How the memory translates the sources that it holds several times."""
    terms: Terms | None = None
    """The terms that the termbase has for this pair of languages."""
    wants_edits: bool = True
    """Whether edits are used; if not, a rule may leave out those that take time to work out."""

    def counterpart(self, segment: ParsedSegment, span: Span) -> Span | None:
        """Return the span of the target that translates a span of the source; None if that is not known."""
        if self.lexicon is None or not self.lexicon.segments:
            return None
        return counterpart(segment.source, segment.target, span, self.lexicon)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that shows the rule right or wrong: test, documentation and explanation at once."""

    locales: str
    """`source>target`, as in `en>de`."""
    source: str
    marked: str
    """The target. `⟦…⟧` marks exactly what must be reported; an empty `⟦⟧` at the end stands for something lost.
    Without marks the rule must stay silent."""
    fixed: str | None = None
    """The target after the fix, if the rule offers one."""
    note: str = ""
    memory: tuple[tuple[str, str, int], ...] = ()
    """The content of the memory: sources, targets, and the number of units of each."""
    terms: tuple[tuple[str, str, str], ...] = ()
    """The content of the termbase: source terms, target terms, and their status."""
    markup: Markup = MARKDOWN
    """What the texts are written in."""
    document: str | None = None
    """The text of the source document, for a rule about pairs of documents."""

    @property
    def context(self) -> RuleContext:
        """The knowledge that a rule may use beside the pair."""
        source_locale, _, target_locale = self.locales.partition(">")
        usage = learn_usage(self.memory) if self.memory else None
        concepts = tuple(
            Concept((Term(source, "", Status.PREFERRED, "source"), Term(target, "", Status(status), "target")))
            for source, target, status in self.terms
        )
        terms = Termbase(concepts).terms(source_locale, target_locale)
        return RuleContext(source_locale, target_locale, usage=usage, terms=terms)

    @property
    def known(self) -> tuple[str, ...]:
        """The markup where it is not Markdown, and the content of memory and termbase, for people, one entry a line."""
        units = (f"memory: {source} → {target} ({units} units)" for source, target, units in self.memory)
        terms = (f"termbase: {source} → {target} ({status})" for source, target, status in self.terms)
        syntaxes = "".join(f", {syntax} placeholders" for syntax in sorted(self.markup.placeholders or ()))
        dialect = () if self.markup.is_markdown else (f"text: {self.markup.dialect}{syntaxes}",)
        return (*dialect, *units, *terms)

    @property
    def target(self) -> str:
        """The target without the marks."""
        return self.marked.replace(_OPEN, "").replace(_CLOSE, "")

    @property
    def spans(self) -> tuple[Span, ...]:
        """The marked spans, in code points of `target`; an empty one for something lost."""
        spans: list[Span] = []
        start = offset = 0
        for character in self.marked:
            if character == _OPEN:
                start = offset
            elif character == _CLOSE:
                spans.append(Span(start, offset))
            else:
                offset += 1
        return tuple(spans)


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
        return replace(self, check=_bound(function, options), options=options)

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
        return replace(self, check=_bound(function, options), options=options)

    def __reduce__(self) -> tuple[object, ...]:
        return _reduced(self)


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
            check=_bound(check, values) if options else cast("Check", check),
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
            check=_bound(check, values) if options else cast("DocumentCheck", check),
            documentation=_documentation(check),
            repair=repair,
            options=values,
        )

    return decorate


def _name(check: Callable[..., Iterator[Issue]]) -> str:
    return check.__name__.replace("_", "-")


def _bound(check: Callable[..., Iterator[Issue]], options: object) -> Callable[..., Iterator[Issue]]:
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


def _documentation(check: Callable[..., Iterator[Issue]]) -> str:
    return inspect.cleandoc(sys.modules[check.__module__].__doc__ or "")
