"""Puts changed targets back into a document, byte-exact everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from l10nqa.documents.read import parse_document
from l10nqa.errors import InputError
from l10nqa.model import Document

__all__ = ["Replaced", "replace_targets"]


class Replaced(NamedTuple):
    """A document's new bytes, and the ids of the segments whose new target it could not take, with the reason."""

    raw: bytes
    refused: dict[str, str]


def replace_targets(document: Document, targets: Mapping[str, str]) -> Replaced:
    """Return the document with the given targets (by segment id) in place; every other byte stays.

    A segment whose target is given as it already reads is not touched, so damage inside it stays too. Line ends in a
    new target become those of the document. The result is read again: a target that would break the document's
    segments is refused.
    """
    changes = {
        segment.id: _with_line_ends(targets[segment.id], document)
        for segment in document.segments
        if segment.id in targets and targets[segment.id] != segment.target
    }
    if not changes:
        return Replaced(document.raw, {})
    raw = _splice(document, changes)
    if _reads_back(document, changes, raw):
        return Replaced(raw, {})
    return _replace_one_by_one(document, changes)


def _splice(document: Document, changes: Mapping[str, str]) -> bytes:
    pieces: list[str] = []
    at = 0
    done: set[str] = set()
    for segment in document.segments:
        if segment.id in changes and segment.id not in done:
            done.add(segment.id)
            pieces += [document.text[at : segment.target_span.start], changes[segment.id]]
            at = segment.target_span.end
    return "".join([*pieces, document.text[at:]]).encode("utf-8", "surrogateescape")


def _reads_back(document: Document, changes: Mapping[str, str], raw: bytes) -> bool:
    try:
        again = parse_document(raw, document.path, document.name)
    except InputError:
        return False
    pending = dict(changes)
    expected = [(s.id, s.source, pending.pop(s.id, s.target)) for s in document.segments]
    return [(s.id, s.source, s.target) for s in again.segments] == expected and len(again.problems) == len(document.problems)


def _replace_one_by_one(document: Document, changes: Mapping[str, str]) -> Replaced:
    refused = {
        identifier: "the translation would break the document's segment markup"
        for identifier, target in changes.items()
        if not _reads_back(document, {identifier: target}, _splice_safely(document, identifier, target))
    }
    kept = {identifier: target for identifier, target in changes.items() if identifier not in refused}
    return Replaced(_splice(document, kept) if kept else document.raw, refused)


def _splice_safely(document: Document, identifier: str, target: str) -> bytes:
    try:
        return _splice(document, {identifier: target})
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte
        return b""


def _with_line_ends(target: str, document: Document) -> str:
    unix = target.replace("\r\n", "\n")
    return unix.replace("\n", "\r\n") if "\r\n" in document.text else unix
