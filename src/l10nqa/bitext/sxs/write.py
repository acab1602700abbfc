"""Puts changed targets back into a document, byte-exact everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.splice import put_in
from l10nqa.errors import InputError
from l10nqa.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.bitext.sxs.read import SxsDocument

__all__ = ["Replaced", "as_written", "replace_targets"]

_BREAKS_MARKUP = "the translation would break the document's segment markup"


class Replaced(NamedTuple):
    """A document's new bytes, and the ids of the segments whose new target it could not take, with the reason."""

    raw: bytes
    refused: dict[str, str]


def replace_targets(document: SxsDocument, targets: Mapping[str, str]) -> Replaced:
    """Return the document with the given targets (by segment id) in place; every other byte stays.

    A segment whose target is given as it already reads, line ends aside, is not touched, so damage inside it stays
    too. Line ends in a new target become those of the document. Of several segments with one id the first is meant.
    The result is read again: a target that would break the document's segments is refused.
    """
    changes = _changes(document, targets)
    refused = {identifier: reason for identifier, target in changes.items() if (reason := _unfit(document, target))}
    raw, unread = put_in(
        document.raw,
        {identifier: target for identifier, target in changes.items() if identifier not in refused},
        splice=lambda accepted: _splice(document, accepted),
        reads_back=lambda accepted, new: _reads_back(document, accepted, new),
    )
    return Replaced(raw, refused | dict.fromkeys(unread, _BREAKS_MARKUP))


def as_written(document: SxsDocument, target: str) -> str:
    """Return a new target as `replace_targets` puts it down: with the line ends of the document."""
    if "\n" not in target and "\r" not in target:
        return target  # nearly always: what the line ends of the document are need not be counted
    return with_line_feeds(target).replace("\n", _line_end(document))


def _line_end(document: SxsDocument) -> str:
    breaks = document.text.count("\n")
    return "\r\n" if document.text.count("\r\n") * 2 > breaks else "\n"


def _changes(document: SxsDocument, targets: Mapping[str, str]) -> dict[str, str]:
    line_end = _line_end(document)
    seen: set[str] = set()
    changes: dict[str, str] = {}
    for segment in document.segments:
        if segment.id in targets and segment.id not in seen:
            seen.add(segment.id)
            target = with_line_feeds(targets[segment.id])
            if target != with_line_feeds(segment.target):
                changes[segment.id] = target.replace("\n", line_end)
    return changes


def _unfit(document: SxsDocument, target: str) -> str | None:
    """Return why no document can take the target, judged by a document of this one segment; None where one can."""
    alone = f'<span data-ttu-id="x">{target}</span><span class="sxs-lookup"><span data-stu-id="x">y</span></span>'
    try:
        again = document.again(alone.encode())
    except UnicodeEncodeError:
        return "the translation holds a lone surrogate, which is no character"
    return None if [(s.target, s.source) for s in again.segments] == [(target, "y")] else _BREAKS_MARKUP


def _splice(document: SxsDocument, changes: Mapping[str, str]) -> bytes:
    pieces: list[str] = []
    offset = 0
    done: set[str] = set()
    for segment in document.segments:
        if segment.id in changes and segment.id not in done:
            done.add(segment.id)
            pieces += [document.text[offset : segment.target_span.start], changes[segment.id]]
            offset = segment.target_span.end
    return "".join([*pieces, document.text[offset:]]).encode("utf-8", "surrogateescape")


def _reads_back(document: SxsDocument, changes: Mapping[str, str], raw: bytes) -> bool:
    try:
        again = document.again(raw)
    except InputError:
        return False
    pending = dict(changes)
    expected = [(s.id, s.source, pending.pop(s.id, s.target)) for s in document.segments]
    same_problems = len(again.problems) == len(document.problems)
    return same_problems and [(s.id, s.source, s.target) for s in again.segments] == expected
