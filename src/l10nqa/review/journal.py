"""What reviewers did, so that it can be undone: what was written into the ledger and into documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.review.decisions import LedgerChange

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Journal", "Replacement", "ReviewAction", "RewrittenDocument", "replacement"]


class Replacement(NamedTuple):
    """The bytes that differ between two versions of a file: enough to have the first again, and little to keep."""

    start: int
    before: bytes
    after: bytes
    digest: str
    """That of the second version."""

    def undone(self, raw: bytes) -> bytes | None:
        """Return the first version; None if these are not the bytes of the second."""
        if _digest(raw) != self.digest:
            return None
        return raw[: self.start] + self.before + raw[self.start + len(self.after) :]


class RewrittenDocument(NamedTuple):
    """A document that an action has changed."""

    path: str
    replacement: Replacement
    targets: Mapping[str, tuple[str, str]]
    """The former and the new target of each segment that was changed, by id."""


class ReviewAction(NamedTuple):
    """One key of a reviewer."""

    number: int
    session: str
    author: str
    label: str
    """What was done, in words."""
    kind: str
    """`false-alarm`, `accepted`, `fixed` or `edited`."""
    rules: Mapping[str, int]
    """The number of findings by rule."""
    written: LedgerChange = LedgerChange()
    documents: tuple[RewrittenDocument, ...] = ()


class Journal:
    """The actions of this run of the server that have not been undone, in their order."""

    def __init__(self) -> None:
        self.actions: list[ReviewAction] = []
        self._numbers = 0

    def next_number(self) -> int:
        """Return a number that no action has."""
        self._numbers += 1
        return self._numbers

    def add(self, action: ReviewAction) -> None:
        """Note an action."""
        self.actions.append(action)

    def last_of(self, session: str) -> ReviewAction | None:
        """Return the last action of a reviewer that has not been undone."""
        return next((each for each in reversed(self.actions) if each.session == session), None)

    def remove(self, action: ReviewAction) -> None:
        """Forget an action that has been undone."""
        self.actions.remove(action)

    def counts(self) -> Counter[tuple[str, str]]:
        """Return the number of findings by rule and kind of action."""
        found: Counter[tuple[str, str]] = Counter()
        for action in self.actions:
            for rule, count in action.rules.items():
                found[rule, action.kind] += count
        return found

    def paths(self) -> list[str]:
        """Return the documents that have been changed, in the order of their names."""
        return sorted({document.path for action in self.actions for document in action.documents})


def replacement(before: bytes, after: bytes) -> Replacement:
    """Return what differs between two versions, from the first different byte to the last one."""
    start = _shared(before, after)
    most = min(len(before), len(after)) - start
    end = _shared(before[len(before) - most :][::-1], after[len(after) - most :][::-1])
    return Replacement(start, before[start : len(before) - end], after[start : len(after) - end], _digest(after))


def _shared(first: bytes, second: bytes) -> int:
    """Return the number of bytes with which both begin."""
    low, high = 0, min(len(first), len(second))
    while low < high:  # a comparison of slices is a thousand times as fast as one of bytes
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _digest(raw: bytes) -> str:
    return xxhash.xxh3_128_hexdigest(raw)
