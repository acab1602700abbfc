"""Translations from a memory into a PO file that is there, of whatever tool: all that is not filled keeps its bytes.

A filled entry gets its `msgstr`, a comment that says where that comes from, the flag `fuzzy` where it is not final, and
then at `#|` the source that it is of. What was said of the target before it goes: the flag, `#|`, our own comments. The
target that was there becomes a comment: `#|` has no place for one.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

import polib

from l10nqa.bitexts.entries import FORMER, former_note
from l10nqa.bitexts.exact import REPLACEMENT, from_json, to_json
from l10nqa.bitexts.po.directives import fits_format
from l10nqa.bitexts.po.lines import EntryLines, Kind, Line, entries_of, text_of
from l10nqa.bitexts.po.parse import Message, load
from l10nqa.bitexts.po.texts import as_message, as_translation, one_line
from l10nqa.bitexts.reading import reading
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from l10nqa.bitexts.entries import Fill
    from l10nqa.model import Match

__all__ = ["fill_po"]

_OUR_NOTE = b"# (l10nqa) "
_KEPT = _OUR_NOTE + FORMER.encode()
_OURS = (b"#. l10nqa: ", b"#. origin: ")


def fill_po(
    file: Path,
    stream: BinaryIO,
    fills: Mapping[int, Fill],
    *,
    target_locale: str = UNKNOWN_LOCALE,  # noqa: ARG001 - as other formats
) -> dict[int, str]:
    """Write a PO file with translations put into its entries, by `Entry.number`; return which were left, and why.

    An entry is left where the encoding of the file, or PO, cannot hold its translation. One whose placeholders are not
    those of its source is fuzzy, however sure its translation is.

    Raises:
        InputError: the file cannot be read or breaks PO syntax.
    """
    _, messages, encoding = load(file)
    with reading(file):
        raw = file.read_bytes()
    left: dict[int, str] = {}
    if raw.startswith(codecs.BOM_UTF8):
        stream.write(codecs.BOM_UTF8)
    numbered = iter(enumerate(messages))
    for entry in entries_of(raw.removeprefix(codecs.BOM_UTF8)):
        number, message = next(numbered, (-1, None)) if entry.is_message else (-1, None)
        fill = fills.get(number)
        if fill and message:
            _check(entry, message, encoding, file)
            reason = _why_not(entry, message, fill.match, encoding)
            if reason:
                left[number] = reason
            else:
                entry = _Filled(entry, message, fill, encoding).entry()  # noqa: PLW2901
        stream.writelines(line.raw for line in entry.lines)
    return left


def _check(entry: EntryLines, message: Message, encoding: str, file: Path) -> None:
    # Whoever wrote the file, a translation must not get to another entry than its own.
    if text_of(entry.of(Kind.SOURCE), encoding) != message.source:
        hint = "msgcat FILE.po -o NEW.po writes it in the usual order"
        raise InputError("cannot be filled: its entries are not in order", path=str(file), line=message.line, hint=hint)


def _why_not(entry: EntryLines, message: Message, match: Match | None, encoding: str) -> str | None:
    if not entry.of(Kind.TARGET):
        return "the entry has no msgstr"
    if match is None:
        return None
    target = as_translation(match.unit.target, message.source)
    try:
        target.encode(encoding)
    except UnicodeEncodeError:
        return f"{encoding} cannot hold the translation (msgconv -t UTF-8 makes the file one that can)"
    is_ours = message.exported_hash is not None
    if not is_ours and target.count(REPLACEMENT) != match.unit.target.count(REPLACEMENT):
        return "PO cannot hold the control characters of the translation"
    return None


class _Filled:
    """An entry on its way out; what stands before its texts changes step by step."""

    def __init__(self, entry: EntryLines, message: Message, fill: Fill, encoding: str) -> None:
        self._message, self._fill, self._encoding = message, fill, encoding
        at = next(at for at, line in enumerate(entry.lines) if line.kind in (Kind.CONTEXT, Kind.SOURCE))
        self._head, self._body = entry.lines[:at], entry.lines[at:]
        self._end = b"\r\n" if self._body[0].raw.endswith(b"\r\n") else b"\n"

    def entry(self) -> EntryLines:
        """Put everything in its place, and return the entry."""
        flags = [flag.strip() for line in self._head if line.kind is Kind.FLAGS for flag in _flags(self._text(line))]
        notes = list(self._fill.notes)
        former = self._message.target
        match, is_fuzzy = self._fill.match, not self._fill.finished
        if match and not fits_format(self._message.source, match.unit.target, flags):
            is_fuzzy = True
            notes.append("its placeholders are not those of the source")
        if match and former not in ("", self._message.source, as_translation(match.unit.target, self._message.source)):
            notes.insert(0, former_note(former))
        if match:
            self._head = [line for line in self._head if line.kind is not Kind.PREVIOUS and not _is_ours(line)]
            self._put([*self._extracted(match)], Kind.EXTRACTED, Kind.COMMENT)
        self._put([f"# (l10nqa) {one_line(note)}" for note in notes], Kind.COMMENT)
        self._flag(flags, is_fuzzy=is_fuzzy)
        if match and is_fuzzy and match.unit.source != self._message.source:
            self._head += self._lines(Kind.PREVIOUS, _field("#| msgid", as_message(match.unit.source), "#| "))
        return EntryLines([*self._head, *(self._with_target(match) if match else self._body)])

    def _text(self, line: Line) -> str:
        return line.raw.decode(self._encoding)

    def _lines(self, kind: Kind, texts: Sequence[str]) -> list[Line]:
        return [Line(kind, text.encode(self._encoding, "replace") + self._end) for text in texts]

    def _put(self, texts: Sequence[str], *after: Kind) -> None:
        """Put comments behind those of the first of the kinds that there are, else in front."""
        lines = self._lines(after[0], [text for text in texts if self._has_not(text)])
        places = (at + 1 for kind in after for at, line in reversed([*enumerate(self._head)]) if line.kind is kind)
        at = next(places, 0)
        self._head[at:at] = lines

    def _has_not(self, text: str) -> bool:
        return all(line.raw.rstrip() != text.encode(self._encoding, "replace") for line in self._head)

    def _extracted(self, match: Match) -> Iterator[str]:
        """Yield what we say of an entry of ours, and of any that a machine has translated that it has."""
        message, unit = self._message, match.unit
        if unit.origin == "MT" or (unit.origin and message.exported_hash):
            yield f"#. origin: {unit.origin}"
        if message.exported_hash:
            exact: dict[str, str | int | None] = {**from_json(message.exact)}
            exact.pop("target", None)
            if as_translation(unit.target, message.source) != unit.target:
                exact["target"] = unit.target
            yield f"#. l10nqa: {message.exported_hash}{' ' + to_json(exact) if exact else ''}"

    def _flag(self, flags: Sequence[str], *, is_fuzzy: bool) -> None:
        if is_fuzzy is ("fuzzy" in flags):
            return
        wanted = (["fuzzy"] if is_fuzzy else []) + [flag for flag in flags if flag != "fuzzy"]
        lines = self._lines(Kind.FLAGS, [f"#, {', '.join(wanted)}"] if wanted else [])
        at = next((at for at, line in enumerate(self._head) if line.kind in (Kind.FLAGS, Kind.PREVIOUS)), None)
        at = len(self._head) if at is None else at
        self._head = self._head[:at] + lines + [line for line in self._head[at:] if line.kind is not Kind.FLAGS]

    def _with_target(self, match: Match) -> Iterator[Line]:
        texts = _field("msgstr", as_translation(match.unit.target, self._message.source), "")
        lines = self._lines(Kind.TARGET, texts)
        for line in self._body:
            if line.kind is not Kind.TARGET:
                yield line
            elif lines:
                yield from lines
                lines = []


def _flags(text: str) -> list[str]:
    return [flag for flag in text.strip().removeprefix("#,").split(",") if flag.strip()]


def _is_ours(line: Line) -> bool:
    if line.raw.startswith(_KEPT):
        return False  # what stands there stands nowhere else
    return line.raw.startswith(_OURS if line.kind is Kind.EXTRACTED else _OUR_NOTE)


def _field(name: str, text: str, prefix: str) -> list[str]:
    """Return a text as gettext writes it: a line each, the first one beside the name if there are no others."""
    *whole, rest = text.split("\n")
    lines = [f'"{polib.escape(line)}\\n"' for line in whole] + ([f'"{polib.escape(rest)}"'] if rest else [])
    return [f'{name} ""', *(prefix + line for line in lines)] if len(lines) > 1 else [f'{name} "{polib.escape(text)}"']
