"""The tree with places: it is the tree of lxml, and its places are right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from l10nqa.errors import InputError
from l10nqa.safe_xml import Element, characters, check_xml, decoded, encoded, encoding_of, parse_tree, runs
from l10nqa.safe_xml import with_attributes as tag_with
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = [
    "a",
    "é",
    "言",
    "😀",
    " ",
    "\n",
    "\r\n",
    "\r",
    "&amp;",
    "&lt;",
    "&#65;",
    "&#x1F600;",
    "&#13;",
    "&quot;",
    "] ]",
    ">",
]
PIECES = [
    *TEXTS,
    "<!-- <a> & -->",
    "<?p <b> ?>",
    "<![CDATA[<x/> & ]]>",
    "<![CDATA[]]>",
    "<![CDATA[a\r\nb]]>",
    "<!---->",
]
NAMES = ["a", "p:a", "q:b", "g-x.1", "trans-unit"]
VALUES = ["", "x", "a b", "&amp;&lt;", "é&#10;", "\n\t", "a\r\nb", ">", "1 > 2", "'", "/"]


def attributes(values: Sequence[tuple[str, str]]) -> str:
    return "".join(f' {name}="{value}"' for name, value in dict(values).items())


_attributes = st.lists(
    st.tuples(st.sampled_from(["n", "p:n", "q:n", "xml:space"]), st.sampled_from(VALUES)), max_size=3
)
_texts = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(NAMES), _attributes, inside, st.sampled_from(["", " ", "\n"]), st.booleans())
    return parts.map(
        lambda made: (
            f"<{made[0]}{attributes(made[1])}{made[3]}/>"
            if made[4] and not made[2]
            else f"<{made[0]}{attributes(made[1])}{made[3]}>{made[2]}</{made[0]}{made[3]}>"
        )
    )


_contents = st.recursive(_texts, lambda inner: st.lists(element(inner) | _texts, max_size=4).map("".join), max_leaves=8)
documents = st.builds(
    lambda head, inside, default: f"{head}<a xmlns:p='urn:p' xmlns:q='urn:&amp;q'{default}>{inside}</a>\n<!-- </a> -->",
    st.sampled_from(["", "<?xml version='1.0'?>\n", "<!DOCTYPE a [<!ELEMENT a ANY><!-- ]> -->]>", "<!-- <b> -->"]),
    _contents,
    st.sampled_from(["", " xmlns='urn:d'"]),
)


def assert_same(ours: Element, theirs: etree._Element, text: str) -> None:
    name = f"{{{ours.namespace}}}{ours.name}" if ours.namespace else ours.name
    assert name == theirs.tag
    assert dict(ours.attributes) == {str(name): str(value) for name, value in theirs.attrib.items()}
    assert [each.parent is ours for each in ours.children] == [True] * len(theirs)
    edges = [ours.inner_start, *(edge for each in ours.children for edge in each.span), ours.inner_end]
    between = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    texts = [characters(text, span) for span in between]
    assert texts == [theirs.text or "", *(each.tail or "" for each in theirs)]
    for span, value in zip(between, texts, strict=True):
        found = runs(text, span)
        assert "".join(run.value for run in found) == value
        assert all(run.is_whole or text[run.start : run.end] == run.value for run in found)
        assert all(first.end <= second.start for first, second in pairwise(found))
    for mine, other in zip(ours.children, theirs, strict=True):
        assert_same(mine, other, text)


@given(documents)
@example("<a n='\"' \n p:n = \">\" xmlns:p='urn:p'><p:a xmlns:p='urn:other'/><p:a/></a>")
def test_it_is_the_tree_of_lxml(document: str) -> None:
    ours = parse_tree(document)
    theirs = etree.fromstring(document.encode(), etree.XMLParser(remove_comments=True, remove_pis=True))
    assert ours is not None
    assert_same(ours, theirs, document)
    check_xml(document.encode(), "x", ("a",), kind="A", roots=("a",))


@given(documents, st.integers(0, 10**6), st.sampled_from(["", "<", ">", "&", "</a>", "<a>", "]]>", '"']))
def test_what_lxml_refuses_is_refused(document: str, where: int, damage: str) -> None:
    where %= len(document) + 1
    damaged = document[:where] + damage + document[where + 1 :]
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    try:
        theirs = etree.fromstring(damaged.encode(), parser)
    except etree.XMLSyntaxError:
        try:
            replaced = check_xml(damaged.encode(), "x", ("a",), kind="A", roots=("a",))
        except InputError:
            return
        assert replaced is not None  # a reference to a character that XML forbids
        return
    assume(not len(parser.error_log))  # prefixes that nobody declares are let through, and mean nothing
    ours = parse_tree(damaged)
    assert ours is not None
    assert_same(ours, theirs, damaged)


@given(_attributes, st.sampled_from(["n", "p:n", "new"]), st.none() | st.sampled_from(["", "a&b", '"', "<"]))
def test_an_attribute_is_set_and_the_others_stay(given_: list[tuple[str, str]], name: str, value: str | None) -> None:
    declared = "xmlns:p='urn:p' xmlns:q='urn:q'"
    for end in (">", "/>", " />"):
        tag = f"<a {declared}{attributes(given_)}{end}"
        changed = tag_with(tag, {name: value})
        before = etree.fromstring(tag if end != ">" else f"{tag}</a>").attrib
        after = etree.fromstring(changed if end != ">" else f"{changed}</a>").attrib
        key = name.replace("p:", "{urn:p}")
        wanted = {str(each): str(text) for each, text in before.items() if each != key}
        if value is not None:
            wanted[key] = value
        assert {str(each): str(text) for each, text in after.items()} == wanted
        assert tag_with(changed, {name: value}) == changed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
@given(st.text(st.characters(codec="latin-1"), max_size=10))
def test_the_bytes_of_a_text_come_back(encoding: str, text: str) -> None:
    declared = encoding if encoding == "iso-8859-1" else "UTF-8"
    raw = f"<?xml version='1.0' encoding='{declared}'?><a>{text}</a>".encode(encoding)
    name = encoding_of(raw)
    assert decoded(raw, name, "x").endswith(f"<a>{text}</a>")
    assert encoded(decoded(raw, name, "x"), name) == raw


def test_bytes_that_are_not_utf_8_come_back() -> None:
    raw = b"<a>\xff\xed\xa0\x80</a>"
    assert encoded(decoded(raw, "utf-8", "x"), "utf-8") == raw
    with pytest.raises(InputError, match="is not in nonsense"):
        decoded(raw, "nonsense", "x")


def test_a_character_that_xml_forbids_is_one_replacement_character() -> None:
    text = "<a>b\x01c\udced\udca0\udc80d&#2;e\ufffef<![CDATA[\x03]]></a>"
    root = parse_tree(text)
    assert root is not None
    assert characters(text, root.inside) == "b\ufffdc\ufffdd\ufffde\ufffdf\ufffd"


def test_it_takes_linear_time() -> None:
    many = 50_000
    insides = ("<!-- < -->", "&amp;", "<a/>", "<a n='>'>&#65;</a>", "<![CDATA[<]]>", "<?p <?>", "\r\n", "x]]")
    for inside in insides:
        text = f"<a>{inside * many}</a>"
        root = parse_tree(text)
        assert root is not None
        reached = root.inner_start
        for child in root.children:
            characters(text, Span(reached, child.start))
            reached = child.end
        characters(text, Span(reached, root.inner_end))
