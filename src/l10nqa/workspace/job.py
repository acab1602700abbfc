"""A job for a translator: the segments of some bitexts, the open ones marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext import source_of_name
from l10nqa.bitext.entries import mark_of, target_hash
from l10nqa.bitext.units import name_in_document, units
from l10nqa.model import Problem, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10nqa.errors import InputError
    from l10nqa.model import Bitext, Segment, TranslationUnit
    from l10nqa.workspace.inventory import Inventory
    from l10nqa.workspace.opening import Opener

__all__ = ["Job", "JobSegment", "read_job"]


class JobSegment(NamedTuple):
    """A segment of a job."""

    segment: Segment
    unit: TranslationUnit
    """The segment as a unit with its neighbours; its path is that of memories."""
    document: str
    """The path of its document in the output: that of a file relative to the given folder."""
    is_open: bool
    """Whether it needs a translation: it has no target, or a draft."""

    @property
    def is_draft(self) -> bool:
        """Whether its target is a draft."""
        return self.segment.state is State.DRAFT

    @property
    def is_closed(self) -> bool:
        """Whether it must not be translated, or its translation is final."""
        return self.segment.state in (State.FINAL, State.LOCKED)

    @property
    def exported_hash(self) -> str:
        """`target_hash` of the target in its document."""
        return self.segment.exported_hash or target_hash(self.segment.target)

    @property
    def filed(self) -> TranslationUnit:
        """The unit as it is written, so that `apply` finds its segment again."""
        return self.unit._replace(path=self.document, segment=name_in_document(self.segment))


@dataclass(slots=True)
class Job:
    """The segments of a job, and what could not be read."""

    segments: list[JobSegment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_job(
    inventory: Inventory,
    opener: Opener,
    *,
    only_first_open: bool = True,
) -> Job:
    """Read the files of an inventory, in order.

    With `only_first_open`, only the first of several segments with the same document and key is open, because these
    cannot address the others.

    Raises:
        InputError: no segment was read.
    """
    job = Job()
    relative = len({place.name for place in inventory.places}) == len(inventory.places)
    for place, bitext in inventory.opened(opener, job.problems, job.skipped):
        job.segments += _segments(bitext, place.name if relative else place.path)
    job.notes += inventory.settle()
    if only_first_open:
        job.segments = list(_only_first_open(job.segments))
    return job


def _segments(bitext: Bitext, name: str) -> Iterator[JobSegment]:
    source = source_of_name(bitext.path)
    has_states = source is not None and source.has_states
    for unit, segment in zip(units(bitext), bitext.segments, strict=True):
        # Documents, and files exported from them, repeat the source where a translation is missing. Only a state can
        # say that the source is its own translation.
        is_unsaid = not has_states or segment.exported_hash == target_hash(segment.target)
        is_open = segment.state.is_open or (is_unsaid and segment.target in ("", segment.source))
        is_open = is_open and bool(segment.source)
        yield JobSegment(segment, unit, segment.document or name, is_open)


def _only_first_open(segments: Iterable[JobSegment]) -> Iterator[JobSegment]:
    seen: set[str] = set()
    for segment in segments:
        mark = mark_of(segment.filed)
        yield segment._replace(is_open=False) if mark in seen else segment
        seen.add(mark)
