"""Checks the text of an editor: what an earlier check of the same document found is kept where nothing changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from l10nqa.bitext import PairBitext
from l10nqa.engine import PairResult, SegmentFindings, certain_enough, check_bitext
from l10nqa.lsp.changed_stretch import ChangedStretch
from l10nqa.model import NOWHERE, CheckedDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.engine import Triage
    from l10nqa.lsp.project import Project
    from l10nqa.model import Bitext, Finding, Profile, Segment
    from l10nqa.workspace.knowledge import Knowledge

__all__ = ["Checked", "DocumentKnowledge", "check_text", "unreadable"]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentKnowledge:
    """What is known before the text of a document is looked at; kept while the text changes."""

    project: Project
    knowledge: Knowledge
    results: dict[Profile, dict[int, PairResult]] = field(default_factory=dict)
    """The results for pairs of texts; see `check_bitext`."""


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A document, checked."""

    prepared: DocumentKnowledge
    result: CheckedDocument
    """All findings that are certain enough, marked by ledger and baseline."""
    bitext: Bitext | None = None
    """None if the text could not be read."""
    by_segment: dict[int, SegmentFindings] = field(default_factory=dict)
    """The findings before ledger and baseline, by the index of their segment."""

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings that somebody is to act on."""
        return [finding for finding in self.result.findings if finding.is_active]


def check_text(bitext: Bitext, prepared: DocumentKnowledge, earlier: Checked | None, triage: Triage) -> Checked:
    """Check a document; segments that are as they were in an earlier check of it are not checked again.

    The findings are those of `workspace.checking.check`.
    """
    project, knowledge = prepared.project, prepared.knowledge
    kept = _Kept.of(bitext, earlier if earlier and earlier.prepared is prepared else None)
    result = check_bitext(
        bitext,
        project.rules,
        knowledge.lexicons,
        references=knowledge.references,
        known=prepared.results,
        drafts=project.options.get("drafts", False),
        earlier=kept,
    )
    (result,) = certain_enough(triage.applied([result]), project.options["min_certainty"])
    return Checked(prepared, result, bitext, kept.noted)


def unreadable(prepared: DocumentKnowledge, path: str, problem: Problem) -> Checked:
    """Return what there is to say of a text that cannot be read."""
    return Checked(prepared, CheckedDocument(path, 0, 0, (), (problem,)))


class _Kept:
    """The findings of an earlier check, at their present places: see `engine.checker.EarlierFindings`."""

    def __init__(self, held: dict[int, SegmentFindings], segments: Sequence[Segment]) -> None:
        self.noted: dict[int, SegmentFindings] = {}
        self._held = held
        self._indexes = {id(segment): index for index, segment in enumerate(segments)}

    @classmethod
    def of(cls, bitext: Bitext, earlier: Checked | None) -> _Kept:
        before = earlier.bitext if earlier else None
        if earlier is None or before is None or _source_text(before) != _source_text(bitext):
            return cls({}, bitext.segments)
        return cls(dict(_carried(earlier, before, bitext)), bitext.segments)

    def take(self, segment: Segment) -> SegmentFindings | None:
        index = self._indexes[id(segment)]
        found = self._held.get(index)
        if found is not None:
            self.noted[index] = found
        return found

    def note(self, segment: Segment, found: SegmentFindings) -> None:
        self.noted[self._indexes[id(segment)]] = found


def _carried(earlier: Checked, before: Bitext, after: Bitext) -> Iterator[tuple[int, SegmentFindings]]:
    """Yield index and findings of the segments before and behind the change that are as they were."""
    change = ChangedStretch.between(before.text, after.text, before.lines, after.lines)
    in_one_file = not isinstance(after, PairBitext)
    old, new = before.segments, after.segments
    shared = min(len(old), len(new))
    head = 0
    while head < shared and new[head] == old[head] and _is_before(new[head], change, in_one_file=in_one_file):
        if head in earlier.by_segment:
            yield head, earlier.by_segment[head]
        head += 1
    for back in range(1, shared - head + 1):
        index, was = len(new) - back, len(old) - back
        if new[index] != _behind(old[was], change, in_one_file=in_one_file):
            break
        if was in earlier.by_segment and NOWHERE not in (old[was].target_span, old[was].source_span):
            known = earlier.by_segment[was]
            moved = tuple(change.finding_behind(finding, in_one_file=in_one_file) for finding in known.findings)
            yield index, known._replace(findings=moved)


def _is_before(segment: Segment, change: ChangedStretch, *, in_one_file: bool) -> bool:
    ends = (segment.target_span.end, segment.source_span.end if in_one_file else 0)
    return max(ends) < change.before.start


def _behind(segment: Segment, change: ChangedStretch, *, in_one_file: bool) -> Segment | None:
    """Return a segment of the text before as it is behind the change; None if it is not behind it."""
    spans = (segment.target_span, segment.source_span) if in_one_file else (segment.target_span,)
    if any(span.start <= change.before.end for span in spans if span != NOWHERE):
        return None
    target, *source = (span if span == NOWHERE else span.shift(change.growth) for span in spans)
    return segment._replace(target_span=target, source_span=source[0] if source else segment.source_span)


def _source_text(bitext: Bitext) -> str | None:
    """Return the text of the document that holds the sources; None where it is the same one."""
    return bitext.source_text if isinstance(bitext, PairBitext) else None
