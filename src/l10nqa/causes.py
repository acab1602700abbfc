"""The causes of findings: which of them one command or one decision settles together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.score import PENALTIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10nqa.model import Finding, Fix, Spot

__all__ = ["Cause", "CauseGroup", "CauseKind", "by_cause", "cause_of"]


class CauseKind(StrEnum):
    """What the findings of a cause have in common."""

    REPAIR = "repair"
    """The same message and the same proved repair, in whatever texts: `l10nqa fix` settles them without a look."""
    WORDS = "words"
    """The same message about the same words: whoever decides about one knows about all."""
    TEXT = "text"
    """The same message about the same source and target: the same sentence, which stands in several places."""


class Cause(NamedTuple):
    """A cause: equal for all findings that one command or one decision settles."""

    id: str
    """The XXH3 (64 bits, hexadecimal) of what the findings have in common: the same in every run and every locale."""
    kind: CauseKind
    rule: str
    message: str


def cause_of(finding: Finding) -> Cause:
    """Return the cause of a finding; it depends on the finding alone, so that it can be asked for in any order.

    Locale, path, severity and certainty are no part of it, and neither are the decisions of the ledger.
    """
    if finding.fix and finding.fix.safe:
        kind, common = CauseKind.REPAIR, _changes(finding.target_text, finding.fix)
    elif _names_words(finding.source) or _names_words(finding.target):
        kind, common = CauseKind.WORDS, (_text(finding.source), _text(finding.target))
    else:
        kind, common = CauseKind.TEXT, (finding.source_text, finding.target_text)
    identity = "\0".join((kind, finding.rule, finding.message, *common))
    digest = xxhash.xxh3_64_hexdigest(identity.encode("utf-8", "surrogatepass"))
    return Cause(digest, kind, finding.rule, finding.message)


@dataclass(slots=True)
class CauseGroup:
    """The findings of one cause, in the order in which they were given."""

    cause: Cause
    findings: list[Finding] = field(default_factory=list)
    points: int = 0
    """Their penalty points."""
    texts: set[tuple[str, str]] = field(default_factory=set)
    """The sources and targets that they stand in."""


def by_cause(findings: Iterable[Finding]) -> list[CauseGroup]:
    """Return the findings by cause: most penalty points first, then most findings, then by rule and id."""
    groups: dict[str, CauseGroup] = {}
    for finding in findings:
        cause = cause_of(finding)
        group = groups.setdefault(cause.id, CauseGroup(cause))
        group.findings.append(finding)
        group.points += PENALTIES[finding.severity]
        group.texts.add((finding.source_text, finding.target_text))
    return sorted(groups.values(), key=_weight)


def _weight(group: CauseGroup) -> tuple[int, int, str, str]:
    return -group.points, -len(group.findings), group.cause.rule, group.cause.id


def _changes(target: str, fix: Fix) -> tuple[str, ...]:
    """Return what the edits take out and put in, in their order."""
    return tuple(text for edit in sorted(fix.edits) for text in (target[edit.start : edit.end], edit.text))


def _names_words(spot: Spot | None) -> bool:
    """Tell whether a spot has a letter: marks, digits and white space say nothing without their sentence."""
    return spot is not None and any(map(str.isalpha, spot.text))


def _text(spot: Spot | None) -> str:
    return spot.text if spot else ""
