"""An XLIFF file as a bitext."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from l10nqa.bitext.choose_locale import chosen_locales
from l10nqa.bitext.exact import from_json
from l10nqa.bitext.look import look_like_markdown
from l10nqa.bitext.plural_forms import plural_of_mark
from l10nqa.bitext.reading import origin_of
from l10nqa.bitext.text_file import TextFile
from l10nqa.bitext.xliff.fill import text_changes, with_targets
from l10nqa.bitext.xliff.inline import InlineReader, pieces_to_codes
from l10nqa.bitext.xliff.matches import match_of
from l10nqa.bitext.xliff.plurals import plural_of
from l10nqa.bitext.xliff.read import UNITS, facts_of, is_po_header, read_unit, units_of
from l10nqa.bitext.xliff.tool_codes import phrase_codes
from l10nqa.bitext.xliff.unit import XliffPlace
from l10nqa.bitext.xml_text import restored
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import MARKDOWN, Problem, ProblemKind, Profile, Segment
from l10nqa.safe_xml import check_xml, decoded, encoded, encoding_of, parse_tree
from l10nqa.text import LineIndex, Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.bitext.text_file import TextChange
    from l10nqa.bitext.xliff.read import FileFacts
    from l10nqa.bitext.xliff.unit import UnitSegment, XliffUnit
    from l10nqa.model import Fix, InlineCode, Markup, Match, Origin, Plural, Side, Target, Written
    from l10nqa.safe_xml import Element, TextRun

__all__ = ["XliffFile", "is_xliff", "parse_xliff"]

_KIND = "XLIFF"
_ROOTS = ("xliff",)
_READ_AT_ONCE = (*UNITS, "group", "file", "internal-file", "skeleton")
"""Elements that take no memory once they have been checked; skeletons can be large."""
_ROOT = compile_pattern(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?xliff[\s/>]", re.DOTALL
)
_HASH_DIGITS = frozenset("0123456789abcdef")


_PHRASE = "http://www.memsource.com/mxlf/"
"""The namespace of Phrase begins so."""


@dataclass(frozen=True, repr=False)
class XliffFile(TextFile):
    """An XLIFF file, 1.0 to 2.2, of whatever tool: its text and the elements that its segments are made of."""

    places: Mapping[str, XliffPlace] = field(default_factory=dict)
    """By segment id."""
    root: Element | None = None
    overrides: tuple[str | None, str | None, Markup | None] = (None, None, None)
    """Source locale, target locale and markup as the caller has given them."""
    latest: dict[tuple[str, Side], _Runs] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The characters of the texts that were asked for last: the findings of a segment ask for them in a row."""

    def encoded(self, text: str) -> bytes:
        """Return a text of this file as bytes; what its encoding lacks becomes a character reference."""
        return encoded(text, self.encoding)

    def again(self, raw: bytes) -> XliffFile:
        """Read other bytes as this file was read."""
        source_locale, target_locale, markup = self.overrides
        return parse_xliff(
            raw, self.path, self.name, source_locale=source_locale, target_locale=target_locale, markup=markup
        )

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the file with the given targets in place; see `fill`."""
        return with_targets(self, targets)

    def unit_of(self, segment_id: str) -> XliffUnit:
        """Return the unit that holds a segment."""
        place = self.places[segment_id]
        return read_unit(self.text, place.unit, whole=place.is_whole)

    def matches(self, segment: Segment) -> tuple[Match, ...]:
        """Return the translations of similar sources that the file offers for a segment, in its order.

        A match from another tool has no path, and a similarity of 0 where the tool gives no number.
        """
        unit, position = self.unit_of(segment.id), self.places[segment.id].position
        locales = (segment.profile.source_locale, segment.profile.target_locale)
        found = list(unit.segments[position].matches)
        # What is offered for no segment, or for none that there is, is offered for the first.
        taken = [match for each in unit.segments for match in each.matches]
        found += [match for match in unit.matches if position == 0 and match not in taken]
        return tuple(match_of(match, *locales) for match in found)

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return where a spot of source or target stands in `text`, across references, CDATA sections and codes."""
        text, place = (
            (segment.source, segment.source_span) if side == "source" else (segment.target, segment.target_span)
        )
        if span is None or segment.id not in self.places:
            return place
        if place.end - place.start == len(text) and place.of(self.text) == text:
            return Span(min(place.start + span.start, place.end), min(place.start + span.end, place.end))
        if (segment.id, side) not in self.latest:
            if len(self.latest) > 1:
                self.latest.clear()
            unit, position = self.unit_of(segment.id), self.places[segment.id].position
            found = unit.segments[position]
            runs = unit.reader.runs(found.sources if side == "source" else found.targets)
            self.latest[segment.id, side] = _Runs(runs)
        return self.latest[segment.id, side].place(span) or place

    def changes(self, segment: Segment, fix: Fix) -> Sequence[TextChange]:
        """Return the fix as changes of `text`: of the characters that differ where that can be, else of all."""
        return text_changes(self, segment, fix.result)


