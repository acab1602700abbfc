"""Scores the annotations of a human evaluation."""

from __future__ import annotations

import os
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from l10nqa.engine import absolute, read_annotations, read_sample, relative
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import texts_hash
from l10nqa.scorecard import REFERENCE_WORDS, STANDARD_WEIGHTS, Evaluation, agreement, scorecard, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from l10nqa.model import Annotation, Sample
    from l10nqa.scorecard import Agreement, Calibration, Scorecard, Weights
    from l10nqa.workspace.annotating import SegmentReader

__all__ = ["ScoringOptions", "changed_since", "evaluate"]

_Hashes: TypeAlias = "Mapping[tuple[str, str], set[str]]"
"""The hashes of the texts of a sample by absolute path and segment; faulty files have several segments of an id."""


class ScoringOptions(NamedTuple):
    """How annotations are scored."""

    sample: Path | None = None
    """The file of the sample that was evaluated."""
    words: int | None = None
    """The evaluation word count, where there is no sample."""
    annotators: Sequence[str] = ()
    """The annotators to score, also those who found no error; those of the annotations if empty."""
    repeated_once: bool = False
    weights: Weights = STANDARD_WEIGHTS
    reference_words: int = REFERENCE_WORDS
    calibration: Calibration | None = None
    threshold: float | None = None


def evaluate(files: Sequence[Path], options: ScoringOptions) -> Evaluation:
    """Return the evaluation of the annotations in some files; one that is in several counts once.

    Raises:
        ConfigError: neither a sample nor the number of words is given.
        InputError: a file cannot be read, or there is nobody to score.
    """
    sample = read_sample(options.sample) if options.sample else None
    words = sample.words if sample else options.words
    if not words:
        hint = "give --sample FILE, or --words N for the source words that were evaluated"
        raise ConfigError("the number of words that were evaluated is unknown", hint=hint)
    annotations = _read(files)
    outside = outdated = 0
    hashes: _Hashes = {}
    if sample and options.sample:
        hashes = _hashes(sample, str(options.sample.absolute().parent))
        inside = [each for each in annotations if (each.path, each.segment) in hashes]
        current = [each for each in inside if each.texts in hashes[each.path, each.segment]]
        outside, outdated = len(annotations) - len(inside), len(inside) - len(current)
        annotations = current
    annotators = sorted(set(options.annotators) or {each.annotator for each in annotations})
    if not annotators:
        hint = "if somebody evaluated the text and found nothing, name that person: --annotator NAME"
        raise InputError("there is no annotation to score", path=str(files[0]), hint=hint)
    cards = [_card(name, annotations, words, options) for name in annotators]
    agreements = _agreements(annotators, annotations, hashes, options) if hashes else ()
    return Evaluation(tuple(cards), tuple(agreements), sample, options.repeated_once, outside, outdated)


def changed_since(files: Sequence[Path], reader: SegmentReader) -> list[str]:
    """Return the annotations, as `PATH#SEGMENT`, whose source or target is another now, or whose segment is gone.

    Raises:
        InputError: a file of annotations cannot be read.
    """
    found: dict[str, None] = {}
    for each in _read(files):
        path = relative(each.path, os.curdir)
        try:
            segment = reader.segment(path, each.segment)
            is_current = texts_hash(segment.source, segment.target) == each.texts
        except (ConfigError, InputError):
            is_current = False
        if not is_current:
            found[f"{path}#{each.segment}"] = None
    return list(found)


def _read(files: Sequence[Path]) -> list[Annotation]:
    """Return the annotations of all files, with absolute paths, each once."""
    found: dict[Annotation, None] = {}
    for file in files:
        folder = str(file.absolute().parent)
        found |= dict.fromkeys(each._replace(path=absolute(each.path, folder)) for each in read_annotations(file))
    return list(found)


def _hashes(sample: Sample, folder: str) -> _Hashes:
    found: dict[tuple[str, str], set[str]] = {}
    for each in sample.segments:
        key = absolute(each.path, folder), each.segment
        found.setdefault(key, set()).add(texts_hash(each.source, each.target))
    return found


def _card(name: str, annotations: Sequence[Annotation], words: int, options: ScoringOptions) -> Scorecard:
    own = [each for each in annotations if each.annotator == name]
    counted = without_repeats(own) if options.repeated_once else own
    return scorecard(name, counted, words)._replace(
        repeated=len(own) - len(counted),
        weights=options.weights,
        reference_words=options.reference_words,
        calibration=options.calibration,
        threshold=options.threshold,
    )


def _agreements(
    annotators: Sequence[str], annotations: Sequence[Annotation], hashes: _Hashes, options: ScoringOptions
) -> Iterator[Agreement]:
    """Yield the agreement of each two annotators; an error that costs nothing is none."""
    segments = [(*key, texts) for key, found in hashes.items() for texts in found]
    with_error: dict[str, set[tuple[str, str, str]]] = {name: set() for name in annotators}
    for each in annotations:
        if each.annotator in with_error and options.weights.points(each.error_type, each.severity):
            with_error[each.annotator].add((each.path, each.segment, each.texts))
    for first, second in combinations(annotators, 2):
        yield agreement(first, second, segments, with_error[first], with_error[second])
