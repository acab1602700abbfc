"""Draws a sample of a translation for people to evaluate."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

import xxhash

from l10nqa.counting import source_words
from l10nqa.engine import named, relative, write_sample
from l10nqa.errors import InputError
from l10nqa.model import Sample, SampledSegment
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.run_options import opener_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Unpack

    from l10nqa.bitext import Place
    from l10nqa.model import Bitext, Problem
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["DRAWN_BY", "Drawn", "draw_sample"]

DRAWN_BY = ("segment", "document")
"""What a sample may be drawn by."""


class Drawn(NamedTuple):
    """A sample, and what was noticed while its files were read."""

    sample: Sample
    problems: Sequence[Problem]
    skipped: Sequence[InputError]
    notes: Sequence[str]


class _Lot(NamedTuple):
    """Segments that are drawn as a whole."""

    number: int
    """The lots with the lowest numbers are drawn."""
    position: int
    """The place of its first segment among all segments."""
    segments: tuple[SampledSegment, ...]
    words: int


def draw_sample(
    paths: Sequence[str],
    output: Path,
    words: int,
    *,
    seed: int = 1,
    by: str = DRAWN_BY[0],
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
    **run_options: Unpack[RunOptions],
) -> Drawn:
    """Draw segments, or documents, at random until they have that many source words, and write them to `output`.

    Drafts and segments without a translation are left out, and so are segments without a word. Each segment gets a
    number made of the seed, its file, its id and its texts; the lowest are drawn. The same seed therefore draws the
    same sample from the same files, in whatever order they are read and wherever they are.

    Raises:
        ConfigError: a named file is of an unknown kind, or `output` is one of the files.
        InputError: a path does not exist, or no file has a translated segment; or the output cannot be written.
    """
    inventory = Inventory(paths, tree=tree_of(run_options))
    opener = opener_of(run_options)
    problems: list[Problem] = []
    skipped: list[InputError] = []
    urn = _Urn(words)
    locales: tuple[set[str], set[str]] = (set(), set())
    for done, (place, bitext) in enumerate(inventory.opened(opener, problems, skipped), 1):
        for lot in _lots(place, bitext, seed, by, urn.segments):
            urn.add(lot)
        for segment in bitext.segments:
            if segment.is_usable:
                locales[0].add(segment.profile.source_locale)
                locales[1].add(segment.profile.target_locale)
        progress(done, len(inventory.places))
    notes = inventory.settle()
    lots = sorted(urn.lots(), key=lambda lot: lot.position)
    folder = str(output.absolute().parent)
    segments = tuple(each._replace(path=relative(each.path, folder)) for lot in lots for each in lot.segments)
    if not segments:
        hint = "drafts and untranslated segments are not evaluated"
        raise InputError("no segment has a translation to evaluate", path=paths[0], hint=hint)
    source_locales, target_locales = (tuple(sorted(each)) for each in locales)
    drawn = Sample("", seed, by, words, urn.segments, urn.words, source_locales, target_locales, segments)
    sample = named(drawn)
    write_sample(output, sample)
    return Drawn(sample, problems, skipped, notes)


def _lots(place: Place, bitext: Bitext, seed: int, by: str, position: int) -> Iterator[_Lot]:
    """Yield what may be drawn of a file; `position` is that of its first segment."""
    found = [
        SampledSegment(
            place.path,
            segment.id,
            segment.source,
            segment.target,
            source_words(segment.source),
            bitext.position(segment, "target", None)[0],
        )
        for segment in bitext.segments
        if segment.is_usable
    ]
    found = [each for each in found if each.words]
    parts = [tuple(found)] if by == "document" else [(each,) for each in found]
    for part in parts:
        if part:
            yield _Lot(_number(seed, place.name, part), position, part, sum(each.words for each in part))
            position += len(part)


def _number(seed: int, name: str, segments: Sequence[SampledSegment]) -> int:
    hasher = xxhash.xxh3_128(f"{seed}\0{name}\0".encode("utf-8", "surrogatepass"))
    for each in segments:
        for text in (each.segment, each.source, each.target):
            hasher.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return hasher.intdigest()


class _Urn:
    """Keeps of all lots those with the lowest numbers that together just reach the wanted words."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._heap: list[tuple[int, int, _Lot]] = []
        self._held = 0
        self.segments = 0
        """The number of segments that were added."""
        self.words = 0

    def add(self, lot: _Lot) -> None:
        """Add a lot, and drop those with high numbers that are no longer needed."""
        self.segments += len(lot.segments)
        self.words += lot.words
        heapq.heappush(self._heap, (-lot.number, lot.position, lot))
        self._held += lot.words
        while self._held - self._heap[0][2].words >= self._wanted:
            self._held -= heapq.heappop(self._heap)[2].words

    def lots(self) -> list[_Lot]:
        """Return the lots that are drawn."""
        return [lot for _, _, lot in self._heap]
