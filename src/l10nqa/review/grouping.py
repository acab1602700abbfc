"""What findings have in common: the same cause, which is decided once; within it the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.causes import CauseKind, cause_of
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.causes import Cause
    from l10nqa.model import Edit, Finding
    from l10nqa.quality import Severity

__all__ = ["LocaleCause", "Sentence", "change_of", "locale_cause_of", "sentence_id"]

_SHOWN = 40


class LocaleCause(NamedTuple):
    """What the findings of a group share: their cause, in one locale and of one severity."""

    cause: Cause
    locale: str
    severity: Severity
    title: str
    """The cause in words."""

    @property
    def id(self) -> str:
        """A short name for addresses of pages."""
        return _short_hash(f"{self.cause.id}\0{self.locale}\0{self.severity.value}")

    @property
    def rule(self) -> str:
        """The name of the rule."""
        return self.cause.rule


class Sentence(NamedTuple):
    """The findings of one cause in one pair of source and target, wherever the pair occurs."""

    id: str
    findings: tuple[Finding, ...]

    @property
    def source(self) -> str:
        """The text of the source."""
        return self.findings[0].source_text

    @property
    def target(self) -> str:
        """The text of the target."""
        return self.findings[0].target_text

    @property
    def open_count(self) -> int:
        """The number of findings that nobody has decided about."""
        return sum(finding.is_active for finding in self.findings)


def locale_cause_of(finding: Finding, locale: str) -> LocaleCause:
    """Return the cause of a finding in a document of the locale; a repair is told by what it changes."""
    cause = cause_of(finding)
    title = cause.message
    if cause.kind is CauseKind.REPAIR and finding.fix:
        title = change_of(finding.fix.edits, finding.target_text)
    return LocaleCause(cause, locale, finding.severity, title)


def sentence_id(source: str, target: str) -> str:
    """Return a short name of a pair of texts."""
    return _short_hash(f"{source}\0{target}")


def change_of(edits: tuple[Edit, ...], text: str) -> str:
    """Return what edits do to a text, in words."""
    return _in_words([(text[edit.start : edit.end], edit.text) for edit in edits])


def _in_words(repair: Sequence[tuple[str, str]]) -> str:
    if len(repair) == 2:
        (gone, first), (other_gone, second) = repair
        if (gone, first) in ((second, ""), ("", other_gone)) and not (other_gone and second):
            return f"move “{_excerpt(gone or first)}” {'forward' if gone else 'back'}"
    return "; ".join(_words(before, after) for before, after in repair)


def _words(before: str, after: str) -> str:
    if not before:
        return f"insert “{_excerpt(after)}”"
    if not after:
        return f"remove “{_excerpt(before)}”"
    return f"“{_excerpt(before)}” → “{_excerpt(after)}”"


def _excerpt(text: str) -> str:
    text = printable(text).replace("\N{NO-BREAK SPACE}", "⍽")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _short_hash(text: str) -> str:
    return xxhash.xxh3_64_hexdigest(text.encode("utf-8", "surrogatepass"))
