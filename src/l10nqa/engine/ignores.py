"""Comments in a file by which its authors have findings ignored: `l10nqa: ignore=RULE,… REASON`.

PO, XLIFF, TMX and tables hold them in the notes of an entry, and they are about that entry. In Markdown they are HTML
comments (`{/* … */}` in MDX, `# …` in the front matter), and are about what follows, up to the next blank line.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import ConfigError
from l10nqa.model import Decision, Problem, ProblemKind, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from l10nqa.model import Bitext, Finding, Segment
    from l10nqa.ruleset import RuleSet

__all__ = ["Ignores", "ignores_of"]

_SIGN = "l10nqa: ignore="
_IGNORE = r"l10nqa: ignore=(?P<rules>[\w-]+(?:,[\w-]+)*)(?:[ \t](?P<reason>(?:(?!<!--)[^\n])*?))?"
_NOTE = re.compile(_IGNORE)
_IN_BODY = re.compile(rf"<!--\s*{_IGNORE}-->|\{{/\*\s*{_IGNORE.replace('(?P<', '(?P<mdx_')}\*/\}}")
_IN_FRONT_MATTER = re.compile(rf"#\s*{_IGNORE}$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class _Ignore(NamedTuple):
    """One comment."""

    line: int
    """1-based line of the comment, or of the entry that has it."""
    rules: tuple[str, ...]
    reason: str
    segments: frozenset[str] = frozenset()
    """The ids of the segments that it is about; empty for a comment in Markdown."""
    last_line: int = 0
    """The last line that a comment in Markdown is about."""

    def is_about(self, rule: str, segment: str, line: int) -> bool:
        if rule not in self.rules or not self.reason:
            return False
        return segment in self.segments if self.segments else self.line <= line <= self.last_line


class Ignores:
    """The comments of a file, and which of them applied to a finding."""

    def __init__(self, bitext: Bitext, comments: Sequence[_Ignore]) -> None:
        self._bitext, self._comments = bitext, comments
        self._used: set[tuple[_Ignore, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._comments)

    def are_about(self, finding: Finding) -> bool:
        """Tell whether a comment has the finding ignored."""
        return self._comment_on(finding) is not None

    def rules_on(self, segment: Segment) -> frozenset[str]:
        """Return the names of the rules that are ignored on a segment."""
        line, _ = self._bitext.position(segment, "target", None)
        return frozenset(
            rule for each in self._comments for rule in each.rules if each.is_about(rule, segment.id, line)
        )

    def applied(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings; those to be ignored carry the reason of the comment."""
        for finding in findings:
            comment = self._comment_on(finding)
            if comment is None:
                yield finding
            else:
                self._used.add((comment, finding.rule))
                yield finding._replace(suppression=Suppression(Decision.ACCEPTED, comment.reason, is_in_file=True))

    def problems(self, rules: RuleSet) -> Iterator[Problem]:
        """Yield what is wrong with the comments, once `applied` is through: an unknown rule, no reason, no finding."""
        for comment in self._comments:
            for name in comment.rules:
                message, hint = self._fault(comment, name, rules)
                if message:
                    text = f"ignore={name}: {message}"
                    yield Problem(self._bitext.path, comment.line, 1, ProblemKind.IGNORE, text, hint)

    def _fault(self, comment: _Ignore, name: str, rules: RuleSet) -> tuple[str, str | None]:
        try:
            rules.find(name)
        except ConfigError as error:
            return error.message, error.hint
        if not comment.reason:
            return "not followed, because it gives no reason", f"write l10nqa: ignore={name} WHY"
        if rules.runs(name) and (comment, name) not in self._used:
            return "there is no such finding", "delete the comment"
        return "", None

    def _comment_on(self, finding: Finding) -> _Ignore | None:
        where = finding.rule, finding.segment, finding.line
        return next((comment for comment in self._comments if comment.is_about(*where)), None)


def ignores_of(bitext: Bitext) -> Ignores:
    """Return the comments of a file; nearly all files have none, which is known without looking at segments."""
    if _SIGN not in bitext.text:
        return Ignores(bitext, ())
    comments = _in_notes(bitext) if bitext.front_matter is None else _in_markdown(bitext.text, bitext.front_matter)
    return Ignores(bitext, tuple(comments))


def _in_notes(bitext: Bitext) -> Iterator[_Ignore]:
    """Yield the comments in notes; plural forms, and segments of one unit, share them."""
    noted = (segment for segment in bitext.segments if segment.notes)
    for notes, group in groupby(noted, key=lambda segment: segment.notes):
        found = [match for note in notes if (match := _NOTE.fullmatch(note.strip()))]
        if found:
            segments = list(group)
            line, _ = bitext.position(segments[0], "target", None)
            about = frozenset(segment.id for segment in segments)
            for match in found:
                yield _Ignore(line, tuple(match["rules"].split(",")), (match["reason"] or "").strip(), about)


def _in_markdown(text: str, front_matter: str) -> Iterator[_Ignore]:
    lines = text.split("\n")
    above = _lines_of_front_matter(lines) if front_matter else 0
    fence = ""
    for number, line in enumerate(lines, 1):
        pattern = _IN_FRONT_MATTER if number <= above else _IN_BODY
        marked = None if number <= above else _FENCE.match(line)
        if marked and not fence:
            fence = marked[1]
        elif fence:
            fence = "" if marked and marked[1].startswith(fence) and not line.strip().strip(fence[0]) else fence
        elif _SIGN in line:
            ends = _end_of_value if number <= above else _end_of_block
            for found in pattern.finditer(line.rstrip()):
                said = {name.removeprefix("mdx_"): value for name, value in found.groupdict().items() if value}
                last = ends(lines, number, is_alone=found[0] == line.strip())
                yield _Ignore(number, tuple(said["rules"].split(",")), said.get("reason", "").strip(), last_line=last)


def _lines_of_front_matter(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


def _end_of_block(lines: Sequence[str], number: int, *, is_alone: bool) -> int:
    """Return the last line of what follows a comment in line `number`; the line itself counts if it has text."""
    while is_alone and number < len(lines) and not lines[number].strip():
        number += 1
    while number < len(lines) and lines[number].strip():
        number += 1
    return number


def _end_of_value(lines: Sequence[str], number: int, *, is_alone: bool) -> int:
    """Return the last line of the value that follows a comment in the front matter, or has it at its end."""
    number += is_alone
    while number < len(lines) and lines[number][:1] in (" ", "\t", "#"):
        number += 1
    return number
