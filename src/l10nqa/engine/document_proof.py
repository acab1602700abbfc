"""Proves the fixes of rules about documents: edits the text, reads it again, runs all rules again, and compares.

A fix is offered only where its finding is gone, no rule finds anything new in the document or in a segment that
changed, and the edits change no more than the rule's `Repair` allows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.engine.run_rules import certainty_of, run_document_rules, segment_issues
from l10nqa.errors import InputError
from l10nqa.model import Edit, Fix, edited
from l10nqa.quality import Certainty
from l10nqa.rule import Repair, parsed_segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from l10nqa.engine.run_rules import DocumentIssue
    from l10nqa.model import Bitext, Profile, Segment
    from l10nqa.rule import RuleContext
    from l10nqa.ruleset import RuleSet

__all__ = ["prove_document", "with_document_edits"]

_MAX_READINGS = 40
"""Readings of one document, beyond which the fixes that are still unproved are not offered."""


def prove_document(
    bitext: Bitext, found: Sequence[DocumentIssue], rules: RuleSet, context_of: Callable[[Profile], RuleContext]
) -> dict[int, Fix]:
    """Return the proved fixes of the issues of a document, by their index in `found`, which are all that rules report.

    They are proved together: applied at once they hold as well.
    """
    offered = [index for index, (rule, issue) in enumerate(found) if issue.edits and _is_allowed(bitext, (rule, issue))]
    proof = _DocumentProof(bitext, found, rules, context_of)
    return {index: _fix(bitext, found[index]) for index in proof.proved(_apart(found, offered))}


def with_document_edits(bitext: Bitext, found: Sequence[DocumentIssue]) -> Bitext:
    """Return the bitext read again with the edits of all issues in its text.

    Raises:
        InputError: the text cannot be read any more.
    """
    edits = sorted(edit for _, issue in found for edit in issue.edits)
    return bitext.again(edited(bitext.text, edits).encode("utf-8", "surrogateescape"))


class _DocumentProof:
    """The proof of fixes of one document."""

    def __init__(
        self,
        bitext: Bitext,
        found: Sequence[DocumentIssue],
        rules: RuleSet,
        context_of: Callable[[Profile], RuleContext],
    ) -> None:
        self._bitext, self._found, self._rules, self._context_of = bitext, found, rules, context_of
        self._readings = 0

    def proved(self, indexes: Sequence[int]) -> list[int]:
        """Return the issues whose fixes hold when they are applied together; where they do not, halves are tried."""
        accepted: list[int] = []
        waiting = [list(indexes)] if indexes else []
        while waiting and self._readings < _MAX_READINGS:
            part = waiting.pop()
            self._readings += 1
            if self._holds([*accepted, *part]):
                accepted += part
            elif len(part) > 1:
                waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        return accepted

    def _holds(self, indexes: Sequence[int]) -> bool:
        failures: list[object] = []
        try:
            after = with_document_edits(self._bitext, [self._found[index] for index in indexes])
            issues = list(run_document_rules(after, self._rules.running_on_documents, failures))  # type: ignore[arg-type]
        except InputError:
            return False
        fixed = set(indexes)
        before = Counter(_identity(each) for index, each in enumerate(self._found) if index not in fixed)
        if failures or Counter(map(_identity, issues)) - before:
            return False
        return self._segments_hold(after)

    def _segments_hold(self, after: Bitext) -> bool:
        ours, theirs = self._bitext.segments, after.segments
        if [segment.source for segment in ours] != [segment.source for segment in theirs]:
            return False
        changed = [pair for pair in zip(ours, theirs, strict=True) if pair[0].target != pair[1].target]
        return all(
            not self._identities(after, segment) - self._identities(self._bitext, earlier)
            for earlier, segment in changed
        )

    def _identities(self, bitext: Bitext, segment: Segment) -> Counter[tuple[str, str]]:
        rules, context = self._rules.proof_rules(self._rules.running), self._context_of(segment.profile)
        issues = segment_issues(bitext, segment, rules, parsed_segment(segment), context, lambda *_: None)
        return Counter((rule.name, issue.message) for rule, issue in issues)


def _identity(found: DocumentIssue) -> tuple[str, str]:
    rule, issue = found
    return rule.name, issue.message


def _is_allowed(bitext: Bitext, found: DocumentIssue) -> bool:
    """Tell whether the edits lie within the spot of the issue, and change no more than the rule may."""
    rule, issue = found
    if issue.target is None or not all(
        issue.target.start <= edit.start <= edit.end <= issue.target.end for edit in issue.edits
    ):
        return False
    if rule.repair is Repair.ANCHOR:
        return all("\n" not in edit.text and "\n" not in bitext.text[edit.start : edit.end] for edit in issue.edits)
    if rule.repair is Repair.FROM_SOURCE:
        source = getattr(bitext, "source_text", "")
        return all(edit.text and edit.text in source for edit in issue.edits)
    return False


def _apart(found: Sequence[DocumentIssue], indexes: Sequence[int]) -> list[int]:
    """Return the issues whose edits touch none of an issue before them."""
    order = sorted(indexes, key=lambda index: min(edit.start for edit in found[index][1].edits))
    kept: list[int] = []
    reached = -1
    for index in order:
        edits = found[index][1].edits
        if min(edit.start for edit in edits) > reached:
            kept.append(index)
            reached = max(edit.end for edit in edits)
    return kept


def _fix(bitext: Bitext, found: DocumentIssue) -> Fix:
    """Return the fix of an issue; its edits count from the beginning of the spot."""
    rule, issue = found
    assert issue.target is not None  # noqa: S101 - see `_is_allowed`
    start = issue.target.start
    edits = tuple(Edit(edit.start - start, edit.end - start, edit.text) for edit in sorted(issue.edits))
    safe = rule.repair is not Repair.SCOPE and certainty_of(rule, issue) >= Certainty.LIKELY
    return Fix(safe, edits, edited(issue.target.of(bitext.text), edits))
