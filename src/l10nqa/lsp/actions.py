"""The code actions at a place: its fixes, all fixes of a rule or of the document, and decisions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lsprotocol.types import CodeAction, CodeActionKind, Command

from l10nqa.lsp.diagnostics import diagnostic_of
from l10nqa.lsp.edits import edit_of
from l10nqa.model import Decision
from l10nqa.render.change import change_in_words, excerpt
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lsprotocol.types import CodeActionParams

    from l10nqa.lsp.view import View
    from l10nqa.model import Edit, Finding

__all__ = ["DECIDE", "FIX", "FIX_ALL", "actions_at"]

DECIDE = "l10nqa.decide"
"""The command that writes a decision: URI, fingerprint, decision and, if the editor asks for one, the reason."""
FIX = "l10nqa.fix"
"""The command that makes all fixes of some rules, or of all: URI and the names of rules."""
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.l10nqa"
_DECISIONS = {Decision.FALSE_ALARM: "False alarm", Decision.ACCEPTED: "Accepted"}


def actions_at(view: View, params: CodeActionParams, *, resolves: bool) -> list[CodeAction]:
    """Return the actions for a range of the present text.

    Those that fix all take seconds to work out: their edits are found when somebody chooses them. An editor that
    `resolves` actions asks for them then; any other is given a command.
    """
    only = params.context.only
    found = [*_quick_fixes(view, params), *_fix_all(view)]
    if not resolves:
        for action in found:
            if action.data is not None:
                arguments: list[Any] = [action.data["uri"], *action.data["rules"]]
                action.command, action.data = Command(action.title, FIX, arguments=arguments), None
    return [action for action in found if only is None or any(_is_of(action.kind or "", kind) for kind in only)]


def _is_of(kind: str, wanted: str) -> bool:
    """Tell whether a kind is the one wanted or below it: `source.fixAll.l10nqa` is a `source.fixAll`."""
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


def _quick_fixes(view: View, params: CodeActionParams) -> Iterator[CodeAction]:
    findings = list(view.findings_at(params.range))
    for finding in findings:
        edit = edit_of(finding, view)
        if edit and finding.fix:
            title = f"{'Fix' if finding.fix.safe else 'Suggested fix'} {finding.rule}: {_change(finding)}"
            yield CodeAction(
                title, CodeActionKind.QuickFix, _reported(finding, view), is_preferred=finding.fix.safe, edit=edit
            )
    counts = _safe_fixes(view)
    for rule in dict.fromkeys(finding.rule for finding in findings):
        if counts[rule] > 1:
            title = f"Fix all {counts[rule]:,} “{rule}” in this file"
            yield CodeAction(title, CodeActionKind.QuickFix, data=_data(view, [rule]))
    for finding in findings:
        for decision, name in _DECISIONS.items():
            title = f"{name}: {finding.rule}, {excerpt(printable(finding.message))}"
            arguments: list[Any] = [view.document.uri, finding.fingerprint, decision.value]
            command = Command(title, DECIDE, arguments=arguments)
            yield CodeAction(title, CodeActionKind.QuickFix, _reported(finding, view), command=command)


def _fix_all(view: View) -> Iterator[CodeAction]:
    count = _safe_fixes(view).total()
    if count:
        title = f"Fix {count_of(count, 'finding')} of l10nqa in this file"
        yield CodeAction(title, FIX_ALL, data=_data(view, []))


def _data(view: View, rules: Sequence[str]) -> dict[str, Any]:
    return {"uri": view.document.uri, "rules": list(rules)}


def _safe_fixes(view: View) -> Counter[str]:
    """Return the number of findings with safe fixes, by rule."""
    return Counter(finding.rule for finding in view.checked.findings if finding.fix and finding.fix.safe)


def _reported(finding: Finding, view: View) -> list[Any] | None:
    diagnostic = diagnostic_of(finding, view)
    return [diagnostic] if diagnostic else None


def _change(finding: Finding) -> str:
    """Return what a fix does, in words: what goes, what comes."""
    edits: Sequence[Edit] = finding.fix.edits if finding.fix else ()
    changes = ((finding.target_text[edit.start : edit.end], edit.text) for edit in edits)
    return "; ".join(change_in_words(printable(before), printable(after)) for before, after in changes)
