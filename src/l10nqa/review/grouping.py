"""What findings have in common: the same cause, which is decided once; within it the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Edit, Finding, Fix, Spot
    from l10nqa.quality import Severity

__all__ = ["Cause", "Sentence", "cause_of", "change_of", "sentence_id"]

_SHOWN = 40


class Cause(NamedTuple):
    """What the findings of a group share; two causes are equal where one decision is likely to hold for all."""

    locale: str
    rule: str
    severity: Severity
    repair: tuple[tuple[str, str], ...] = ()
    """What each edit of a safe fix removes and inserts; empty for findings with no safe fix."""
    message: str = ""
    """The message of findings with no safe fix: with the words that a person must look at."""
    spots: tuple[str, ...] = ()
    """The texts of the spots in source and target of findings with no safe fix."""

    @property
    def id(self) -> str:
        """A short name for addresses of pages."""
        return _short_hash(repr(self))

    @property
    def title(self) -> str:
        """The cause in words."""
        return self.message or _in_words(self.repair)


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


def cause_of(finding: Finding, locale: str) -> Cause:
    """Return the cause of a finding in a document of the locale.

    Findings with a safe fix belong together where the same characters go and come. Of a fix that somebody must look at
    the words matter, and of findings without a fix as well.
    """
    if finding.fix and finding.fix.safe:
        return Cause(locale, finding.rule, finding.severity, repair=_repair(finding.fix, finding.target_text))
    spots = _text_of(finding.source), _text_of(finding.target)
    return Cause(locale, finding.rule, finding.severity, message=finding.message, spots=spots)


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


def _repair(fix: Fix, text: str) -> tuple[tuple[str, str], ...]:
    return tuple((text[edit.start : edit.end], edit.text) for edit in fix.edits)


def _text_of(spot: Spot | None) -> str:
    return spot.text if spot else ""


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
