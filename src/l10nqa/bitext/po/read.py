"""Turns a PO file of any tool into a bitext."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from l10nqa.bitext.exact import REPLACEMENT
from l10nqa.bitext.po.encoding import decode
from l10nqa.bitext.po.header import fields_of, target_locale_of
from l10nqa.bitext.po.parse import header_of, in_lines, parse_entries
from l10nqa.bitext.po.problems import problems_of
from l10nqa.bitext.po.quoting import Positions, edited_texts
from l10nqa.bitext.po.segments import PoReader, slots_of
from l10nqa.bitext.po.target import replace_targets
from l10nqa.bitext.po.texts import as_translation
from l10nqa.bitext.text_file import TextChange, TextFile
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitext.po.parse import Entry
    from l10nqa.bitext.po.segments import Slot
    from l10nqa.model import Fix, Markup, Segment, Side, Target, Written

__all__ = ["PoFile", "is_po", "parse_po", "peek_po"]

_BEGINS = compile_pattern(rb'(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+\n)*+(?:msgctxt|msgid|domain)\s*"')


class _Overruled(TypedDict, total=False):
    source_locale: str | None
    target_locale: str | None
    markup: Markup | None


@dataclass(frozen=True, repr=False)
class PoFile(TextFile):
    """A PO file: its text, and where in it the segments stand.

    A segment is a message, or one plural form of one. Obsolete entries are left out.
    """

    entries: tuple[Entry, ...] = ()
    """All of them, with headers and obsolete ones."""
    overruled: _Overruled = field(default_factory=_Overruled)
    """What the caller said against the file: keywords of `parse_po`."""

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The syntax of the segments, by id."""
        return slots_of(self.segments, self.entries, self.text)

    @cached_property
    def line_end(self) -> str:
        """The line end that most lines have."""
        text = self.text
        breaks = text.count("\n")
        return "\r" if not breaks and "\r" in text else "\r\n" if text.count("\r\n") * 2 > breaks else "\n"

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return where a spot of source or target stands in `text`: exactly, whatever escapes and lines say it."""
        slot = self.slots.get(segment.id)
        if slot is None:
            return super().spot(segment, side, span)
        said, shown = (slot.source, segment.source) if side == "source" else (slot.target, segment.target)
        if span is None:
            return said.texts
        positions = Positions.of(said.texts.of(self.text), self.encoding)
        indexes = _indexes(shown, said.value)
        if indexes is None or len(positions.starts) != len(said.value):
            return said.texts
        return _stretch(positions, indexes[min(span.start, len(shown))], indexes[min(span.end, len(shown))]).shift(
            said.texts_start
        )

    def written(self, segment: Segment, text: str) -> str:
        """Return a target as the quoted texts of its `msgstr`; lines that say what they said stay as they are."""
        slot = self.slots[segment.id]
        before = slot.target.texts.of(self.text)
        after = self.message(segment, text)
        if after == slot.target.value:
            return before
        return edited_texts(before, slot.target.value, after, self.encoding, self.line_end)

    def message(self, segment: Segment, text: str) -> str:
        """Return a target as a `msgstr` of the segment can say it."""
        slot = self.slots[segment.id]
        if text == segment.target:
            return slot.target.value
        if slot.remarks.exported_hash is None and "\r" in slot.source.value + slot.target.value:
            return text  # a program that asks for carriage returns
        return as_translation(text, slot.source.value)

    def changes(self, segment: Segment, fix: Fix) -> Sequence[TextChange]:
        """Return the fix as one change of `text`, as short as it can be."""
        place = segment.target_span
        before, after = place.of(self.text), self.written(segment, fix.result)
        shorter = min(len(before), len(after))
        start = next((index for index in range(shorter) if before[index] != after[index]), shorter)
        tail = next((index for index in range(shorter - start) if before[~index] != after[~index]), shorter - start)
        return [TextChange(Span(place.start + start, place.end - tail), after[start : len(after) - tail])]

    def again(self, raw: bytes) -> PoFile:
        """Read other bytes as this file was read."""
        return parse_po(raw, self.path, self.name, **self.overruled)

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the file with the given targets in place; see `replace_targets`."""
        return replace_targets(self, targets)


def is_po(beginning: bytes) -> bool:
    """Tell whether a file that begins so is a PO file."""
    return _BEGINS.match(beginning) is not None


def peek_po(beginning: bytes, path: str) -> str:
    """Return the target locale of a file by its first bytes and its path; `und` where neither tells."""
    header = header_of(beginning.decode("utf-8", "replace"))
    return target_locale_of(fields_of(header), path)


def parse_po(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> PoFile:
    """Turn the bytes of a PO or POT file into a bitext; `file.raw == raw` always.

    The locales overrule the header (`X-Source-Language`, `X-Target-Language`, `Language`) and the path; `markup`
    overrules what flags, references and the tool named in the header say of the texts.

    Raises:
        InputError: the file breaks PO syntax, or is not in the encoding that its header names; with the line.
    """
    text, encoding = decode(raw, path)
    with _no_collection():
        return _parsed(text, encoding, path, name, source_locale, target_locale, markup)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the cyclic garbage collector: a file becomes hundred thousands of tuples at once, none of them in a cycle.

    It took half of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parsed(
    text: str,
    encoding: str,
    path: str,
    name: str,
    source_locale: str | None,
    target_locale: str | None,
    markup: Markup | None,
) -> PoFile:
    parsed = parse_entries(text, encoding, path)
    header = next((entry.targets[0].value for entry in parsed.entries if entry.is_header), "")
    fields = fields_of(header)
    reader = PoReader(text, parsed, path, fields)
    profile = reader.settle(source_locale, target_locale, markup)
    segments = tuple(reader.segments())
    return PoFile(
        path=path,
        name=name,
        text=text,
        segments=segments,
        problems=tuple(
            problems_of(parsed, in_lines(text), path, fields.get("Plural-Forms", ""), profile.target_locale)
        ),
        left_out=reader.left_out(),
        profile=profile,
        encoding=encoding,
        entries=tuple(parsed.entries),
        overruled={"source_locale": source_locale, "target_locale": target_locale, "markup": markup},
    )


def _indexes(shown: str, value: str) -> Sequence[int] | None:
    """Return for each index of a text, its end included, that of what a `msgstr` says of it.

    The text of a document may have carriage returns, characters and line ends at its edges that PO cannot say. None
    where the two texts differ in more than that.
    """
    if shown == value:
        return range(len(shown) + 1)
    indexes: list[int] = []
    index = len(value) - len(value.lstrip("\n")) if not shown.startswith(("\n", "\r")) else 0
    for place, character in enumerate(shown):
        said = value[index] if index < len(value) else ""
        indexes.append(index)
        if said in (character, REPLACEMENT) or (
            character == "\r" and said == "\n" and shown[place + 1 : place + 2] != "\n"
        ):
            index += 1
        elif character not in "\r\n":
            return None
    return [*indexes, index]


def _stretch(positions: Positions, start: int, end: int) -> Span:
    """Return where the code points from `start` to `end` of a value stand in the texts that say it."""
    starts, ends = positions
    if start < end:
        return Span(starts[start], ends[end - 1])
    offset = starts[start] if start < len(starts) else ends[-1] if ends else 1
    return Span(offset, offset)
