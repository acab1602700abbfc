"""Renders the states of translated documents for people and programs."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Protocol, TextIO

import click

from l10nqa import __version__
from l10nqa.model import BasisKind, DocumentState, states_by_locale
from l10nqa.render.cells import as_text_cell
from l10nqa.render.columns import terminal_width
from l10nqa.render.wrapping import wrapped
from l10nqa.text import count_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.model import DocumentStatus

__all__ = ["STATUS_RENDERERS", "StatusRenderer", "reason_of"]

_COLORS = {DocumentState.STALE: "yellow", DocumentState.MISSING: "red", DocumentState.EXTRA: "magenta"}
_KEYS = ("path", "source", "locale", "status", "by", "commit", "segments", "new", "stale", "remark")


class StatusRenderer(Protocol):
    """Writes the states of documents; `color` permits escape sequences, which most formats ignore."""

    def __call__(self, documents: Sequence[DocumentStatus], stream: TextIO, *, color: bool = False) -> None:
        """Write the states to the stream."""


def _console(documents: Sequence[DocumentStatus], stream: TextIO, *, color: bool = False) -> None:
    """Write a line for each locale, and below it one for each document that is not complete."""
    for number, (locale, counts) in enumerate(states_by_locale(documents).items()):
        parts = [f"{counts[state]:,} {state.value}" for state in DocumentState if counts[state]]
        head = f"{locale}: {count_of(counts.total(), 'document')}"
        stream.write("\n" if number else "")
        stream.write(f"{click.style(head, bold=True) if color else head}: {', '.join(parts)}\n")
        for document in documents:
            if document.locale == locale and document.state is not DocumentState.COMPLETE:
                name = f"{document.state.value:<8}"
                name = click.style(name, fg=_COLORS[document.state]) if color else name
                stream.write(f"  {name} {printable(document.path)}\n")
                reason = reason_of(document)
                shown = wrapped(printable(reason), terminal_width(), 11, 11, keep_words=True)
                stream.write(f"           {shown}\n" if reason else "")


def reason_of(document: DocumentStatus) -> str:
    """Return the reason of a state in words, with the number of segments to translate."""
    return "; ".join(part for part in (_evidence(document), document.remark) if part)


_EVIDENCE = {BasisKind.COMMIT: "since {commit} (named)", BasisKind.HISTORY: "since {commit} (git)"}


def _evidence(document: DocumentStatus) -> str:
    if document.state is DocumentState.MISSING:
        return f"of {document.source}"
    if document.state is DocumentState.EXTRA:
        return "no source"
    amounts = [(document.new, "new"), (document.stale, "stale")]
    to_do = " and ".join(f"{count:,} {name}" for count, name in amounts if count)
    to_do = f"{to_do} of {count_of(document.segments, 'segment')}" if to_do else ""
    if document.state is DocumentState.COMPLETE:
        return to_do
    since = _EVIDENCE.get(document.basis, "").format(commit=document.commit[:12])
    return f"{to_do or 'changed, but no text'} {since}".strip()


def _facts(document: DocumentStatus) -> Mapping[str, str | int]:
    values = (document.path, document.source, document.locale, document.state.value, document.basis.value)
    amounts = (document.segments, document.new, document.stale)
    return dict(zip(_KEYS, (*values, document.commit, *amounts, document.remark), strict=True))


def _json(documents: Sequence[DocumentStatus], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one JSON object with the keys version, locales and documents."""
    report = {"version": __version__, "locales": list(_locales(documents)), "documents": list(map(_facts, documents))}
    json.dump(report, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _locales(documents: Sequence[DocumentStatus]) -> Iterator[Mapping[str, str | int]]:
    for locale, counts in states_by_locale(documents).items():
        yield {"locale": locale, **{state.value: counts[state] for state in DocumentState}}


def _csv(documents: Sequence[DocumentStatus], stream: TextIO, *, color: bool = False) -> None:  # noqa: ARG001
    """Write one row for each document, complete ones as well."""
    table = csv.DictWriter(stream, _KEYS, lineterminator="\r\n")  # RFC 4180
    table.writeheader()
    for facts in map(_facts, documents):
        table.writerow(
            {name: as_text_cell(value) if isinstance(value, str) else value for name, value in facts.items()}
        )


STATUS_RENDERERS: Mapping[str, StatusRenderer] = {"console": _console, "json": _json, "csv": _csv}
"""Every format of `status`."""
