"""Writes repaired and edited targets into a document, if the document still has what the reviewer saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import STANDARD_INPUT
from l10nqa.engine.document_proof import with_document_edits
from l10nqa.engine.run_rules import run_document_rules
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import changing, write_atomically
from l10nqa.model import State, Target
from l10nqa.review.grouping import repair_of
from l10nqa.review.journal import RewrittenDocument, replacement
from l10nqa.rule import parsed_segment
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from l10nqa.model import Bitext, CheckedDocument, Failure, Finding, Fix, Segment
    from l10nqa.review.documents import Documents
    from l10nqa.ruleset import RuleSet

__all__ = ["RepairedDocument", "edit_document", "repair_document", "restore_document"]

_CHANGED = "its text has changed on disk since this was shown; look at it again"
_GONE = "the segment is no longer in the document"
_NO_FIX = "there is no proved fix"
_LOCKED = "the segment is locked"
_SAME_ID = "several segments have this id, and only the first can be written"


class RepairedDocument(NamedTuple):
    """What became of a document."""

    findings: tuple[Finding, ...] = ()
    """The findings that were repaired."""
    refused: tuple[tuple[str, str], ...] = ()
    """What was left as it is (path, or `path#segment`), with the reason."""
    rewritten: RewrittenDocument | None = None
    checked: CheckedDocument | None = None
    """The document, checked again; None where nothing was written."""


def repair_document(
    documents: Documents,
    rules: RuleSet,
    path: str,
    findings: Sequence[Finding],
    present: Sequence[Finding],
) -> RepairedDocument:
    """Apply the fixes of findings of one document; `present` are all that the last check found in it.

    Several in one segment are applied one after the other, each proved on the result of the one before.
    """

    def new_target(bitext: Bitext, segment: Segment, found: Sequence[Finding]) -> str | None:
        return _repaired(documents, bitext, segment, found)

    whole = [finding for finding in findings if not finding.segment]
    if whole:
        return _rewrite(documents, path, present, lambda bitext: _with_document_fixes(bitext, rules, whole))
    return _rewrite(documents, path, present, lambda bitext: _with_targets(bitext, findings, new_target))


def edit_document(
    documents: Documents, path: str, findings: Sequence[Finding], text: str, present: Sequence[Finding]
) -> RepairedDocument:
    """Write a target that a reviewer typed in the segments of the findings."""
    return _rewrite(documents, path, present, lambda bitext: _with_targets(bitext, findings, lambda *_: text))


def restore_document(
    documents: Documents, rewritten: RewrittenDocument, present: Sequence[Finding]
) -> RepairedDocument:
    """Undo a change of a document: byte for byte where it has not been changed since, else segment by segment."""

    def restored(bitext: Bitext) -> RewritePlan:
        raw = rewritten.replacement.undone(bitext.raw)
        if raw is not None:
            return RewritePlan(raw, (), (), rewritten.targets)
        segments = _first_of_each(bitext)
        wanted: dict[str, str] = {}
        refused = []
        for name, (before, after) in rewritten.targets.items():
            if name in segments and segments[name].target == after:
                wanted[name] = before
            else:
                refused.append((f"{bitext.path}#{name}", "it has been changed since, and stays as it is"))
        if not rewritten.targets:
            refused.append((bitext.path, "it has been changed since, and stays as it is"))
        written = bitext.with_targets({name: Target(text) for name, text in wanted.items()})
        refused += [(f"{bitext.path}#{name}", reason) for name, reason in written.refused.items()]
        return RewritePlan(written.raw, (), tuple(refused), {})

    return _rewrite(documents, rewritten.path, present, restored)


class RewritePlan(NamedTuple):
    """The bytes to be written, and what they mean."""

    raw: bytes
    findings: tuple[Finding, ...]
    refused: tuple[tuple[str, str], ...]
    targets: Mapping[str, tuple[str, str]]


def _rewrite(
    documents: Documents, path: str, present: Sequence[Finding], plan_of: Callable[[Bitext], RewritePlan]
) -> RepairedDocument:
    """Write a document as planned, and check it again. Nobody else who asks can write it meanwhile."""
    place = documents.places[path]
    if path == STANDARD_INPUT:
        return RepairedDocument(refused=((path, "standard input cannot be written to"),))
    try:
        with changing(place.file):
            bitext = documents.open(path)
            if not documents.is_current(bitext):  # written within the same tick of the clock
                bitext = documents.reopen(path)
            plan = plan_of(bitext)
            if plan.raw == bitext.raw:
                return RepairedDocument(refused=plan.refused)
            write_atomically(place.file, plan.raw, replaces="document")
        after = bitext.again(plan.raw)
        documents.keep(after)
        rewritten = RewrittenDocument(path, replacement(bitext.raw, plan.raw), plan.targets)
        checked = documents.check(after, bitext, present)
    except (InputError, ConfigError) as error:
        return RepairedDocument(refused=((path, error.message),))
    return RepairedDocument(plan.findings, plan.refused, rewritten, checked)


def _with_targets(
    bitext: Bitext,
    findings: Sequence[Finding],
    new_target: Callable[[Bitext, Segment, Sequence[Finding]], str | None],
) -> RewritePlan:
    by_segment: dict[str, list[Finding]] = {}
    for finding in findings:
        by_segment.setdefault(finding.segment, []).append(finding)
    segments = _first_of_each(bitext)
    targets: dict[str, str] = {}
    refused: dict[str, str] = {}
    for name, found in by_segment.items():
        reason = _obstacle(bitext, segments.get(name), found[0])
        text = None if reason else new_target(bitext, segments[name], found)
        if text is None:
            refused[name] = reason or _NO_FIX
        else:
            targets[name] = text
    written = bitext.with_targets({name: Target(text) for name, text in targets.items()})
    refused |= written.refused
    done = tuple(finding for finding in findings if finding.segment not in refused)
    changed = {name: (segments[name].target, text) for name, text in targets.items() if name not in refused}
    reasons = tuple((f"{bitext.path}#{name}", reason) for name, reason in refused.items())
    return RewritePlan(written.raw, done, reasons, changed)


def _first_of_each(bitext: Bitext) -> dict[str, Segment]:
    """Return the segments by id: of several with one id the first, which is the one that can be written."""
    return {segment.id: segment for segment in reversed(bitext.segments)}


def _obstacle(bitext: Bitext, segment: Segment | None, finding: Finding) -> str | None:
    """Return why the segment of a finding cannot be written; None if it can."""
    shown = finding.source_text, finding.target_text
    if segment is None:
        return _GONE
    if (segment.source, segment.target) != shown:
        same = [each for each in bitext.segments if each.id == segment.id and (each.source, each.target) == shown]
        return _SAME_ID if same else _CHANGED
    return _LOCKED if segment.state is State.LOCKED else None


def _repaired(documents: Documents, bitext: Bitext, segment: Segment, findings: Sequence[Finding]) -> str | None:
    fix = findings[0].fix
    if fix is None:
        return None
    parsed = parsed_segment(segment).with_target(fix.result, fix.edits)
    for _ in findings[1:]:
        fix = _fix_of(documents, bitext, parsed.segment, findings[0])
        if fix is None:
            break
        parsed = parsed.with_target(fix.result, fix.edits)
    return parsed.target.text


def _fix_of(documents: Documents, bitext: Bitext, segment: Segment, like: Finding) -> Fix | None:
    """Return the fix of a finding that says and does the same as another one."""
    wanted = like.rule, like.message, repair_of(like)
    for finding in documents.findings_of(bitext, segment):
        if (finding.rule, finding.message, repair_of(finding)) == wanted:
            return finding.fix
    return None


def _with_document_fixes(bitext: Bitext, rules: RuleSet, findings: Sequence[Finding]) -> RewritePlan:
    """Return the document with the fixes of findings that concern it as a whole."""
    failures: list[Failure] = []
    issues = list(run_document_rules(bitext, rules.running_on_documents, failures))
    taken, done = [], []
    for finding in findings:
        for rule, issue in issues:
            shown = (issue.target or Span(0, 0)).of(bitext.text)
            is_same = (rule.name, issue.message, shown) == (finding.rule, finding.message, finding.target_text)
            if is_same and issue.edits and (rule, issue) not in taken:
                taken.append((rule, issue))
                done.append(finding)
                break
    refused = tuple((bitext.path, _CHANGED) for finding in findings if finding not in done)
    raw = with_document_edits(bitext, taken).raw if taken else bitext.raw
    return RewritePlan(raw, tuple(done), refused, {})
