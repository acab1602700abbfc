"""Examples of a rule: pairs that show it right or wrong, for tests, documentation and explanations at once."""

from __future__ import annotations

from dataclasses import dataclass

from l10nqa.lexicon import learn_usage
from l10nqa.model import MARKDOWN, Markup
from l10nqa.rule.context import RuleContext
from l10nqa.termbase import Concept, Status, Term, Termbase
from l10nqa.text import Span

__all__ = ["Example"]

_OPEN, _CLOSE = "⟦", "⟧"


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
