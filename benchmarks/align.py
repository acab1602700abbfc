"""Measures alignment on bilingual documents: each gives a pair of monolingual ones, and its segments the truth.

    python benchmarks/align.py [--documents 300] [--damage] [--errors N] CORPUS…

Of all segments with the end of a sentence: `recall`, those found exactly, on both sides; `precision`, of
those that were not left together; `finer`, the same where a segment of several sentences may be several pairs; `left`,
the share that was left together because it was not sure. `block`: segments that are in the right pair of blocks.
"""

from __future__ import annotations

import argparse
import random
import time
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from align_gold import Gold, KnownPair, damaged, is_sentence, known_pair

from l10nqa.align import DocumentAlignment, TextPair, align_documents
from l10nqa.bitext import parse_document

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = ("recall", "precis.", "finer", "left")
_HEAD = (
    f"{'corpus':16} {'segments':>8} {'sentences':>9} {' '.join(f'{name:>7}' for name in _COLUMNS)} {'block':>8} KB/s"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=300, help="how many of each corpus; 0 for all")
    parser.add_argument("--damage", action="store_true", help="damage the targets")
    parser.add_argument("--errors", type=int, default=0, help="show so many sentences that were not found")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(_HEAD)
    for corpus in options.corpora:
        print(_row(corpus.name, *_measured(corpus, options)), flush=True)


def _measured(corpus: Path, options: argparse.Namespace) -> tuple[Counter[str], float]:
    files = sorted((corpus / "bilingual").rglob("*.md"))
    step = max(1, len(files) // options.documents) if options.documents else 1
    rng = random.Random(options.seed)  # noqa: S311 - damage, not secrets
    others: list[str] = []
    counts: Counter[str] = Counter()
    errors, seconds = options.errors, 0.0
    for file in files[::step][: options.documents or None]:
        document = parse_document(file.read_bytes(), str(file), file.name)
        if document.problems or document.damage or not document.segments:
            continue
        pair = known_pair(document)
        if options.damage:
            pair = damaged(pair, rng, others)
        started = time.process_time()
        alignment = align_documents(pair.source, pair.target)
        seconds += time.process_time() - started
        counts["size"] += len(pair.source) + len(pair.target)
        for segment in pair.segments:
            if segment.source.start < segment.source.end and segment.target.start < segment.target.end:
                counts["segments"] += 1
                counts["block"] += _in_right_block(segment, alignment)
        errors = _count_sentences(file.name, pair, alignment, counts, errors)
    return counts, seconds


def _row(name: str, counts: Counter[str], seconds: float) -> str:
    n = max(counts["sentences"], 1)
    told = max(counts["right"] + counts["wrong"] + counts["finer"], 1)
    shares = (
        counts["right"] / n,
        counts["right"] / told,
        (counts["right"] + counts["finer"]) / told,
        counts["left"] / n,
    )
    figures = " ".join(f"{share:7.4f}" for share in shares)
    block = counts["block"] / max(counts["segments"], 1)
    speed = counts["size"] / 1000 / max(seconds, 1e-9)
    return f"{name:16} {counts['segments']:8} {n:9} {figures} {block:8.5f} {speed:4.0f}"


def _in_right_block(segment: Gold, alignment: DocumentAlignment) -> bool:
    return any(
        segment.source.inside(alignment.source_blocks[pair.source].span)
        and segment.target.inside(alignment.target_blocks[pair.target].span)
        for pair in alignment.blocks
    )


def _count_sentences(
    name: str, pair: KnownPair, alignment: DocumentAlignment, counts: Counter[str], errors: int
) -> int:
    """Count what became of the sentences; show some that were not found, and return how many may still be shown."""
    found = sorted(each for each in alignment.pairs if each.source.end > each.source.start)
    exact = {(each.source, each.target) for each in found}
    starts = [each.source.start for each in found]
    for segment in pair.segments:
        if not is_sentence(pair, segment) or segment.target.start == segment.target.end:
            continue
        counts["sentences"] += 1
        index = bisect_right(starts, segment.source.start) - 1
        kind = "right" if segment in exact else _what_became_of(segment, found, index)
        counts[kind] += 1
        if kind not in {"right", "finer"} and errors:
            errors -= 1
            print(f"-- {kind} in {name}")
            places = [segment, *(Gold(each.source, each.target) for each in found[max(index, 0) : index + 1])]
            for place in places:
                print(f"   {place.source.of(pair.source)!r}\n   {place.target.of(pair.target)!r}")
    return errors


def _what_became_of(segment: Gold, found: Sequence[TextPair], index: int) -> str:
    if index < 0 or found[index].source.end <= segment.source.start:
        return "missing"
    if not found[index].is_settled:
        return "left"
    return "finer" if _is_run(segment, found, index) else "wrong"


def _is_run(segment: Gold, found: Sequence[TextPair], index: int) -> bool:
    """Tell whether the segment is exactly several of our pairs in a row, on both sides."""
    last = index
    while last + 1 < len(found) and found[last].source.end < segment.source.end:
        last += 1
    run = found[index : last + 1]
    edges = (run[0].source.start, run[0].target.start, run[-1].source.end, run[-1].target.end)
    wanted = (segment.source.start, segment.target.start, segment.source.end, segment.target.end)
    return edges == wanted and all(pair.is_settled for pair in run)


if __name__ == "__main__":
    main()
