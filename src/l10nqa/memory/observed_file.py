"""The file that keeps what was observed of the units of a memory for one locale; see `array_file`.

Numbers are as wide as the greatest of a column needs.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from l10nqa import __version__
from l10nqa.lexicon import COLUMNS, VOCABULARIES, Observations, Ragged, narrowed
from l10nqa.memory.array_file import MALFORMED, ArrayFile, read_arrays, write_arrays
from l10nqa.memory.state import MemoryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["DIGEST", "ObservedFile", "read_observed", "write_observed"]

DIGEST = 16
"""Bytes of a digest."""
_MAGIC = b"l10nqa learned 01\n"
"""Ends with the version of the layout, and of all that decides what is observed of a pair."""
_PAIRED = ("labels", "endings")
"""The vocabularies whose entries are pairs of texts."""


class ObservedFile(NamedTuple):
    """What a file holds."""

    state: MemoryState
    """The state of the memory that it is of."""
    target_locale: str
    units: NDArray[np.int64]
    """The numbers of the units, rising."""
    pairs: NDArray[np.int64]
    """The number of the pair of texts that each unit has; pairs are numbered in the order of their first units."""
    digests: NDArray[np.uint8]
    """A digest of each pair, in a row of its own."""
    observations: Observations
    """What was observed of each pair."""


def write_observed(path: Path, content: ObservedFile, mode: int) -> None:
    """Write the file in place of any other; `mode` is its permissions.

    Raises:
        ConfigError: an input of the running job or a database lies there.
        InputError: the folder cannot be written.
        OSError: writing failed on the way.
    """
    facts = [__version__, *content.state, content.target_locale, content.observations.vocabularies]
    write_arrays(path, _MAGIC, facts, _arrays(content), mode=mode)


def read_observed(path: Path, target_locale: str) -> ObservedFile | None:
    """Return what the file holds; None where there is none that is whole, sound, of this version and of the locale."""
    found = read_arrays(path, _MAGIC)
    try:
        return _content(found, target_locale) if found else None
    except MALFORMED:
        return None


def _arrays(content: ObservedFile) -> Iterator[tuple[str, NDArray[Any]]]:
    yield "units", content.units
    yield "pairs", narrowed(content.pairs)
    yield "digests", content.digests
    for name, column in content.observations.columns.items():
        for part, numbers in column._asdict().items():
            yield f"{name} {part}", narrowed(numbers)


def _content(found: ArrayFile, target_locale: str) -> ObservedFile | None:
    version, generation, token, change, last_unit, locale, texts = found.facts
    if version != __version__ or locale != target_locale:
        return None
    arrays = found.arrays
    columns = {name: Ragged(arrays[f"{name} values"], arrays[f"{name} lengths"]) for name in COLUMNS}
    vocabularies = {
        name: [tuple(pair) for pair in texts[name]] if name in _PAIRED else texts[name] for name in VOCABULARIES
    }
    units, pairs, digests = arrays["units"].astype(np.int64), arrays["pairs"].astype(np.int64), arrays["digests"]
    count = len(columns["sources"].lengths)
    if (
        not _go_together(columns, vocabularies, count)
        or not _are_texts(vocabularies)
        or digests.shape != (count, DIGEST)
        or digests.dtype != np.uint8
        or units.shape != pairs.shape
        or not (units[:-1] < units[1:]).all()
        or not _are_below(count, pairs)
    ):
        return None
    observations = Observations.of(vocabularies, columns)
    state = MemoryState(generation, token, change, last_unit)
    return ObservedFile(state, locale, units, pairs, digests, observations)


def _go_together(columns: Mapping[str, Ragged], vocabularies: Mapping[str, Sequence[object]], count: int) -> bool:
    """Tell whether each column has a row for each pair, and numbers that its vocabulary has."""
    for name, (values, lengths) in columns.items():
        size = len(vocabularies[COLUMNS[name].vocabulary]) << COLUMNS[name].is_marked
        if values.ndim != 1 or lengths.shape != (count,) or not _are_below(size, values):
            return False
        if not _are_below(len(values) + 1, lengths) or int(lengths.sum(dtype=np.int64)) != len(values):
            return False
    return True


def _are_texts(vocabularies: Mapping[str, Sequence[object]]) -> bool:
    """Tell whether the vocabularies are different texts, or different pairs of texts."""
    for name, entries in vocabularies.items():
        texts: Iterable[object] = entries
        if name in _PAIRED:
            pairs = [entry for entry in entries if isinstance(entry, tuple) and len(entry) == 2]
            if len(pairs) < len(entries):
                return False
            texts = chain.from_iterable(pairs)
        if not set(map(type, texts)) <= {str} or len(set(entries)) < len(entries):
            return False
    return True


def _are_below(count: int, numbers: NDArray[Any]) -> bool:
    """Tell whether all numbers are from 0 to below a number."""
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < count)
