"""What a memory teaches about one pair of languages: word associations, label names, conventions of punctuation."""

from __future__ import annotations

import io
import json
import math
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from l10nqa.lexicon.association import Association, associate
from l10nqa.lexicon.observation import SHORT_WORD
from l10nqa.lexicon.ragged import Ragged
from l10nqa.lexicon.word_forms import group_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["LEAST_SEEN", "Lexicon"]

LEAST_SEEN = 3
_ENOUGH = 1_000
"""Segments from which on a lexicon decides; below, only spelling proves anything."""
_LEAST_WITHIN = 2
_MOSTLY = 0.9
_MIN_TRANSLATION = 0.15
"""The probability from which one word translates another well enough to group forms by it."""
_UNIQUE_SHARE = 0.3
"""What is left of the strength of two words of which one was seen in a single segment: most likely the one at hand,
which proves nothing about itself. With every further segment the strength comes closer to its full value."""
_FORMAT = 4
"""Goes up when what is learned changes: stored lexicons are then learned again."""
_COMPRESSION = 1
"""The level of zlib. The usual one, 6, takes a tenth of the time of learning again, and saves an eighth of the room."""
_MOST_REMEMBERED = 20_000
"""Labels with a name of each of which it is remembered whether they belong together, about 300 bytes each."""


class Tables(NamedTuple):
    """What alignment looks up of every word, worked out ahead."""

    keys: NDArray[np.int64]
    """Pairs of groups of forms, sorted: source group << 32 | target group."""
    strength: NDArray[np.float64]
    """How strongly the two groups of each key belong together: as the two of their forms that do so most."""
    source_groups: NDArray[np.int64]
    """The group of forms that each source stem is in, by number. The last, -1, is for unknown stems."""
    target_groups: NDArray[np.int64]
    source_weights: NDArray[np.float64]
    """How much each source stem says, by number: rare ones much, function words little; between 0 and 1. The last is
    for unknown stems, so that their number, -1, finds it."""
    target_weights: NDArray[np.float64]


