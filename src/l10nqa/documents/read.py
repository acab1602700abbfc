"""Reads one file into a `Document`. Nothing is lost: what cannot be paired or decoded becomes a `Problem`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.documents.damage import DamagedQuotes
from l10nqa.documents.scan import Fault, scan
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, scalar
from l10nqa.locale import locale_of_path
from l10nqa.model import Document, Origin, Problem, ProblemKind, Segment
from l10nqa.text import LineIndex

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_document", "read_document"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_document(file: Path, path: str, name: str, *, target_locale: str | None = None) -> Document:
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


def parse_document(raw: bytes, path: str, name: str, *, target_locale: str | None = None) -> Document:
    """Turn the bytes of a bilingual document into a `Document`; `document.raw == raw` always.

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
    segments, faults = scan(text, quotes, undecodable=undecodable)
    faults += _duplicates(segments)
    if undecodable:
        faults.append(_undecodable(text))
    return Document(
        path=path,
        name=name,
        text=text,
        segments=tuple(segments),
        problems=_place(faults, path, text),
        front_matter=front_matter,
        target_locale=target_locale or scalar(front_matter, "ms.contentlocale") or locale_of_path(path),
        origin=_origin(scalar(front_matter, "ms.translationtype")),
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
