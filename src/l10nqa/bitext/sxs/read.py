"""Reads one file into a bitext. Nothing is lost: what cannot be paired or decoded becomes a `Problem`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from l10nqa.bitext.sxs.damage import DamagedQuotes
from l10nqa.bitext.sxs.scan import Fault, scan
from l10nqa.bitext.sxs.write import as_written, replace_targets
from l10nqa.bitext.text_file import TextFile
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, scalar
from l10nqa.locale.paths import locale_of_file
from l10nqa.model import Problem, ProblemKind, Profile, Written
from l10nqa.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from l10nqa.model import Markup, Origin, Segment, Target
    from l10nqa.text import Span

__all__ = ["SxsDocument", "is_sxs", "parse_document", "parse_sxs", "peek_sxs", "read_document"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, repr=False)
class SxsDocument(TextFile):
    """A bilingual Markdown document ("side by side"): its text, and where in it the segments stand (stand-off spans).

    `source` and `target` of its segments are verbatim: escapes and entities stay. They differ from what the document
    holds at their spans only where damage was recovered or a byte could not be decoded.
    """

    front_matter: str = ""
    """The YAML between the `---` lines, verbatim; empty where there is none."""
    damage: tuple[Span, ...] = ()
    """Stretches of the text in which every `"` was turned into `&quot;`."""

    def written(self, segment: Segment, text: str) -> str:  # noqa: ARG002 - as other kinds of file
        """Return a target as it is written: with the line ends of the document."""
        return as_written(self, text)

    def again(self, raw: bytes) -> SxsDocument:
        """Read other bytes as this document was read."""
        return parse_document(raw, self.path, self.name, target_locale=self.target_locale)

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the document with the given targets in place; see `replace_targets`.

        It has no place for states and notes: these are dropped.
        """
        texts = {name: target.text for name, target in targets.items() if target.text is not None}
        replaced = replace_targets(self, texts)
        return Written(replaced.raw, replaced.refused)


def read_document(file: Path, path: str, name: str, *, target_locale: str | None = None) -> SxsDocument:
    """Read a file from disk; see `parse_document`.

    Raises:
        InputError: the file cannot be read, or is not UTF-8 text at all.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        hint = "check that it exists and its permissions"
        raise InputError(f"cannot be read: {error.strerror}", path=path, hint=hint) from error
    return parse_document(raw, path, name, target_locale=target_locale)


def is_sxs(beginning: bytes) -> bool:
    """Tell whether a file that begins so holds bilingual Markdown."""
    return b"data-ttu-id" in beginning


def peek_sxs(beginning: bytes, path: str) -> str:
    """Return the target locale of a document by its first bytes and its path; `und` where neither tells."""
    front_matter = beginning.decode("utf-8", "replace").partition("\n---")[0]
    return scalar(front_matter.partition("\n")[2] + "\n", "ms.contentlocale") or locale_of_file(path)


def parse_sxs(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> SxsDocument:
    """Turn the bytes of a bilingual document into a bitext; see `parse_document`."""
    document = parse_document(raw, path, name, target_locale=target_locale)
    if source_locale is None and markup is None:
        return document
    own = document.profile
    profile = own._replace(source_locale=source_locale or own.source_locale, markup=markup or own.markup)
    segments = tuple(segment._replace(profile=profile) for segment in document.segments)
    return replace(document, profile=profile, segments=segments)


def parse_document(raw: bytes, path: str, name: str, *, target_locale: str | None = None) -> SxsDocument:
    """Turn the bytes of a bilingual document into a bitext; `document.raw == raw` always.

    `target_locale` overrules front matter and path. Raises `InputError` for UTF-16, which no reader of Markdown takes.
    """
    if raw.startswith(_UTF16_MARKS):
        raise InputError("is UTF-16, not UTF-8", path=path, line=1, hint="convert it with iconv")
    try:
        text, undecodable = raw.decode(), False
    except UnicodeDecodeError:
        text, undecodable = raw.decode("utf-8", "surrogateescape"), True
    front_matter = find_front_matter(text).of(text)
    quotes = DamagedQuotes(text)
    profile = Profile(
        target_locale=target_locale or scalar(front_matter, "ms.contentlocale") or locale_of_file(path),
        origin=_origin(scalar(front_matter, "ms.translationtype")),
    )
    segments, faults = scan(text, quotes, profile, undecodable=undecodable)
    faults += _duplicates(segments)
    if undecodable:
        faults.append(_undecodable(text))
    return SxsDocument(
        path=path,
        name=name,
        text=text,
        segments=tuple(segments),
        problems=_place(faults, path, text),
        front_matter=front_matter,
        profile=profile,
        damage=quotes.stretches,
    )


def _place(faults: list[Fault], path: str, text: str) -> tuple[Problem, ...]:
    lines = LineIndex(text)
    return tuple(Problem(path, *lines.position(fault.offset), fault.kind, fault.message) for fault in sorted(faults))


def _duplicates(segments: list[Segment]) -> list[Fault]:
    if len({segment.id for segment in segments}) == len(segments):
        return []
    counts = Counter(segment.id for segment in segments)
    seen: set[str] = set()
    faults = []
    for segment in segments:
        if counts[segment.id] > 1 and segment.id in seen:
            times = f"segment {segment.id} occurs {counts[segment.id]} times"
            message = f"{times}: only the first can be addressed by its id"
            faults.append(Fault(segment.target_span.start, ProblemKind.DUPLICATE_ID, message))
        seen.add(segment.id)
    return faults


def _undecodable(text: str) -> Fault:
    runs = re.finditer("[\udc80-\udcff]+", text)
    first = next(runs)
    count = len(first[0]) + sum(len(run[0]) for run in runs)
    message = f"byte 0x{ord(first[0][0]) - 0xDC00:02X} is not UTF-8 ({count} such in the file); kept as it is"
    return Fault(first.start(), ProblemKind.UNDECODABLE, message)


def _origin(value: str | None) -> Origin | None:
    return "MT" if value == "MT" else "HT" if value == "HT" else None
