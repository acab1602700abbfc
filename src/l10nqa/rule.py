"""What a rule is: metadata, examples and one function from a parsed segment to issues. Nothing is registered here."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.lexicon import counterpart
from l10nqa.model import Issue, Segment
from l10nqa.text import Span

if TYPE_CHECKING:
    from l10nqa.lexicon import Lexicon
    from l10nqa.markup import Inline
    from l10nqa.quality import Category, Certainty, Severity

__all__ = ["Check", "Context", "Example", "ParsedSegment", "Rule", "rule"]

_OPEN, _CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class ParsedSegment:
    """A segment with both sides parsed."""

    segment: Segment
    source: Inline
    target: Inline


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside the segment."""

    source_locale: str
    target_locale: str
    lexicon: Lexicon | None = None
    """What a memory, or the documents at hand, teach about this pair of languages."""

    def counterpart(self, segment: ParsedSegment, span: Span) -> Span | None:
        """Return where, in the target, the words of a stretch of the source went; None where that is not known."""
        if self.lexicon is None or not self.lexicon.segments:
            return None
        return counterpart(segment.source, segment.target, span, self.lexicon)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that shows the rule right or wrong; test, documentation and explanation at once."""

    locales: str
    """`source>target`, as in `en>de`."""
    source: str
    marked: str
    """The target; `⟦…⟧` marks exactly what must be reported, an empty `⟦⟧` at the end something that is not there to be
    marked. No marks: the rule stays silent."""
    fixed: str | None = None
    """The target after the fix, where the rule offers one."""
    note: str = ""

    @property
    def target(self) -> str:
        """The target without the marks."""
        return self.marked.replace(_OPEN, "").replace(_CLOSE, "")

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the marks enclose, in code points of `target`; an empty span for something lost."""
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


Check = Callable[[ParsedSegment, Context], Iterator[Issue]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine runs it and the documentation shows it."""

    name: str
    category: Category
    severity: Severity
    certainty: Certainty
    looks_at: int
    """Node kinds, as one number: the engine calls the rule only where one of them stands on either side."""
    examples: tuple[Example, ...]
    check: Check
    learns: bool
    """It looks at `Context.lexicon`: what is to be checked must be learned from first."""
    documentation: str
    """The docstring of the rule's module, in Markdown: the first line is the summary."""

    @property
    def summary(self) -> str:
        """One sentence that says what is wrong when the rule reports."""
        return self.documentation.splitlines()[0]


def rule(
    *,
    category: Category,
    severity: Severity,
    certainty: Certainty,
    looks_at: int,
    examples: tuple[Example, ...],
    learns: bool = False,
) -> Callable[[Check], Rule]:
    """Make a `Rule` of a function; its name with hyphens is the rule's, its module's docstring the documentation."""

    def decorate(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        return Rule(
            name=check.__name__.replace("_", "-"),
            category=category,
            severity=severity,
            certainty=certainty,
            looks_at=looks_at,
            examples=examples,
            check=check,
            learns=learns,
            documentation=inspect.cleandoc(module.__doc__ or ""),
        )

    return decorate
