"""Writes the errors that people find into the file of annotations, and takes over findings of a check."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.engine import read_annotations, relative, write_annotations
from l10nqa.errors import ConfigError, InputError
from l10nqa.files import changing
from l10nqa.model import Annotation, Segment, texts_hash
from l10nqa.mqm import ErrorSeverity
from l10nqa.text import Span
from l10nqa.workspace.inventory import Inventory
from l10nqa.workspace.listed import read_listed
from l10nqa.workspace.run_options import opener_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Unpack

    from l10nqa.model import Problem
    from l10nqa.workspace.run_options import RunOptions

__all__ = [
    "ANNOTATIONS",
    "ListedFinding",
    "Remark",
    "SegmentReader",
    "add_annotations",
    "annotation_of",
    "annotation_of_finding",
    "read_findings",
    "spot_of",
]

ANNOTATIONS = "l10nqa-lqa.jsonl"
"""The default name of the file of annotations."""


class SegmentReader:
    """Finds segments by `PATH#SEGMENT` and by path and id; keeps the last file open."""

    def __init__(self, **run_options: Unpack[RunOptions]) -> None:
        self._tree, self._opener = tree_of(run_options), opener_of(run_options)
        self._segments: dict[str, dict[str, list[Segment]]] = {}

    def named(self, name: str, containing: str = "") -> tuple[str, Segment]:
        """Return path and segment of `PATH#SEGMENT`.

        Where a faulty file has several segments of that id, the only one whose target has the text `containing`.

        Raises:
            ConfigError: no file or no segment has that name.
            InputError: the file cannot be read.
        """
        hashes = [index for index, character in enumerate(name) if character == "#"]
        path = next((name[:index] for index in reversed(hashes) if Path(name[:index]).is_file()), None)
        if path is None:
            hint = "write PATH#SEGMENT as check and the sample show them"
            raise ConfigError(f"{name} names no segment of a file", hint=hint)
        return path, self.segment(path, name[len(path) + 1 :], containing)

    def segment(self, path: str, identifier: str, containing: str = "") -> Segment:
        """Return the segment of a file; see `named` for the errors."""
        found = self._of(path).get(identifier, [])
        if not found:
            raise ConfigError(f"no segment “{identifier}”", path=path, hint="write it as check and the sample show it")
        fitting = [each for each in found if containing in each.target] or found
        if len({(each.source, each.target) for each in fitting}) > 1:
            hint = "give words of the right one with --text, or mend the file"
            raise ConfigError(f"{len(fitting)} segments are called “{identifier}”", path=path, hint=hint)
        return fitting[0]

    def _of(self, path: str) -> dict[str, list[Segment]]:
        """Return the segments of a file by id; a faulty file has several of one."""
        if path not in self._segments:
            problems: list[Problem] = []
            inventory = Inventory([path], tree=self._tree)
            opened = [bitext for _, bitext in inventory.opened(self._opener, problems, [])]
            if not opened:
                message = problems[0].message if problems else "has no segments"
                hint = "of documents in pairs, --source says where the sources are"
                raise InputError(message, path=path, hint=hint)
            self._segments.clear()  # findings and annotations come file by file
            by_id = self._segments[path] = {}
            for segment in opened[0].segments:
                by_id.setdefault(segment.id, []).append(segment)
        return self._segments[path]


def spot_of(words: str, text: str, option: str) -> Span:
    """Return where the words are in the text of a segment.

    Raises:
        ConfigError: they are not there, or several times; `option` is what the user gave them with.
    """
    count = text.count(words)
    if count != 1:
        message = f"the text has no “{words}”" if not count else f"the text has “{words}” {count:,} times"
        raise ConfigError(f"{option}: {message}", hint="give the words as they are in the segment, with more around")
    start = text.index(words)
    return Span(start, start + len(words))


class Remark(NamedTuple):
    """Who annotates, when, and with which note."""

    annotator: str
    date: str
    """ISO 8601."""
    note: str = ""


def annotation_of(
    path: str,
    segment: Segment,
    remark: Remark,
    *,
    error_type: str,
    severity: ErrorSeverity,
    source_spot: Span | None = None,
    target_spot: Span | None = None,
) -> Annotation:
    """Return the annotation of an error in a segment as it is now; the path is relative to the current folder."""
    return Annotation(
        path,
        segment.id,
        texts_hash(segment.source, segment.target),
        error_type,
        severity,
        remark.annotator,
        remark.date,
        source_spot,
        target_spot,
        source_spot.of(segment.source) if source_spot else "",
        target_spot.of(segment.target) if target_spot else "",
        remark.note,
    )


class ListedFinding(NamedTuple):
    """A finding as `check --format jsonl` wrote it."""

    path: str
    segment: str
    rule: str
    severity: ErrorSeverity
    message: str
    source: tuple[Span, str] | None
    """The spot in the source, and its text."""
    target: tuple[Span, str] | None


def read_findings(file: Path) -> list[ListedFinding]:
    """Return the findings about segments in a file that `check --format jsonl` wrote.

    Raises:
        InputError: the file cannot be read, or a line is not a finding; the error names the line.
    """
    return [each for each in read_listed(file, _listed) if each.segment]


def _listed(wire: dict[str, Any]) -> ListedFinding:
    path, segment, rule = (str(wire[key]) for key in ("path", "segment", "rule"))
    severity, message = ErrorSeverity(wire["severity"]), str(wire["message"])
    return ListedFinding(path, segment, rule, severity, message, _spot(wire["source"]), _spot(wire["target"]))


def _spot(wire: dict[str, Any] | None) -> tuple[Span, str] | None:
    if not wire:
        return None
    span, words = Span(int(wire["start"]), int(wire["end"])), str(wire["text"])
    if span.start < 0 or span.end - span.start != len(words):
        raise ValueError(span)
    return span, words


def annotation_of_finding(
    finding: ListedFinding, segment: Segment, remark: Remark, *, error_type: str, severity: ErrorSeverity | None
) -> Annotation | None:
    """Return the annotation that takes over a finding; None where the segment has changed since the check.

    Without a severity it is that of the finding; without a note the message of the finding is the note.
    """
    for spot, text in ((finding.source, segment.source), (finding.target, segment.target)):
        if spot and spot[0].of(text) != spot[1]:
            return None
    return annotation_of(
        finding.path,
        segment,
        remark._replace(note=remark.note or finding.message),
        error_type=error_type,
        severity=severity or finding.severity,
        source_spot=finding.source[0] if finding.source else None,
        target_spot=finding.target[0] if finding.target else None,
    )._replace(rule=finding.rule)


def add_annotations(file: Path, made: Iterable[Annotation]) -> int:
    """Add annotations to the file, which is created if need be; return how many of them it did not have.

    Paths are relative to the current folder; the file stores them relative to its own. What two do at the same moment
    is kept from both.

    Raises:
        InputError: the file is damaged, or cannot be written.
    """
    folder = str(file.absolute().parent)
    kept = [each._replace(path=relative(each.path, folder)) for each in made]
    with _changing_annotations(file) as annotations:
        known = set(annotations)
        new = [each for each in dict.fromkeys(kept) if each not in known]
        annotations.extend(new)
    return len(new)


@contextmanager
def _changing_annotations(file: Path) -> Iterator[list[Annotation]]:
    with changing(file):
        annotations = read_annotations(file) if file.exists() else []
        before = len(annotations)
        yield annotations
        if len(annotations) != before:
            write_annotations(file, annotations)
