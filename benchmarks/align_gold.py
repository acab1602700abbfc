"""Pairs of monolingual documents whose alignment is known: the two sides of a bilingual one, whole or damaged."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.text import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from l10nqa.bitext import SxsDocument
    from l10nqa.model import Side

__all__ = ["Gold", "KnownPair", "damaged", "is_sentence", "known_pair"]

_SENTENCE_END = re.compile(r"[.!?。！？…؟][\"'”’»)\]*_`）」』]*\s*\Z")
# The format takes "Do this: a." for a sentence, and cuts one at each inline image.
_MARKER = re.compile(r"(?:\A|[:\s])(?:[A-Za-z]|\d{1,2})[.)]\Z")
_BEHIND_IMAGE = re.compile(r"(?:<img\b[^<>]*>|!\[[^\[\]\n]*\]\([^()\n]*\))[ \t]*\Z")
_TAIL = re.compile(r"\]\([^()\s]*\)(?:\{[^{}]*\})?")
_LABEL = re.compile(r"\A\[(.*)\]\([^()]*\)\Z", re.DOTALL)


class Gold(NamedTuple):
    """A segment: where its two texts stand."""

    source: Span
    target: Span


class KnownPair(NamedTuple):
    """Two documents and the segments that they share."""

    source: str
    target: str
    segments: list[Gold]


class _Rendered(NamedTuple):
    text: str
    spans: list[Span]


def known_pair(document: SxsDocument) -> KnownPair:
    """Return the two sides of a bilingual document. The front matter of the source is masked: it is the target's."""
    source, target = _rendered(document, "source"), _rendered(document, "target")
    end = source.text.find("\n---", 3) + 1 if source.text.startswith("---") else 0
    if end and all(span.start >= end for span in source.spans):
        masked = "---" + re.sub(r"[^\n]", "x", source.text[3:end])
        source = source._replace(text=masked + source.text[end:])
    spans = zip(source.spans, target.spans, strict=True)
    return KnownPair(
        source.text, target.text, [_unwrapped(source.text, one, target.text, other) for one, other in spans]
    )


def _rendered(document: SxsDocument, side: Side) -> _Rendered:
    text = document.text
    pieces, spans = [], []
    reached = length = 0
    for segment in document.segments:
        before = text[reached : text.rindex("<span", reached, segment.target_span.start)]
        content = (segment.target_span if side == "target" else segment.source_span).of(text)
        pieces += [before, content]
        spans.append(Span(length + len(before), length + len(before) + len(content)))
        length = spans[-1].end
        closed = text.index("</span>", segment.source_span.end) + 7
        reached = text.index("</span>", closed) + 7
    return _Rendered("".join([*pieces, text[reached:]]), spans)


def _unwrapped(source: str, one: Span, target: str, other: Span) -> Gold:
    """Return a segment; the whole link where the segment is the label of one, on both sides."""
    one, other = _trimmed(source, one), _trimmed(target, other)
    ours, theirs = _TAIL.match(source, one.end), _TAIL.match(target, other.end)
    if ours and theirs and source[one.start - 1 : one.start] == "[" == target[other.start - 1 : other.start]:
        return Gold(Span(one.start - 1, ours.end()), Span(other.start - 1, theirs.end()))
    return Gold(one, other)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def is_sentence(pair: KnownPair, segment: Gold) -> bool:
    """Tell whether the segment has the end of a sentence and is not what the format cut at an image or a number."""
    text = _LABEL.sub(r"\1", segment.source.of(pair.source))
    line = pair.source.rfind("\n", 0, segment.source.start) + 1
    is_rest = _BEHIND_IMAGE.search(pair.source, line, segment.source.start)
    return bool(_SENTENCE_END.search(text)) and not _MARKER.search(text) and not is_rest


class _Unit(NamedTuple):
    """A stretch up to a blank line, with the segments in it; their places are those in the stretch."""

    text: str
    segments: list[Gold]


def damaged(pair: KnownPair, rng: random.Random, others: list[str]) -> KnownPair:
    """Return the pair with 5 % of the target's blocks gone, as many of other documents put in, two sections swapped.

    `others` are blocks of other documents, to which some of this one are added.
    """
    units = _units(pair)
    if units is None:
        return pair
    first, *rest = units
    fresh = [unit.text for unit in rest[2:5]]
    kept = _swapped([unit for unit in rest if rng.random() >= 0.05], rng)
    out = [first]
    for unit in kept:
        if others and rng.random() < 0.05:
            out.append(_Unit(rng.choice(others), []))
        out.append(unit)
    others[:] = [*others, *fresh][-200:]
    segments: list[Gold] = []
    length = 0
    for unit in out:
        segments += [Gold(each.source, each.target.shift(length)) for each in unit.segments]
        length += len(unit.text)
    return KnownPair(pair.source, "".join(unit.text for unit in out), segments)


def _units(pair: KnownPair) -> list[_Unit] | None:
    """Return the target in stretches; None where a segment reaches over the end of one."""
    ends = [match.end() for match in re.finditer(r"\n[ \t]*\n", pair.target)]
    units, index = [], 0
    for start, end in pairwise([0, *ends, len(pair.target)]):
        inside = []
        while index < len(pair.segments) and pair.segments[index].target.start < end:
            inside.append(pair.segments[index])
            index += 1
        if any(not segment.target.inside(Span(start, end)) for segment in inside):
            return None
        units.append(_Unit(pair.target[start:end], [Gold(s.source, s.target.shift(-start)) for s in inside]))
    return units


def _swapped(units: Sequence[_Unit], rng: random.Random) -> list[_Unit]:
    heads = [index for index, unit in enumerate(units) if re.match(r"##? ", unit.text)]
    if len(heads) < 3:
        return list(units)
    a, b = sorted(rng.sample(range(len(heads) - 1), 2))
    one, other = units[heads[a] : heads[a + 1]], units[heads[b] : heads[b + 1]]
    return [*units[: heads[a]], *other, *units[heads[a + 1] : heads[b]], *one, *units[heads[b + 1] :]]
