"""Finds the segments of a bilingual text. Two readers that agree: a fast one for clean text, a patient one for more.

The clean form is

    <span data-ttu-id="ID">TARGET</span><span class="sxs-lookup"><span data-stu-id="ID">SOURCE</span></span>

with no other span tag inside; one pattern reads a whole file of those. Where it does not account for every opening
tag, the file is read window by window: from one opening tag to the next, so that damage never spreads and the time
stays in proportion to the size.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import ProblemKind, Segment
from l10nqa.text import Span, compile_pattern, without_surrogates

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from l10nqa.bitext.sxs.damage import DamagedQuotes
    from l10nqa.model import Profile

__all__ = ["Fault", "scan"]

# Possessive quantifiers (*+) keep the pattern linear: no text is tried twice.
_PLAIN = r"([^<]*+(?:<(?!/?span)[^<]*+)*+)"
_CLEAN = compile_pattern(
    rf'<span data-ttu-id="([^"&<>]+)">{_PLAIN}</span>'
    rf'<span class="sxs-lookup"><span data-stu-id="\1">{_PLAIN}</span></span>'
)
_QUOTE = r'(?:"|&quot;)'
# A tag that means to open a segment, well-formed or not.
_OPENING = compile_pattern(r"<span\s[^<>]*?\bdata-ttu-id\b")
_OPEN = compile_pattern(rf"<span\s+data-ttu-id={_QUOTE}([^\"&<>]*){_QUOTE}\s*>")
_LOOKUP = compile_pattern(
    rf"</span>\s*<span\s+class={_QUOTE}sxs-lookup{_QUOTE}\s*>\s*<span\s+data-stu-id={_QUOTE}([^\"&<>]*){_QUOTE}\s*>"
)
_SPAN_TAG = compile_pattern(r"<span\b[^<>]*>|</span>")
_CLOSE = "</span>"

_new_segment = tuple.__new__
_new_span = tuple.__new__
_AFTER_SPANS = Segment._fields.index("target_span") + 1
_KEY = Segment._fields.index("key")


class Fault(NamedTuple):
    """Why an opening tag leads to no segment, and where it stands."""

    offset: int
    kind: ProblemKind
    message: str


def scan(
    text: str, quotes: DamagedQuotes, profile: Profile, *, undecodable: bool = False
) -> tuple[list[Segment], list[Fault]]:
    """Return the segments of `text` in order, and a fault for every opening tag that leads to none.

    `undecodable` tells that the text holds bytes that are not UTF-8.
    """
    expected = text.count("data-ttu-id")
    if not expected:
        return [], []
    if not (quotes.stretches or undecodable):
        segments = _scan_clean(text, profile)
        if len(segments) == expected:
            return segments, []
    return _scan_windows(text, quotes, profile)


def _scan_clean(text: str, profile: Profile) -> list[Segment]:
    segments: list[Segment] = []
    blank = Segment("", "", "", profile=profile)
    before, after = blank[_AFTER_SPANS:_KEY], blank[_KEY + 1 :]
    for match in _CLEAN.finditer(text):
        (identifier, target, source), spans = match.groups(), match.regs
        segments.append(
            # tuple.__new__ skips the generated constructor: this line runs once for every segment there is.
            _new_segment(
                Segment,
                (
                    *(identifier, source, target, _new_span(Span, spans[3]), _new_span(Span, spans[2])),
                    *(*before, identifier, *after),
                ),
            )
        )
    return segments


def _scan_windows(text: str, quotes: DamagedQuotes, profile: Profile) -> tuple[list[Segment], list[Fault]]:
    segments: list[Segment] = []
    faults: list[Fault] = []
    starts = [opening.start() for opening in _OPENING.finditer(text)]
    for start, limit in pairwise([*starts, len(text)]):
        found = _read_window(text, start, limit, quotes, profile)
        if isinstance(found, Segment):
            segments.append(found)
        else:
            faults.append(found)
    return segments, faults


def _read_window(text: str, start: int, limit: int, quotes: DamagedQuotes, profile: Profile) -> Segment | Fault:
    opening = _OPEN.match(text, start, limit)
    if opening is None:
        return Fault(start, ProblemKind.UNCLOSED, "the tag that opens a segment here cannot be read")
    identifier = without_surrogates(opening[1])
    lookup = _LOOKUP.search(text, opening.end(), limit)
    if lookup is None:
        if text.find(_CLOSE, opening.end(), limit) < 0:
            return Fault(start, ProblemKind.UNCLOSED, f"segment {identifier}: the span of the target is never closed")
        return Fault(start, ProblemKind.NO_SOURCE, f"segment {identifier}: no source follows the target")
    if lookup[1] != opening[1]:
        source_id = without_surrogates(lookup[1])
        return Fault(start, ProblemKind.ID_MISMATCH, f"segment {identifier}: the source carries the id {source_id}")
    end = _source_end(text, lookup.end(), limit)
    if end is None:
        return Fault(start, ProblemKind.UNCLOSED, f"segment {identifier}: the span of the source is never closed")
    target, source = Span(opening.end(), lookup.start()), Span(lookup.end(), end)
    texts = quotes.restore(source), quotes.restore(target)
    return Segment(identifier, *texts, source, target, profile, key=identifier)


def _source_end(text: str, start: int, limit: int) -> int | None:
    """Return where the source ends: at the two closing tags that balance, else at the first two in a row.

    A source may hold spans of its own, as markup (balanced), or as words and by mistake (not balanced).
    """
    depth = 0
    first_pair: int | None = None
    for tag, following in _pairs(_SPAN_TAG.finditer(text, start, limit)):
        if tag[0] != _CLOSE:
            depth += 1
        elif following is not None and following[0] == _CLOSE and not text[tag.end() : following.start()].strip():
            if depth <= 0:
                return tag.start()
            if first_pair is None:
                first_pair = tag.start()
            depth -= 1
        else:
            depth -= 1
    return first_pair


def _pairs(tags: Iterator[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    previous: re.Match[str] | None = None
    for tag in tags:
        if previous is not None:
            yield previous, tag
        previous = tag
    if previous is not None:
        yield previous, None