class _Runs:
    """The characters of a text in a row, with their places in the document."""

    __slots__ = ("_ends", "_runs")

    def __init__(self, runs: Sequence[TextRun]) -> None:
        self._runs = runs
        self._ends = list(accumulate(len(run.value) for run in runs))

    def place(self, span: Span) -> Span | None:
        """Return where the characters of a span stand, from the first to the last; None where there are none."""
        find = bisect_right if span.start < span.end else bisect_left
        first, last = find(self._ends, span.start), bisect_left(self._ends, span.end)
        if first == len(self._runs):
            return None
        run, end = self._runs[first], self._ends[first]
        start = run.start if run.is_whole else run.start + span.start - end + len(run.value)
        if run.is_whole and span.start == end:
            start = run.end
        if span.start == span.end or last == len(self._runs):
            return Span(start, start)
        run, end = self._runs[last], self._ends[last]
        return Span(start, max(start, run.end if run.is_whole else run.start + span.end - end + len(run.value)))


def is_xliff(beginning: bytes) -> bool:
    """Tell whether a file that begins so is XLIFF: by its root element."""
    return _ROOT.match(beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def parse_xliff(
    raw: bytes,
    path: str,
    name: str,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> XliffFile:
    """Turn the bytes of an XLIFF file of any tool into a bitext; `bitext.raw == raw` always.

    The locales overrule what the file says, and `markup` what it says of its texts.

    Raises:
        InputError: the file is no XLIFF, is broken, declares entities, or holds an element of more than 16 MiB.
    """
    replaced = check_xml(raw, path, _READ_AT_ONCE, kind=_KIND, roots=_ROOTS)
    encoding = encoding_of(raw)
    text = decoded(raw, encoding, path)
    root = parse_tree(text)
    if root is None:
        raise InputError("cannot be divided into elements", path=path, hint="let its tool write it again")
    reading = _XliffReader(text, path, root, (source_locale, target_locale, markup))
    reading.read()
    problems = () if replaced is None else (_problem(path, replaced),)
    return XliffFile(
        path=path,
        name=name,
        text=text,
        segments=tuple(reading.segments),
        problems=problems,
        left_out=tuple(reading.left_out),
        profile=reading.profile,
        encoding=encoding,
        places=reading.places,
        root=root,
        overrides=(source_locale, target_locale, markup),
    )


def _problem(path: str, replaced: InputError) -> Problem:
    return Problem(path, replaced.line or 1, 1, ProblemKind.UNDECODABLE, replaced.message, replaced.hint)


class _XliffReader:
    """Gathers the segments of a file."""

    def __init__(
        self, text: str, path: str, root: Element, overrides: tuple[str | None, str | None, Markup | None]
    ) -> None:
        self._text, self._path, self._root, self._overrides = text, path, root, overrides
        self._lines = LineIndex(text)
        self._profiles: dict[tuple[int, Origin | None], Profile] = {}
        self.segments: list[Segment] = []
        self.places: dict[str, XliffPlace] = {}
        self.left_out: list[InputError] = []
        self._has_several_files = False
        self._is_of_phrase = _PHRASE in text[: root.inner_start]
        self.profile = self._profile(None, None)

    def read(self) -> None:
        """Read all units."""
        files = [each for each in self._root.children if each.name == "file"] or [self._root]
        facts = [facts_of(self._text, file, self._root) for file in files]
        self.profile = self._profile(facts[0], None)
        self._has_several_files = len({each.original for each in facts}) > 1
        is_repeated = _are_ids_repeated(files)
        targets = chosen_locales({each.target_locale or UNKNOWN_LOCALE for each in facts}, self._overrides[1])
        for file, each in zip(files, facts, strict=True):
            if (each.target_locale or UNKNOWN_LOCALE) not in targets:
                self._leave_out(file, f"a file into {each.target_locale}: another locale was asked for")
                continue
            begin, ids = len(self.segments), {element.get("id") for element in units_of(file)}
            for element in units_of(file):
                if is_po_header(element):
                    self._leave_out(element, "the header of a PO file")
                    continue
                unit = read_unit(self._text, element, whole=each.is_ours)
                if not unit.segments:
                    self._leave_out(element, "a unit without a source")
                for position in range(len(unit.segments)):
                    self._add(unit, position, each, ids, is_repeated=is_repeated)
                element.forget_attributes()
            self._look_at(begin, each)
        self.profile = self._profile(facts[0], None)

    def _look_at(self, begin: int, facts: FileFacts) -> None:
        """Settle the markup of the segments from `begin` on by their look, if their `file` does not say it."""
        own = self.segments[begin:]
        if facts.is_markup_said or self._overrides[2] or not look_like_markdown(segment.source for segment in own):
            return
        for key, profile in list(self._profiles.items()):
            if key[0] == id(facts):
                self._profiles[key] = profile._replace(markup=MARKDOWN)
        self.segments[begin:] = [
            segment._replace(profile=self._profile(facts, segment.profile.origin)) for segment in own
        ]

    def _leave_out(self, element: Element, reason: str) -> None:
        line = self._lines.line(element.start)
        self.left_out.append(InputError(f"left out: {reason}", path=self._path, line=line))

    def _add(self, unit: XliffUnit, position: int, facts: FileFacts, ids: set[str], *, is_repeated: bool) -> None:
        segment = unit.segments[position]
        exact = from_json(segment.details.get("exact"))
        document, key = self._document_and_key(unit, segment, facts, exact)
        name = self._unique(self._name(unit, segment, facts, (document, key), is_repeated=is_repeated))
        self.places[name] = XliffPlace(unit.element, position, facts.is_ours)
        target = restored(segment.target, exact.get("target"))
        is_coded = not (facts.is_ours or unit.is_ours)
        source_codes = _codes(unit.reader, segment.sources, facts.codes) if is_coded else ()
        target_codes = _codes(unit.reader, segment.targets, facts.codes) if is_coded else ()
        if self._is_of_phrase and is_coded:
            source_codes = (*source_codes, *phrase_codes(segment.source))
            target_codes = (*target_codes, *phrase_codes(target))
        hash_ = segment.details.get("target-hash", "")
        self.segments.append(
            Segment(
                id=name,
                source=restored(segment.source, exact.get("source")),
                target=target,
                source_span=_extent(segment.sources),
                target_span=_extent(segment.targets) if segment.targets else _behind(segment.sources),
                profile=self._profile(facts, _origin(segment)),
                state=segment.state,
                document=document,
                key=key,
                context=unit.element.get("resname" if unit.element.name == "trans-unit" else "name") or None,
                line=unit.document_line,
                notes=unit.notes,
                exported_hash=hash_ if len(hash_) == 16 and _HASH_DIGITS.issuperset(hash_) else None,
                plural=self._plural(unit, facts, ids),
                source_codes=source_codes,
                # Many are the same, and a file may have more codes than words.
                target_codes=source_codes if source_codes == target_codes else target_codes,
            )
        )

    def _plural(self, unit: XliffUnit, facts: FileFacts, ids: set[str]) -> Plural | None:
        locale = self._target_locale(facts)
        marked = plural_of_mark(unit.details.get("form"), locale) if unit.is_ours else None
        return marked or plural_of(unit.element, locale, ids)

    def _document_and_key(
        self, unit: XliffUnit, segment: UnitSegment, facts: FileFacts, exact: Mapping[str, str | None]
    ) -> tuple[str | None, str | None]:
        if "path" in exact:
            return exact.get("path"), exact.get("segment")
        own = _within(unit, segment)
        if facts.document or facts.is_ours:
            return facts.document, own or None
        return None, f"{facts.original}#{own}" if own and facts.original and self._has_several_files else own or None

    def _name(
        self,
        unit: XliffUnit,
        segment: UnitSegment,
        facts: FileFacts,
        place: tuple[str | None, str | None],
        *,
        is_repeated: bool,
    ) -> str:
        if facts.is_ours and all(place):
            return "#".join(filter(None, place))
        own = _within(unit, segment) or f"u{len(self.segments) + 1}"
        return f"{facts.original}#{own}" if is_repeated and facts.original else own

    def _unique(self, name: str) -> str:
        if name not in self.places:
            return name
        number = 2
        while f"{name}~{number}" in self.places:
            number += 1
        return f"{name}~{number}"

    def _target_locale(self, facts: FileFacts) -> str:
        return self._overrides[1] or facts.target_locale or UNKNOWN_LOCALE

    def _profile(self, facts: FileFacts | None, origin: Origin | None) -> Profile:
        known = self._profiles.get((id(facts), origin))
        if known is None:
            source_locale, target_locale, markup = self._overrides
            known = Profile(
                source_locale or (facts and facts.source_locale) or UNKNOWN_LOCALE,
                target_locale or (facts and facts.target_locale) or UNKNOWN_LOCALE,
                origin,
                markup or (facts.markup if facts else Profile().markup),
            )
            self._profiles[id(facts), origin] = known
        return known


def _are_ids_repeated(files: Sequence[Element]) -> bool:
    """Tell whether two `file` elements have units of the same id."""
    if len(files) < 2:
        return False
    counts = Counter(chain.from_iterable({unit.get("id") for unit in units_of(file)} for file in files))
    return max(counts.values(), default=0) > 1


def _within(unit: XliffUnit, segment: UnitSegment) -> str:
    """Return what a segment is called in its file: the id of its unit, with its own where there are several."""
    name = unit.element.get("id")
    return f"{name}/{segment.name}" if name and unit.is_in_segments else name


def _origin(segment: UnitSegment) -> Origin | None:
    # Of an empty target the state would say it of whatever a tool fills in.
    return segment.origin if segment.target else origin_of(segment.details.get("origin"))


def _extent(elements: Sequence[Element]) -> Span:
    return Span(min(each.inner_start for each in elements), max(each.inner_end for each in elements))


def _behind(elements: Sequence[Element]) -> Span:
    """Return the place, of no length, at which a missing target is reported."""
    end = max(each.end for each in elements)
    return Span(end, end)


def _codes(
    reader: InlineReader, elements: Sequence[Element], known: Mapping[tuple[str, str], str]
) -> tuple[InlineCode, ...]:
    if not any(each.children for each in elements):
        return ()
    codes = pieces_to_codes(piece for element in elements for piece in reader.pieces(element))
    if not known:
        return tuple(codes)
    return tuple(code._replace(equivalent=code.equivalent or known.get((code.role, code.id), "")) for code in codes)
