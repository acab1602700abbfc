"""JSON Lines as a bitext: its segments with their places, and new targets put into its strings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.bitext.jsonl.read import HINT, unit_of_line
from l10nqa.bitext.jsonl.write import NOT_VERBATIM
from l10nqa.bitext.record_file import Given, RecordFile, identified, names_of, profile_of_most, segment_of
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import Problem, ProblemKind
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.model import Markup, Segment, Side

__all__ = ["JsonlFile", "is_jsonl", "parse_jsonl"]

_MARK = "\ufeff"
_CHARACTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]", re.DOTALL)
"""A character as JSON writes it; one outside the basic plane may be two escapes (RFC 8259 section 7)."""
_ESCAPE_OF_LETTER = re.compile(r"\\u(?!00[01])")
_SPACE = re.compile("[ \t\n\r]*")
_decoder = json.JSONDecoder()


@dataclass(frozen=True, repr=False)
class JsonlFile(RecordFile):
    """A file of JSON Lines that is held in memory."""

    def again(self, raw: bytes) -> JsonlFile:
        """Read other bytes as this file was read."""
        return parse_jsonl(raw, self.path, self.name, **self.given._asdict())

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return the span in `text` of a spot of source or target, allowing for escapes."""
        place = segment.source_span if side == "source" else segment.target_span
        if span is None:
            return place
        written = place.of(self.text)
        if "\\" not in written:
            return span.shift(place.start)
        starts = _starts(written)
        last = len(starts) - 1
        return Span(starts[min(span.start, last)], starts[min(span.end, last)]).shift(place.start)

    def written(self, segment: Segment, text: str) -> str:
        """Return a target as the inside of a JSON string: with the escapes that the former one has."""
        former = segment.target_span.of(self.text)
        is_ascii = former.isascii() and _ESCAPE_OF_LETTER.search(former) is not None
        written = json.dumps(text, ensure_ascii=is_ascii or NOT_VERBATIM.search(text) is not None)[1:-1]
        return written.replace("/", "\\/") if "\\/" in former else written

    def part(self, segment: Segment, text: str) -> str:
        """Return a part of a target as the file writes it."""
        return self.written(segment, text)


@lru_cache(maxsize=4)  # the findings of a segment ask for the same texts in a row
def _starts(written: str) -> list[int]:
    """Return where each character of a text with escapes begins, and the end of the text."""
    return [found.start() for found in _CHARACTER.finditer(written)] + [len(written)]


def is_jsonl(beginning: bytes) -> bool:
    """Tell whether a file that begins so has a unit in its first line."""
    line = beginning.removeprefix(_MARK.encode()).lstrip().partition(b"\n")[0]
    if not line.startswith(b"{"):
        return False
    try:
        unit_of_line(line, UNKNOWN_LOCALE, UNKNOWN_LOCALE)
    except (ValueError, RecursionError):
        return False
    return True


def parse_jsonl(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> JsonlFile:
    """Turn the bytes of a file of JSON Lines into a bitext with one segment for each line.

    For the locales and the markup see `with_given`. Where neither a line nor the caller names a locale, it is `und`.
    A line that is no unit becomes a problem.

    Raises:
        InputError: the file is in another encoding than UTF-8.
    """
    given = Given(source_locale, target_locale, markup)
    locales = source_locale or UNKNOWN_LOCALE, target_locale or UNKNOWN_LOCALE
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("is UTF-16, not UTF-8", path=path, line=1, hint="save it as UTF-8")
    text = raw.decode("utf-8", "surrogateescape")
    found: list[Segment] = []
    names: list[list[str]] = []
    problems: list[Problem] = []
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        start = offset
        offset += len(line) + 1
        content = line.removeprefix(_MARK) if number == 1 else line
        if not content or content.isspace():
            continue
        try:
            unit = unit_of_line(content.encode("utf-8", "surrogateescape"), *locales)
            spans = _strings(content)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(path, number, 1, ProblemKind.RECORD, f"is no unit: {error}", HINT))
            continue
        start += len(line) - len(content)
        names.append(names_of(unit, str(number)))
        found.append(segment_of(unit, spans["source"].shift(start), spans["target"].shift(start)))
    segments, left_out = identified(found, names, given, path)
    return JsonlFile(
        path,
        name,
        text,
        tuple(segments),
        problems=tuple(problems),
        left_out=left_out,
        profile=profile_of_most(segments, given),
        given=given,
    )


def _strings(line: str) -> Mapping[str, Span]:
    """Return the spans of the strings of an object, without their quotes, by key; the last one counts, as in JSON."""
    found: dict[str, Span] = {}
    offset = _skip(line, line.index("{") + 1)
    while line[offset] == '"':
        key, offset = _decoder.raw_decode(line, offset)
        start = _skip(line, _skip(line, offset) + 1)
        value, offset = _decoder.raw_decode(line, start)
        if isinstance(value, str):
            found[key] = Span(start + 1, offset - 1)
        offset = _skip(line, offset)
        if line[offset] != ",":
            break
        offset = _skip(line, offset + 1)
    return found


def _skip(line: str, offset: int) -> int:
    found = _SPACE.match(line, offset)
    return found.end() if found else offset
