"""Inline codes of XLIFF and TMX that were lost, added or repeated, and pairs that cross."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, pair_by_value
from l10nqa.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["compared_codes"]


def compared_codes(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield an issue for every inline code that one side has and the other has not, and for pairs out of order."""
    wanted, found = _in_order(source), _in_order(target)
    _, missing, extra = pair_by_value(wanted, found)
    missing, extra = _renumbered(missing, extra)
    known = {node.value for node in wanted}
    for node in missing:
        yield Issue(f"the inline code {_shown(node)} of the source is missing", node.span)
    for node in extra:
        problem = "stands once more than in the source" if node.value in known else "is not in the source"
        yield Issue(f"the inline code {_shown(node)} {problem}", None, node.span)
    if not missing and not extra:
        crossed = _crossing(found)
        if crossed and not _crossing(wanted):
            yield Issue(f"the inline code {_shown(crossed)} closes what is not open there", None, crossed.span)


def _in_order(side: Inline) -> list[Node]:
    """Return the codes in the order of the file: one of no width comes before one that begins where it stands."""
    return sorted(side.of(Kind.INLINE_CODE), key=lambda node: node.span)


def _renumbered(missing: list[Node], extra: list[Node]) -> tuple[list[Node], list[Node]]:
    """Leave out codes that stand for the same on both sides: some tools number those of the target anew.

    A close code mostly says nothing of itself; it goes with its open code.
    """
    if not missing or not extra:
        return missing, extra
    names = {_key(node) for node in missing if node.title} & {_key(node) for node in extra if node.title}
    if not names:
        return missing, extra
    counts = Counter(_key(node) for node in missing), Counter(_key(node) for node in extra)
    same = counts[0] & counts[1]
    return _without(missing, Counter(same)), _without(extra, Counter(same))


def _without(nodes: list[Node], same: Counter[tuple[str, str]]) -> list[Node]:
    left = []
    for node in nodes:
        if same[_key(node)]:
            same[_key(node)] -= 1
        else:
            left.append(node)
    return left


def _key(node: Node) -> tuple[str, str]:
    return node.value.partition(" ")[0], node.title


def _crossing(nodes: list[Node]) -> Node | None:
    """Return the first code that closes a pair which is not the innermost open one."""
    opened: list[str] = []
    pairs = {node.value.partition(" ")[2] for node in nodes if node.value.startswith("open")}
    pairs &= {node.value.partition(" ")[2] for node in nodes if node.value.startswith("close")}
    for node in nodes:
        role, _, name = node.value.partition(" ")
        if name not in pairs:
            continue  # its other half stands in another segment
        if role == "open":
            opened.append(name)
        elif role == "close" and (not opened or opened.pop() != name):
            return node
    return None


def _shown(node: Node) -> str:
    """Return what the code stands for, or what its file calls it."""
    role, _, name = node.value.partition(" ")
    if node.title:
        return f"“{node.title}”"
    return f"“{name}”" if role == "single" else f"“{name}” ({'opening' if role == 'open' else 'closing'})"
