"""What TMX 1.4b demands of a document, in our words: elements, their order and attributes, inline codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SHARED = {"creationdate", "creationid", "changedate", "changeid", "datatype", "o-tmf", "o-encoding"}
_USED = {"creationtool", "creationtoolversion", "usagecount", "lastusagedate"}
_INLINE = {"bpt", "ept", "ph", "it", "hi"}

# Of each element: attributes it must have, attributes it may have, and its children as a regular expression of names.
_ELEMENTS = {
    "tmx": ({"version"}, set(), r"header,body,"),
    "header": (
        {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
        _SHARED,
        r"(note,|prop,|ude,)*",
    ),
    "body": (set(), set(), r"(tu,)*"),
    "tu": (set(), _SHARED | _USED | {"tuid", "segtype", "srclang"}, r"(note,|prop,)*(tuv,)+"),
    "tuv": ({_LANG}, _SHARED | _USED, r"(note,|prop,)*seg,"),
    "prop": ({"type"}, {_LANG, "o-encoding"}, r""),
    "note": (set(), {_LANG, "o-encoding"}, r""),
    "seg": (set(), set(), r"((bpt|ept|ph|it|hi|ut),)*"),
    "bpt": ({"i"}, {"x", "type"}, r"(sub,)*"),
    "ept": ({"i"}, set(), r"(sub,)*"),
    "ph": (set(), {"x", "type", "assoc"}, r"(sub,)*"),
    "it": ({"pos"}, {"x", "type"}, r"(sub,)*"),
}
_TEXTLESS = {"tmx", "header", "body", "tu", "tuv"}


def check_tmx(root: etree._Element) -> None:
    assert root.tag == "tmx"
    assert root.get("version") == "1.4"
    for element in root.iter():
        required, optional, children = _ELEMENTS[str(element.tag)]
        found = {str(name) for name in element.attrib}
        assert required <= found <= required | optional, element.tag
        assert re.fullmatch(children, "".join(f"{child.tag}," for child in element)), element.tag
        if element.tag in _TEXTLESS:
            assert not "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
        for name in ("creationdate", "changedate"):
            assert re.fullmatch(r"\d{8}T\d{6}Z|", element.get(name, ""))
    for unit in root.iter("tu"):
        assert not re.search(r"\s", unit.get("tuid", ""))
        for segment in unit.iter("seg"):
            _check_codes(segment)


def _check_codes(segment: etree._Element) -> None:
    opened: set[str] = set()
    closed: set[str] = set()
    external: list[str] = []
    for code in segment:
        number = code.get("i", "")
        if code.tag == "bpt":
            assert number.isdecimal()
            assert number not in opened
            opened.add(number)
        elif code.tag == "ept":
            assert number in opened - closed
            closed.add(number)
        elif code.tag == "it":
            assert code.get("pos") in {"begin", "end"}
        external += [value for value in [code.get("x")] if value]
    assert opened == closed
    assert len(set(external)) == len(external)
    assert all(value.isdecimal() for value in external)
