"""XLIFF as other tools write it: inline codes of all kinds, foreign namespaces, parts that mean nothing to us."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WORDS", "Content", "Segments", "contents", "document", "segmented"]

Content = list[object]
"""A text: words, (kind, shown) for a code, (kind, content) for a code around something."""
WORDS = ["Open", " the file", ".", " ", "%s", "{0}", "é", "言葉", "a & b", "<b>", "%", "\n"]
_leaves = st.sampled_from(WORDS) | st.tuples(st.sampled_from(["ph", "pair"]), st.sampled_from(["", "%s", "{0}", "<b>"]))
contents: st.SearchStrategy[Content] = st.lists(
    st.recursive(_leaves, lambda inner: st.tuples(st.sampled_from(["g", "mrk"]), st.lists(inner, max_size=3))),
    min_size=1,
    max_size=4,
)


def document(version: str, units: list[Content], prefix: str = "") -> str:
    """Return a document with a unit for each of the contents; `prefix` is for the namespace of XLIFF."""
    return _Writer(version, prefix).document(units)


class Segments(NamedTuple):
    """A unit in segments: what each says, and its target as words; None where it has none."""

    segments: list[tuple[Content, str | None]]
    is_wrapped: bool = False
    """A code is around all segments (1.2), or something between two of them is ignorable (2.0)."""
    has_target: bool = True
    """In 1.2: there is a target, be it without a translation."""


def segmented(version: str, units: list[Segments], prefix: str = "") -> str:
    """Return a document with units in segments."""
    return _Writer(version, prefix).document(units)


class _Writer:
    def __init__(self, version: str, prefix: str) -> None:
        self._version, self._prefix = version, f"{prefix}:" if prefix else ""

    def _tag(self, name: str, inside: str | None = None, **attributes: str) -> str:
        said = "".join(f" {key.replace('_', ':')}={quoteattr(value)}" for key, value in attributes.items())
        name = self._prefix + name
        return f"<{name}{said} />" if inside is None else f"<{name}{said}>{inside}</{name}>"

    def document(self, units: Sequence[Content | Segments]) -> str:
        uri = f"urn:oasis:names:tc:xliff:document:{self._version}"
        declared = {f"xmlns_{self._prefix.rstrip(':')}".rstrip("_"): uri, "xmlns_t": "urn:tool"}
        info = "<t:info><unit xmlns='urn:tool'>1</unit></t:info>"
        if self._version == "1.2":
            body = "".join(self._unit_1(number, unit) for number, unit in enumerate(units))
            skeleton = self._tag("skl", self._tag("internal-file", "AAAA", form="base64"))
            inside = self._tag("header", skeleton + info) + self._tag("body", self._tag("group", body, id="g"))
            about = {"original": "a", "source-language": "en-US", "target-language": "lv", "datatype": "x-t"}
            root = self._tag("xliff", self._tag("file", inside, **about), version="1.2", **declared)
        else:
            body = "".join(self._unit_2(number, unit) for number, unit in enumerate(units)) or self._tag(
                "group", id="h"
            )
            inside = self._tag("skeleton", info) + self._tag("group", f"{info}{body}", id="g")
            root = self._tag("xliff", self._tag("file", inside, id="f"), version="2.0", srcLang="en-US", **declared)
        return f"<?xml version='1.0' encoding='UTF-8'?>\n<!-- <unit> --><?tool x?>\n{root}\n"

    def _unit_1(self, number: int, content: Content | Segments) -> str:
        ids = count(1)
        if isinstance(content, Segments):
            return self._segments_1(number, content)
        inside = self._tag("source", self._all(content, ids, {}))
        inside += self._tag("target", state="new", t_y="1 > 2") if number % 2 else ""
        return self._tag("trans-unit", f"\n {inside}{self._tag('note', 'theirs')}<t:more a='/>'/>\n", id=f"u{number}")

    def _segments_1(self, number: int, unit: Segments) -> str:
        ids = count(1)
        outer = str(next(ids))
        texts = [self._all(content, ids, {}) for content, _ in unit.segments]

        def around(inside: list[str | None]) -> str:
            marks = [
                self._tag("mrk", text or None, mtype="seg", mid=f"{number}.{at}")
                for at, text in enumerate(inside)
                if text is not None
            ]
            return self._tag("g", " ".join(marks), id=outer) if unit.is_wrapped else " ".join(marks)

        source = " ".join(texts)
        inside = self._tag("source", self._tag("g", source, id=outer) if unit.is_wrapped else source)
        inside += self._tag("seg-source", around([*texts]))
        targets = [None if target is None else escape(target) for _, target in unit.segments]
        if unit.has_target or any(targets):
            inside += self._tag("target", around([target or "" for target in targets]))
        return self._tag("trans-unit", f"\n {inside}{self._tag('note', 'theirs')}<t:more a='/>'/>\n", id=f"u{number}")

    def _segments_2(self, number: int, unit: Segments) -> str:
        ids, data = count(1), dict[str, str]()
        parts = []
        for at, (content, target) in enumerate(unit.segments):
            if at and unit.is_wrapped:
                parts.append(self._tag("ignorable", self._tag("source", " ")))
            texts = self._tag("source", self._all(content, ids, data))
            texts += "" if target is None else self._tag("target", escape(target))
            parts.append(self._tag("segment", texts, **({"id": f"s{at}"} if at % 2 else {})))
        originals = "".join(self._tag("data", escape(text), id=name) for name, text in data.items())
        inside = "<t:more a='/>'/>" + (self._tag("originalData", originals) if originals else "")
        return self._tag("unit", f"\n {inside}{''.join(parts)}\n", id=f"u{number}", t_x="1")

    def _unit_2(self, number: int, content: Content | Segments) -> str:
        ids, data = count(1), dict[str, str]()
        if isinstance(content, Segments):
            return self._segments_2(number, content)
        source = self._tag("source", self._all(content, ids, data))
        originals = "".join(self._tag("data", escape(text), id=name) for name, text in data.items())
        inside = "<t:more a='/>'/>" + (self._tag("notes", self._tag("note", "theirs")) if number % 2 else "")
        inside += self._tag("originalData", originals) if originals else ""
        segment = self._tag("segment", source + (self._tag("target") if number % 2 else ""))
        return self._tag("unit", f"\n {inside}{segment}\n", id=f"u{number}", t_x="1")

    def _all(self, content: Content, ids: count[int], data: dict[str, str]) -> str:
        return "".join(escape(piece) if isinstance(piece, str) else self._code(piece, ids, data) for piece in content)

    def _code(self, piece: object, ids: count[int], data: dict[str, str]) -> str:
        assert isinstance(piece, tuple)
        kind, of = piece
        number = str(next(ids))
        if kind in ("g", "mrk"):
            inside = self._all(of, ids, data)
            if self._version == "1.2":
                return self._tag("g", inside, id=number) if kind == "g" else self._tag("mrk", inside, mtype="x-t")
            return self._tag("pc" if kind == "g" else "mrk", inside, id=number)
        names = {"ph": ("ph",), "pair": ("bpt", "ept") if self._version == "1.2" else ("sc", "ec")}[kind]
        return "".join(self._single(name, of, number, data) for name in names)

    def _single(self, name: str, shown: str, number: str, data: dict[str, str]) -> str:
        if self._version == "1.2":
            return self._tag(name, escape(shown), id=number)
        attributes = {"startRef" if name == "ec" else "id": number}
        if shown:
            data[f"d{number}"] = shown
            attributes["dataRef"] = f"d{number}"
        return self._tag(name, **attributes)
