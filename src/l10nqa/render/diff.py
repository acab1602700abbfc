"""A unified diff of two versions of a document, for `git apply` and `patch -p1`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import click

from l10nqa.render.terminal import printable_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["diff_for_people", "unified_diff"]

_CONTEXT = 3
"""Equal lines around a change."""
_NO_END = b"\\ No newline at end of file\n"
_COLORS = (("---", None), ("+++", None), ("@@", "cyan"), ("-", "red"), ("+", "green"))
"""The colour of lines by their beginning; None: bold."""
_ESCAPED = {ord("\\"): "\\\\", ord('"'): '\\"', 9: "\\t", 10: "\\n", 13: "\\r"}


class _ChangedLines(NamedTuple):
    """Lines `start:end` of the former version that became lines `new_start:new_end` of the other."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified_diff(path: str, before: bytes, after: bytes) -> Iterator[bytes]:
    """Yield the lines of the diff; none if the versions are equal. Bytes that are not UTF-8 pass through.

    Takes time in proportion to the length of the versions, however many lines changed and however alike they are.
    """
    for line in _diff(path, _lines(before), _lines(after)):
        yield line if line.endswith(b"\n") else line + b"\n" + _NO_END


def diff_for_people(path: str, before: bytes, after: bytes, *, color: bool) -> Iterator[str]:
    """Yield the lines of the diff for a terminal: what would take effect there is escaped, so no tool can apply it."""
    for line in unified_diff(path, before, after):
        text = printable_lines(line.decode("utf-8", "backslashreplace"))
        yield _colored(text) if color else text


def _diff(path: str, before: Sequence[bytes], after: Sequence[bytes]) -> Iterator[bytes]:
    for index, hunk in enumerate(_hunks(_changes(before, after))):
        if index == 0:
            yield b"--- " + _name("a", path) + b"\n"
            yield b"+++ " + _name("b", path) + b"\n"
        start = max(hunk[0].start - _CONTEXT, 0)
        end = min(hunk[-1].end + _CONTEXT, len(before))
        new_start = hunk[0].new_start - (hunk[0].start - start)
        new_end = hunk[-1].new_end + (end - hunk[-1].end)
        yield b"@@ -%b +%b @@\n" % (_range(start, end), _range(new_start, new_end))
        reached = start
        for change in hunk:
            yield from (b" " + line for line in before[reached : change.start])
            yield from (b"-" + line for line in before[change.start : change.end])
            yield from (b"+" + line for line in after[change.new_start : change.new_end])
            reached = change.end
        yield from (b" " + line for line in before[reached:end])


def _changes(before: Sequence[bytes], after: Sequence[bytes]) -> Iterator[_ChangedLines]:
    """Yield the changes in order, with at least one equal line between two.

    Behind a change the versions go on at the pair of equal lines that leaves out the fewest lines of both. Looking for
    it takes as many steps as it leaves lines out, so that all steps together are as many as there are lines.
    """
    places: dict[bytes, list[int]] = {}
    for index, line in enumerate(after):
        places.setdefault(line, []).append(index)
    start = new_start = 0
    while True:
        while start < len(before) and new_start < len(after) and before[start] == after[new_start]:
            start, new_start = start + 1, new_start + 1
        if start == len(before) and new_start == len(after):
            return
        end, new_end = len(before), len(after)
        fewest = end - start + new_end - new_start
        for index in range(start, len(before)):
            if index - start >= fewest:
                break
            found = places.get(before[index], ())
            nearest = bisect_left(found, new_start)
            if nearest < len(found) and index - start + found[nearest] - new_start < fewest:
                end, new_end = index, found[nearest]
                fewest = end - start + new_end - new_start
        yield _ChangedLines(start, end, new_start, new_end)
        start, new_start = end, new_end


def _hunks(changes: Iterable[_ChangedLines]) -> Iterator[list[_ChangedLines]]:
    """Yield the changes whose context overlaps together."""
    hunk: list[_ChangedLines] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, end: int) -> bytes:
    """Return a range of lines as a diff counts them: from 1; an empty one stands behind its line."""
    if end - start == 1:
        return b"%d" % (start + 1)
    return b"%d,%d" % (start + (end > start), end - start)


def _lines(text: bytes) -> list[bytes]:
    # Only \n ends a line of a diff, not the form feeds and the like of splitlines().
    *lines, rest = text.split(b"\n")
    return [line + b"\n" for line in lines] + ([rest] if rest else [])


def _name(side: str, path: str) -> bytes:
    """Return the path as git writes it: relative, and quoted if one of its characters would break the line."""
    name = f"{side}/{path.lstrip('/')}"
    quoted = name.translate(_ESCAPED)
    if quoted != name or not all(character >= " " for character in name):
        controls = {code: f"\\{code:03o}" for code in range(32)}
        return f'"{quoted.translate(controls)}"'.encode("utf-8", "surrogateescape")
    # After a name with a space, git writes a tab to mark its end.
    return (name + "\t" * (" " in name)).encode("utf-8", "surrogateescape")


def _colored(line: str) -> str:
    for start, name in _COLORS:
        if line.startswith(start):
            text = line.rstrip("\r\n")
            return click.style(text, fg=name, bold=name is None or None) + line[len(text) :]
    return line
