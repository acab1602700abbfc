"""What XLIFF 1.2 and 2.1 demand of a document, in our words: elements, order, attributes, ids, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

NS_1 = "{urn:oasis:names:tc:xliff:document:1.2}"
NS_2 = "{urn:oasis:names:tc:xliff:document:2.0}"
MDA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
MTC = "{urn:oasis:names:tc:xliff:matches:2.0}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NMTOKEN = re.compile(r"[\w.:-]+")

_Rule = tuple[set[str], set[str], str]
# Of each element: attributes it must have, attributes it may have, and its children as a regular expression of names.
_INLINE_1 = r"((bpt|ept|ph|it),)*"
_RULES_1: dict[str, _Rule] = {
    "xliff": ({"version"}, set(), r"(file,)+"),
    "file": ({"original", "source-language", "datatype"}, {"target-language"}, r"(header,)?body,"),
    "body": (set(), set(), r"(trans-unit,)*"),
    "trans-unit": ({"id"}, {_SPACE}, r"source,(target,)?((context-group|note|alt-trans),)*"),
    "alt-trans": (set(), {"match-quality", "origin", _SPACE}, r"source,(target,)+((context-group|note),)*"),
    "source": (set(), set(), _INLINE_1),
    "target": (set(), {"state", "state-qualifier"}, _INLINE_1),
    "context-group": ({"purpose"}, set(), r"(context,)+"),
    "context": ({"context-type"}, set(), r""),
    "note": (set(), {"from", "annotates"}, r""),
    "bpt": ({"id"}, {"ctype"}, r""),
    "ept": ({"id"}, set(), r""),
    "ph": ({"id"}, {"ctype"}, r""),
    "it": ({"id", "pos"}, {"ctype"}, r""),
}
_INLINE_2 = r"((pc|sc|ec|ph),)*"
_TYPED = {"type", "subType"}
_RULES_2: dict[str, _Rule] = {
    "xliff": ({"version", "srcLang", "trgLang"}, set(), r"(file,)+"),
    "file": ({"id"}, {"original", _SPACE}, r"((unit|group),)+"),
    "group": ({"id"}, set(), r"((unit|group),)*"),
    "unit": ({"id"}, set(), r"(matches,)?(metadata,)?(notes,)?(originalData,)?((segment|ignorable),)+"),
    "segment": (set(), {"id", "state", "subState"}, r"source,(target,)?"),
    "source": (set(), set(), _INLINE_2),
    "target": (set(), set(), _INLINE_2),
    "notes": (set(), set(), r"(note,)+"),
    "note": (set(), {"category", "appliesTo"}, r""),
    "originalData": (set(), set(), r"(data,)+"),
    "data": ({"id"}, set(), r"(cp,)*"),
    "pc": ({"id"}, {"dataRefStart", "dataRefEnd", *_TYPED}, _INLINE_2),
    "sc": ({"id"}, {"dataRef", "isolated", *_TYPED}, r""),
    "ec": (set(), {"id", "startRef", "dataRef", "isolated", *_TYPED}, r""),
    "ph": ({"id"}, {"dataRef", *_TYPED}, r""),
    "metadata": (set(), set(), r"(metaGroup,)+"),
    "metaGroup": (set(), {"category"}, r"(meta,)+"),
    "meta": ({"type"}, set(), r""),
    "matches": (set(), set(), r"(match,)+"),
    "match": (
        {"ref"},
        {"similarity", "matchSuitability", "origin", "type"},
        r"(metadata,)?(originalData,)?source,target,",
    ),
}
_MODULES = {"metadata": MDA, "metaGroup": MDA, "meta": MDA, "matches": MTC, "match": MTC}
_TYPES = {"fmt", "ui", "quote", "link", "image", "other"}
_SUBTYPES = {"xlf:b": "fmt", "xlf:i": "fmt", "xlf:u": "fmt", "xlf:lb": "fmt", "xlf:pb": "fmt", "xlf:var": "ui"}
_STATES = {"translated", "initial", "reviewed", "final"}


def check_xliff(root: etree._Element) -> None:
    (_check_1 if root.get("version") == "1.2" else _check_2)(root)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _check_elements(root: etree._Element, rules: dict[str, _Rule], namespace: str) -> None:
    for element in root.iter():
        name = _name(element)
        assert element.tag == _MODULES.get(name, namespace) + name
        required, optional, children = rules[name]
        found = {str(attribute) for attribute in element.attrib}
        assert required <= found <= required | optional, name
        assert re.fullmatch(children, "".join(f"{_name(child)}," for child in element)), name


def _check_1(root: etree._Element) -> None:
    _check_elements(root, _RULES_1, NS_1)
    for file in root:
        ids = [unit.get("id") for unit in file.iter(f"{NS_1}trans-unit")]
        assert len(set(ids)) == len(ids)
    for element in root.iter():
        for attribute, known in (
            ("ctype", {"bold", "italic", "link", "image", "lb"}),
            ("context-type", {"linenumber"}),
            ("purpose", {"location"}),
            ("state", {"translated"}),
            ("state-qualifier", {"mt-suggestion"}),
            ("pos", {"open", "close"}),
        ):
            value = element.get(attribute)
            assert value is None or value in known or re.fullmatch(r"x-\S+", value), value
    for text in root.iter(f"{NS_1}source", f"{NS_1}target"):
        pairs = [(_name(code), code.get("id")) for code in text]
        assert len(set(pairs)) == len(pairs)
        opened = [number for name, number in pairs if name == "bpt"]
        assert sorted(map(str, opened)) == sorted(str(number) for name, number in pairs if name == "ept")
        others = [number for name, number in pairs if name in {"ph", "it"}]
        assert not set(others) & set(opened)


def _check_2(root: etree._Element) -> None:
    assert root.get("version") == "2.1"
    _check_elements(root, _RULES_2, NS_2)
    files = [file.get("id", "") for file in root]
    assert len(set(files)) == len(files)
    for file in root:
        units = [unit.get("id", "") for unit in file]
        assert len(set(units)) == len(units)
        assert all(_NMTOKEN.fullmatch(each) for each in [*files, *units])
        for unit in file:
            _check_unit(unit)


def _check_unit(unit: etree._Element) -> None:
    segments = unit.findall(f"{NS_2}segment")
    assert all(segment.get("state", "initial") in _STATES for segment in segments)
    for segment in segments:
        assert segment.get("subState") is None or segment.get("state")
        assert re.fullmatch(r"[^:]+:.+|", segment.get("subState", ""))
    names = [segment.get("id") for segment in segments]
    for match in unit.iter(f"{MTC}match"):
        assert match.get("ref", "").removeprefix("#") in names
        assert 0 <= float(match.get("similarity", "0")) <= 100
        _check_codes(match, [match], [])
    _check_codes(unit, segments, names)


def _check_codes(holder: etree._Element, texts: list[etree._Element], taken: list[str | None]) -> None:
    data = [each.get("id", "") for each in holder.iterfind(f"{NS_2}originalData/{NS_2}data")]
    assert len(set(data)) == len(data)
    for side in ("source", "target"):
        codes = [code for text in texts for found in text.iterfind(f"{NS_2}{side}") for code in found.iterdescendants()]
        ids = [*taken, *(code.get("id") for code in codes if code.get("id"))]
        assert len(set(ids)) == len(ids)
        starts = [code.get("id") for code in codes if _name(code) == "sc" and code.get("isolated", "no") == "no"]
        ends = [code.get("startRef") for code in codes if _name(code) == "ec" and code.get("isolated", "no") == "no"]
        assert sorted(map(str, starts)) == sorted(map(str, ends))
        for code in codes:
            if _name(code) == "ec":
                assert (code.get("id") is not None) == (code.get("isolated") == "yes") == (code.get("startRef") is None)
            for reference in ("dataRef", "dataRefStart", "dataRefEnd"):
                assert code.get(reference) is None or code.get(reference) in data
            _check_type(code)


def _check_type(code: etree._Element) -> None:
    kind, subtype = code.get("type"), code.get("subType")
    assert kind is None or kind in _TYPES
    assert subtype is None or kind is not None
    assert subtype is None or re.fullmatch(r"[^:]+:.+", subtype)
    assert subtype is None or not subtype.startswith("xlf:") or _SUBTYPES[subtype] == kind