@dataclass(slots=True)
class Lexicon:
    """What was learned; immutable once made."""

    segments: int = 0
    """How many different segments it was learned from."""
    sources: dict[str, int] = field(default_factory=dict)
    """Source stems and their numbers."""
    targets: dict[str, int] = field(default_factory=dict)
    source_counts: list[int] = field(default_factory=list)
    """How many segments hold each source stem, by number."""
    target_counts: list[int] = field(default_factory=list)
    association: Association = field(default_factory=lambda: associate(Ragged.of([]), Ragged.of([])))
    labels: dict[str, dict[str, int]] = field(default_factory=dict)
    """Source label (in small letters) to what it is called, with counts."""
    endings: dict[str, dict[str, int]] = field(default_factory=dict)
    """Class of the closing mark of the source to that of the target, with counts."""
    kept: dict[str, int] = field(default_factory=dict)
    """Source stem to the number of segments whose target has the same stem: names keep their words."""

    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Runs of capitalized source words: how many segments have them, and how many keep them in the target."""
    stopped: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Short target words to the number of segments in which a full stop follows them, and in which the sentence goes on
    behind it: abbreviations."""
    _names_of: dict[tuple[str, str], bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _partners: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _target_stems: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    _tables: Tables | None = field(default=None, init=False, repr=False, compare=False)

    def partners(self, stem: str, min_probability: float) -> frozenset[str]:
        """Return the target stems that a source stem is associated with, from a geometric mean of `least` on.

        What was found is remembered by the stem: ask with one `least` only.
        """
        known = self._partners.get(stem)
        if known is None:
            number = self.sources.get(stem)
            self._target_stems = self._target_stems or list(self.targets)
            found = [] if number is None else self.association.partners(number, min_probability)
            known = self._partners[stem] = frozenset(self._target_stems[target] for target in found)
        return known

    def remembered(self, label: str, name: str, is_name_of: Callable[[str, str, Lexicon], bool]) -> bool:
        """Return the answer of `is_name_of` to a label and a name, remembered: the labels of a manual recur in it.

        Ask with one function only.
        """
        answer = self._names_of.get((label, name))
        if answer is None:
            if len(self._names_of) >= _MOST_REMEMBERED:
                self._names_of.clear()
            answer = self._names_of[label, name] = is_name_of(label, name, self)
        return answer

    @property
    def has_enough(self) -> bool:
        """Whether it was learned from so many segments that what it has, and what it lacks, proves something."""
        return self.segments >= _ENOUGH

    @property
    def tables(self) -> Tables:
        """What alignment looks up; made on the first question, in some milliseconds."""
        if self._tables is None:
            self._tables = _tables(self)
        return self._tables

    def is_abbreviation(self, word: str) -> bool | None:
        """Tell whether a target word is mostly written with a full stop behind it; None where too little is known."""
        stem = word.lower()
        number = self.targets.get(stem) if len(stem) <= SHORT_WORD else None
        if number is None or self.target_counts[number] < LEAST_SEEN:
            return None
        count = self.target_counts[number]
        stopped, within = self.stopped.get(stem, (0, 0))
        if within >= _LEAST_WITHIN and stopped >= _MOSTLY * count:
            return True
        return False if stopped <= count / 2 else None

    def dump(self) -> bytes:
        """Return the lexicon as bytes; `load` reads them back."""
        stream = io.BytesIO()
        facts = {
            "format": _FORMAT,
            "segments": self.segments,
            "sources": list(self.sources),
            "targets": list(self.targets),
            "labels": self.labels,
            "endings": self.endings,
            "kept": self.kept,
            "names": self.names,
            "stopped": self.stopped,
        }
        arrays = {
            "facts": np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), np.uint8),
            "source_counts": np.array(self.source_counts, np.int32),
            "target_counts": np.array(self.target_counts, np.int32),
            **self.association._asdict(),
        }
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w") as file:
                    np.lib.format.write_array(file, array, allow_pickle=False)
        return stream.getvalue()

    @classmethod
    def load(cls, raw: bytes) -> Lexicon | None:
        """Return the lexicon that `dump` wrote; None for one that another version of l10nqa learned."""
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            if facts.get("format") != _FORMAT:
                return None
            return cls(
                segments=facts["segments"],
                sources={stem: number for number, stem in enumerate(facts["sources"])},
                targets={stem: number for number, stem in enumerate(facts["targets"])},
                source_counts=arrays["source_counts"].tolist(),
                target_counts=arrays["target_counts"].tolist(),
                association=Association(arrays["keys"], arrays["forward"], arrays["backward"]),
                labels=facts["labels"],
                endings=facts["endings"],
                kept=facts["kept"],
                names={name: (seen, kept) for name, (seen, kept) in facts["names"].items()},
                stopped={word: (stopped, within) for word, (stopped, within) in facts["stopped"].items()},
            )


def _tables(lexicon: Lexicon) -> Tables:
    """Group the forms of words, and give each pair of groups the strength of its strongest pair of forms."""
    pairs = lexicon.association.translations(_MIN_TRANSLATION)
    sources = group_forms(list(lexicon.sources), map(tuple, pairs[:, ::-1].tolist()))
    targets = group_forms(list(lexicon.targets), map(tuple, pairs.tolist()))
    keys = lexicon.association.keys
    grouped = (sources[keys >> 32] << 32) | targets[keys & 0xFFFFFFFF] if len(keys) else keys
    unique, group = np.unique(grouped, return_inverse=True)
    strength = np.zeros(len(unique))
    np.maximum.at(strength, group, lexicon.association.strength())
    source_counts, target_counts = np.array(lexicon.source_counts), np.array(lexicon.target_counts)
    if len(unique):
        seen_source = np.bincount(sources, source_counts, len(sources))
        seen_target = np.bincount(targets, target_counts, len(targets))
        others = np.minimum(seen_source[unique >> 32], seen_target[unique & 0xFFFFFFFF]) - 1
        strength *= (others + _UNIQUE_SHARE) / (others + 1)
    return Tables(
        unique,
        strength,
        np.append(sources, -1),
        np.append(targets, -1),
        _weights(lexicon.source_counts, lexicon.segments),
        _weights(lexicon.target_counts, lexicon.segments),
    )


def _weights(counts: Sequence[int], total: int) -> NDArray[np.float64]:
    if total <= 0:
        return np.ones(len(counts) + 1)
    scale = math.log(total + 1)
    return np.array([*(math.log((total + 1) / (count + 1)) / scale for count in counts), 1.0])
