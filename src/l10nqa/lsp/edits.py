"""The edits that fixes are to a document that is open in the editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsprotocol.types import OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit

from l10nqa.engine import FixPolicy, fix_bitext, fix_document
from l10nqa.lsp.decisions import ledger_of
from l10nqa.model import Edit, FileEdit, Fix, Target
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from lsprotocol.types import Range

    from l10nqa.engine import FixedTarget
    from l10nqa.lsp.view import View
    from l10nqa.model import Bitext, Finding, Segment

__all__ = ["all_edits", "edit_of", "workspace_edit"]


def edit_of(finding: Finding, view: View) -> WorkspaceEdit | None:
    """Return the fix of a finding; None if it has none, or its place has been changed since it was found."""
    if finding.fix is None or finding.regions is None:
        return None
    edits = view.edits(finding.regions.edits)
    return workspace_edit(view, edits) if edits else None


def all_edits(view: View, rules: Sequence[str]) -> list[FileEdit]:
    """Return what `l10nqa fix --select RULES` changes in the text that was checked; without rules, what `fix` does.

    Only segments with fixes are looked at again.

    Raises:
        InputError: the ledger is damaged.
    """
    project, knowledge = view.checked.prepared.project, view.checked.prepared.knowledge
    options = project.options
    policy = FixPolicy(
        min_certainty=options["min_certainty"], ledger=ledger_of(project), drafts=options.get("drafts", False)
    )
    selected = project.rules.select(rules) if rules else project.rules
    before = view.bitext
    whole = before
    if any(finding.fix and not finding.segment for finding in view.checked.findings):
        whole = fix_document(before, knowledge.context, selected, policy).bitext
    indexes = _fixable(view, rules)
    file: Any = whole  # every kind of file is a dataclass, which a protocol cannot express
    faulty = replace(file, segments=tuple(whole.segments[index] for index in indexes))
    fixed = fix_bitext(faulty, knowledge.context, selected, policy)
    written = whole.with_targets({name: Target(target.text) for name, target in fixed.items()})
    if whole is not before:
        return _changed_lines(before, whole.again(written.raw).text)
    segments = {segment.id: segment for segment in reversed(before.segments)}
    return [
        edit
        for name, target in fixed.items()
        if name not in written.refused
        for edit in before.edits(segments[name], _whole(segments[name], target))
    ]


def _changed_lines(before: Bitext, after: str) -> list[FileEdit]:
    """Return a text that became another as edits of its lines: of single ones where none came or went."""
    old, new = before.text.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) != len(new):
        old, new = ["".join(old)], ["".join(new)]
    edits, start = [], 0
    for was, now in zip(old, new, strict=True):
        if was != now:
            edits.append(FileEdit(before.lines.region(Span(start, start + len(was))), now))
        start += len(was)
    return edits


def _fixable(view: View, rules: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of segments with fixes of the rules.

    Of several with one id only the first is fixed (see `fix_bitext`).
    """
    seen: set[str] = set()
    for index, segment in enumerate(view.bitext.segments):
        found = view.checked.by_segment.get(index)
        is_wanted = found and any(each.fix and (not rules or each.rule in rules) for each in found.findings)
        if is_wanted and segment.id not in seen:
            yield index
        seen.add(segment.id)


def _whole(segment: Segment, target: FixedTarget) -> Fix:
    """Return a fix of everything between the first and the last character that changes."""
    before, after = segment.target, target.text
    most = min(len(before), len(after))
    head = next((index for index in range(most) if before[index] != after[index]), most)
    most -= head
    tail = next((index for index in range(most) if before[-index - 1] != after[-index - 1]), most)
    edit = Edit(head, len(before) - tail, after[head : len(after) - tail])
    return Fix(safe=True, edits=(edit,), result=after)


def workspace_edit(view: View, edits: Sequence[tuple[Range, str]]) -> WorkspaceEdit:
    """Return edits of the present version of a document, which an editor refuses for any other version."""
    named = OptionalVersionedTextDocumentIdentifier(view.document.uri, view.document.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(named, [TextEdit(place, text) for place, text in edits])])
