"""What findings on one card have in common: a cause, which is decided once; within it the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.causes import Cause, CauseKind, cause_of
from l10nqa.render.change import change_in_words, excerpt
from l10nqa.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Edit, Finding
    from l10nqa.quality import Severity

__all__ = ["GroupKey", "Sentence", "change_of", "group_key", "repair_of", "sentence_id"]


class GroupKey(NamedTuple):
    """What the findings of a group share: a cause, in one locale and of one severity."""

    locale: str
    severity: Severity
    cause: Cause
    change: str = ""
    """What the repair does, in words; empty where a person must look at each."""

    @property
    def id(self) -> str:
        """A short name for addresses of pages."""
        return _short_hash(f"{self.locale}\0{self.severity.value}\0{self.cause.id}")

    @property
    def rule(self) -> str:
        """The name of the rule."""
        return self.cause.rule

    @property
    def title(self) -> str:
        """The cause in words."""
        return self.change or self.cause.message


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


def group_key(finding: Finding, locale: str) -> GroupKey:
    """Return the key of the group that a finding in a document of the locale belongs to."""
    cause = cause_of(finding)
    change = _in_words(repair_of(finding)) if cause.kind is CauseKind.REPAIR else ""
    return GroupKey(locale, finding.severity, cause, change)


def sentence_id(source: str, target: str) -> str:
    """Return a short name of a pair of texts."""
    return _short_hash(f"{source}\0{target}")


def repair_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what each edit of the finding's fix removes and inserts; nothing for a finding without a fix."""
    edits: Sequence[Edit] = finding.fix.edits if finding.fix else ()
    return tuple((finding.target_text[edit.start : edit.end], edit.text) for edit in edits)


def change_of(finding: Finding) -> str:
    """Return what the fix of a finding does, in words."""
    return _in_words(repair_of(finding))


def _in_words(repair: Sequence[tuple[str, str]]) -> str:
    if len(repair) == 2:
        (gone, first), (other_gone, second) = repair
        if (gone, first) in ((second, ""), ("", other_gone)) and not (other_gone and second):
            return f"move “{excerpt(_shown(gone or first))}” {'forward' if gone else 'back'}"
    return "; ".join(change_in_words(_shown(before), _shown(after)) for before, after in repair)


def _shown(text: str) -> str:
    return printable(text).replace("\N{NO-BREAK SPACE}", "⍽")


def _short_hash(text: str) -> str:
    return xxhash.xxh3_64_hexdigest(text.encode("utf-8", "surrogatepass"))
