"""Puts changes into a file and proves each of them by reading the file back; a change that fails is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["put_in"]

_Change = TypeVar("_Change")


def put_in(
    raw: bytes,
    changes: Mapping[str, _Change],
    *,
    splice: Callable[[Mapping[str, _Change]], bytes],
    reads_back: Callable[[Mapping[str, _Change], bytes], bool],
) -> tuple[bytes, list[str]]:
    """Return the file with all changes that it can hold, and the names of the others.

    `splice` builds the file with some of the changes, and `reads_back` tells whether such a file reads as it should.
    All changes are tried at once, which nearly always succeeds, and otherwise in halves, so that one bad change costs
    few readings; without any change the file is `raw`.
    """
    accepted: dict[str, _Change] = {}
    refused: list[str] = []
    groups = [list(changes.items())] if changes else []
    while groups:
        group = groups.pop()
        together = accepted | dict(group)
        spliced = splice(together)
        if reads_back(together, spliced):
            accepted, raw = together, spliced
        elif len(group) == 1:
            refused.append(group[0][0])
        else:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
    return raw, refused
