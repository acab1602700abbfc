"""XLIFF as other tools write it: inline codes of all kinds, foreign namespaces, parts that mean nothing to us."""

from __future__ import annotations

from itertools import count
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

__all__ = ["Content", "contents", "document"]

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


class _Writer:
    def __init__(self, version: str, prefix: str) -> None:
        self._version, self._prefix = version, f"{prefix}:" if prefix else ""

    def _tag(self, name: str, inside: str | None = None, **attributes: str) -> str:
        said = "".join(f" {key.replace('_', ':')}={quoteattr(value)}" for key, value in attributes.items())
        name = self._prefix + name
        return f"<{name}{said} />" if inside is None else f"<{name}{said}>{inside}</{name}>"

    def document(self, units: list[Content]) -> str:
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

    def _unit_1(self, number: int, content: Content) -> str:
        ids = count(1)
        inside = self._tag("source", self._all(content, ids, {}))
        inside += self._tag("target", state="new", t_y="1 > 2") if number % 2 else ""
        return self._tag("trans-unit", f"\n {inside}{self._tag('note', 'theirs')}<t:more a='/>'/>\n", id=f"u{number}")

    def _unit_2(self, number: int, content: Content) -> str:
        ids, data = count(1), dict[str, str]()
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
