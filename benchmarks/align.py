"""Measures alignment against bilingual documents: each gives a pair of monolingual ones, and its ids the truth.

python benchmarks/align.py [--documents 300] [--damage] [--errors N] CORPUS…
"""

from __future__ import annotations

import argparse
import random
import re
import time
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.align.document import align_documents
from l10nqa.bitext import parse_document
from l10nqa.lexicon import learn
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.align.document import Alignment, TextPair
    from l10nqa.bitext import SxsDocument
    from l10nqa.lexicon import Lexicon

_SENTENCE_END = re.compile(r"[.!?。！？…؟][\"'”’»)\]*_`）」』]*\s*\Z")


# It takes "Do this: a." for one, too.
_MARKER = re.compile(r"(?:\A|[:\s])(?:[A-Za-z]|\d{1,2})[.)]\Z")
# The format cuts a sentence at each inline image: what is behind one is no sentence.
_BEHIND_IMAGE = re.compile(r"(?:<img\b[^<>]{0,20000}>|!\[[^\[\]\n]*\]\([^()\n]*\))[ \t]*\Z")


class Gold(NamedTuple):
    source: Span
    target: Span


class Side(NamedTuple):
    text: str
    spans: list[Span]


def side_of(document: SxsDocument, side: str) -> Side:
    """Return one side as a monolingual document, with the places of the segments in it."""
    text = document.text
    pieces, spans = [], []
    reached = length = 0
    for segment in document.segments:
        before = text[reached : text.rindex("<span", reached, segment.target_span.start)]
        span = segment.target_span if side == "target" else segment.source_span
        content = span.of(text)
        pieces += [before, content]
        length += len(before)
        spans.append(Span(length, length + len(content)))
        length += len(content)
        closed = text.index("</span>", segment.source_span.end) + 7
        reached = text.index("</span>", closed) + 7
    pieces.append(text[reached:])
    result = "".join(pieces)
    if side == "source" and result.startswith("---"):
        # The front matter is that of the target: it is no translation of itself.
        end = result.index("\n---", 3) + 4
        if all(span.start >= end for span in spans):
            result = "---" + re.sub(r"[^\n]", "x", result[3 : end - 4]) + result[end - 4 :]
    return Side(result, spans)


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


_TAIL = re.compile(r"\]\([^()\s]*\)(?:\{[^{}]*\})?")


def unwrapped(source: str, one: Span, target: str, other: Span) -> tuple[Span, Span]:
    """Return the places of a segment; those of the whole link where the segment is the label of one, on both sides."""
    one, other = trimmed(source, one), trimmed(target, other)
    wider = [_TAIL.match(text, span.end) for text, span in ((source, one), (target, other))]
    if wider[0] and wider[1] and source[one.start - 1 : one.start] == "[" == target[other.start - 1 : other.start]:
        return Span(one.start - 1, wider[0].end()), Span(other.start - 1, wider[1].end())
    return one, other


def blocks_of(side: Side) -> list[Span]:
    """Return the blocks that blank lines separate; for the damage only."""
    spans: list[Span] = []
    start = side.text.find("\n---", 3) + 5 if side.text.startswith("---") else 0
    for match in re.finditer(r"\n[ \t]*\n", side.text[start:]):
        spans.append(Span(start if not spans else spans[-1].end, start + match.end()))
    return spans


def damaged(side: Side, rng: random.Random, donor: list[str]) -> tuple[Side, list[int]]:
    """Return the side with blocks deleted and inserted and two sections swapped, and the segments that are left."""
    blocks = blocks_of(side)
    if not blocks:
        return side, list(range(len(side.spans)))
    units: list[tuple[str, list[int], list[Span]]] = []
    bounds = [0, *(block.end for block in blocks), len(side.text)]
    index = 0
    for start, end in pairwise(bounds):
        inside = []
        while index < len(side.spans) and side.spans[index].start < end:
            inside.append(index)
            index += 1
        units.append((side.text[start:end], inside, [side.spans[k].shift(-start) for k in inside]))
    first, rest = units[0], units[1:]
    # Segments that reach over the end of a unit stay whole: such documents are not damaged.
    if any(span.end > len(text) or span.start < 0 for text, _, spans in units for span in spans):
        return side, list(range(len(side.spans)))
    kept = [unit for unit in rest if rng.random() >= 0.05]
    heads = [k for k, unit in enumerate(kept) if re.match(r"##? ", unit[0])]
    if len(heads) >= 3:
        a, b = sorted(rng.sample(range(len(heads) - 1), 2)) if len(heads) > 2 else (0, 1)
        one = kept[heads[a] : heads[a + 1]]
        two = kept[heads[b] : heads[b + 1]]
        kept = [*kept[: heads[a]], *two, *kept[heads[a + 1] : heads[b]], *one, *kept[heads[b + 1] :]]
    out = [first]
    for unit in kept:
        if rng.random() < 0.05 and donor:
            out.append((rng.choice(donor), [], []))
        out.append(unit)
    text, spans, which = "", [], []
    for content, inside, places in out:
        spans += [place.shift(len(text)) for place in places]
        which += inside
        text += content
    return Side(text, spans), which


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--damage", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--lexicon", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    columns = (
        ("segm.", 6),
        ("sent.", 6),
        ("recall", 7),
        ("prec.", 7),
        ("finer", 7),
        ("abst.", 6),
        ("block", 8),
        ("KB/s", 6),
    )
    print(f"{'corpus':16}", *(f"{name:>{width}}" for name, width in columns))
    for corpus in options.corpora:
        measure(corpus, options)


