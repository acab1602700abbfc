"""What a `seg` holds: its text, the inline codes that are no text, and where in the file both stand."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import InlineCode
from l10nqa.safe_xml import characters, runs
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from l10nqa.safe_xml import Element, TextRun

__all__ = ["Content", "read_content", "read_contents", "text_within"]

_NATIVE = frozenset(("bpt", "ept", "it", "ph", "ut"))
"""The elements that hold codes of the original file; `hi` holds text, and `sub` a text within a code."""
_offset = itemgetter(0)


class Content(NamedTuple):
    """The content of a `seg`, or of a `sub`, which is a text of its own."""

    text: str
    runs: tuple[tuple[int, TextRun], ...]
    """The stretches of the text, each with its offset in it."""
    codes: tuple[tuple[InlineCode, Element], ...]
    """The codes that are no text."""
    kept: tuple[tuple[Span, Element], ...]
    """The codes that are part of the text."""
    subs: tuple[Element, ...]
    """The texts within codes that are no text."""

    @property
    def free_codes(self) -> list[tuple[InlineCode, Element]]:
        """The codes that are no text and do not stand within one that is."""
        kept = [element for _, element in self.kept]
        if not kept:
            return list(self.codes)
        starts = [element.start for element in kept]
        before = ((bisect_right(starts, element.start) - 1, code, element) for code, element in self.codes)
        return [(code, element) for index, code, element in before if index < 0 or kept[index].end <= element.start]

    def place(self, span: Span, element: Element) -> Span:
        """Return where a span of the text stands in the file."""
        if not self.runs:
            return element.inside
        return Span(self._place(span.start), max(self._place(span.end, is_end=span.end > span.start), 0))

    def _place(self, offset: int, *, is_end: bool = False) -> int:
        """Return where the character at the offset begins, or the one before it ends."""
        index = max(bisect_right(self.runs, offset - is_end, key=_offset) - 1, 0)
        start, run = self.runs[index]
        if run.is_whole:
            return run.end if offset > start else run.start
        return min(run.start + offset - start, run.end)


def read_content(document: str, element: Element, is_text: Callable[[str], bool]) -> Content:
    """Return the content of an element of the document; `is_text` tells which native codes are part of the text."""
    if not element.children:
        found = runs(document, element.inside)
        if len(found) < 2:
            return Content(found[0].value if found else "", tuple((0, run) for run in found), (), (), ())
    reader = _ContentReader(document, is_text)
    reader.read(element)
    return Content(
        "".join(reader.texts), tuple(reader.runs), tuple(reader.codes), tuple(reader.kept), tuple(reader.subs)
    )


def read_contents(document: str, element: Element, is_text: Callable[[str], bool]) -> list[tuple[Content, Element]]:
    """Return the content of a `seg`, and of each text within its codes, at whatever depth."""
    content = read_content(document, element, is_text)
    return [(content, element), *(each for sub in content.subs for each in read_contents(document, sub, is_text))]


class _ContentReader:
    """Goes through an element once, in its order."""

    def __init__(self, document: str, is_text: Callable[[str], bool]) -> None:
        self.texts: list[str] = []
        self.runs: list[tuple[int, TextRun]] = []
        self.codes: list[tuple[InlineCode, Element]] = []
        self.kept: list[tuple[Span, Element]] = []
        self.subs: list[Element] = []
        self._document, self._is_text = document, is_text
        self._length = 0
        self._open: dict[str, str] = {}
        """The ids of `bpt` elements by their `i`."""

    def read(self, element: Element, *, without_subs: bool = False) -> None:
        """Add what the element holds."""
        for part in _parts(element):
            if isinstance(part, Span):
                for run in runs(self._document, part):
                    self.runs.append((self._length, run))
                    self.texts.append(run.value)
                    self._length += len(run.value)
            elif part.name in _NATIVE:
                self._read_code(part)
            elif not (without_subs and part.name == "sub"):
                self.read(part)

    def _read_code(self, code: Element) -> None:
        subs = list(_subs(code))
        whole = text_within(self._document, code)
        native = text_within(self._document, code, with_subs=False) if subs else whole
        keeps_subs = self._is_text(whole)
        if keeps_subs or self._is_text(native):
            start = self._length
            self.read(code, without_subs=not keeps_subs)
            self.kept.append((Span(start, self._length), code))
        else:
            self.codes.append((InlineCode(self._length, self._length, *self._role(code, native), native), code))
        if not keeps_subs:
            self.subs += subs

    def _role(self, code: Element, native: str) -> tuple[str, str]:
        """Return the role and the id of a code: the two of a pair share it, and source and target where `x` says so."""
        number = code.get("i")
        if code.name == "bpt":
            self._open[number] = code.get("x") or number
            return "open", self._open[number]
        if code.name == "ept":
            return "close", self._open.get(number, number)
        role = {"begin": "open", "end": "close"}.get(code.get("pos"), "single") if code.name == "it" else "single"
        return role, code.get("x") or native


def _parts(element: Element) -> Iterator[Span | Element]:
    """Yield the children of an element and the stretches between them, in order."""
    reached = element.inner_start
    for child in element.children:
        yield Span(reached, child.start)
        yield child
        reached = child.end
    yield Span(reached, element.inner_end)


def _subs(code: Element) -> Iterator[Element]:
    for child in code.children:
        if child.name == "sub":
            yield child
        else:
            yield from _subs(child)


def text_within(document: str, element: Element, *, with_subs: bool = True) -> str:
    """Return all text that an element holds, that of the elements in it included."""
    if not element.children:
        return characters(document, element.inside)
    return "".join(
        characters(document, part)
        if isinstance(part, Span)
        else text_within(document, part, with_subs=with_subs)
        if with_subs or part.name != "sub"
        else ""
        for part in _parts(element)
    )
