"""The variables of plain text: those of the source that the target lacks, has otherwise, or has beyond them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, pair_by_value
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.model import Segment

__all__ = ["compared_variables"]

_NUMERIC = re.compile(r"%(?:\(.*\)|\d+\$)?(?:hh|h|ll|l|L|q|j|z|t)?[dufn]|#")
"""What a program puts a number in for."""


def compared_variables(segment: Segment, source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield an issue for every variable without its equal on the other side, whatever their order."""
    wanted, found = source.of(Kind.VARIABLE), target.of(Kind.VARIABLE)
    _, missing, extra = pair_by_value(wanted, found)
    if not missing and not extra:
        return
    of_one_number = segment.plural is not None and segment.plural.may_omit_number
    if of_one_number:
        missing, extra = _without_number(missing), _without_number(extra)
    if segment.profile.markup.placeholders is None:
        # A letter may touch what is a variable only by its shape.
        missing = [node for node in missing if not _is_there(node, source, target)]
        extra = [node for node in extra if not _is_there(node, target, source)]
    again = {node.value for node in found}
    missing, repeated = _divided(missing, again)
    extra, added = _divided(extra, {node.value for node in wanted})
    for was, now in zip(missing, extra, strict=False):
        message = f"the variable is “{now.span.of(target.text)}”, in the source “{was.span.of(source.text)}”"
        yield Issue(message, was.span, now.span)
    for node in missing[len(extra) :]:
        # The words for none may leave out what there is none of, and gettext lets them.
        message = f"the variable “{node.span.of(source.text)}” of the source is missing"
        yield Issue(message, node.span, certainty=Certainty.POSSIBLE if of_one_number else None)
    for node in extra[len(missing) :]:
        yield Issue(f"the variable “{node.span.of(target.text)}” is not in the source", None, node.span)
    for node in repeated:
        message = f"the variable “{node.span.of(source.text)}” stands once more in the source"
        yield Issue(message, node.span, certainty=Certainty.POSSIBLE)
    for node in added:
        message = f"the variable “{node.span.of(target.text)}” stands once more than in the source"
        yield Issue(message, None, node.span, certainty=Certainty.POSSIBLE)


def _without_number(nodes: list[Node]) -> list[Node]:
    """Leave out the one variable that a form of one number need not have: that of a number, else any."""
    number = next((node for node in nodes if _NUMERIC.fullmatch(node.value)), nodes[0] if nodes else None)
    return [node for node in nodes if node is not number]


def _is_there(node: Node, inline: Inline, counterpart: Inline) -> bool:
    written = node.span.of(inline.text)
    return _count(counterpart.text, written) >= _count(inline.text, written)


@lru_cache(maxsize=64)  # one variable may stand in a text many times
def _count(text: str, written: str) -> int:
    return text.count(written)


def _divided(nodes: list[Node], known: set[str]) -> tuple[list[Node], list[Node]]:
    """Return the nodes that are not known, and those that are: a named variable may stand in a text twice."""
    return [node for node in nodes if node.value not in known], [node for node in nodes if node.value in known]
