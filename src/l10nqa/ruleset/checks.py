"""Checks that users write without Python, as `[[check]]` tables of the configuration: each becomes a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.markup import Kind
from l10nqa.model import Issue, Segment
from l10nqa.rule import Example, ParsedSegment, Rule, RuleContext, parsed_segment
from l10nqa.text import Span
from l10nqa.user_pattern import UserPattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.config import CheckExample, CheckTable
    from l10nqa.markup import Inline
    from l10nqa.user_pattern import PatternMatch

__all__ = ["check_rule", "failed_example"]

_ALL_KINDS = sum(Kind)
_PASSED_OVER = (
    Kind.CODE | Kind.HTML | Kind.AUTOLINK | Kind.PLACEHOLDER | Kind.VARIABLE | Kind.INCLUDE | Kind.XREF | Kind.ALERT
)
"""What no translator writes: a check of words does not look there."""


def check_rule(table: CheckTable) -> Rule:
    """Return the rule that a `[[check]]` table stands for.

    Raises:
        ValueError: its target refers to a group that its source does not have.
    """
    source, target = (UserPattern(text) if text is not None else None for text in (table.source, table.target))
    known = source.group_names if source else ()
    for name in target.references if target else ():
        if name not in known:
            raise ValueError(f"the target refers to a group “{name}” that the source does not have")
    check = _PatternCheck(source, target, table.is_required, table.text_only, table.locales, table.message)
    return Rule(
        name=table.name,
        category=table.category,
        severity=table.severity,
        certainty=table.certainty,
        looks_at=_ALL_KINDS,
        examples=tuple(_example(example, table.locales) for example in table.examples),
        check=check,
        learns=False,
        repair=None,
        documentation=f"{table.message}\n\n{_explanation(table)}",
    )


def failed_example(rule: Rule, table: CheckTable) -> tuple[CheckExample, str] | None:
    """Return the first example of the table that its rule does not report as it should, and what it reports instead."""
    for written, example in zip(table.examples, rule.examples, strict=True):
        segment = Segment("example", example.source, example.target)
        found = list(rule.check(parsed_segment(segment), example.context))
        spans = [issue.target or Span(len(example.target), len(example.target)) for issue in found]
        is_marked = written.target != example.target
        if bool(found) == written.is_wrong and (not is_marked or sorted(spans) == sorted(example.spans)):
            continue
        shown = " and ".join(f"“{span.of(example.target)}”" if span else "something missing" for span in spans)
        return written, f"it reports {shown}" if shown else "it reports nothing"
    return None


@dataclass(frozen=True, slots=True)
class _PatternCheck:
    """The function of a rule that compares two patterns with the two texts of a segment."""

    source: UserPattern | None
    target: UserPattern | None
    is_required: bool
    text_only: bool
    locales: tuple[str, ...]
    message: str

    def __call__(self, segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
        if self.locales and not any(_is_of(context.target_locale, locale) for locale in self.locales):
            return
        if not segment.target.text.strip():
            return  # the rule `empty` reports it
        if self.source is None:
            yield from self._compared(None, segment)
            return
        found = self._matches(self.source, segment.source)
        if self.target is None or not self.target.references:
            found = found[:1]  # of a pattern that does not depend on the match, one says all
        for match in found:
            yield from self._compared(match, segment)

    def _compared(self, source: PatternMatch | None, segment: ParsedSegment) -> Iterator[Issue]:
        spot = source.span if source else None
        if self.target is None:
            yield self._issue(segment, spot, None)
            return
        target = self.target.filled(source.groups if source else {})
        if self.is_required:
            # Anywhere at all: where it must be, its being in code is no fault.
            if not target.matches(segment.target.text):
                yield self._issue(segment, spot, None)
            return
        for match in self._matches(target, segment.target):
            yield self._issue(segment, spot, match.span)

    def _matches(self, pattern: UserPattern, inline: Inline) -> list[PatternMatch]:
        found = pattern.matches(inline.text)
        if not found or not self.text_only:
            return found
        hidden = list(_hidden(inline))
        return [match for match in found if not any(match.span.overlaps(span) for span in hidden)]

    def _issue(self, segment: ParsedSegment, source: Span | None, target: Span | None) -> Issue:
        said = {"source": (source, segment.source.text), "target": (target, segment.target.text)}
        message = self.message
        for name, (span, text) in said.items():
            message = message.replace(f"{{{name}}}", span.of(text) if span else "")
        if source is None and target is None:
            target = Span(0, len(segment.target.text))  # the target as a whole lacks it
        return Issue(" ".join(message.split()), source, target)


def _hidden(inline: Inline) -> Iterator[Span]:
    """Yield the stretches of a text that no translator writes: code, placeholders, the addresses of links."""
    for node in inline.of(_PASSED_OVER | Kind.LINK | Kind.IMAGE):
        yield node.span if node.kind & _PASSED_OVER else Span(node.inner.end, node.span.end)


def _is_of(locale: str, wanted: str) -> bool:
    """Tell whether a locale is the one wanted, or one of its language: `de-AT` is of `de`."""
    own, requested = locale.lower().replace("_", "-"), wanted.lower().replace("_", "-")
    return own == requested or own.startswith(f"{requested}-")


def _example(written: CheckExample, locales: Sequence[str]) -> Example:
    """Return the example as rules have it; one whose author marked nothing is marked as a whole."""
    plain = written.is_wrong and "⟦" not in written.target
    marked = f"⟦{written.target}⟧" if plain else written.target
    return Example(f"en>{locales[0] if locales else 'und'}", written.source, marked)


def _explanation(table: CheckTable) -> str:
    """Return a paragraph that says in words when the check reports."""
    parts = []
    if table.locales:
        parts.append(f"the target is in {_listed(table.locales)}")
    if table.source is not None:
        parts.append(f"the source matches `{table.source}`")
    if table.target is not None:
        parts.append(f"the target {'does not match' if table.is_required else 'matches'} `{table.target}`")
    words = "" if table.text_only else " Code, addresses and placeholders count as well."
    return f"A check of the project's configuration. Reported where {' and '.join(parts)}.{words}"


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
