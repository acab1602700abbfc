"""What a rule may use beside the segment: locales, origin, and what a memory and a termbase teach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.lexicon import counterpart

if TYPE_CHECKING:
    from l10nqa.lexicon import Lexicon, Usage
    from l10nqa.model import Origin
    from l10nqa.rule.parsed import ParsedSegment
    from l10nqa.termbase import Terms
    from l10nqa.text import Span

__all__ = ["RuleContext"]


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
