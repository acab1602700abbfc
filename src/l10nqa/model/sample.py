"""A sample of a translation, drawn for people to evaluate."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Sample", "SampledSegment"]


class SampledSegment(NamedTuple):
    """A segment of a sample, with its texts as they were when it was drawn."""

    path: str
    """Relative to the folder of the file that holds the sample, with forward slashes."""
    segment: str
    source: str
    target: str
    words: int
    """Words of the source."""
    line: int = 0
    """1-based line of the target in the file."""


class Sample(NamedTuple):
    """Segments drawn at random, and how they were drawn."""

    name: str
    """By which a report can refer to it: the locale, the words, the seed, and a hash of the segments."""
    seed: int
    by: str
    """`segment` or `document`: what was drawn as a whole."""
    words_wanted: int
    segments_drawn_from: int
    words_drawn_from: int
    source_locales: tuple[str, ...]
    target_locales: tuple[str, ...]
    segments: tuple[SampledSegment, ...]

    @property
    def words(self) -> int:
        """The words of the sources: the evaluation word count."""
        return sum(each.words for each in self.segments)
