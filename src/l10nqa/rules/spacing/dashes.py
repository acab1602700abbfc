"""Dashes with white space on one side only, and hyphens of compounds that are cut off before a conjunction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind
from l10nqa.model import Edit, Issue
from l10nqa.quality import Certainty
from l10nqa.rules.spacing.glued import OPAQUE
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.locale import LocaleFacts

__all__ = ["cut_off_compounds", "hanging_dashes", "lopsided_dashes"]

_DASH = re.compile("[-–—]")
_LOPSIDED = re.compile(r"(?<=[^\s\-–—\d])[-–—](?= +\S)|(?<=[^\s\-–—] )[–—](?=[^\s\-–—\d>,.;:*)])")
"""A dash, or a hyphen in the place of one, with white space on one side only."""
_SYMMETRIC = re.compile(r"(?<=\S) [-–—] (?=\S)|(?<=\w)—(?=\w)|(?<=\s)[-–—](?=\s)|\w[-] (?=\S)")
_OPENED = re.compile(r"(?<=\s)-(?=[^\W\d_][^-]*\Z)")
"""A hyphen that opens an aside which is not closed before the end."""
_HANGING = re.compile(r"(?<=[^\s\-–—] )-(?=[^\W\d_]{2})")
"""A hyphen in the place of a dash that touches the word behind it."""
_OPERATOR = re.compile(r"&|\b(?:AND|OR|[Aa]mpersands?)\b")
"""What a conjunction may be part of the name of: an operator, or the sign for it, as in Dutch `en-teken`."""

_GAP_IN_TAG = re.compile(r"\s</\w{1,8}>\Z")
"""White space within a tag that ends with the text, which a reader sees behind it."""


def lopsided_dashes(source: Inline, target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    """Yield the dashes, and hyphens in the place of some, that have white space on one side only."""
    text = target.text
    if not _DASH.search(text):
        return
    lopsided = [match for match in _LOPSIDED.finditer(text) if not _is_suspended(text, match, facts)]
    if len(lopsided) > len(_LOPSIDED.findall(source.text)) and len(_SYMMETRIC.findall(source.text)) > len(
        _SYMMETRIC.findall(text)
    ) - len(lopsided):
        opaque = [node.span for node in target.of(OPAQUE)] + [node.span for node in target.of(Kind.LINK)]
        for match in lopsided[len(_LOPSIDED.findall(source.text)) :]:
            if _OPENED.search(text, 0, match.start()) and text[match.start()] == "-":
                continue  # closes an aside: `-x-`
            if _GAP_IN_TAG.search(text, max(match.start() - 12, 0), match.start()):
                continue  # `x </b>- y`
            option = re.compile(r"\w*").match(text, match.end())
            if option and option[0] and f"-{option[0]}" in source.text:
                continue  # a hyphen of the source's, as in `-Force`
            if not any(hidden.start <= match.start() < hidden.end for hidden in opaque):
                spot = Span(*match.span())
                yield Issue("the dash has white space on one side only", None, spot, _dash_edits(text, spot))


def _dash_edits(text: str, dash: Span) -> tuple[Edit, ...]:
    before, after = text[: dash.start], text[dash.end :]
    if before.endswith("<") or after.lstrip().startswith(("\\", "<", ">")):
        return ()  # an arrow
    offset = dash.end if before[-1:].isspace() else dash.start
    return (Edit(offset, offset, " "),)


def hanging_dashes(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield the hyphens that touch the word behind them and stand for a dash of the source between blanks."""
    lacking = source.text.count(" - ") - target.text.count(" - ") - len(re.findall(" [–—] ", target.text))
    found = [match.start() for node in target.of(Kind.TEXT) for match in _HANGING.finditer(target.text, *node.span)]
    closing = re.search(r"[^\W\d_]-(?=[\s.,;:!?)]|\Z)", target.text)
    for offset in found[: max(lacking, 0)] if closing is None and "-" in target.text else ():
        word = re.compile(r"-\w*").match(target.text, offset)
        if word and word[0] not in source.text:
            spot, behind = Span(offset, offset + 1), Span(offset + 1, offset + 1)
            yield Issue("the dash has white space on one side only", None, spot, (Edit(*behind, " "),))


def cut_off_compounds(source: Inline, target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    """Yield the hyphens of cut-off compounds that touch the conjunction between them."""
    for word in facts.suspended:
        if word not in target.text:
            continue
        pattern = rf"(?P<cut>\w+|\")-(?={re.escape(word)}\s)"
        for match in re.finditer(pattern, target.text) if f"-{word}" in target.text else ():
            # Of a name that was kept nobody can tell whether it was cut off.
            edits = (
                () if match["cut"] in source.text and match["cut"] != '"' else (Edit(match.end(), match.end(), " "),)
            )
            message = "no white space follows the hyphen of a cut-off compound"
            yield Issue(message, None, Span(match.end(), match.end()), edits)
        pattern = rf"(?<=\s){re.escape(word)}(?P<hyphen>-)[^\W\d_]{{2,}}"
        for match in re.finditer(pattern, target.text) if f"{word}-" in target.text else ():
            if match[0] not in source.text and not _OPERATOR.search(source.text):
                hyphen = match.start("hyphen")
                message = "no white space stands before the hyphen of a cut-off compound"
                spot, edits = Span(hyphen, hyphen), (Edit(hyphen, hyphen, " "),)
                yield Issue(message, None, spot, edits, Certainty.LIKELY)


def _is_suspended(text: str, dash: re.Match[str], facts: LocaleFacts) -> bool:
    """Tell the hyphen of a compound that is cut off before a conjunction."""
    return dash[0] == "-" and bool(facts.suspended) and text[dash.end() :].lstrip().startswith(facts.suspended)