def measure(corpus: Path, options: argparse.Namespace) -> None:
    files = sorted((corpus / "bilingual").rglob("*.md"))
    step = max(1, len(files) // options.documents) if options.documents else 1
    files = files[::step][: options.documents or None]
    rng = random.Random(options.seed)  # noqa: S311 - damages documents
    donor: list[str] = []
    counts: Counter[str] = Counter()
    shown = 0
    size, seconds = 0, 0.0
    lexicon = learned(files) if options.lexicon else None
    for file in files:
        document = parse_document(file.read_bytes(), str(file), file.name)
        if document.problems or document.damage or not document.segments:
            continue
        source, target = side_of(document, "source"), side_of(document, "target")
        which = list(range(len(document.segments)))
        if options.damage:
            fresh = [target.text[b.start : b.end] for b in blocks_of(target)]
            target, which = damaged(target, rng, donor)
            donor = [*donor, *fresh[2:5]][-200:]
        gold = [
            Gold(*unwrapped(source.text, source.spans[k], target.text, span))
            for k, span in zip(which, target.spans, strict=True)
        ]
        started = time.perf_counter()
        alignment = align_documents(source.text, target.text, lexicon=lexicon)
        seconds += time.perf_counter() - started
        size += len(source.text) + len(target.text)
        shown = score(file, source, target, gold, alignment, counts, shown, options.errors)
    n = counts["sentences"] or 1
    told = max(counts["right"] + counts["wrong"] + counts["finer"], 1)
    print(
        f"{corpus.name:16} {counts['segments']:6} {n:6} {counts['right'] / n:7.4f}"
        f" {counts['right'] / told:7.4f} {(counts['right'] + counts['finer']) / told:7.4f}"
        f" {counts['abstained'] / n:6.4f}"
        f" {counts['block'] / max(counts['segments'], 1):8.5f} {size / 1000 / max(seconds, 1e-9):6.0f}"
        f"  wrong block {counts['wrong block']} no block {counts['no block']} missing {counts['missing']}"
    )


def learned(files: Sequence[Path]) -> Lexicon:
    def pairs() -> Iterator[tuple[str, str]]:
        for file in files:
            document = parse_document(file.read_bytes(), str(file), file.name)
            source, target = side_of(document, "source"), side_of(document, "target")
            for pair in align_documents(source.text, target.text).pairs:
                if pair.is_settled and pair.certainty > 0.95:
                    yield pair.source.of(source.text), pair.target.of(target.text)

    return learn(pairs())


def score(  # noqa: C901 - counts what it meets, case by case
    file: Path,
    source: Side,
    target: Side,
    gold: Sequence[Gold],
    alignment: Alignment,
    counts: Counter[str],
    shown: int,
    errors: int,
) -> int:
    pairs = [
        pair for pair in alignment.pairs if pair.source.end > pair.source.start and pair.target.end > pair.target.start
    ]
    by_source = sorted(pairs, key=lambda pair: pair.source)
    starts = [pair.source.start for pair in by_source]
    blocks = sorted(
        (alignment.source_blocks[pair.source].span, alignment.target_blocks[pair.target].span)
        for pair in alignment.blocks
    )
    block_starts = [span.start for span, _ in blocks]
    exact = {(pair.source, pair.target) for pair in pairs}
    for segment in gold:
        if segment.source.start >= segment.source.end or segment.target.start >= segment.target.end:
            continue
        counts["segments"] += 1
        k = bisect_right(block_starts, segment.source.start) - 1
        in_block = k >= 0 and segment.source.inside(blocks[k][0])
        right_block = in_block and segment.target.inside(blocks[k][1])
        counts["block" if right_block else "wrong block" if in_block else "no block"] += 1
        if errors < 0 and not right_block and shown < -errors:
            shown += 1
            print(
                "BLOCK",
                file,
                repr(segment.source.of(source.text)[:100]),
                repr(segment.target.of(target.text)[:60]),
                in_block and repr(blocks[k][1].of(target.text)[:100]),
            )
        text = segment.source.of(source.text)
        text = re.sub(r"\A\[(.*)\]\([^()]*\)\Z", r"\1", text, flags=re.DOTALL)
        if not _SENTENCE_END.search(text) or _MARKER.search(text) or behind_image(source.text, segment.source.start):
            continue
        counts["sentences"] += 1
        if (segment.source, segment.target) in exact:
            counts["right"] += 1
            continue
        k = bisect_right(starts, segment.source.start) - 1
        found = by_source[k] if k >= 0 and by_source[k].source.end > segment.source.start else None
        if found is None:
            counts["missing"] += 1
            kind = "missing"
        elif finer(segment, by_source, k):
            counts["finer"] += 1
            kind = "finer"
        elif not found.is_settled:
            counts["abstained"] += 1
            kind = "abstained"
        else:
            counts["wrong"] += 1
            kind = "wrong"
        if errors > shown:
            shown += 1
            print(f"-- {kind} {file.name}\n   S {text!r}\n   T {segment.target.of(target.text)!r}")
            if found:
                print(f"   s {found.source.of(source.text)!r}")
                print(f"   t {found.target.of(target.text)!r} {found.certainty:.3f}")
    return shown


def behind_image(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return bool(_BEHIND_IMAGE.search(text, line, start))


def finer(segment: Gold, by_source: Sequence[TextPair], k: int) -> bool:
    """Tell whether the segment is exactly several of our pairs in a row, on both sides."""
    if by_source[k].source.start != segment.source.start or by_source[k].target.start != segment.target.start:
        return False
    while k < len(by_source) and by_source[k].source.end < segment.source.end:
        if not by_source[k].is_settled:
            return False
        k += 1
    return (
        k < len(by_source)
        and by_source[k].source.end == segment.source.end
        and by_source[k].target.end == segment.target.end
    )


if __name__ == "__main__":
    main()
